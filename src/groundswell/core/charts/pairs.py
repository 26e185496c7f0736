"""Builders for two charts over one axis: values with their ranges, means with their spreads."""

from dataclasses import replace

from groundswell.core.charts.marks import Axis, Panel, Plot
from groundswell.core.charts.method import METHODS
from groundswell.core.charts.series import lanes_of, phase_heads, places_of, table_of, worded
from groundswell.core.charts.series_marks import series_panel
from groundswell.core.charts.spec import ChartSpec, Table
from groundswell.core.charts.voice import Captions, plain, settled, words_of
from groundswell.core.stats import ChartName, ChartResult, Reading

TITLES: dict[ChartName, str] = {
    "mr": "Change from one {period} to the next",
    "s": "Spread within each {period} (standard deviation)",
}


def paired_chart(
    values: ChartResult, spread: ChartResult, captions: Captions, *, words: Reading | None = None
) -> ChartSpec:
    """I or XmR above its moving ranges (MR), Xbar above its standard deviations (S), on one x axis.

    Raises ValueError when the two do not have the same periods, or when the second is neither MR nor S.
    """
    if spread.chart not in TITLES:
        raise ValueError(f"The lower chart is {spread.chart!r}. Compute it as an MR or an S chart.")
    if [p.x for p in values.points] != [p.x for p in spread.points]:
        raise ValueError("The two charts have different periods. Compute both from the same points.")
    upper, lower, spread = settled(captions, values), settled(captions, spread), plain(spread)
    places = places_of(values, upper)
    read, below = words or words_of(values, upper), words_of(spread, lower)
    title = TITLES[spread.chart].format(period=upper.period_word)
    panels = (
        series_panel(values, places, upper, limits=True, title=_titled(upper), share=0.62),
        _below(spread, places, lower, _unit_titled(title, captions.unit)),
    )
    body = Plot(places, panels, phase_heads(values, places), lanes_of(places, upper))
    spec = worded(values, upper, read, body)
    said = f"{title}: {' '.join((below.headline, *below.sentences))}"
    return replace(
        spec,
        method=captions.method or f"{spec.method} Below: {METHODS[spread.chart]}.",
        sentence=f"{spec.sentence} {said}",
        alt=f"{spec.alt} {said}",
        table=_joined(spec.table, table_of(spread, lower), title),
    )


def _titled(captions: Captions) -> str:
    name = captions.value_word or captions.title
    return f"{name}, {captions.unit}" if captions.unit else name


def _unit_titled(title: str, unit: str) -> str:
    """Differences of percents are in points."""
    return f"{title}, {'points' if unit == '%' else unit}" if unit else title


def _below(spread: ChartResult, places: Axis, captions: Captions, title: str) -> Panel:
    own = replace(captions, unit="", point_notes={}, selected=None, href=None)
    panel = series_panel(spread, places, own, limits=True, title=title, share=0.38, from_zero=True)
    return replace(panel, fewest_ticks=True)


def _joined(upper: Table, lower: Table, title: str) -> Table:
    """Both in one table: the period, the value, its reading, then the spread and its reading."""
    header = (*upper.header, title, "Reading of it")
    rows = tuple((*a, b[1], b[-1]) for a, b in zip(upper.rows, lower.rows, strict=True))
    return Table(header, rows)
