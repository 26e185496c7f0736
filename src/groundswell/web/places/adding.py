"""Add a district, school, department or team below a place."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.places import actions
from groundswell.domain.places.models import Place
from groundswell.domain.places.policies import kinds_inside
from groundswell.domain.places.queries import free_code
from groundswell.domain.refusals import NotNow, refuse_if
from groundswell.web.page import Where, render_page
from groundswell.web.places.forms import PlaceForm
from groundswell.web.request import Request


@dataclass(frozen=True)
class AddPage:
    parent: Place
    form: PlaceForm
    back: str


@require_http_methods(["GET", "POST"])
def add(request: Request, code: str) -> HttpResponse:
    parent = get_object_or_404(Place.objects.visible_to(request.actor), code=code)
    require(request.actor, Permission.CALENDAR_EDIT, within=parent.path)
    kinds = kinds_inside(parent)
    refuse_if([] if kinds else [_("Nothing stands below a team.")])
    form = PlaceForm(request.POST or None, kinds=kinds)
    made: list[Place] = []
    if form.is_valid() and done(form, lambda: made.append(_added(request, parent, form))):
        said = {"name": made[0].name, "code": made[0].code}
        messages.success(request, _("%(name)s is there. Files name it %(code)s.") % said)
        return (
            redirect("place_add", parent.code)
            if "another" in request.POST
            else redirect("place", made[0].code)
        )
    page = AddPage(parent, form, reverse("place", args=[parent.code]))
    return render_page(
        request,
        "places/add.html",
        page=page,
        where=Where("place_add", place=parent),
        status=422 if form.is_bound else 200,
    )


def _added(request: Request, parent: Place, form: PlaceForm) -> Place:
    words = form.cleaned_data
    code = words["code"] or free_code(words["name"])
    return actions.add_place(by=request.actor, parent=parent, **(words | {"code": code}))


def done(form: forms.Form, write: Callable[[], object]) -> bool:
    """Call the action; what the moment refuses is shown on the form, where nothing that was typed is lost."""
    try:
        write()
    except NotNow as refusal:
        for reason in refusal.reasons:
            form.add_error(None, reason)
        return False
    return True
