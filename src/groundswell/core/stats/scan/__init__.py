"""Many charts in one call: every series of a long table, with one verdict each."""

from collections.abc import Sequence

from groundswell.core.stats.columns import MOST_POINTS, BadPointsError
from groundswell.core.stats.layout import layout
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.points import ChartOptions
from groundswell.core.stats.scan.discovery import Discoveries, stand_out
from groundswell.core.stats.scan.grid import Coded, Grid, refuse_impossible
from groundswell.core.stats.scan.result import Scan
from groundswell.core.stats.scan.sweep import Progress, sweep
from groundswell.core.stats.scan.table import Table, columns_of, grid_of

__all__ = ["Coded", "Discoveries", "Scan", "scan", "stand_out"]


def scan(
    table: Table,
    *,
    by: Sequence[str],
    x: str,
    value: str,
    denominator: str | None = None,
    options: ChartOptions | None = None,
    progress: Progress | None = None,
) -> Scan:
    """Chart every series of a long table: a data frame (pandas, Polars, Arrow) or a mapping of arrays.

    `by` names the key columns of a series, `x` its periods (dates, whole numbers or words), `value` what is
    plotted or counted, `denominator` what it is out of. Periods that a series lacks are gaps, shown and not
    bridged. Phases, freezes and points set aside hold for every series. `progress` is told
    (series done, series in all). Raises BadPointsError with the column, row or series and the fix.
    """
    chosen = options or ChartOptions()
    grid = _checked(
        grid_from(table, by=by, x=x, value=value, denominator=denominator, options=chosen), chosen
    )
    positions, _ = layout(grid.xs, chosen)
    if not grid.xs:
        positions = type(positions)((), (), frozenset())
    return Scan(grid, chosen, positions, sweep(grid, chosen, positions, progress=progress))


def grid_from(
    table: Table, *, by: Sequence[str], x: str, value: str, denominator: str | None, options: ChartOptions
) -> Grid:
    """The table on one grid of periods, as the chart wants it."""
    family = CHARTS[options.chart]
    if family.needs_denominator and denominator is None:
        raise BadPointsError(f"A {family.title} needs a denominator column, such as the number of students.")
    if options.aggregate not in (None, "sum"):
        raise BadPointsError("A scan can add up values of one period. Combine them some other way first.")
    columns = columns_of(table, by=by, x=x, value=value, denominator=denominator)
    adds_up = family.counts_events or options.aggregate == "sum"
    return grid_of(columns, adds_up=adds_up, by_subgroup=family.by_subgroup)


def _checked(grid: Grid, options: ChartOptions) -> Grid:
    family = CHARTS[options.chart]
    if len(grid.xs) > MOST_POINTS:
        raise BadPointsError(
            f"A chart holds {MOST_POINTS:,} periods, and there are {len(grid.xs):,}. Use longer ones."
        )
    counted = family.needs_denominator or family.counts_events
    refuse_impossible(grid, counted=counted, proportion=family.is_proportion, positive=family.positive)
    return grid
