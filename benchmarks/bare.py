"""The floor of the page benchmark: a constant template behind the same middleware, beside the product's pages."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

from benchmarks.held import held_indicator, hold_reads

TEMPLATE = "<!doctype html><title>Bare</title><h1>{{ words }}</h1>"


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(Template(TEMPLATE).render(Context({"words": "A page with nothing to say."})))


hold_reads()
urlpatterns = [
    path("bare/", bare),
    path("held/places/<slug:code>/data/<slug:indicator>/", held_indicator),
    path("", include("groundswell.config.urls")),
]
