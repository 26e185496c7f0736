"""One indicator from period to period: all students, or a group beside everyone else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from groundswell.core.charts import (
    ChartSpec,
    GapLine,
    gap_chart,
    gap_reading,
    gap_result,
    released_points,
    run_chart,
)
from groundswell.core.charts.marks import Panel, Plot, Points
from groundswell.core.disclosure.released import Released, Suppressed
from groundswell.core.indicators.definition import Indicator, Period
from groundswell.core.indicators.results import ALL
from groundswell.core.stats import ChartOptions, Direction, Reading, X, analyze, reading, said
from groundswell.domain.indicators.names import group_name
from groundswell.domain.indicators.queries.beside import everyone_else
from groundswell.domain.indicators.queries.charts import captions
from groundswell.domain.indicators.queries.opened import IndicatorHere
from groundswell.domain.indicators.queries.rows import When
from groundswell.domain.indicators.said import (
    PERIOD_WORDS,
    number_of,
    period_day,
    period_said,
    unit_of,
    why_withheld,
)

FEWEST_TO_JUDGE = 8
LEAST_SPAN = 10.0
UNJUDGED = "Points as they are, in order of time; nothing is judged."
CANNOT = (
    "What this cannot tell: why it is so, or whether the same students are counted from period to period."
)


@dataclass(frozen=True)
class PeriodNumber:
    """One period: the chosen group's number, and everyone else's where a group is chosen and it may be told."""

    when: When
    said: str
    students: Released | None
    value: Released | None
    others: float | None


@dataclass(frozen=True)
class TimeView:
    """A series with its chart and reading. `why_not_judged` says why no signals are looked for, where that is so.

    `beside_others`: the chart shows two lines and the gap between them.
    """

    group: str
    numbers: tuple[PeriodNumber, ...]
    chart: ChartSpec | None
    reading: Reading | None
    beside_others: bool
    why_not_judged: str
    withheld: int


def time_view(here: IndicatorHere) -> TimeView | None:
    """Every period that was released, oldest first; None where nobody is counted."""
    if not here.rows.periods:
        return None
    numbers = tuple(_number(here, when) for when in here.rows.periods)
    why = why_not_judged(here.indicator, here.period, len(numbers))
    xs = period_xs(here)
    two = _has_two_lines(here, numbers, why)
    chart, read = (_gap if two else _alone)(here, xs, numbers, why)
    return TimeView(
        group=group_name(*here.group),
        numbers=numbers,
        chart=chart,
        reading=read,
        beside_others=two,
        why_not_judged=why,
        withheld=sum(isinstance(each.value, Suppressed) for each in numbers),
    )


def _number(here: IndicatorHere, when: When) -> PeriodNumber:
    row, everyone = here.rows.at(when, here.group), here.rows.at(when)
    others = everyone_else(here.indicator, row, everyone, here.manifest.rule)
    return PeriodNumber(
        when=when,
        said=period_said(when[1], here.period),
        students=row.students if row else None,
        value=row.value if row else None,
        others=others.value if others else None,
    )


def builds_up(indicator: Indicator, period: Period) -> bool:
    """Whether a period's number holds earlier periods too, so that each follows from the one before."""
    return period != "school_year" and any(each.window.kind != "period" for each in indicator.gathered)


def why_not_judged(indicator: Indicator, period: Period, count: int) -> str:
    """Empty when the periods are enough and each stands by itself."""
    if builds_up(indicator, period):
        return _(
            "Each of these numbers looks at the whole year, so one follows from another. We look for no signals."
        )
    if count < FEWEST_TO_JUDGE:
        return _("%(count)d periods are too few to tell a signal from chance. It takes %(fewest)d.") % {
            "count": count,
            "fewest": FEWEST_TO_JUDGE,
        }
    return ""


