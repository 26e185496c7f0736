"""Checks the points before anything is computed, and says what was done with odd ones."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.core.stats.points import Point, X


class BadPointsError(ValueError):
    """The points cannot be charted; the message says what, where and how to fix it."""


@dataclass(frozen=True, slots=True)
class CleanSeries:
    """Sorted points as three equal columns, plus the plotted value (count / denominator)."""

    xs: tuple[X, ...]
    counts: tuple[float | None, ...]
    denominators: tuple[float | None, ...]
    values: tuple[float | None, ...]
    notes: tuple[str, ...]


def in_order(points: Sequence[Point]) -> list[Point]:
    """Dates and numbers ascending; words stay as given. Two points on one x are refused."""
    _refuse_mixed(points)
    repeated = [x for x, count in Counter(p.x for p in points).items() if count > 1]
    if repeated:
        raise BadPointsError(f"{repeated[0]} appears more than once. Combine its rows into one point first.")
    if points and isinstance(points[0].x, str):
        return list(points)
    return sorted(points, key=lambda p: p.x)


def _refuse_mixed(points: Sequence[Point]) -> None:
    kinds = {"date" if isinstance(p.x, dt.date) else type(p.x).__name__ for p in points}
    if len(kinds) > 1:
        raise BadPointsError(
            f"The points mix {' and '.join(sorted(kinds))} positions. Use one kind for all of them."
        )


def _number(value: float | None, x: X, what: str) -> float | None:
    if value is None or math.isnan(value):
        return None
    if math.isinf(value):
        raise BadPointsError(f"The {what} at {x} is infinite. Leave it empty if it is not known.")
    return float(value)


def clean(points: Sequence[Point], *, proportion: bool, guarded: bool = True) -> CleanSeries:
    """Columns ready for a chart family. Raises BadPointsError for counts or denominators that cannot be."""
    ordered = in_order(points)
    xs = tuple(p.x for p in ordered)
    counts = [_number(p.y, p.x, "value") for p in ordered]
    denominators = [_number(p.n, p.x, "denominator") for p in ordered]
    rated = any(n is not None for n in denominators)
    if proportion and not rated and any(y is not None for y in counts):
        raise BadPointsError(
            "A P chart needs a denominator (n) for its points, such as the number of students."
        )
    if not rated:
        return CleanSeries(xs, tuple(counts), (None,) * len(xs), tuple(counts), ())
    return _rates(xs, counts, denominators, proportion=proportion and guarded)


def _rates(
    xs: tuple[X, ...], counts: list[float | None], denominators: list[float | None], *, proportion: bool
) -> CleanSeries:
    for x, y, n in zip(xs, counts, denominators, strict=True):
        _refuse_impossible(x, y, n, proportion=proportion)
    known = [y is not None and n is not None for y, n in zip(counts, denominators, strict=True)]
    ys = tuple(y if ok else None for y, ok in zip(counts, known, strict=True))
    ns = tuple(n if ok else None for n, ok in zip(denominators, known, strict=True))
    values = tuple(y / n if y is not None and n else None for y, n in zip(ys, ns, strict=True))
    return CleanSeries(xs, ys, ns, values, _empty_note(xs, ns))


def _refuse_impossible(x: X, y: float | None, n: float | None, *, proportion: bool) -> None:
    if n is not None and n < 0:
        raise BadPointsError(f"The denominator at {x} is {n:g}. A denominator cannot be below zero.")
    if y is None or n is None or not proportion:
        return
    if y < 0:
        raise BadPointsError(f"The count at {x} is {y:g}. A count cannot be below zero.")
    if y > n:
        raise BadPointsError(
            f"At {x} the count {y:g} is larger than its denominator {n:g}. Check which number is which."
        )


def _empty_note(xs: tuple[X, ...], ns: tuple[float | None, ...]) -> tuple[str, ...]:
    empty = [x for x, n in zip(xs, ns, strict=True) if n == 0]
    if not empty:
        return ()
    where = f"{empty[0]}" if len(empty) == 1 else f"{len(empty)} periods, the first {empty[0]}"
    return (f"Nobody was counted in {where}; shown as a gap, not as zero.",)
