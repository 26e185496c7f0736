"""Addresses of released student data at a place."""

from django.urls import path

from groundswell.web.indicators import downloads, linking, saved_views, story, views

urlpatterns = [
    path("places/<slug:code>/data/", views.data, name="place_data"),
    path("places/<slug:code>/data/story/", story.data_story, name="data_story"),
    path("places/<slug:code>/data/link/", linking.link, name="place_link"),
    path("places/<slug:code>/data/views/", saved_views.keep, name="saved_view_keep"),
    path("places/<slug:code>/data/views/<int:number>/forget/", saved_views.forget, name="saved_view_forget"),
    path(
        "places/<slug:code>/data/<slug:indicator>/download.<slug:kind>",
        downloads.download,
        name="indicator_file",
    ),
    path("places/<slug:code>/data/<slug:indicator>/", views.indicator, name="place_indicator"),
]
