"""Pareto: which few kinds make up most of the count, from rows of cases or rows of counts."""

import argparse
from collections.abc import Sequence

import numpy as np

from groundswell.cli.charting.kinds.made import Kind, Made, reading_json, source_of, titled
from groundswell.cli.charting.loading import Loaded
from groundswell.cli.charting.report import Json
from groundswell.cli.charting.rows import Cell
from groundswell.cli.charting.series import Series
from groundswell.core.charts import Captions, pareto_chart
from groundswell.core.charts.kinds import CANNOT_TELL
from groundswell.core.stats import Pareto, pareto

COLUMNS = ("category", "count", "share", "cumulative_count", "cumulative_share")


def make(loaded: Loaded, series: Series, options: argparse.Namespace) -> Made:
    """Raises BadPointsError."""
    found = pareto(_counts(loaded, series))
    what = (options.value or "cases").replace("_", " ")
    captions = Captions(
        title=titled(options.title or f"{what.capitalize()} by {options.x}", series),
        unit=options.unit or "",
        source=source_of(options, loaded),
        value_word=what.capitalize(),
    )
    spec = pareto_chart(found, captions)
    rows = [_row(found, index) for index in range(len(found.bars))]
    notes = _notes(found)
    return Made(
        series=series,
        spec=spec,
        lines=(spec.sentence, *notes, CANNOT_TELL),
        columns=COLUMNS,
        rows=rows,
        summary={"total": found.total, "kinds": len(found.bars), "not_recorded": found.missing},
        detail={
            "reading": reading_json((spec.sentence,), CANNOT_TELL),
            "notes": list(notes),
            "total": found.total,
            "not_recorded": found.missing,
            "bars": [dict(zip(COLUMNS, row, strict=True)) for row in rows],
        },
    )


def _counts(loaded: Loaded, series: Series) -> dict[str | None, float]:
    """Counts by kind; rows without a kind are counted under None, rows without a count are left out."""
    values = loaded.values[series.rows]
    known = ~np.isnan(values)
    codes = loaded.at[series.rows][known]
    totals = np.bincount(codes + 1, weights=values[known], minlength=len(loaded.labels) + 1).tolist()
    names: Sequence[str | None] = [None, *map(str, loaded.labels)]
    there = set((codes + 1).tolist())
    return {name: totals[k] for k, name in enumerate(names) if k in there}


def _row(found: Pareto, index: int) -> list[Cell]:
    bar = found.bars[index]
    return [bar.category, bar.count, bar.share, bar.cumulative, bar.cumulative_share]


def _notes(found: Pareto) -> tuple[str, ...]:
    if not found.missing or not found.total:
        return ()
    return (f"{100 * found.missing / found.total:.0f}% have no kind recorded. They stand last.",)


def _chosen(_options: argparse.Namespace) -> Json:
    return {}


def _notices(loaded: Loaded, _options: argparse.Namespace) -> tuple[str, ...]:
    lost = int(np.isnan(loaded.values).sum())
    if not lost:
        return ()
    words = "rows has no count" if lost == 1 else "rows have no count"
    return (f"{lost:,} of {len(loaded.values):,} {words}: left out, never zero. The shares are of the rest.",)


PARETO = Kind("Pareto chart", make, _chosen, _notices)
