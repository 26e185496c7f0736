"""Bernoulli CUSUM: one row per case in order, 1 where it happened and 0 where it did not."""

import argparse
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from groundswell.cli.charting.kinds.made import Kind, Made, reading_json, source_of, titled
from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.report import Json
from groundswell.cli.charting.rows import Cell, place
from groundswell.cli.charting.series import Series
from groundswell.core.charts import Captions, ChartSpec, Table, cusum_chart
from groundswell.core.charts.cases import CANNOT_TELL, MOST_NAMED
from groundswell.core.stats import BernoulliCusum, Verdict, bernoulli_cusum, said
from groundswell.core.stats.meaning import meaning_of
from groundswell.core.stats.verdict import VERDICT_OF
from groundswell.core.stats.wording import listed

COLUMNS = ("case", "x", "value", "sum_more", "sum_less", "signal")
ODDS_RATIO, LIMIT = 2.0, 3.5


def make(loaded: Loaded, series: Series, options: argparse.Namespace) -> Made:
    """Raises BadPointsError."""
    rows = _in_order(loaded, series)
    found = bernoulli_cusum(
        [bool(value) for value in loaded.values[rows]],
        target=options.target,
        odds_ratio=_or(options.odds_ratio, ODDS_RATIO),
        limit=_or(options.limit, LIMIT),
    )
    spec = cusum_chart(found, _captions(loaded, series, options), direction=options.direction)
    spec = _with_places(spec, loaded, rows, options) if options.x else spec
    cells = [_row(found, index, loaded, int(row)) for index, row in enumerate(rows)]
    notes = (_learned(found, options), *_signal_places(found, loaded, rows, options))
    verdict = _verdict(found, options)
    return Made(
        series=series,
        spec=spec,
        lines=(spec.sentence, *notes, CANNOT_TELL),
        columns=COLUMNS,
        rows=cells,
        summary={
            "verdict": verdict,
            "n_values": len(found.points),
            "usual": found.usual,
            "signals_more": len(found.signals_up),
            "signals_less": len(found.signals_down),
        },
        detail={
            "verdict": verdict,
            "reading": reading_json((spec.sentence,), CANNOT_TELL),
            "notes": list(notes),
            "usual": found.usual,
            "more": found.more,
            "less": found.less,
            "points": [dict(zip(COLUMNS, row, strict=True)) for row in cells],
        },
    )


def _or(given: float | None, usual: float) -> float:
    return usual if given is None else given


def _in_order(loaded: Loaded, series: Series) -> NDArray[np.intp]:
    """Known cases: by date or number where x holds one, else (and inside one date) as the file has them."""
    rows = np.sort(series.rows) if loaded.kind == "word" else series.rows
    return rows[~np.isnan(loaded.values[rows])]


def _captions(loaded: Loaded, series: Series, options: argparse.Namespace) -> Captions:
    return Captions(
        title=titled(options.title or options.value, series),
        unit=options.unit or "",
        source=source_of(options, loaded),
        period_word=options.period_word or "case",
        value_word=options.value.replace("_", " "),
    )


def _row(found: BernoulliCusum, index: int, loaded: Loaded, row: int) -> list[Cell]:
    point = found.points[index]
    signal = "more often" if point.signal_up else "less often" if point.signal_down else ""
    return [index + 1, place(loaded.labels[loaded.at[row]]), int(point.case), point.up, point.down, signal]


def _learned(found: BernoulliCusum, options: argparse.Namespace) -> str:
    """Where the usual share comes from: a whole number above 1 is a number of cases, not a share."""
    share = said(100 * found.usual, "%")
    if options.target is None:
        return f"The usual share, {share}, is that of all cases here. Give --target to judge against another."
    if options.target > 1:
        return f"The usual share, {share}, is that of the first {options.target:g} cases."
    return f"The usual share, {share}, was given."


def _with_places(
    spec: ChartSpec, loaded: Loaded, rows: NDArray[np.intp], options: argparse.Namespace
) -> ChartSpec:
    """The table with each case's own x beside its number."""
    first, *others = spec.table.header
    at = [str(place(loaded.labels[code])) for code in loaded.at[rows]]
    told = ((cells[0], x, *cells[1:]) for cells, x in zip(spec.table.rows, at, strict=True))
    return replace(spec, table=Table((first, options.x, *others), tuple(told)))


def _signal_places(
    found: BernoulliCusum, loaded: Loaded, rows: NDArray[np.intp], options: argparse.Namespace
) -> tuple[str, ...]:
    """Which date (or other x) the cases with a signal have."""
    signals = sorted({*found.signals_up, *found.signals_down})[:MOST_NAMED]
    if not options.x or not signals:
        return ()
    word = options.period_word or "case"
    said_each = [f"{word} {k + 1} is {place(loaded.labels[loaded.at[rows[k]]])}" for k in signals]
    return (f"By {options.x}, {listed(said_each)}.",)


def _verdict(found: BernoulliCusum, options: argparse.Namespace) -> Verdict:
    """Signals to one side speak for it; signals to both say no more than that something differs."""
    if not (found.signals_up or found.signals_down):
        return "no_signal"
    if found.signals_up and found.signals_down:
        return "different"
    return VERDICT_OF[meaning_of("above" if found.signals_up else "below", options.direction)]


def _chosen(options: argparse.Namespace) -> Json:
    return {
        "target": options.target,
        "odds_ratio": _or(options.odds_ratio, ODDS_RATIO),
        "limit": _or(options.limit, LIMIT),
        "direction": options.direction,
    }


def _notices(loaded: Loaded, options: argparse.Namespace) -> tuple[str, ...]:
    lost, told = int(np.isnan(loaded.values).sum()), []
    if lost:
        words = (
            "rows does not say whether it happened" if lost == 1 else "rows do not say whether it happened"
        )
        told.append(f"{lost:,} of {len(loaded.values):,} {words}: left out of the sums, never zero.")
    if options.x and loaded.kind != "word" and len(loaded.labels) < len(loaded.values):
        told.append(f"Cases with the same {options.x} keep the order of the file.")
    return tuple(told)


CUSUM = Kind("Bernoulli CUSUM chart", make, _chosen, _notices)
