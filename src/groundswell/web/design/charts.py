"""Small example charts for the gallery, drawn by the same code as the real ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from groundswell.core.charts import (
    Captions,
    ChartSpec,
    run_chart,
    small_multiple,
    sparkline,
    table,
    to_svg,
    withheld,
)
from groundswell.core.stats import ChartOptions, ChartResult, Point, analyze, reading

FIRST_WEEK = date(2025, 9, 1)
STEADY = (22, 24, 21, 23, 25, 22, 24, 23, 21, 24, 22, 23)
LOWER_FOR_LONG = (26, 28, 25, 27, 29, 26, 28, 27, 21, 20, 19, 20, 18, 19, 20, 18, 17, 19)
HIGHER_FOR_LONG = tuple(reversed(LOWER_FOR_LONG))
FEW = (25, 23, 26, 24, 25)


@dataclass(frozen=True)
class SampleChart:
    """A chart with its title, its reading in words, and the same numbers as rows."""

    title: str
    said: str
    verdict: str
    svg: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def _result(values: Sequence[float]) -> ChartResult:
    points = [Point(FIRST_WEEK + timedelta(weeks=week), float(value)) for week, value in enumerate(values)]
    return analyze(points, ChartOptions(direction="down"))


def _captions(title: str) -> Captions:
    return Captions(title=title, unit="%", source=_("Invented numbers"))


def _small(title: str, values: Sequence[float], name: str) -> SampleChart:
    result, captions = _result(values), _captions(title)
    words = reading(result, unit="%")
    spec = small_multiple(result, captions, high=40, words=words)
    return _shown(title, words.short, words.verdict, spec, name, width=218, height=110)


def _shown(
    title: str, said: str, verdict: str, spec: ChartSpec, name: str, *, width: int, height: int
) -> SampleChart:
    header, rows = table(spec)
    svg = to_svg(spec, width=width, height=height, ids_prefix=f"gallery-{name}")
    return SampleChart(title, said, verdict, svg, tuple(header), tuple(tuple(row) for row in rows))


def sample_charts() -> tuple[SampleChart, ...]:
    """Expected variation, improving, look again, too few points: the four readings a small chart may have."""
    return (
        _small(_("Expected variation"), STEADY, "steady"),
        _small(_("Improving signal"), LOWER_FOR_LONG, "improving"),
        _small(_("Look again"), HIGHER_FOR_LONG, "again"),
        _small(_("Under 8 points"), FEW, "few"),
    )


def sample_run_chart(*, width: int) -> SampleChart:
    """One whole run chart with its words, wide or narrow."""
    result, captions = _result(LOWER_FOR_LONG), _captions(_("Missing 2 or more days"))
    words = reading(result, unit="%")
    spec = run_chart(result, captions, words=words)
    return _shown(
        words.headline, words.text, words.verdict, spec, f"run-{width}", width=width, height=width * 4 // 10
    )


def sample_sparkline() -> str:
    return to_svg(
        sparkline(_result(STEADY), _captions(_("Missing 2 or more days"))),
        width=96,
        height=30,
        ids_prefix="gallery-spark",
    )


def sample_veil() -> str:
    reason = _("Fewer than 11 students. We keep small groups private.")
    return to_svg(
        withheld(reason, title=_("Foster youth"), source=_("Invented numbers")),
        width=218,
        height=110,
        ids_prefix="gallery-veil",
    )
