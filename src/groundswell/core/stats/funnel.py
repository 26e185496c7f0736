"""Funnel chart: places side by side, with limits that widen where fewer were counted.

It tells places that differ by more than chance apart from the rest. It puts them in no order.
Source: Spiegelhalter (2005), Statistics in Medicine 24; overdispersion after Laney (2002), side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from groundswell.core.stats.analyze import analyze
from groundswell.core.stats.columns import BadPointsError, columns
from groundswell.core.stats.lines import CHARTS, Choices, Lines, Segment
from groundswell.core.stats.lines.segment import Numbers, missing
from groundswell.core.stats.points import ChartName, ChartOptions, Point
from groundswell.core.stats.result import ChartResult

FunnelKind = Literal["p", "u"]
PRIMED: dict[FunnelKind, ChartName] = {"p": "pp", "u": "up"}
# Enough for a smooth line on a page.
STEPS = 80
INNER = 2.0


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The lines of the funnel where `n` were counted, in the shown unit."""

    n: float
    center: float
    lower: float
    upper: float
    inner_lower: float
    inner_upper: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """`result.points` are the places, in the order given; `curve` goes from the smallest to the largest n.

    The curve is empty where there are too few places for limits.
    """

    result: ChartResult
    curve: tuple[FunnelLimits, ...]
    overdispersion: bool


def funnel(
    points: Sequence[Point],
    kind: FunnelKind,
    *,
    overdispersion: bool = False,
    center: float | None = None,
    multiply: float = 1.0,
) -> Funnel:
    """Compare places: `x` their name, `y` a count, `n` out of how many ("p") or how much exposure ("u").

    `overdispersion` widens the limits by how much more than chance alone the places differ. `center` is a raw
    proportion or rate; `multiply` 100 shows percent. Raises BadPointsError.
    """
    _refuse_repeats(points)
    options = ChartOptions(
        chart=PRIMED[kind] if overdispersion else kind,
        time_ordered=False,
        center=center,
        multiply=multiply,
        inner_sigmas=INNER,
    )
    result = analyze(points, options)
    shown = bool(result.parts) and result.parts[0].limits_shown
    return Funnel(result, _curve(points, options) if shown else (), overdispersion)


def _refuse_repeats(points: Sequence[Point]) -> None:
    seen = set()
    for point in points:
        if point.x in seen:
            raise BadPointsError(f"{point.x} appears more than once. Give one row per place.")
        seen.add(point.x)


def _curve(points: Sequence[Point], options: ChartOptions) -> tuple[FunnelLimits, ...]:
    """Limits over a grid of denominators, by the same formulas: grid points follow but feed nothing."""
    series = columns(points, options, CHARTS[options.chart])
    places = series.part(0, len(series.xs) - 1, np.ones(len(series.xs), dtype=np.bool_), ordered=False)
    grid = _grid(series.denominators)
    given = None if options.center is None else np.full((1, 1), options.center)
    both = _extended(places, grid)
    with np.errstate(divide="ignore", invalid="ignore"):
        outer, inner = (
            CHARTS[options.chart].lines(both, given, Choices(sigmas=sigmas)) for sigmas in (3.0, INNER)
        )
    rows = zip(grid[:, 0].tolist(), *(_tail(outer, len(grid))), *(_tail(inner, len(grid))[1:]), strict=True)
    factor = options.multiply
    return tuple(FunnelLimits(n, *(factor * value for value in lines)) for n, *lines in rows)


def _grid(denominators: Numbers) -> Numbers:
    """Evenly spaced in 1 / sqrt(n), so that the curve bends smoothly where it is steep; (STEPS, 1)."""
    known = denominators[denominators > 0]
    ends = 1 / np.sqrt(known.min()), 1 / np.sqrt(known.max())
    grid = np.linspace(*ends, STEPS) ** -2.0
    return np.unique(grid).reshape(-1, 1)


def _extended(places: Segment, grid: Numbers) -> Segment:
    """The places, then the grid: rows with a denominator and nothing else, outside the base."""
    values, counts, sizes, means, spreads = (
        np.vstack([numbers, missing(grid.shape)])
        for numbers in (places.values, places.counts, places.sizes, places.means, places.spreads)
    )
    return replace(
        places,
        values=values,
        counts=counts,
        denominators=np.vstack([places.denominators, grid]),
        base=np.concatenate([places.base, np.zeros(len(grid), dtype=np.bool_)]),
        sizes=sizes,
        means=means,
        spreads=spreads,
    )


def _tail(lines: Lines, count: int) -> list[list[float]]:
    """Center, lower and upper of the last rows."""
    shape = lines.values.shape
    return [
        np.broadcast_to(numbers, shape)[-count:, 0].tolist()
        for numbers in (lines.center, lines.lower, lines.upper)
    ]
