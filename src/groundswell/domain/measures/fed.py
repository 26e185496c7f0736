"""A release's numbers as a measure holds them, and how they differ from those it holds now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from groundswell.core.disclosure.released import Released, Shown
from groundswell.core.indicators.definition import PERIODS, Period
from groundswell.core.indicators.periods import period_start
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.domain.indicators.models import PlaceInData
from groundswell.domain.indicators.names import catalog_code
from groundswell.domain.measures.models import Feed, Measure, Observation
from groundswell.domain.measures.periods import period_start as first_day
from groundswell.store.release import reading


class Following(NamedTuple):
    """What a measure follows: an indicator by a kind of period, with the groups of these sets."""

    indicator: str
    period: str
    group_sets: tuple[str, ...] = ()


class Spot(NamedTuple):
    """Which number it is: place, group and period of one measure."""

    place_id: int
    group: str
    period: date


@dataclass(frozen=True)
class FedRow:
    """One number as it is stored. A number that is withheld, or printed as a bound alone, has no value."""

    measure_id: int
    place_id: int
    group: str
    period: date
    value: float | None
    numerator: int | None
    denominator: int | None
    withheld: bool

    @property
    def spot(self) -> Spot:
        return Spot(self.place_id, self.group, self.period)

    def fields(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Change:
    """What the release says anew, and the keys of what it says no longer."""

    new: tuple[FedRow, ...]
    gone: tuple[int, ...]

    @property
    def is_any(self) -> bool:
        return bool(self.new or self.gone)


def as_rows(feed: Feed, *, store: Path, manifest: reading.ReleaseManifest) -> dict[Spot, FedRow]:
    """The indicator's numbers at the measure's place; a common measure has those of the places below as well."""
    found: dict[Spot, FedRow] = {}
    for kind, places in _places(feed.measure).items():
        for row in reading.numbers(
            store,
            manifest,
            feed.indicator,
            period=_period(feed),
            place_kind=kind,  # type: ignore[arg-type]
            places=list(places),
            group_sets=[ALL[0], *feed.group_sets],
        ):
            held = _row(feed, places[row.place], row)
            found[held.spot] = held
    return found


def changes_of(measure: Measure, rows: Mapping[Spot, FedRow]) -> Change:
    """Nothing is written twice: a number that is the same stays the one it was."""
    same, gone = set(), []
    for pk, held in _live(measure):
        if rows.get(held.spot) == held:
            same.add(held.spot)
        else:
            gone.append(pk)
    return Change(tuple(row for spot, row in rows.items() if spot not in same), tuple(gone))


def _live(measure: Measure) -> Iterator[tuple[int, FedRow]]:
    names = ("measure_id", "place_id", "group", "period", "value", "numerator", "denominator", "withheld")
    held = Observation.objects.filter(measure=measure, is_live=True, decided=True)
    for pk, *fields in held.values_list("pk", *names):
        yield pk, FedRow(*fields)


def _places(measure: Measure) -> dict[str, dict[str, int]]:
    """Organization ids with our places, by kind: the measure's own place, and all below it for a common measure."""
    linked: Iterable[PlaceInData] = PlaceInData.objects.filter(place__path__startswith=measure.place.path)
    if measure.path != measure.place.path:
        linked = PlaceInData.objects.filter(place=measure.place)
    found: dict[str, dict[str, int]] = {}
    for each in linked:
        found.setdefault(each.kind, {})[each.organization_id] = each.place_id
    return found


def _period(feed: Feed) -> Period:
    return next(each for each in PERIODS if each == feed.period)


def _row(feed: Feed, place_id: int, row: ReleasedResult) -> FedRow:
    start = period_start(row.period, _period(feed))
    numerator, denominator = _counts(feed.measure, row)
    return FedRow(
        measure_id=feed.measure_id,
        place_id=place_id,
        group=catalog_code(row.group_set, row.group)[:40],
        period=first_day(feed.measure.grain, start),
        value=float(row.value.value) if isinstance(row.value, Shown) else None,
        numerator=numerator,
        denominator=denominator,
        withheld=not isinstance(row.value, Shown),
    )


def _counts(measure: Measure, row: ReleasedResult) -> tuple[int | None, int | None]:
    """(counted, students), where these stand behind the number. The sum of students' scores counts nobody."""
    students = _whole(row.denominator)
    if not isinstance(row.value, Shown) or not _are_persons(row) or students is None:
        return None, None
    if measure.unit != Measure.Unit.PERCENT:
        return None, students
    counted = _whole(row.numerator)
    return (None, None) if counted is None else (counted, students)


def _are_persons(row: ReleasedResult) -> bool:
    """Counts are kept where they are numbers of students: days and points are no subgroup sizes."""
    return row.students == row.denominator


def _whole(number: Released) -> int | None:
    return int(number.value) if isinstance(number, Shown) and float(number.value).is_integer() else None
