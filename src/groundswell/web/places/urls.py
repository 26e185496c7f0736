"""Addresses of places."""

from django.urls import path

from groundswell.web.places import views

urlpatterns = [path("places/<slug:code>/", views.place, name="place")]
