"""Index levels of a network's own: nine cut points from the released numbers of one year's schools, as a rule table."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from groundswell.cli.commands import CannotRun, console
from groundswell.cli.indicators import definitions
from groundswell.cli.store_folder import store_folder

if TYPE_CHECKING:
    from groundswell.core.indicators.definition import Indicator

DECIMALS = 2


def levels(options: argparse.Namespace) -> int:
    """Write the rule table, or show it. Schools whose number is withheld have no part in it."""
    found = definitions(options)
    if options.name not in found:
        raise CannotRun(f"there is no indicator '{options.name}'. There are: {', '.join(found)}.")
    text = _rule_table(found[options.name], store_folder(options), options.baseline)
    if options.out is None:
        console.print(text, markup=False, highlight=False, soft_wrap=True)
        return 0
    try:
        Path(options.out).write_text(text, encoding="utf-8")
    except OSError as fault:
        raise CannotRun(f"{options.out} cannot be written: {fault.strerror}.") from fault
    console.print(f"{options.out}: move it into the folder accountability/ of your definitions.")
    return 0


def _rule_table(indicator: Indicator, store: Path, year: int) -> str:
    from groundswell.core.accountability.index_levels import cuts_from_baseline
    from groundswell.core.indicators.written_examples import year_label

    lines, told, higher = [], [], indicator.direction == "higher"
    for level, results in _by_level(indicator, store, year).items():
        try:
            cuts = _reached(cuts_from_baseline(results, higher_is_better=higher), higher_is_better=higher)
            lines.append(f"  {level}: [{', '.join(f'{cut:g}' for cut in cuts)}]")
            told.append(f"{len(results)} {level}")
        except ValueError as why:
            lines.append(f"  # {level}: {why}")
    if not told:
        raise CannotRun(
            f"{indicator.id} has too few different numbers of schools in {year_label(year)} for nine cut points. "
            "Release that year first, or write the cut points yourself."
        )
    unit = '"%"' if indicator.unit == "percent" else "points"
    return "\n".join([
        "kind: index levels", f"metric: {indicator.id}", f"unit: {unit}",
        f"direction: {indicator.direction} is better", f"baseline: {year}", "cut_points:", *lines,
        f"source: Tenths of our own schools in {year_label(year)} ({', '.join(told)})", "",
    ])  # fmt: skip


def _reached(cuts: Sequence[float], *, higher_is_better: bool) -> list[float]:
    """Cuts of two decimals that the schools at them still reach. Raises ValueError where two fall together."""
    scale = 10**DECIMALS
    near = 1e-6  # a cut of 12.3 is 1230 hundredths, though binary numbers hold it a hair off
    if higher_is_better:
        found = [math.floor(cut * scale + near) / scale for cut in cuts]
    else:
        found = [math.ceil(cut * scale - near) / scale for cut in cuts]
    if len(set(found)) < len(found):
        raise ValueError("Two cut points are the same to two decimals. Write the cut points yourself.")
    return found


def _by_level(indicator: Indicator, store: Path, year: int) -> Mapping[str, Sequence[float]]:
    """The released results of all students, by level of school."""
    from groundswell.core.accountability.school_levels import level_of
    from groundswell.core.disclosure.released import Shown
    from groundswell.store.publish.editions import StoreFault
    from groundswell.store.release import reading

    try:
        manifest = reading.current(store)
        if manifest is None:
            raise CannotRun(f"nothing is released in {store} yet. Run 'groundswell release make' first.")
        places = reading.places(store, manifest)
        rows = reading.numbers(
            store, manifest, indicator.id, period="school_year", place_kind="school", group_sets=["all"],
            school_years=[year],
        )  # fmt: skip
    except StoreFault as fault:
        raise CannotRun(str(fault)) from fault
    found: dict[str, list[float]] = {}
    for row in rows:
        place = places.get(f"school:{row.place}")
        level = level_of(place.grades) if place else ""
        if level and isinstance(row.value, Shown):
            found.setdefault(level, []).append(row.value.value)
    return dict(sorted(found.items()))
