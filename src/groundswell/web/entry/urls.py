from django.urls import path

from groundswell.web.entry import views

urlpatterns = [
    path("tests/<int:number>/record/", views.record, name="entry"),
    path("r/<str:token>/", views.by_link, name="entry_by_link"),
]
