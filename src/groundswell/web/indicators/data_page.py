"""The view model of a place's data: every indicator by family, or why it has no number."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.indicators.folder import is_being_made
from groundswell.domain.indicators.models import SavedView
from groundswell.domain.indicators.queries import DataHere, IndicatorCard, catalog
from groundswell.domain.indicators.said import direction_words, students_words, value_words, why_withheld
from groundswell.store.release.reading import ReleaseManifest
from groundswell.web.design.nav import Link
from groundswell.web.measures import drawing


@dataclass(frozen=True)
class CardView:
    """One indicator. `value` is "" where there is no number; then `why_no_number` says why."""

    name: str
    url: str
    why: str
    value: str
    under: str
    change: str
    spark: str
    widest: str
    why_no_number: str
    withheld: bool
    kept_back: bool
    held: str


@dataclass(frozen=True)
class FamilyView:
    code: str
    name: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True)
class KeptView:
    """A way of looking that the reader kept, and the address that takes it away."""

    name: str
    url: str
    forget: str


@dataclass(frozen=True)
class DataPage:
    """`nothing` says why there are no data at all. `links` lead beyond: the data story, saved views, files."""

    title: str
    over: str
    lead: str
    families: tuple[FamilyView, ...]
    not_loaded: tuple[str, ...]
    nothing: str
    withheld_words: str
    links: tuple[Link, ...]
    kept: tuple[KeptView, ...]


def data_page(here: DataHere) -> DataPage:
    found = catalog(here)
    return DataPage(
        title=_("What the student data show"),
        over=" · ".join(filter(None, (here.place.name, as_of(here.manifest)))),
        lead=_lead(here),
        families=tuple(
            FamilyView(family.code, family.name, tuple(_card(here, card) for card in family.cards))
            for family in found.families
        ),
        not_loaded=tuple(each.name for each in found.not_loaded) if here.is_ready else (),
        nothing=_nothing(here),
        withheld_words=why_withheld(here.manifest) if here.manifest else "",
        links=links_beyond(here),
        kept=kept_views(here),
    )


def links_beyond(here: DataHere) -> tuple[Link, ...]:
    """The data story; and for who brings data in, which organization of the data this place is."""
    code = here.place.code
    links = (
        [Link(_("Our data story, to read aloud"), reverse("data_story", args=[code]))]
        if here.is_ready
        else []
    )
    if here.manifest and can(here.by, Permission.IMPORT_RUN, within=here.place.path).allowed:
        links.append(
            Link(_("Which school or district of the data this is"), reverse("place_link", args=[code]))
        )
    return tuple(links)


def kept_views(here: DataHere) -> tuple[KeptView, ...]:
    found = SavedView.objects.visible_to(here.by).filter(place=here.place).order_by("name")
    return tuple(
        KeptView(
            view.name,
            reverse("place_indicator", args=[here.place.code, view.indicator])
            + (f"?{view.query}" if view.query else ""),
            reverse("saved_view_forget", args=[here.place.code, view.pk]),
        )
        for view in found
    )


def as_of(manifest: ReleaseManifest | None) -> str:
    """The day of the release: "numbers as of 20 November 2026"."""
    made = parse_datetime(manifest.made_at) if manifest else None
    return _("numbers as of %(day)s") % {"day": date_format(made, "j F Y")} if made else ""


def _lead(here: DataHere) -> str:
    if here.sight == "totals":
        return _(
            "You see the totals of %(place)s. Its schools' numbers are for the people who work for all of it."
        ) % {"place": here.place.name}
    return ""


def _nothing(here: DataHere) -> str:
    if here.manifest is None and is_being_made():
        return _("The example's numbers are being worked out. Come back in a few minutes.")
    if here.manifest is None:
        return _("No student data have been released yet.")
    if here.organization is None:
        return _("The student data do not name this place yet. Whoever loads the data can link the two.")
    return ""


def _card(here: DataHere, card: IndicatorCard) -> CardView:
    known = card.indicator
    shown = card.state == "shown"
    under = (card.period, students_words(card.students), direction_words(known)) if shown else ()
    return CardView(
        name=known.name,
        url=reverse("place_indicator", args=[here.place.code, known.id]),
        why=known.why,
        value=value_words(card.value, known) if shown else "",
        under=" · ".join(part for part in under if part),
        change=card.change,
        spark=drawing.spark(card.spark, f"spark-{known.id}") if card.spark else "",
        widest=card.widest_words,
        why_no_number=card.why_no_number,
        withheld=card.state == "withheld",
        kept_back=card.state == "held",
        held=card.held,
    )
