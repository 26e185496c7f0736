"""Chart specifications as drawings for a page: one for wide screens and paper, one for the phone."""

from dataclasses import dataclass

from groundswell.core.charts import ChartSpec, to_svg
from groundswell.core.charts import table as table_of
from groundswell.core.charts.bodies import Spark
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT as NAMED_BELOW


@dataclass(frozen=True)
class Drawing:
    """A chart ready for the page, with its words, its source, and the same numbers as rows."""

    title: str
    wide: str
    phone: str
    sentence: str
    source: str
    method: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def large(spec: ChartSpec, name: str, *, width: int = 700, height: int = 300, phone: int = 230) -> Drawing:
    """A chart that fills the text column."""
    header, rows = table_of(spec)
    return Drawing(
        title=spec.title,
        wide=to_svg(spec, width=width, height=height, ids_prefix=f"{name}-wide"),
        phone=to_svg(spec, width=350, height=phone, ids_prefix=f"{name}-phone"),
        sentence=spec.sentence,
        source=spec.source,
        method=spec.method,
        header=tuple(header),
        rows=tuple(tuple(row) for row in rows),
    )


def multiple(spec: ChartSpec, name: str) -> str:
    return to_svg(spec, width=218, height=110, ids_prefix=name)


def spark(spec: ChartSpec, name: str) -> str:
    """A line of a word's size; a little taller where its ends are named."""
    named = (
        isinstance(spec.body, Spark) and spec.body.ends is not None and len(spec.body.values) < NAMED_BELOW
    )
    return to_svg(spec, width=104 if named else 96, height=46 if named else 30, ids_prefix=name)
