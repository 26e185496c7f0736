"""Record what happened, in two minutes: as a member of the team, or through a card with no sign-in."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.cycles.actions.entries import (
    EntryText,
    link_actor,
    record_entry,
    record_entry_by_link,
)
from groundswell.domain.cycles.actions.photos import add_photo, add_photo_by_link
from groundswell.domain.cycles.models import Cycle, Entry, EntryLink
from groundswell.domain.cycles.policies import link_refusals
from groundswell.domain.refusals import NotNow
from groundswell.web.cycles.find import visible_cycle
from groundswell.web.entry.counting import counting_of
from groundswell.web.entry.forms import EntryForm
from groundswell.web.entry.pages import ClosedPage, done_page, entry_page
from groundswell.web.request import Request
from groundswell.web.templatetags.groundswell import clock_time


@dataclass(frozen=True)
class Door:
    """How the person came in, and so what may be written and where to go back to."""

    cycle: Cycle
    actor: Actor
    address: str
    leave: str
    link: EntryLink | None = None

    def keep(self, text: EntryText, photo: bytes | None) -> Entry:
        if self.link is None:
            entry = record_entry(self.actor, cycle=self.cycle, entry=text)
            if photo:
                add_photo(self.actor, entry=entry, data=photo)
            return entry
        entry = record_entry_by_link(self.actor, link=self.link, entry=text)
        if photo:
            add_photo_by_link(self.actor, link=self.link, entry=entry, data=photo)
        return entry

    def find(self, key: str) -> Entry | None:
        """An entry by its key, for whoever wrote it through this same door."""
        try:
            rows = self.cycle.entries.filter(key=UUID(key))
        except ValueError:
            return None
        return (rows.filter(link=self.link) if self.link else rows).first()


@require_http_methods(["GET", "POST"])
def record(request: Request, number: int) -> HttpResponse:
    cycle = visible_cycle(request, number)
    require(request.actor, Permission.CYCLE_RECORD, within=cycle.project.path)
    address = f"/tests/{cycle.pk}/record/"
    return _answer(request, Door(cycle, request.actor, address, leave=f"/tests/{cycle.pk}/"))


@login_not_required
@require_http_methods(["GET", "POST"])
def by_link(request: Request, token: str) -> HttpResponse:
    """No sign-in: the card's long secret opens this one page until its last day."""
    link = (
        EntryLink.objects.select_related("cycle__project__place", "cycle__ramp")
        .filter(token=token.lower())
        .first()
    )
    if link is None:
        return _closed(
            request, [_("We do not know this card. Look at the address again, or ask the team.")], status=404
        )
    reasons = link_refusals(link, today=request.actor.today)
    if reasons:
        return _closed(request, reasons, status=410)
    actor = link_actor(request.actor, link)
    return _answer(request, Door(link.cycle, actor, f"/r/{token}/", leave="", link=link))


def _answer(request: Request, door: Door) -> HttpResponse:
    if request.method == "POST":
        return _sent(request, door)
    if done := door.find(request.GET.get("done", "")):
        page = done_page(door.cycle, done, address=door.address, leave=door.leave)
        return render(request, "entry/done.html", {"page": page})
    stored = door.find(request.GET.get("entry", ""))
    return _form(request, door, EntryForm(initial=_initial(door, stored)), saved=_saved(stored))


def _initial(door: Door, stored: Entry | None) -> dict[str, object]:
    if stored is None:
        return {"key": uuid4(), "on": door.actor.today, "total": counting_of(door.cycle).total}
    words = {name: getattr(stored, name) for name in ("key", "on", "happened", "surprise")}
    return words | {name: _plain(getattr(stored, name)) for name in ("number", "total")}


def _plain(number: float | None) -> float | int | None:
    """9, not 9.0: the page shows what was tapped."""
    return int(number) if number is not None and number == int(number) else number


def _saved(stored: Entry | None) -> str:
    return clock_time(stored.at) if stored and stored.state == Entry.State.DRAFT else ""


def _sent(request: Request, door: Door) -> HttpResponse:
    form = EntryForm(request.POST, request.FILES)
    is_draft = request.POST.get("save") == "draft" or request.headers.get("X-Requested-With") == "draft"
    if not form.is_valid():
        return HttpResponse(status=422) if is_draft else _form(request, door, form, status=422)
    words = dict(form.cleaned_data)
    photo = words.pop("photo")
    try:
        entry = door.keep(EntryText(**words, is_done=not is_draft), photo)
    except NotNow as refusal:
        if is_draft:
            return HttpResponse(status=409)
        form.add_error(None, " ".join(refusal.reasons))
        return _form(request, door, form, status=409)
    return HttpResponse(status=204) if is_draft else redirect(f"{door.address}?done={entry.key}")


def _form(
    request: Request, door: Door, form: EntryForm, *, saved: str = "", status: int = 200
) -> HttpResponse:
    page = entry_page(door.cycle, form, address=door.address, leave=door.leave, saved=saved)
    form.fields["number"].label = page.counting.question
    if page.counting.total is not None:
        form.fields["number"].widget.attrs["max"] = str(page.counting.total)
    return render(request, "entry/entry.html", {"page": page}, status=status)


def _closed(request: Request, reasons: list[str], *, status: int) -> HttpResponse:
    return render(request, "entry/closed.html", {"page": ClosedPage(reasons)}, status=status)
