"""Checks the points before anything is computed, and says what was done with odd ones."""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from groundswell.core.stats.lines import Family
from groundswell.core.stats.lines.segment import Flags, Numbers, Segment
from groundswell.core.stats.points import Aggregate, ChartOptions, Point, X


class BadPointsError(ValueError):
    """The points cannot be charted; the message says what, where and how to fix it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One series as columns, each (points, 1), in order; `xs` their places on the axis."""

    xs: tuple[X, ...]
    values: Numbers
    counts: Numbers
    denominators: Numbers
    sizes: Numbers
    means: Numbers
    spreads: Numbers
    notes: tuple[str, ...]

    def part(self, first: int, last: int, base: Flags, *, ordered: bool) -> Segment:
        """The points from `first` to `last` (included) as a segment."""
        here = slice(first, last + 1)
        return Segment(
            self.values[here],
            self.counts[here],
            self.denominators[here],
            base,
            self.sizes[here],
            self.means[here],
            self.spreads[here],
            ordered=ordered,
        )


def columns(
    points: Sequence[Point], options: ChartOptions, family: Family, *, guarded: bool = True
) -> Columns:
    """Columns ready for a chart. Raises BadPointsError for numbers that cannot be, or cannot be combined."""
    if len(points) > MOST_POINTS:
        raise BadPointsError(
            f"A chart holds {MOST_POINTS:,} points, and there are {len(points):,}. Use longer periods."
        )
    ordered = in_order(points)
    known = [
        (p.x, _number(p.y, p.x, "value"), None if p.n is None else _number(p.n, p.x, "denominator"))
        for p in ordered
    ]
    rated = any(n is not None for _, _, n in known)
    _refuse(known, family, rated=rated, guarded=guarded)
    groups = [(x, list(rows)) for x, rows in groupby(known, key=lambda row: row[0])]
    if rated:
        return _rates(groups)
    _refuse_repeats(groups, options, family)
    return _measurements(groups, _combiner(options, family))


def in_order(points: Sequence[Point]) -> list[Point]:
    """Dates and numbers ascending; words in the order in which they first come."""
    kinds = {"date" if isinstance(p.x, dt.date) else type(p.x).__name__ for p in points}
    if len(kinds) > 1:
        raise BadPointsError(
            f"The points mix {' and '.join(sorted(kinds))} positions. Use one kind for all of them."
        )
    if kinds != {"str"}:
        return sorted(points, key=lambda p: p.x)
    order = {x: k for k, x in enumerate(dict.fromkeys(p.x for p in points))}
    return sorted(points, key=lambda p: order[p.x])


MOST_POINTS = 32_000
Row = tuple[X, float, float | None]


def _number(value: float | None, x: X, what: str) -> float:
    if value is None:
        return math.nan
    if math.isinf(value):
        raise BadPointsError(f"The {what} at {x} is infinite. Leave it empty if it is not known.")
    return float(value)


def _refuse(rows: Sequence[Row], family: Family, *, rated: bool, guarded: bool) -> None:
    if family.needs_denominator and not rated and any(not math.isnan(y) for _, y, _ in rows):
        raise BadPointsError(
            f"A {family.title} needs a denominator (n) for its points, such as the number of students."
        )
    if family.positive:
        for x, y, _ in rows:
            if y <= 0:
                raise BadPointsError(
                    f"The time at {x} is {y:g}. A T chart needs times above zero; use finer units, "
                    "such as hours."
                )
    counted = guarded and (family.needs_denominator or family.counts_events)
    for x, y, n in rows:
        _refuse_impossible(x, y, n, counted=counted, proportion=counted and family.is_proportion)


def _refuse_impossible(x: X, y: float, n: float | None, *, counted: bool, proportion: bool) -> None:
    if n is not None and n < 0:
        raise BadPointsError(f"The denominator at {x} is {n:g}. A denominator cannot be below zero.")
    if counted and y < 0:
        raise BadPointsError(f"The count at {x} is {y:g}. A count cannot be below zero.")
    if proportion and n is not None and y > n:
        raise BadPointsError(
            f"At {x} the count {y:g} is larger than its denominator {n:g}. Check which number is which."
        )


