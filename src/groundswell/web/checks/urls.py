from django.urls import path

from groundswell.web.checks import views

urlpatterns = [
    path("projects/<int:number>/hints/set-aside/", views.set_aside, name="hint_set_aside"),
    path("projects/<int:number>/hints/", views.dismissed, name="hints_set_aside"),
    path("hints/<int:number>/bring-back/", views.bring_back, name="hint_bring_back"),
]
