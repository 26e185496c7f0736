"""Addresses of measures: the same pages at a place and in a project."""

from django.urls import URLPattern, path

from groundswell.web.measures import edits, place_measures, views

PAGES = (
    ("", "measure", views.measure),
    ("csv", "measure_csv", views.download),
    ("note/", "measure_note", edits.add_note),
    ("baseline/", "measure_baseline", edits.baseline),
    ("phase/", "measure_phase", edits.start_phase),
    ("phase/<int:phase_id>/remove/", "measure_phase_remove", edits.remove_phase),
)
AT_PLACE = "places/<slug:code>/measures/<slug:measure_code>/"
IN_PROJECT = "projects/<int:project_id>/measures/<int:measure_id>/"

urlpatterns: list[URLPattern] = [
    path("places/<slug:code>/measures/new/", place_measures.new_measure, name="place_measure_new"),
    *(path(f"{AT_PLACE}{tail}", view, name=f"place_{name}") for tail, name, view in PAGES),
    *(path(f"{IN_PROJECT}{tail}", view, name=f"project_{name}") for tail, name, view in PAGES),
    path(f"{AT_PLACE}definition/", edits.define, name="place_measure_definition"),
    path(f"{IN_PROJECT}number/", edits.add_number, name="project_measure_number"),
    path(f"{IN_PROJECT}definition/", edits.define, name="project_measure_definition"),
    path("projects/<int:project_id>/measures/", views.project_measures, name="project_measures"),
    path("projects/<int:project_id>/measures/new/", edits.new_measure, name="project_measure_new"),
]
