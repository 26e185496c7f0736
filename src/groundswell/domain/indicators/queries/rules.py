"""How a state's or network's own rule tables read a number: status, change and color, or a level."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.core.accountability.dashboard import (
    ColorGrid,
    DashboardResult,
    Standing,
    dashboard_result,
)
from groundswell.core.accountability.index_levels import IndexLevel, LevelScale, index_level
from groundswell.core.accountability.school_levels import level_of
from groundswell.core.disclosure.released import Shown
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.domain.indicators.definitions import accountability_tables
from groundswell.domain.indicators.names import group_name
from groundswell.domain.indicators.queries.beside import counts_of
from groundswell.domain.indicators.queries.opened import IndicatorHere


@dataclass(frozen=True)
class GroupReading:
    """One group as a grid reads it. `words`: status, change and color, which never speaks by hue alone."""

    name: str
    status: str
    change: str
    color: str
    words: str


@dataclass(frozen=True)
class RulesView:
    """What an authority's table says of this place. `level` is the network's own scale, for all students."""

    authority: str
    scope: str
    source: str
    groups: tuple[GroupReading, ...]
    level: IndexLevel | None


def rules_view(here: IndicatorHere) -> RulesView | None:
    """None where no table holds for this indicator and school year. Withheld groups are not read."""
    if here.when is None or here.period != "school_year":
        return None
    tables = accountability_tables()
    grid = _grid(here, tables.grids)
    level = _level(here, tables.levels)
    readings = _readings(here, grid) if grid else ()
    if not readings and level is None:
        return None
    return RulesView(
        authority=grid.authority if grid else "",
        scope=grid.scope if grid else "",
        source=grid.source if grid else "",
        groups=readings,
        level=level,
    )


def _grid(here: IndicatorHere, grids: Sequence[ColorGrid]) -> ColorGrid | None:
    """The table of this indicator and school year for this kind of place."""
    assert here.when is not None  # noqa: S101  (for the type checker; the caller looked)
    place = here.organization
    fitting = (g for g in grids if g.indicator == here.indicator.id and here.when[0] in g.years)
    return next((g for g in fitting if g.is_for(place.grades, kind=place.kind)), None)


def _readings(here: IndicatorHere, grid: ColorGrid) -> tuple[GroupReading, ...]:
    everyone = here.rows.at(here.when)
    rows = [] if everyone is None else [everyone]
    for name in here.sets_offered:
        if name == here.group_set or (
            not here.group_set and "*" not in name and not name.startswith("grade")
        ):
            rows += here.rows.groups(here.when, name)
    found = ((row, _result(here, grid, row, everyone)) for row in rows)
    return tuple(_reading(row, result) for row, result in found if result is not None)


def _result(
    here: IndicatorHere, grid: ColorGrid, row: ReleasedResult, everyone: ReleasedResult | None
) -> DashboardResult | None:
    now, before = _standing(here, row), None
    if now is None or here.when is None:
        return None
    earlier = [when for when in here.rows.periods if when[0] == here.when[0] - 1]
    if earlier and not grid.change_from:
        before = _standing(here, here.rows.at(earlier[-1], (row.group_set, row.group)))
    all_students = everyone.students if everyone else None
    return dashboard_result(
        grid, now, before, all_students=int(all_students.value) if isinstance(all_students, Shown) else None
    )


def _standing(here: IndicatorHere, row: ReleasedResult | None) -> Standing | None:
    """From counts where persons are counted, so that nothing is rounded before the rule rounds it."""
    counts = counts_of(row)
    if counts is None:
        return None
    if here.indicator.counts_persons:
        return Standing.of_counts(round(counts.numerator), round(counts.denominator))
    return Standing.of_mean(counts.value, counts.students)


def _reading(row: ReleasedResult, result: DashboardResult) -> GroupReading:
    name = group_name(row.group_set, row.group)
    return GroupReading(name, result.status, result.change or "", result.color or "", result.words())


def _level(here: IndicatorHere, scales: tuple[LevelScale, ...]) -> IndexLevel | None:
    """The level of all students, where the network has cut points for this metric and level of school."""
    counts = counts_of(here.rows.at(here.when, ALL))
    level = level_of(here.organization.grades)
    scale = next((s for s in scales if s.metric == here.indicator.id and s.school_level == level), None)
    return index_level(counts.value, scale) if scale and counts else None
