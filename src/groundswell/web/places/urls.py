"""Addresses of places."""

from django.urls import path

from groundswell.web.places import adding, calendars, views

urlpatterns = [
    path("places/<slug:code>/", views.place, name="place"),
    path("places/<slug:code>/add/", adding.add, name="place_add"),
    path("places/<slug:code>/calendar/", calendars.calendar, name="place_calendar"),
    path(
        "places/<slug:code>/calendar/<int:number>/remove/", calendars.remove_event, name="place_event_remove"
    ),
]
