"""Rows to series, and each series to its chart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.refusing import Refusal
from groundswell.cli.charting.settings import Settings
from groundswell.core.charts.voice import plain
from groundswell.core.stats import (
    BadPointsError,
    ChartOptions,
    ChartResult,
    Point,
    Reading,
    RephaseQuestion,
    analyze,
    reading,
    rephase_questions,
)
from groundswell.core.stats.points import X

Progress = Callable[[int, int], None]
EMPTY_KEY = "(empty)"
BETWEEN_EVENTS = ("t", "g")


@dataclass(frozen=True)
class Series:
    """The rows of one series, by place. `keys` are its texts, column by column."""

    keys: dict[str, str]
    rows: NDArray[np.intp]

    @property
    def label(self) -> str:
        """Its keys in words."""
        return ", ".join(text or EMPTY_KEY for text in self.keys.values())


@dataclass(frozen=True)
class Charted:
    """One series with its chart and its reading."""

    series: Series
    result: ChartResult
    reading: Reading


def series_of(loaded: Loaded) -> list[Series]:
    """Every series in order of appearance; inside each, rows by place."""
    joint = np.zeros(len(loaded.values), dtype=np.int64)
    for cells in loaded.keys.values():
        joint = joint * (len(cells.texts) + 1) + (cells.codes + 1)
    _, first, number = np.unique(joint, return_index=True, return_inverse=True)
    order = np.lexsort((np.arange(len(joint)), loaded.at, first[number]))
    cuts = np.flatnonzero(np.diff(first[number][order])) + 1
    return [_series(loaded, rows) for rows in np.split(order, cuts)]


def _series(loaded: Loaded, rows: NDArray[np.intp]) -> Series:
    row = int(rows[0])
    codes = {name: int(cells.codes[row]) for name, cells in loaded.keys.items()}
    return Series(
        {name: loaded.keys[name].texts[code] if code >= 0 else "" for name, code in codes.items()}, rows
    )


def charted(
    loaded: Loaded, series: Sequence[Series], settings: Settings, progress: Progress | None = None
) -> Iterator[Charted]:
    """One chart after the other. Raises `Refusal` with the series that cannot be charted."""
    shared = _shared_places(loaded, series, settings)
    for number, each in enumerate(series, start=1):
        yield _charted(loaded, each, settings, shared)
        if progress:
            progress(number, len(series))


def _charted(loaded: Loaded, series: Series, settings: Settings, shared: Sequence[X]) -> Charted:
    try:
        result = analyze(points_of(loaded, series, shared), settings.chart)
    except BadPointsError as fault:
        where = f", {series.label}" if series.keys else ""
        raise Refusal(f"{loaded.name}{where}: {fault}") from fault
    words = reading(
        result,
        unit=settings.unit,
        period_word=settings.period_word,
        decimals=settings.decimals,
        ordered=settings.chart.time_ordered,
    )
    return Charted(series, result, words)


def rephase(each: Charted, options: ChartOptions) -> tuple[RephaseQuestion, ...]:
    """Questions about a new phase; places side by side have none."""
    return rephase_questions(plain(each.result)) if options.time_ordered else ()


def _shared_places(loaded: Loaded, series: Sequence[Series], settings: Settings) -> Sequence[X]:
    """Places that every series shows, as gaps where it has none: those of all series, and named periods.

    Times between events belong to each series alone.
    """
    if settings.chart.chart in BETWEEN_EVENTS or (len(series) == 1 and not settings.period):
        return ()
    return loaded.labels


def points_of(loaded: Loaded, series: Series, shared: Sequence[X]) -> list[Point]:
    """Points by place; a missing number is None, never zero."""
    rows = series.rows
    at = loaded.at[rows].tolist()
    ys = _known(loaded.values[rows])
    ns = [None] * len(ys) if loaded.denominators is None else _known(loaded.denominators[rows])
    found = [Point(loaded.labels[k], y, n) for k, y, n in zip(at, ys, ns, strict=True)]
    if not shared:
        return found
    there = set(at)
    gaps = [Point(label, None) for k, label in enumerate(shared) if k not in there]
    places = {label: k for k, label in enumerate(shared)}
    return sorted(found + gaps, key=lambda point: places[point.x])


def _known(numbers: NDArray[np.float64]) -> list[float | None]:
    return [None if number != number else number for number in numbers.tolist()]  # noqa: PLR0124
