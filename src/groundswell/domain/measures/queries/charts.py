"""From a protected series and a team's choices to a computed chart with its reading in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from groundswell.core.charts import Captions, ChartSpec, ContextMark, control_chart, run_chart
from groundswell.core.charts import CycleMark as Ring
from groundswell.core.stats import (
    ChartOptions,
    ChartResult,
    Exclusion,
    Phase,
    Point,
    Reading,
    analyze,
    reading,
)
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.periods import period_word
from groundswell.domain.measures.queries.points import MeasureSeries, Series
from groundswell.domain.measures.queries.settings import NO_CHOICES, Choices, CycleMark, told
from groundswell.domain.places.queries import CalendarMark

UNIT_WORDS = {
    Measure.Unit.PERCENT: "%",
    Measure.Unit.MINUTES: "minutes",
    Measure.Unit.COUNT: "",
    Measure.Unit.MEAN: "",
}
BEFORE_BASELINE = "before the baseline"
SEASON = timedelta(days=80)
TELLING = ("weather", "other", "gap", "testing", "half_day")
MOST_EVENTS = 8


@dataclass(frozen=True)
class MeasureChart:
    """A computed chart: what the series shows, the result, its reading, and the captions to draw it with."""

    series: Series
    result: ChartResult
    reading: Reading
    captions: Captions
    choices: Choices

    def spec(self) -> ChartSpec:
        """Run charts have a median; I and P charts a mean and limits."""
        draw = run_chart if self.result.chart == "run" else control_chart
        return draw(self.result, self.captions, words=self.reading)


def chart(
    numbers: MeasureSeries,
    *,
    group: str = "",
    kind: str = "",
    choices: Choices = NO_CHOICES,
    cycle_marks: Sequence[CycleMark] = (),
    href: Callable[[int], str] | None = None,
    selected: int | None = None,
) -> MeasureChart:
    """Compute one chart. `kind` is "run", "i" or "p"; empty takes the measure's own."""
    series = numbers.group(group)
    result = compute(series, kind=kind or numbers.measure.chart, choices=choices)
    said = captions(numbers, series, choices=choices, cycle_marks=cycle_marks)
    said = replace(said, href=href, selected=selected)
    return MeasureChart(series, result, read(result, numbers.measure), said, choices)


def read(result: ChartResult, measure: Measure) -> Reading:
    """The chart in words, in the measure's unit and rhythm."""
    return reading(result, unit=unit_word(measure), period_word=period_word(measure))


def unit_word(measure: Measure) -> str:
    return UNIT_WORDS[Measure.Unit(measure.unit)]


def compute(series: Series, *, kind: str = "run", choices: Choices = NO_CHOICES) -> ChartResult:
    """The series as a run chart or Shewhart chart.

    A P chart needs every denominator; without them it is an I chart.
    """
    counted = _all_counted(series)
    chosen = "i" if kind == "p" and not counted else kind
    options = ChartOptions(
        chart=chosen,  # type: ignore[arg-type]
        phases=[Phase(p.starts_on, p.reason, p.name, p.by.name) for p in choices.phases],
        baseline_until=_last_period(series, choices.frozen_until),
        excluded=_set_aside(series, choices),
        target=series.measure.target,
        direction=series.measure.better,  # type: ignore[arg-type]
        multiply=100.0 if counted else 1.0,
        first_phase_name=_("Baseline") if choices.phases else "",
    )
    return analyze(_points(series, counted=counted), _clip_phases(options, series))


def _all_counted(series: Series) -> bool:
    """Every number shown is a percent with a denominator that may be shown as well."""
    shown = [point for point in series.points if point.value is not None]
    return series.measure.unit == Measure.Unit.PERCENT and bool(shown) and all(point.n for point in shown)


def _points(series: Series, *, counted: bool) -> list[Point]:
    if not counted:
        return [Point(point.period, point.value) for point in series.points]
    return [
        Point(point.period, None if point.value is None else point.value * (point.n or 0) / 100, point.n)
        for point in series.points
    ]


def _last_period(series: Series, until: date | None) -> date | None:
    """A baseline that ends before the first point freezes nothing."""
    return until if until and series.points and series.points[0].period <= until else None


def _clip_phases(options: ChartOptions, series: Series) -> ChartOptions:
    """Two phases with no point between them are one to the eye: the later one counts."""
    periods = [point.period for point in series.points]
    starts: dict[int, Phase] = {}
    for phase in options.phases:
        position = sum(period < phase.start for period in periods)  # type: ignore[operator]
        starts[position] = phase
    return replace(options, phases=[starts[position] for position in sorted(starts)])


def _set_aside(series: Series, choices: Choices) -> list[Exclusion]:
    since = choices.setting.baseline_from if choices.setting else None
    reasons = (
        (p.period, p.set_aside or (BEFORE_BASELINE if since and p.period < since else ""))
        for p in series.points
    )
    return [Exclusion(period, why) for period, why in reasons if why]


def captions(
    numbers: MeasureSeries,
    series: Series,
    *,
    choices: Choices = NO_CHOICES,
    cycle_marks: Sequence[CycleMark] = (),
) -> Captions:
    """The words around a chart: title, unit, source, and the two lanes under the axis."""
    measure, place = numbers.measure, numbers.place
    return Captions(
        title=f"{measure.name}, {series.name}, {place.name}"
        if series.group
        else f"{measure.name}, {place.name}",
        unit=unit_word(measure),
        source=numbers.source or _("Recorded by the people who do the work"),
        period_word=period_word(measure),
        value_word=measure.name,
        cycles=[Ring(mark.on, mark.number, mark.words, mark.url) for mark in cycle_marks],
        contexts=contexts(numbers, series, choices),
        point_notes={},
    )


def contexts(numbers: MeasureSeries, series: Series, choices: Choices) -> list[ContextMark]:
    """What else was going on, within the chart's span.

    People's notes, then as many calendar events as stay readable.
    """
    if not series.points:
        return []
    start, end = series.points[0].period, series.points[-1].period
    notes = [
        ContextMark(note.starts_on, note.text, is_own=True)
        for note in choices.notes
        if start <= note.starts_on
    ]
    daily_life = series.measure.grain not in {Measure.Grain.TERM, Measure.Grain.YEAR}
    events = told(numbers.calendar, start=start, end=end) if daily_life else []
    return sorted([*notes, *_readable(events, start)], key=lambda mark: mark.x)


def _readable(events: Sequence[CalendarMark], start: date) -> list[ContextMark]:
    """Events with the same words that follow within a season are one mark with a count.

    The most telling kinds stay.
    """
    kept: list[tuple[str, date, date, str, int]] = []
    for event in sorted(events, key=lambda event: (event.label, event.starts_on)):
        last = kept[-1] if kept else None
        if last and last[3] == event.label and event.starts_on - last[2] <= SEASON:
            kept[-1] = (last[0], last[1], event.ends_on, last[3], last[4] + 1)
        else:
            kept.append((event.kind, max(event.starts_on, start), event.ends_on, event.label, 1))
    telling = sorted(kept, key=lambda each: (TELLING.index(each[0]), each[1]))[:MOST_EVENTS]
    return [
        ContextMark(day, f"{label} ×{count}" if count > 1 else label)
        for _kind, day, _end, label, count in telling
    ]
