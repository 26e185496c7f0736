"""Printed cards and links for the two-minute entry, and the paper form."""

from dataclasses import dataclass
from datetime import date, timedelta

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from groundswell.domain.access.decisions import can, require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.cycles.actions import links
from groundswell.domain.cycles.models import Cycle, EntryLink
from groundswell.domain.cycles.queries.record import CycleRecord, record_of
from groundswell.domain.refusals import NotNow
from groundswell.web.cycles.find import visible_cycle
from groundswell.web.cycles.forms import CardForm
from groundswell.web.entry.counting import Counting, counting_of
from groundswell.web.page import Where, render_page
from groundswell.web.request import Request


@dataclass(frozen=True)
class Card:
    link: EntryLink
    address: str
    short: str
    qr: str
    is_open: bool


@dataclass(frozen=True)
class CardsPage:
    cycle: Cycle
    counting: Counting
    cards: tuple[Card, ...]
    ended: tuple[Card, ...]
    form: CardForm
    can_edit: bool


@dataclass(frozen=True)
class PaperPage:
    cycle: Cycle
    counting: Counting
    record: CycleRecord
    days: tuple[date, ...]


@require_http_methods(["GET", "POST"])
def cards(request: Request, number: int) -> HttpResponse:
    cycle = _working(request, number)
    form = CardForm(request.POST or None, initial={"ends_on": _last_day(cycle, request.actor.today)})
    if request.method == "POST" and form.is_valid():
        try:
            links.make_card(request.actor, cycle=cycle, **form.cleaned_data)
        except NotNow as refusal:
            form.add_error("ends_on", " ".join(refusal.reasons))
        else:
            messages.success(request, _("The card is ready to print."))
            return redirect("test_cards", cycle.pk)
    page = _cards_page(request, cycle, form)
    where = Where("tests", place=cycle.project.place, project=cycle.project)
    return render_page(
        request, "cycles/cards.html", page=page, where=where, status=422 if form.errors else 200
    )


def _working(request: Request, number: int) -> Cycle:
    cycle = visible_cycle(request, number)
    require(request.actor, Permission.PROJECT_WORK, within=cycle.project.path)
    return cycle


def _last_day(cycle: Cycle, today: date) -> date:
    """A few days after the test, for those who write down the last day later."""
    return max(cycle.ends_on or today, today) + timedelta(days=3)


def _cards_page(request: Request, cycle: Cycle, form: CardForm) -> CardsPage:
    rows = [_card(request, link) for link in cycle.entry_links.order_by("id")]
    return CardsPage(
        cycle=cycle,
        counting=counting_of(cycle),
        cards=tuple(card for card in rows if card.is_open),
        ended=tuple(card for card in rows if not card.is_open),
        form=form,
        can_edit=can(request.actor, Permission.PROJECT_EDIT, within=cycle.project.path).allowed,
    )


def _card(request: Request, link: EntryLink) -> Card:
    address = request.build_absolute_uri(reverse("entry_by_link", args=[link.token]))
    is_open = link.revoked_at is None and link.ends_on >= request.actor.today
    return Card(link, address, address.split("://", 1)[1], _qr(address), is_open)


def _qr(address: str) -> str:
    """The code as SVG paths: sharp at any size, no image request."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(
        scale=4, border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )


@require_POST
def take_back(request: Request, number: int, card: int) -> HttpResponse:
    cycle = _working(request, number)
    link = get_object_or_404(cycle.entry_links.select_related("cycle__project"), pk=card)
    links.revoke(request.actor, link=link)
    messages.success(request, _("The card no longer works. What came in through it stays."))
    return redirect("test_cards", cycle.pk)


@require_GET
def paper(request: Request, number: int) -> HttpResponse:
    """The same questions on paper, for rooms without phones."""
    cycle = _working(request, number)
    page = PaperPage(cycle, counting_of(cycle), record_of(cycle), _school_days(cycle))
    where = Where("tests", place=cycle.project.place, project=cycle.project)
    return render_page(request, "cycles/paper.html", page=page, where=where)


def _school_days(cycle: Cycle) -> tuple[date, ...]:
    """Weekdays from the first day to the last, ten at most; none when the dates are open."""
    if cycle.starts_on is None:
        return ()
    last = cycle.ends_on or cycle.starts_on
    every = (cycle.starts_on + timedelta(days=n) for n in range((last - cycle.starts_on).days + 1))
    return tuple(day for day in every if day.weekday() < 5)[:10]
