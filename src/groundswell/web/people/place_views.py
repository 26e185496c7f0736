"""Let people in at a place, give them roles, and see them off."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.access.roles import PLACE_ROLES
from groundswell.domain.people import actions
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.people.policies import grantable
from groundswell.domain.people.queries import affiliations_at, free_username, once_of_network
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import NotNow
from groundswell.web.page import Where, render_page
from groundswell.web.people.invitations import send_link
from groundswell.web.people.place_forms import EndForm, InviteForm, RoleForm
from groundswell.web.people.place_pages import DESCRIPTIONS, PeopleForm, people_page
from groundswell.web.request import Request

MOST_FOUND = 40


@require_GET
def people(request: Request, code: str) -> HttpResponse:
    place = _place(request, code, Permission.PEOPLE_VIEW)
    page = people_page(place, request.actor)
    return render_page(request, "people/place.html", page=page, where=Where("people", place=place))


@require_http_methods(["GET", "POST"])
def invite(request: Request, code: str) -> HttpResponse:
    place = _place(request, code, Permission.PEOPLE_MANAGE)
    form = InviteForm(
        request.POST or None, roles=_roles(request, place), initial={"starts_on": request.actor.today}
    )
    made: list[Person] = []
    if form.is_valid() and _done(form, lambda: made.append(_invited(request, place, form))):
        send_link(request, made[0])
        return _back(place)
    return _form_page(request, "people/invite.html", place, form)


def _invited(request: Request, place: Place, form: InviteForm) -> Person:
    words = form.cleaned_data
    username = words["username"] or free_username(words["name"])
    return actions.invite(by=request.actor, place=place, **(words | {"username": username}))


@require_http_methods(["GET", "POST"])
def give_role(request: Request, code: str) -> HttpResponse:
    """A role here for someone who has an account already: they are searched for first."""
    place = _place(request, code, Permission.PEOPLE_MANAGE)
    text = request.POST.get("q", request.GET.get("q", "")).strip()
    found = list(once_of_network(place.path, text=text)[:MOST_FOUND]) if text else []
    form = RoleForm(
        request.POST or None,
        roles=_roles(request, place),
        people=found,
        initial={"starts_on": request.actor.today, "person": found[0] if len(found) == 1 else None},
    )
    if form.is_valid() and _done(
        form, lambda: actions.affiliate(by=request.actor, place=place, **form.cleaned_data)
    ):
        messages.success(
            request, _("%(name)s has the role from now on.") % {"name": form.cleaned_data["person"].name}
        )
        return _back(place)
    return _form_page(request, "people/give_role.html", place, form, asked=text, found=len(found))


@require_http_methods(["GET", "POST"])
def end(request: Request, code: str, number: int) -> HttpResponse:
    place = _place(request, code, Permission.PEOPLE_MANAGE)
    row = _row(place, number)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(
        form, lambda: actions.end_affiliation(by=request.actor, affiliation=row, **form.cleaned_data)
    ):
        messages.success(
            request,
            _("The role of %(name)s has its last day. Thank you for the work.") % {"name": row.person.name},
        )
        return redirect("today") if row.person_id == request.actor.person_id else _back(place)
    role = PLACE_ROLES[row.role].name
    return _form_page(request, "people/end_role.html", place, form, row=row, role=role)


@require_POST
def send_again(request: Request, code: str, number: int) -> HttpResponse:
    """The link to choose a password once more, for who has none yet."""
    place = _place(request, code, Permission.PEOPLE_MANAGE)
    person = _row(place, number).person
    if not person.has_usable_password():
        send_link(request, person)
    return _back(place)


def _place(request: Request, code: str, permission: Permission) -> Place:
    place = get_object_or_404(Place.objects.visible_to(request.actor), code=code)
    require(request.actor, permission, within=place.path)
    return place


def _row(place: Place, number: int) -> Affiliation:
    return get_object_or_404(affiliations_at(place), pk=number)


def _roles(request: Request, place: Place) -> frozenset[str]:
    return grantable(request.actor.roles_within(place.path))


def _back(place: Place) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("place_people", args=[place.code]))


def _done(form: forms.Form, write: Callable[[], object]) -> bool:
    """Call the action; what the moment refuses is shown on the form, where nothing that was typed is lost."""
    try:
        write()
    except NotNow as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    return True


def _form_page(
    request: Request, template: str, place: Place, form: forms.Form, **more: object
) -> HttpResponse:
    page = PeopleForm(
        place=place,
        form=form,
        back=reverse("place_people", args=[place.code]),
        descriptions=DESCRIPTIONS,
        **more,  # type: ignore[arg-type]
    )
    status = 422 if form.is_bound and form.errors else 200
    return render_page(request, template, page=page, where=Where("people", place=place), status=status)
