from django.urls import path

from groundswell.web.design import views

urlpatterns = [
    path("design/", views.gallery, name="design"),
    path("design/entry/", views.entry, name="design_entry"),
    path("design/contents/", views.contents, name="design_contents"),
    path("design/theory/", views.theory, name="design_theory"),
]
