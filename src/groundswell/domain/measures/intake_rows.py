"""One row of a file judged as an observation: which place, measure, group and period, and what number."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import can
from groundswell.domain.access.permissions import Permission
from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.intake.targets import Outcome, Ready, SetAside
from groundswell.domain.measures.intake_numbers import Numbers, read_numbers
from groundswell.domain.measures.intake_periods import read_period
from groundswell.domain.measures.models import Measure
from groundswell.domain.places.groups import catalog
from groundswell.domain.places.models import Place, ancestors
from groundswell.store.read.tables import Fault, Row

ALL_STUDENTS = {"", "all", "all students", "all_students", "total"}
Tell = Callable[[str, str, str, str], None]


class Key(NamedTuple):
    measure_id: int
    place_id: int
    group: str
    period: date


class Content(NamedTuple):
    value: float | None
    numerator: int | None
    denominator: int | None
    withheld: bool


@dataclass(frozen=True)
class Known:
    """The places and measures that a file brought in at one place may speak of."""

    at: Place
    places: dict[str, Place]
    elsewhere: frozenset[str]
    measures: dict[str, list[Measure]]
    groups: frozenset[str]


@dataclass
class _Row:
    """A row being judged: its texts by field, and the problems found so far."""

    row: Row
    mapping: FileMapping
    known: Known
    problems: list[Fault] = field(default_factory=list)

    def text(self, name: str) -> str:
        column = self.mapping.columns.get(name)
        return (self.row.values.get(column, "") if column else self.mapping.fixed.get(name, "")).strip()

    def tell(self, name: str, rule: str, message: str, fix: str) -> None:
        column = self.mapping.columns.get(name) or name
        self.problems.append(Fault(self.row.line, column, rule, message, fix))


def known_at(place: Place, by: Actor) -> Known:
    """What a row can be matched with, in three queries. A team's own measures are for its people alone."""
    below = {row.code.casefold(): row for row in Place.objects.filter(path__startswith=place.path)}
    codes = Place.objects.exclude(path__startswith=place.path).values_list("code", flat=True)
    measures: dict[str, list[Measure]] = {}
    shared_or_below = Q(path__in=ancestors(place.path)) | Q(path__startswith=place.path)
    for measure in Measure.objects.filter(
        shared_or_below, retired_at__isnull=True, feed__isnull=True
    ).order_by("id"):
        if (
            place.path.startswith(measure.path)
            or can(by, Permission.MEASURE_EDIT, within=measure.path).allowed
        ):
            measures.setdefault(measure.code.casefold(), []).append(measure)
    return Known(place, below, frozenset(code.casefold() for code in codes), measures, frozenset(catalog()))


def judge_row(row: Row, known: Known, mapping: FileMapping, *, today: date) -> Outcome:
    """The observation that a row holds, or why it stays aside. Asks no database."""
    if row.faults:
        return SetAside(row.line, "quarantined", row.faults, row.values)
    if not any(cell.strip() for cell in row.values.values()):
        return _skipped(row, "", "empty_row", _("This row is empty."), "")
    judged = _Row(row, mapping, known)
    place = _place(judged)
    measure = _measure(judged, place)
    group = _group(judged)
    period = read_period(
        judged.text("period"), measure.grain if measure else "", mapping.dates, today, judged.tell
    )
    numbers = read_numbers(judged.text, measure.unit if measure else "", mapping, judged.tell)
    if judged.problems or place is None or measure is None or period is None or numbers is None:
        return SetAside(row.line, "quarantined", tuple(judged.problems), row.values)
    if numbers.missing:
        return _missing(judged, numbers)
    key = Key(measure.pk, place.pk, group, period)
    return Ready(row.line, key, Content(*numbers.said), row.values)


def _missing(judged: _Row, numbers: Numbers) -> SetAside:
    """A gap stays a gap: it comes in as nothing, never as zero."""
    column = judged.mapping.columns.get(numbers.missing_in) or numbers.missing_in
    if numbers.missing == "not_submitted":
        words = _("The school did not submit a number for this date. The chart shows a gap.")
        return _skipped(judged.row, column, "not_submitted", words, "")
    return _skipped(
        judged.row, column, "no_number", _("There is no number in this row. The chart shows a gap."), ""
    )


def _skipped(row: Row, column: str, rule: str, message: str, fix: str) -> SetAside:
    return SetAside(row.line, "skipped", (Fault(row.line, column, rule, message, fix),), row.values)


def _place(judged: _Row) -> Place | None:
    code = judged.text("place")
    place = judged.known.places.get(code.casefold())
    if place is None:
        judged.tell("place", *_unknown_place(code, judged.known))
    return place


def _unknown_place(code: str, known: Known) -> tuple[str, str, str]:
    if not code:
        return "no_place", _("This row names no place."), _("Write the code of the school or district.")
    if code.casefold() in known.elsewhere:
        words = _("%(code)s is not part of %(place)s, so it is not yours to bring in here.")
        fix = _("Remove the row, or ask the data steward of that place.")
        return "not_yours", words % {"code": code, "place": known.at.name}, fix
    words = _("We know no place with the code “%(code)s” here.") % {"code": code}
    return "unknown_place", words, _nearest(code, [place.code for place in known.places.values()])


def _measure(judged: _Row, place: Place | None) -> Measure | None:
    code = judged.text("measure")
    named = judged.known.measures.get(code.casefold(), [])
    if not named:
        judged.tell("measure", *_unknown_measure(code, judged.known))
        return None
    return _of_this_place(judged, named, place) if place else named[0]


def _of_this_place(judged: _Row, named: list[Measure], place: Place) -> Measure | None:
    """The nearest definition above the place, else the one that a team there keeps for itself."""
    shared = [measure for measure in named if place.path.startswith(measure.path)]
    local = [measure for measure in named if measure.place_id == place.pk and measure not in shared]
    if shared:
        return max(shared, key=lambda measure: len(measure.path))
    if len(local) == 1:
        return local[0]
    words = _("The measure %(code)s is not kept at %(place)s.")
    if local:
        words = _("Several teams at %(place)s keep a measure called %(code)s.")
    told = words % {"code": named[0].code, "place": place.name}
    judged.tell("measure", "measure_elsewhere", told, _("Check the place and the measure in this row."))
    return None


def _unknown_measure(code: str, known: Known) -> tuple[str, str, str]:
    if not code:
        return "no_measure", _("This row names no measure."), _("Write the code of the measure.")
    words = _("We know no measure with the code “%(code)s” here.") % {"code": code}
    return "unknown_measure", words, _nearest(code, [several[0].code for several in known.measures.values()])


def _group(judged: _Row) -> str:
    said = judged.text("group").casefold()
    if said in ALL_STUDENTS:
        return ""
    code = said.replace(" ", "_").replace("-", "_")
    if code not in judged.known.groups:
        words = _("We know no student group “%(group)s”.") % {"group": judged.text("group")}
        judged.tell("group", "unknown_group", words, _nearest(code, sorted(judged.known.groups)))
    return code


def _nearest(said: str, known: list[str]) -> str:
    by_plain = {code.casefold(): code for code in known}
    close = difflib.get_close_matches(said.casefold(), by_plain, n=3, cutoff=0.5)
    if close:
        return _("Did you mean %(names)s?") % {"names": ", ".join(by_plain[name] for name in close)}
    return _("Check the code, or ask us to add it first.")
