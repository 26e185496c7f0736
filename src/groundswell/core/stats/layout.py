"""Turns choices made by date into positions in the series."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from groundswell.core.stats.columns import BadPointsError
from groundswell.core.stats.points import ChartOptions, Layout, Phase, X


def _index(xs: Sequence[X], x: X, what: str) -> int:
    """Position of a word on the axis; words have no order of their own, so they have to be there."""
    try:
        return xs.index(x)
    except ValueError:
        raise BadPointsError(f"The {what} {x!r} is not among the points.") from None


def _first_at_or_after(xs: Sequence[X], x: X) -> int:
    if isinstance(x, str):
        return _index(xs, x, "phase start")
    return bisect_left(xs, x)


def _last_at_or_before(xs: Sequence[X], x: X) -> int:
    if isinstance(x, str):
        return _index(xs, x, "end of the baseline")
    return bisect_right(xs, x) - 1


def phases_in_order(xs: Sequence[X], options: ChartOptions) -> list[tuple[int, Phase]]:
    """Phases that have at least one point, by first position; a phase that has not begun yet is left out."""
    placed = sorted(((_first_at_or_after(xs, p.start), p) for p in options.phases), key=lambda pair: pair[0])
    begun = [(i, p) for i, p in placed if i < len(xs)]
    for (i, earlier), (j, later) in itertools.pairwise(begun):
        if i == j:
            raise BadPointsError(
                f"Phases {earlier.name or earlier.start} and {later.name or later.start} start together."
            )
    return begun


def layout(xs: Sequence[X], options: ChartOptions) -> tuple[Layout, list[Phase]]:
    """Positions for the chart, and the phase that each part belongs to."""
    begun = phases_in_order(xs, options)
    first = Phase(
        start=xs[0] if xs else 0,
        reason="",
        name=options.first_phase_name,
        baseline_until=options.baseline_until,
    )
    if not begun or begun[0][0] > 0:
        begun = [(0, first), *begun]
    ends = tuple(
        None if p.baseline_until is None else _last_at_or_before(xs, p.baseline_until) for _, p in begun
    )
    excluded = frozenset(i for i, x in enumerate(xs) if any(e.x == x for e in options.excluded))
    return Layout(tuple(i for i, _ in begun), ends, excluded), [p for _, p in begun]
