from django.urls import path

from groundswell.web.people import place_views, views
from groundswell.web.people.leaving import sign_out

AT_PLACE = "places/<slug:code>/people/"

urlpatterns = [
    path("account/login/", views.sign_in, name="account_login"),
    path("account/logout/", sign_out, name="account_logout"),
    path("sign-in-as/<str:username>/", views.sign_in_as, name="sign_in_as"),
    path("you/", views.you, name="you"),
    path(AT_PLACE, place_views.people, name="place_people"),
    path(f"{AT_PLACE}invite/", place_views.invite, name="place_people_invite"),
    path(f"{AT_PLACE}role/", place_views.give_role, name="place_people_role"),
    path(f"{AT_PLACE}<int:number>/end/", place_views.end, name="place_people_end"),
    path(f"{AT_PLACE}<int:number>/link/", place_views.send_again, name="place_people_link"),
]