def _refuse_repeats(groups: Sequence[tuple[X, list[Row]]], options: ChartOptions, family: Family) -> None:
    if family.by_subgroup or family.counts_events or options.aggregate:
        return
    repeated = next((x for x, rows in groups if len(rows) > 1), None)
    if repeated is not None:
        raise BadPointsError(
            f"{repeated} appears more than once. Combine its rows into one point first, or say how with "
            "`aggregate`."
        )


def _rates(groups: Sequence[tuple[X, list[Row]]]) -> Columns:
    """Counts and denominators add up per x; a row with either missing counts as missing altogether."""
    complete = [[(y, n) for _, y, n in rows if n is not None and not math.isnan(y + n)] for _, rows in groups]
    counts = _column([math.fsum(y for y, _ in rows) if rows else math.nan for rows in complete])
    totals = _column([math.fsum(n for _, n in rows) if rows else math.nan for rows in complete])
    xs = tuple(x for x, _ in groups)
    values = counts / np.where(totals > 0, totals, np.nan)
    sizes = _column([float(len(rows)) for rows in complete])
    return Columns(
        xs, values, counts, totals, sizes, values, np.full(values.shape, np.nan), _empty_note(xs, totals)
    )


def _measurements(
    groups: Sequence[tuple[X, list[Row]]], combined: Callable[[list[float], int], float]
) -> Columns:
    known = [([y for _, y, _ in rows if not math.isnan(y)], len(rows)) for _, rows in groups]
    values = _column([combined(ys, rows) for ys, rows in known])
    if all(rows == 1 for _, rows in known):
        sizes, counts, means = np.where(np.isnan(values), 0.0, 1.0), values, values
        spreads = np.full(values.shape, np.nan)
    else:
        sizes = _column([float(len(ys)) for ys, _ in known])
        counts = _column([_sum(ys, rows) for ys, rows in known])
        means, spreads = (
            _column([_mean(ys, 0) for ys, _ in known]),
            _column([_spread(ys, 0) for ys, _ in known]),
        )
    nothing = np.full(values.shape, np.nan)
    return Columns(tuple(x for x, _ in groups), values, counts, nothing, sizes, means, spreads, ())


def _column(numbers: Sequence[float]) -> Numbers:
    return np.asarray(numbers, dtype=np.float64).reshape(len(numbers), 1)


def _empty_note(xs: tuple[X, ...], totals: Numbers) -> tuple[str, ...]:
    empty = [x for x, n in zip(xs, totals[:, 0].tolist(), strict=True) if n == 0]
    if not empty:
        return ()
    where = f"{empty[0]}" if len(empty) == 1 else f"{len(empty)} periods, the first {empty[0]}"
    return (f"Nobody was counted in {where}; shown as a gap, not as zero.",)


def _mean(ys: list[float], rows: int) -> float:
    return math.fsum(ys) / len(ys) if ys else math.nan


def _sum(ys: list[float], rows: int) -> float:
    """One missing value stays missing; in a subgroup the known ones are added."""
    return math.fsum(ys) if ys or rows > 1 else math.nan


def _spread(ys: list[float], rows: int) -> float:
    if len(ys) < 2:
        return math.nan
    mean = math.fsum(ys) / len(ys)
    return math.sqrt(math.fsum((y - mean) ** 2 for y in ys) / (len(ys) - 1))


def _median(ys: list[float], rows: int) -> float:
    ordered, half = sorted(ys), len(ys) // 2
    if not ys:
        return math.nan
    return ordered[half] if len(ys) % 2 else (ordered[half - 1] + ordered[half]) / 2


COMBINED: dict[Aggregate, Callable[[list[float], int], float]] = {
    "mean": _mean,
    "median": _median,
    "sum": _sum,
    "sd": _spread,
}


def _combiner(options: ChartOptions, family: Family) -> Callable[[list[float], int], float]:
    if options.aggregate:
        return COMBINED[options.aggregate]
    return _sum if family.counts_events else _mean
