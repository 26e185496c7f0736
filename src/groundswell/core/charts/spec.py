"""A chart as data: what every chart has to say before it may be drawn."""

from dataclasses import dataclass

from groundswell.core.charts.bodies import (
    Bars,
    Grid,
    Intervals,
    Prediction,
    Ramp,
    Spark,
    Tally,
    Veil,
)
from groundswell.core.charts.marks import NumberPlot, Plot

Body = Plot | NumberPlot | Bars | Intervals | Grid | Veil | Spark | Prediction | Ramp | Tally


@dataclass(frozen=True, slots=True)
class Table:
    """The same numbers as rows of words; the first column heads its row."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """One chart. `sentence` is its plain reading, `alt` the words for people who do not see it."""

    title: str
    unit: str
    source: str
    method: str
    sentence: str
    alt: str
    body: Body
    table: Table = Table()

    def __post_init__(self) -> None:
        missing = [
            name
            for name in ("title", "source", "method", "sentence", "alt")
            if not getattr(self, name).strip()
        ]
        if missing:
            raise ValueError(f"A chart needs its {', '.join(missing)}. Say it in words before drawing.")


def table(spec: ChartSpec) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Header and rows for the table that stands beside the chart."""
    return spec.table.header, spec.table.rows


def alt_text(spec: ChartSpec) -> str:
    """Title, reading and source in one paragraph."""
    return spec.alt