def period_xs(here: IndicatorHere) -> list[X]:
    """Days where the name of a period tells one; else the names, with their year where they come again."""
    if here.period in {"term", "school_year"}:
        labels = [label for _, label in here.rows.periods]
        twice = len(set(labels)) < len(labels)
        return [f"{label}, {year}" if twice else label for year, label in here.rows.periods]
    return [day for _, label in here.rows.periods if (day := period_day(label, here.period))]


def _has_two_lines(here: IndicatorHere, numbers: Sequence[PeriodNumber], why: str) -> bool:
    both = sum(each.others is not None for each in numbers)
    return here.group != ALL and both >= 2 and not builds_up(here.indicator, here.period)


def _title(here: IndicatorHere) -> str:
    who = "" if here.group == ALL else f", {group_name(*here.group)}"
    return f"{here.indicator.name}{who}, {here.organization.name}"


def _alone(
    here: IndicatorHere, xs: Sequence[X], numbers: Sequence[PeriodNumber], why: str
) -> tuple[ChartSpec | None, Reading | None]:
    """One line as a run chart; without runs rules where the periods may not be judged."""
    points, kept = released_points(xs, [each.value for each in numbers], reason=why_withheld(here.manifest))
    if not any(point.y is not None for point in points):
        return None, None
    direction: Direction = "up" if here.indicator.direction == "higher" else "down"
    options = ChartOptions(chart="run", direction=direction, time_ordered=not why)
    result = analyze(points, options)
    read = reading(result, unit=unit_of(here.indicator), period_word=PERIOD_WORDS[here.period], ordered=True)
    read = _unjudged(here, numbers, why) if why else read
    told = captions(here, _title(here), kept=kept, method=UNJUDGED if why else "")
    drawn = run_chart(result, told, words=read)
    return (_calm(drawn) if why and here.indicator.unit == "percent" else drawn), read


def _calm(chart: ChartSpec) -> ChartSpec:
    """A scale of ten percentage points or more, so that a few points do not look like a storm."""
    if not isinstance(chart.body, Plot):
        return chart
    panels = tuple(_widened(panel) for panel in chart.body.panels)
    return replace(chart, body=replace(chart.body, panels=panels))


def _widened(panel: Panel) -> Panel:
    known = [dot.y for mark in panel.marks if isinstance(mark, Points) for dot in mark.dots]
    middle = (min(known) + max(known)) / 2
    low = min([*known, max(0.0, min(middle - LEAST_SPAN / 2, 100 - LEAST_SPAN))])
    return replace(panel, low=low, high=max([*known, low + LEAST_SPAN]))


def _gap(
    here: IndicatorHere, xs: Sequence[X], numbers: Sequence[PeriodNumber], why: str
) -> tuple[ChartSpec | None, Reading | None]:
    """The group and everyone else as two lines, with the gap's own run chart under them."""
    group = GapLine(group_name(*here.group), [number_of(each.value) for each in numbers])
    others = GapLine(_("Everyone else"), [each.others for each in numbers])
    told = captions(here, _title(here))
    read = _unjudged(here, numbers, why) if why else gap_reading(gap_result(xs, group, others), told)
    return gap_chart(xs, group, others, told), read


def _unjudged(here: IndicatorHere, numbers: Sequence[PeriodNumber], why: str) -> Reading:
    """From the first to the last number, in words, with no verdict."""
    known = [(each.said, v) for each in numbers if (v := number_of(each.value)) is not None]
    if not known:
        return Reading(_("No number may be shown."), (), CANNOT, "too_few")
    unit = unit_of(here.indicator)
    (first, before), (last, after) = known[0], known[-1]
    told = _("%(last)s: %(after)s.") % {"last": last, "after": said(after, unit)}
    if len(known) > 1:
        told = _("%(first)s: %(before)s. %(last)s: %(after)s.") % {
            "first": first, "before": said(before, unit), "last": last, "after": said(after, unit),
        }  # fmt: skip
    return Reading(told, (why,), CANNOT, "too_few")
