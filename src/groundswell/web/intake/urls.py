from django.urls import path

from groundswell.web.intake import correcting, views

urlpatterns = [
    path("places/<slug:code>/imports/", views.place_imports, name="place_imports"),
    path("imports/<int:number>/", views.one_import, name="import"),
    path("imports/<int:number>/columns/", views.columns, name="import_columns"),
    path("imports/<int:number>/accept/", views.accept, name="import_accept"),
    path("imports/<int:number>/set-down/", views.set_down, name="import_set_down"),
    path("imports/<int:number>/take-back/", views.take_back, name="import_take_back"),
    path("imports/<int:number>/set-aside.csv", correcting.set_aside_csv, name="import_set_aside_csv"),
    path("imports/<int:number>/rows/<int:line>/", correcting.correct_row, name="import_row"),
]
