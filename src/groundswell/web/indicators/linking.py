"""Which organization of the student data a place is."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators import actions
from groundswell.domain.indicators.queries.linking import Linking, linking_of
from groundswell.domain.places.models import Place
from groundswell.store.release.reading import DataPlace
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


class LinkForm(forms.Form):
    """The organizations of the data that are of this place's kind and nobody else's."""

    organization = forms.ChoiceField(label=gettext_lazy("Its name in the student data"), required=False)

    def __init__(self, *args: object, offered: tuple[DataPlace, ...], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", _("Not in the data"))] + [(each.id, f"{each.name} ({each.id})") for each in offered]
        self.fields["organization"].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True)
class LinkPage:
    place: Place
    form: LinkForm
    below: int
    missing: int
    nothing: str


@require_http_methods(["GET", "POST"])
def link(request: Request, code: str) -> HttpResponse:
    """One place by hand, or all from here down whose code or name is the same in the data."""
    place = get_object_or_404(Place.objects.visible_to(request.actor), code=code)
    require(request.actor, Permission.IMPORT_RUN, within=place.path)
    known = linking_of(place)
    form = LinkForm(initial={"organization": known.suggested}, offered=known.offered)
    if request.method == "POST" and "alike" in request.POST:
        return _link_alike(request, place, known)
    if request.method == "POST" and "add" in request.POST:
        return _add(request, place, known)
    if request.method == "POST":
        form = LinkForm(request.POST, offered=known.offered)
        if form.is_valid():
            return _link_one(request, place, known, form.cleaned_data["organization"])
    nothing = "" if known.organizations else _("No student data have been released yet.")
    page = LinkPage(place, form, known.waiting, known.missing if place.kind != "school" else 0, nothing)
    status, where = 422 if request.method == "POST" else 200, Where("data", place=place)
    return render_page(request, "indicators/link.html", page=page, where=where, status=status)


def _link_one(request: Request, place: Place, known: Linking, organization: str) -> HttpResponse:
    if organization:
        actions.link_place(request.actor, place=place, kind=place.kind, organization_id=organization)
    elif known.linked:
        actions.unlink_place(request.actor, linked=known.linked)
    messages.success(request, _("Saved."))
    return redirect("place_data", place.code)


def _link_alike(request: Request, place: Place, known: Linking) -> HttpResponse:
    count = actions.link_alike(request.actor, place=place, organizations=known.organizations)
    words = ngettext("%(count)d place was linked.", "%(count)d places were linked.", count)
    messages.success(request, words % {"count": count})
    return redirect("place_link", place.code)


def _add(request: Request, place: Place, known: Linking) -> HttpResponse:
    count = actions.add_places_of_data(request.actor, place=place, organizations=known.organizations)
    words = ngettext("%(count)d place was added.", "%(count)d places were added.", count)
    messages.success(request, words % {"count": count})
    return redirect("place", place.code)
