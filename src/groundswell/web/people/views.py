"""Sign in, step into the example as one of its people, and look after one's own account."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from groundswell.domain.people.actions import set_preferences
from groundswell.domain.people.models import Person
from groundswell.domain.places.queries import has_begun
from groundswell.example.tour import tour_steps
from groundswell.web.page import Where, render_page
from groundswell.web.people.forms import PreferencesForm
from groundswell.web.people.pages import you_page
from groundswell.web.request import Request

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
YEAR = 365 * 24 * 60 * 60


class SignInPage(LoginView):  # type: ignore[misc]
    """The sign-in library's page; in the example network, with its people to step in as."""

    template_name = "people/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "personas": _in_order_of_the_tour() if settings.DEMO else (),
            "is_empty": not has_begun(),
        }


sign_in = login_not_required(SignInPage.as_view())


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest, username: str) -> HttpResponse:
    """One press, no password: in the example alone, and for its marked people alone."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person.objects.personas(), username=username)
    login(request, person, backend=BACKEND)
    return _with_choices(redirect(settings.LOGIN_REDIRECT_URL), person)


@require_http_methods(["GET", "POST"])
def you(request: Request) -> HttpResponse:
    person = request.user
    chosen = {"name": person.name, "language": person.language, "theme": person.theme}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=chosen)
    if request.method == "POST" and form.is_valid():
        set_preferences(by=request.actor, person=person, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return _with_choices(redirect("you"), person)
    status = 422 if request.method == "POST" else 200
    page = you_page(person, form)
    return render_page(request, "people/you.html", page=page, where=Where("you"), status=status)


def _in_order_of_the_tour() -> list[Person]:
    """Whom the tour shows first comes first; the others follow in the order of the story."""
    order = [step.persona for step in tour_steps()]
    known = {username: number for number, username in reversed(list(enumerate(order)))}
    return sorted(Person.objects.personas(), key=lambda person: known.get(person.username, len(order)))


def _with_choices(response: HttpResponse, person: Person) -> HttpResponse:
    """Language and light or dark as cookies, so that every page comes right from its first byte."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, person.language, max_age=YEAR, samesite="Lax", secure=settings.HTTPS
    )
    if person.theme == Person.Mode.SYSTEM:
        response.delete_cookie("theme", samesite="Lax")
    else:
        response.set_cookie("theme", person.theme, max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    return response
