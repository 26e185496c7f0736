"""From an edition to decided numbers: every kind of place and every group together, so that each is decided once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import narwhals.stable.v2 as nw

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.definition import Indicator, Period, as_period
from groundswell.core.indicators.expressions import GRADE_NUMBERS
from groundswell.core.indicators.few_teachers import Teachers
from groundswell.core.indicators.periods import longer_period
from groundswell.core.indicators.releasing import ReleasedResult, release
from groundswell.core.indicators.results import GRADE, GRADE_BAND, PLACE_KINDS, PlaceKind, Query, Result
from groundswell.store.query.compute import compute, group_sets
from groundswell.store.query.engines import Engine
from groundswell.store.query.places import Places
from groundswell.store.query.year import distinct
from groundswell.store.release.reading import DataPlace

Row = TypeVar("Row", Result, ReleasedResult)
_KIND = "\x1c"
_NO_DISTRICT = "\x1dno district"


@dataclass(frozen=True)
class Levels:
    """What was counted, not yet decided: `asked` for some kinds of places, and by school in any case."""

    indicator: Indicator
    schools: list[Result]
    asked: list[Result]


def every_group_set(engine: Engine, years: Sequence[int], *more: str) -> tuple[str, ...]:
    """All are decided on together, also those that nobody asks for: another table may show them."""
    return tuple(dict.fromkeys((*group_sets(engine, years), GRADE, GRADE_BAND, *more)))


def compute_levels(
    engine: Engine,
    indicator: Indicator,
    *,
    period: Period,
    groups: tuple[str, ...],
    years: tuple[int, ...],
    kinds: Sequence[PlaceKind] = PLACE_KINDS,
) -> Levels:
    """Raises `CannotCompute` when the indicator is not defined by this period."""
    found: dict[PlaceKind, list[Result]] = {}
    for kind in dict.fromkeys(("school", *kinds)):
        query = Query(period=period, place=kind, groups=groups, school_years=years)
        found[kind] = compute(engine, indicator, query)
    return Levels(indicator, found["school"], [row for kind in kinds for row in found[kind]])


def decided(
    tables: Mapping[Period, Levels],
    rule: SuppressionRule,
    places: Places,
    *,
    teachers: Teachers | None = None,
    earlier: Mapping[Period, Iterable[ReleasedResult]] | None = None,
) -> dict[Period, list[ReleasedResult]]:
    """What may leave of an indicator's tables, which are decided on together where their numbers add up over time.

    earlier: all that was ever printed of each table.
    Raises `DisclosureError` when the numbers contradict each other.
    """
    if not tables:
        return {}
    indicator = next(iter(tables.values())).indicator
    if len(tables) == 1:
        [(only, levels)] = tables.items()
        alone = release(
            indicator,
            levels.asked,
            rule,
            schools=levels.schools,
            above=above(places),
            teachers=teachers,
            earlier=(earlier or {}).get(only, ()),
        )
        return {only: alone}
    rows = release(
        indicator,
        [_marked(row, kind) for kind, levels in tables.items() for row in levels.asked],
        rule,
        schools=[_marked(row, kind) for kind, levels in tables.items() for row in levels.schools],
        above=above(places),
        within=_within(tables),
        teachers=teachers,
        earlier=[_marked(row, kind) for kind, rows in (earlier or {}).items() for row in rows],
    )
    found: dict[Period, list[ReleasedResult]] = {kind: [] for kind in tables}
    for row in rows:
        kind, _, label = row.period.partition(_KIND)
        found[as_period(kind)].append(replace(row, period=label))
    return found


def _marked(row: Row, kind: Period) -> Row:
    """A term may have the name of a year."""
    return replace(row, period=f"{kind}{_KIND}{row.period}")


def _within(tables: Mapping[Period, Levels]) -> dict[str, str]:
    """The longer period of each, of those that there are tables of."""
    found = {}
    for kind, levels in tables.items():
        for label, year in {(row.period, row.school_year) for row in levels.schools}:
            longer = longer_period(label, kind, year, tables.keys())
            if longer is not None:
                found[f"{kind}{_KIND}{label}"] = f"{longer[1]}{_KIND}{longer[0]}"
    return found


def above(places: Places) -> dict[str, str]:
    """The next place up: a school's district, a district's network. Schools without a district share one of ours."""
    districts = {school: places.districts.get(school, _NO_DISTRICT) for school in places.schools}
    return districts | dict.fromkeys(districts.values(), places.network)


def data_places(engine: Engine, places: Places) -> list[DataPlace]:
    """The network, its districts and schools; a school's grades are those of its newest year's enrollments."""
    grades = _grades(engine)
    districts = sorted(row["org_id"] for row in places.rows if row["type"] == "district")
    return [
        DataPlace(places.network, "network", places.names[places.network], None, ()),
        *(DataPlace(name, "district", places.names[name], places.network, ()) for name in districts),
        *(
            DataPlace(
                name, "school", places.names[name],
                places.districts.get(name, places.network), grades.get(name, ()),
            )
            for name in places.schools
        ),
    ]  # fmt: skip


def _grades(engine: Engine) -> dict[str, tuple[str, ...]]:
    held = engine.table("enrollments").filter(~nw.col("grade").is_null(), ~nw.col("school_id").is_null())
    rows = engine.rows(distinct(held, "school_year", "school_id", "grade"))
    newest = {
        row["school_id"]: row["school_year"] for row in sorted(rows, key=lambda row: row["school_year"])
    }
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["school_year"] == newest[row["school_id"]]:
            found.setdefault(row["school_id"], []).append(row["grade"])
    return {school: tuple(sorted(names, key=_in_order)) for school, names in found.items()}


def _in_order(grade: str) -> tuple[int, str]:
    return (GRADE_NUMBERS.get(grade, 99), grade)
