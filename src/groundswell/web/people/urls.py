from django.urls import path

from groundswell.web.people import views

urlpatterns = [
    path("account/login/", views.sign_in, name="account_login"),
    path("sign-in-as/<str:username>/", views.sign_in_as, name="sign_in_as"),
    path("you/", views.you, name="you"),
]
