"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("", include("groundswell.web.measures.urls")),
    path("", include("groundswell.web.places.urls")),
    path("", include("groundswell.web.theory.urls")),
    path("", include("groundswell.web.cycles.urls")),
    path("", include("groundswell.web.entry.urls")),
    path("", include("groundswell.web.home.urls")),
    path("", include("groundswell.web.people.urls")),
    path("", include("groundswell.web.projects.urls")),
    path("", include("groundswell.web.tour.urls")),
    path("account/", include("allauth.urls")),
    path("", include("groundswell.web.checks.urls")),
    path("", include("groundswell.web.reports.urls")),
    path("", include("groundswell.web.design.urls")),
    path("", include("groundswell.web.intake.urls")),
    path("", include("groundswell.web.indicators.urls")),
    path("", include("groundswell.web.student_data.urls")),
]
