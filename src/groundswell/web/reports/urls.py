from django.urls import path

from groundswell.web.reports import views

urlpatterns = [
    path("projects/<int:number>/storyboard/", views.write, name="storyboard_write"),
    path("projects/<int:number>/looks/", views.looks, name="looks"),
    path("storyboards/<int:number>/", views.read, name="storyboard"),
    path("storyboards/<int:number>/pdf/", views.pdf, name="storyboard_pdf"),
    path("storyboards/<int:number>/share/", views.share, name="storyboard_share"),
    path("storyboards/<int:number>/withdraw/", views.withdraw, name="storyboard_withdraw"),
    path("shared/", views.shared, name="shared"),
]
