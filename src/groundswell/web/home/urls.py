from django.urls import path

from groundswell.web.home import views

urlpatterns = [
    path("", views.today, name="today"),
    path("contents/", views.contents, name="contents"),
]
