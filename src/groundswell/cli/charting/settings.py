"""What the options ask for, in the engine's terms; usual answers for what was left open."""

import argparse
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from groundswell.cli.charting.dated import Axis, dated
from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.periods import Period, usual_period
from groundswell.cli.charting.refusing import Refusal
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.points import ChartOptions

PERIODS = ("day", "week", "month", "quarter", "year")
PERCENT = 100.0


@dataclass(frozen=True)
class Settings:
    """The engine's options with the words around the chart. `notes` say what was understood from dates."""

    chart: ChartOptions
    title: str
    unit: str
    source: str
    period_word: str
    decimals: int
    period: Period | None
    notes: tuple[str, ...]


def settings(options: argparse.Namespace, loaded: Loaded) -> Settings:
    """Raises `Refusal` for options that do not fit the file or each other."""
    family = CHARTS[options.chart]
    if family.needs_denominator and not options.denominator:
        raise Refusal(
            f"a {family.title} needs --denominator, the column that says what the counts are out of."
        )
    period = options.period or usual_period(loaded.labels)
    axis = Axis(loaded.kind, loaded.labels, options.dates or "iso", period)
    choices = dated(axis, options.phase, options.freeze, options.exclude)
    as_percent = family.is_proportion and options.multiply is None
    multiply = PERCENT if as_percent else (1.0 if options.multiply is None else options.multiply)
    unit = options.unit if options.unit is not None else ("%" if as_percent else "")
    chart = ChartOptions(
        chart=options.chart,
        phases=choices.phases,
        baseline_until=choices.baseline_until,
        excluded=choices.excluded,
        center=None if options.center is None else options.center / multiply,
        screened=not options.unscreened,
        target=options.target,
        direction=options.direction,
        rules=options.rules,
        runs_method=options.runs_method,
        multiply=multiply,
        floor_at_zero=options.floor_at_zero,
        time_ordered=not options.side_by_side,
        aggregate=options.aggregate,
    )
    return Settings(
        chart=chart,
        title=options.title or _title(options),
        unit=unit,
        source=options.source or Path(loaded.name).name,
        period_word=options.period_word or _period_word(options, period),
        decimals=decimals_of(loaded, multiply) if options.decimals is None else options.decimals,
        period=options.period,
        notes=choices.notes,
    )


def _title(options: argparse.Namespace) -> str:
    return f"{options.value} of {options.denominator}" if options.denominator else str(options.value)


def _period_word(options: argparse.Namespace, period: Period | None) -> str:
    if options.chart in ("t", "g"):
        return "event"
    if period:
        return period
    return "place" if options.side_by_side else "point"


def decimals_of(loaded: Loaded, multiply: float) -> int:
    """Enough to tell the shown values apart: three digits of what they span, at most four decimals."""
    y = loaded.values if loaded.denominators is None else _shares(loaded)
    known = y[np.isfinite(y)] * multiply
    if loaded.denominators is None and not (known % 1).any():
        return 1
    span = float(known.max() - known.min()) if len(known) else 0.0
    return 1 if span <= 0 else min(max(2 - math.floor(math.log10(span)), 1), 4)


def _shares(loaded: Loaded) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    n = np.asarray(loaded.denominators)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(loaded.values / np.where(n > 0, n, np.nan))
