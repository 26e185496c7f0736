"""The floor of the page benchmark: a constant template behind the same middleware, beside the product's pages."""

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

TEMPLATE = "<!doctype html><title>Bare</title><h1>{{ words }}</h1>"


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(Template(TEMPLATE).render(Context({"words": "A page with nothing to say."})))


urlpatterns = [path("bare/", bare), path("", include("groundswell.config.urls"))]
