"""Sign out, and leave nothing of it in the browser."""

from allauth.account.views import LogoutView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


class SignOutPage(LogoutView):  # type: ignore[misc]
    """The library's page. Pages are never stored anyway; what a browser kept of pictures goes too."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response: HttpResponse = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


sign_out = login_not_required(SignOutPage.as_view())
