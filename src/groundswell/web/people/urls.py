from django.urls import path

from groundswell.web.people import views
from groundswell.web.people.leaving import sign_out

urlpatterns = [
    path("account/login/", views.sign_in, name="account_login"),
    path("account/logout/", sign_out, name="account_logout"),
    path("sign-in-as/<str:username>/", views.sign_in_as, name="sign_in_as"),
    path("you/", views.you, name="you"),
]
