"""The mail with the link to choose a password: the sign-in library's own reset, in words of welcome."""

from allauth.account.forms import ResetPasswordForm
from django.conf import settings
from django.contrib import messages
from django.utils.translation import gettext as _

from groundswell.domain.people.models import Person
from groundswell.web.request import Request

FILES = "django.core.mail.backends.filebased.EmailBackend"


def send_link(request: Request, person: Person) -> None:
    """Send the link and say so. A mail server that does not answer takes nothing back: the account is there."""
    form = ResetPasswordForm({"email": person.email})
    try:
        if form.is_valid():
            form.save(request)
    except OSError:
        messages.warning(request, _not_sent(person))
    else:
        messages.success(request, _sent(request, person))


def _not_sent(person: Person) -> str:
    words = _("%(name)s has an account, but the mail did not leave: the mail server does not answer. ")
    return words % {"name": person.name} + _("Send the link again later from the list of people.")


def _sent(request: Request, person: Person) -> str:
    words = _("%(name)s signs in as %(username)s. The link to choose a password is on its way to %(email)s.")
    said = words % {"name": person.name, "username": person.username, "email": person.email}
    if settings.EMAIL_BACKEND == FILES and _is_hub(request):
        said += " " + _("This site writes mail as files: look in %(folder)s on the server.") % {
            "folder": settings.EMAIL_FILE_PATH
        }
    return said


def _is_hub(request: Request) -> bool:
    return any(grant.role == "hub" for grant in request.actor.grants)
