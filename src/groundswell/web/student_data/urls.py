from django.urls import path

from groundswell.web.student_data import reports, views

urlpatterns = [
    path("student-data/", views.overview, name="student_data"),
    path("student-data/new/", views.new_load, name="student_new"),
    path("student-data/loads/<int:number>/", views.one_load, name="student_load"),
    path("student-data/loads/<int:number>/start/", views.start, name="student_start"),
    path("student-data/loads/<int:number>/set-down/", views.set_down, name="student_set_down"),
    path("student-data/loads/<int:number>/take-back/", views.take_back, name="student_take_back"),
    path("student-data/loads/<int:number>/findings.csv", reports.findings_csv, name="student_findings_csv"),
    path("student-data/loads/<int:number>/rows/", reports.rows, name="student_rows"),
    path("student-data/loads/<int:number>/rows.zip", reports.rows_zip, name="student_rows_zip"),
]
