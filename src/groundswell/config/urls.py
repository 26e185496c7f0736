"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("groundswell.web.checks.urls")),
    path("", include("groundswell.web.design.urls")),
    path("", include("groundswell.web.intake.urls")),
]
