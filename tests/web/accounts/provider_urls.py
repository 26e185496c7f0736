"""The provider's addresses: its sign-in page, and the ones that OpenID Connect names."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.idp.urls")), path("accounts/", include("allauth.account.urls"))]
