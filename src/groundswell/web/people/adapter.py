"""Accounts are made by invitation: nobody signs up, and single sign-on knows the people it lets in."""

from collections.abc import Callable
from typing import Any

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from groundswell.domain.people.models import Person

NOT_RIGHT = _("That name and password do not go together. Check both, then try again.")
TOO_MANY = _("That was a lot of tries. Wait five minutes, then try again. A passkey works right away.")
WRONG_CODE = _("That code did not work. Codes change every half minute and work once; try the newest one.")
ACCOUNT_WORDS = {
    "account_inactive": _("This account is closed at the moment. Ask the person who runs Groundswell."),
    "email_password_mismatch": NOT_RIGHT,
    "username_password_mismatch": NOT_RIGHT,
    "invalid_login": NOT_RIGHT,
    "too_many_login_attempts": TOO_MANY,
    "rate_limited": _("That was a lot of tries. Wait a few minutes, then try again."),
    "enter_current_password": _("This is not your password of today. Please type it again."),
    "incorrect_password": _("This is not your password. Please type it again."),
    "incorrect_code": WRONG_CODE,
    "invalid_password_reset": _("This link was used before, or it is too old. Ask for a new one."),
    "max_email_addresses": _(
        "An account has %d address, looked after by the person who runs Groundswell. Ask them to change it."
    ),
}
CODE_WORDS = {
    "incorrect_code": WRONG_CODE,
    "cannot_delete_authenticator": _("This way to sign in stays on. Ask the person who runs Groundswell."),
    "cannot_generate_recovery_codes": _("Recovery codes come with a second step. Turn one on first."),
}


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up, and no change of address: single sign-on and new passwords go by the address."""

    error_messages = DefaultAccountAdapter.error_messages | ACCOUNT_WORDS

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  (the library's signature)
        return False

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """Who has no password yet was invited: the same link, in words of welcome."""
        name = "password_reset_key" if user.has_usable_password() else "invitation"
        self.send_mail(f"account/email/{name}", email, context)

    def can_delete_email(self, email_address: EmailAddress) -> bool:  # noqa: ARG002
        return False


class KindCodesAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Passkeys and codes, named for people."""

    error_messages = DefaultMFAAdapter.error_messages | CODE_WORDS

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: A002
        number = user.authenticator_set.filter(type=type).count() + 1
        return str(_("Passkey %(number)s") % {"number": number})

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return dict(super().get_public_key_credential_rp_entity()) | {"name": "Groundswell"}


class KnownPeopleOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on joins an existing account with the same verified address; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse to hang another identity on an account that is signed in: the address alone joins them."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))

    def get_requests_session(self) -> requests.Session:
        session: requests.Session = super().get_requests_session()
        session.request = self._or_say_so(session.request)  # type: ignore[method-assign]
        return session

    def _or_say_so(self, ask: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
        """A provider that does not answer is said on a page of ours, instead of an error of the server."""

        def asked(*arguments: Any, **options: Any) -> requests.Response:
            try:
                return ask(*arguments, **options)
            except requests.RequestException as silence:
                page = render(self.request, "socialaccount/authentication_error.html", status=503)
                raise ImmediateHttpResponse(page) from silence

        return asked
