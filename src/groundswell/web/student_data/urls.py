from django.urls import path

from groundswell.web.student_data import mapping, own_words, reports, rule, views

urlpatterns = [
    path("student-data/", views.overview, name="student_data"),
    path("student-data/new/", views.new_load, name="student_new"),
    path("student-data/loads/<int:number>/", views.one_load, name="student_load"),
    path("student-data/loads/<int:number>/columns/", mapping.columns, name="student_columns"),
    path("student-data/loads/<int:number>/kept/", mapping.use_kept, name="student_use_kept"),
    path("student-data/loads/<int:number>/mapping/", mapping.mapping_text, name="student_mapping"),
    path("student-data/loads/<int:number>/mapping.yaml", mapping.mapping_file, name="student_mapping_file"),
    path("student-data/mappings/<slug:name>.yaml", mapping.kept_file, name="student_kept_file"),
    path("student-data/mappings/<slug:name>/take-away/", mapping.forget, name="student_kept_forget"),
    path("student-data/words/", own_words.words, name="student_words"),
    path("student-data/words/<slug:kind>/", own_words.one_kind, name="student_words_of"),
    path("student-data/words/<slug:kind>.yaml", own_words.words_file, name="student_words_file"),
    path("student-data/release/", views.make_release, name="student_release"),
    path("student-data/rule/", rule.rule, name="student_rule"),
    path("student-data/loads/<int:number>/start/", views.start, name="student_start"),
    path("student-data/loads/<int:number>/set-down/", views.set_down, name="student_set_down"),
    path("student-data/loads/<int:number>/take-back/", views.take_back, name="student_take_back"),
    path("student-data/loads/<int:number>/findings.csv", reports.findings_csv, name="student_findings_csv"),
    path("student-data/loads/<int:number>/rows/", reports.rows, name="student_rows"),
    path("student-data/loads/<int:number>/rows.zip", reports.rows_zip, name="student_rows_zip"),
]
