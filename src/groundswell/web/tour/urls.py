from django.urls import path

from groundswell.web.tour import views

urlpatterns = [
    path("about-this-example/", views.about_example, name="about_example"),
    path("start-yours/", views.start_yours, name="start_yours"),
    path("tour/<int:number>/", views.go, name="tour_go"),
    path("tour/leave/", views.leave, name="tour_leave"),
]
