"""From the options of `indicators compute` to a table that may leave."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.cli.commands import CannotRun
from groundswell.core.disclosure.rules import DisclosureError, SuppressionRule
from groundswell.core.indicators.definition import Indicator, as_period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import (
    CROSS,
    GRADE,
    GRADE_BAND,
    PLACE_KINDS,
    CannotCompute,
    PlaceKind,
    Result,
)
from groundswell.store.publish.editions import StoreFault
from groundswell.store.query.compute import group_sets, known_years
from groundswell.store.query.engines import Engine
from groundswell.store.query.opening import opened
from groundswell.store.query.places import tree
from groundswell.store.query.spark import NoSpark
from groundswell.store.release.computing import compute_levels, decided, every_group_set
from groundswell.store.release.staff import teachers_behind

ALL_SETS = "group"


@dataclass(frozen=True)
class ReleasedTable:
    """Numbers that may leave, with all that a reader needs to tell what they are."""

    indicator: Indicator
    edition: int
    threshold: int
    rows: list[ReleasedResult]
    names: dict[str, str]
    authorities: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def released(indicator: Indicator, options: argparse.Namespace, store: Path) -> ReleasedTable:
    """Raises `CannotRun` with what to do."""
    try:
        with opened(store, engine=options.engine, number=options.edition) as (engine, edition):
            return _computed(indicator, options, engine, edition)
    except (StoreFault, CannotCompute, NoSpark) as refusal:
        raise CannotRun(str(refusal)) from refusal
    except DisclosureError as contradiction:
        raise CannotRun(
            f"nothing was written, since small groups could not be kept private: {contradiction}"
        ) from (contradiction)


def _computed(
    indicator: Indicator, options: argparse.Namespace, engine: Engine, edition: int
) -> ReleasedTable:
    years = tuple(options.year) or known_years(engine)
    if not years:
        raise CannotRun("there are no students in the store. Bring files in with 'groundswell data load'.")
    asked = groups_of(options.by, engine, years)
    period = as_period(options.period)
    levels = compute_levels(
        engine,
        indicator,
        period=period,
        groups=every_group_set(engine, years, *asked),
        years=years,
        kinds=(place_of(options.by),),
    )
    places = tree(engine, years)
    rule = SuppressionRule(threshold=options.threshold, code_ends=options.bound_ends)
    teachers = teachers_behind(engine, years, rule)
    rows = decided({period: levels}, rule, places, teachers=teachers)[period]
    return ReleasedTable(
        indicator=indicator,
        edition=edition,
        threshold=options.threshold,
        rows=[row for row in rows if row.group_set in {"all", *asked}],
        names=places.names,
        authorities={year: found.authority for year in years if (found := indicator.thresholds_for(year))},
        notes=_notes(indicator, engine, years, levels.asked),
    )


def place_of(by: str) -> PlaceKind:
    """The kind of place in `--by`; the whole network where none is named."""
    found = [kind for kind in PLACE_KINDS if kind in _tokens(by)]
    if len(found) > 1:
        raise CannotRun(f"--by names {' and '.join(found)}. Ask for one kind of place at a time.")
    return found[0] if found else "network"


def groups_of(by: str, engine: Engine, years: Sequence[int]) -> tuple[str, ...]:
    """The group sets in `--by`. Raises `CannotRun` naming those that there are."""
    stored = group_sets(engine, years)
    known = (*stored, GRADE, GRADE_BAND)
    found: list[str] = []
    for token in _tokens(by):
        if token in PLACE_KINDS:
            continue
        if token == ALL_SETS:
            found += stored
            continue
        names = token.split(CROSS)
        if len(names) > 2 or any(name not in known for name in names) or len(set(names)) < len(names):
            raise CannotRun(
                f"--by {token} is not known here. There are school, district, network, group, {', '.join(known)}, "
                "and two of these groups crossed with *."
            )
        found.append(token)
    return tuple(dict.fromkeys(found))


def _tokens(by: str) -> list[str]:
    return [token.strip() for token in by.split(",") if token.strip()]


def _notes(
    indicator: Indicator, engine: Engine, years: Sequence[int], results: Sequence[Result]
) -> tuple[str, ...]:
    notes = []
    unset = [year for year in years if indicator.thresholds and indicator.thresholds_for(year) is None]
    if unset:
        notes.append(f"No threshold is set for {', '.join(map(str, unset))}, so there is no number for it.")
    if not results:
        empty = [
            name
            for name in indicator.tables
            if not engine.rows(engine.table(name).head(1).select("school_year"))
        ]
        reason = f" The store holds no rows of {', '.join(empty)}." if empty else ""
        notes.append(f"Nobody could be counted.{reason}")
    return tuple(notes)
