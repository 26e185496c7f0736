"""The gap between a group and everyone else: both lines, and the gap's own run chart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from groundswell.core.charts import Captions, ChartSpec, GapLine, gap_chart, gap_reading, gap_result
from groundswell.core.stats import ChartResult, Reading, said
from groundswell.core.stats.rates import risk_gap
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.queries.charts import captions as chart_captions
from groundswell.domain.measures.queries.charts import unit_word
from groundswell.domain.measures.queries.points import MeasureSeries, Series, SeriesPoint
from groundswell.domain.measures.queries.release import RULE
from groundswell.domain.measures.queries.settings import NO_CHOICES, Choices, CycleMark
from groundswell.domain.places.groups import group as group_of
from groundswell.domain.places.groups import group_name


class Reference(StrEnum):
    """Whom groups are compared with. One for a whole page, stated."""

    EVERYONE_ELSE = "everyone_else"
    ALL_STUDENTS = "all_students"
    ONE_GROUP = "one_group"


@dataclass(frozen=True)
class Gap:
    """A group beside its reference. Lines hold one value (or None) per period, in the measure's unit."""

    numbers: MeasureSeries
    group: Series
    reference: Reference
    others_name: str
    periods: tuple[date, ...]
    group_line: tuple[float | None, ...]
    others_line: tuple[float | None, ...]
    captions: Captions

    @property
    def pair(self) -> tuple[date, float, float] | None:
        """The latest period in which both lines have a value."""
        rows = zip(reversed(self.periods), reversed(self.group_line), reversed(self.others_line), strict=True)
        return next(((when, a, b) for when, a, b in rows if a is not None and b is not None), None)

    @property
    def size(self) -> float | None:
        """Group minus others, in points (or the measure's unit), latest."""
        return risk_gap(self.pair[1], self.pair[2]).value if self.pair else None

    @property
    def words(self) -> str:
        """The distance: "18 points apart", or "no gap"."""
        return "" if self.size is None else apart(self.size, self.numbers.measure)

    @property
    def result(self) -> ChartResult:
        return gap_result(self.periods, self._line(), self._others())

    @property
    def reading(self) -> Reading:
        return gap_reading(self.result, self.captions)

    def spec(self) -> ChartSpec:
        return gap_chart(self.periods, self._line(), self._others(), self.captions)

    def _line(self) -> GapLine:
        return GapLine(self.group.name, self.group_line)

    def _others(self) -> GapLine:
        return GapLine(self.others_name, self.others_line)


def apart(size: float, measure: Measure) -> str:
    """A distance in words. Between two percents it is counted in points, never in percent."""
    number = said(abs(size), "")
    if number == "0":
        return _("no gap")
    if measure.unit != Measure.Unit.PERCENT:
        return _("%(number)s %(unit)s apart") % {"number": number, "unit": unit_word(measure) or _("units")}
    return _("1 point apart") if number == "1" else _("%(number)s points apart") % {"number": number}


def reference_for(numbers: MeasureSeries) -> Reference:
    """Everyone else, when it can be known for every group of the page; else all students, for every group.

    Where all students are not counted, groups whose everyone else is unknown have no gap.
    """
    shown = [series for series in numbers.groups if not series.is_withheld]
    known = all(_everyone_else(numbers, series) is not None for series in shown)
    counted = numbers.all_students.latest is not None
    return Reference.EVERYONE_ELSE if known or not counted else Reference.ALL_STUDENTS


def gap(
    numbers: MeasureSeries,
    group: str,
    *,
    reference: Reference | None = None,
    beside: str = "",
    choices: Choices = NO_CHOICES,
    cycle_marks: Sequence[CycleMark] = (),
) -> Gap | None:
    """The group beside everyone else, or beside the group named `beside`; None if a line is empty."""
    series = numbers.group(group)
    chosen = Reference.ONE_GROUP if beside else reference or reference_for(numbers)
    others = _other_line(numbers, series, chosen, beside)
    if series.latest is None or not others or all(value is None for value in others.values()):
        return None
    own = series.values
    periods = tuple(sorted(own.keys() | others.keys()))
    captions = chart_captions(numbers, series, choices=choices, cycle_marks=cycle_marks)
    name = group_name(beside) if beside else _others_name(series, chosen)
    title = _("%(group)s and %(others)s, %(measure)s") % {
        "group": series.name,
        "others": name,
        "measure": numbers.measure.name,
    }
    return Gap(
        numbers,
        series,
        chosen,
        name,
        periods,
        tuple(own.get(period) for period in periods),
        tuple(others.get(period) for period in periods),
        replace(captions, title=title),
    )


def gaps(numbers: MeasureSeries) -> list[Gap]:
    """A gap for each group that can be shown, all with the same reference."""
    reference = reference_for(numbers)
    found = (gap(numbers, series.group, reference=reference) for series in numbers.groups)
    return [each for each in found if each is not None]


def widest(found: Sequence[Gap]) -> Gap | None:
    """The gap that is largest now, away from the hoped-for direction where there is one."""
    known = [each for each in found if each.size is not None]
    return max(known, key=lambda each: (_behind(each) > 0, abs(each.size or 0)), default=None)


def _behind(each: Gap) -> float:
    """How far the group is on the side nobody hopes for; 0 when no direction is hoped for."""
    sign = {Measure.Better.UP: -1, Measure.Better.DOWN: 1}.get(Measure.Better(each.numbers.measure.better), 0)
    return sign * (each.size or 0)


def _other_line(
    numbers: MeasureSeries, series: Series, reference: Reference, beside: str
) -> dict[date, float | None] | None:
    if reference == Reference.ONE_GROUP:
        return numbers.group(beside).values
    return (
        _everyone_else(numbers, series)
        if reference == Reference.EVERYONE_ELSE
        else numbers.all_students.values
    )


def neighbors(numbers: MeasureSeries, group: str) -> list[Series]:
    """Groups of the same set that can stand beside this one, line against line."""
    name = group_of(group).set
    shown = [series for series in numbers.groups if series.latest is not None and series.group != group]
    return [series for series in shown if name and group_of(series.group).set == name]


def _others_name(series: Series, reference: Reference) -> str:
    if reference == Reference.ALL_STUDENTS:
        return _("All students")
    complement = group_of(series.group).complement
    return group_name(complement) if complement else _("Everyone else")


def _everyone_else(numbers: MeasureSeries, series: Series) -> dict[date, float | None] | None:
    """All minus the group where counts are shown; else the group that holds everyone else; else unknown."""
    complement = numbers.by_group.get(group_of(series.group).complement or "-")
    everyone = {point.period: point for point in numbers.all_students.points}
    unit = numbers.measure.unit
    by_counts = {point.period: _rest(everyone.get(point.period), point, unit) for point in series.points}
    if any(value is not None for value in by_counts.values()):
        return by_counts
    if complement is not None and complement.latest is not None:
        return complement.values
    return None


def _rest(everyone: SeriesPoint | None, part: SeriesPoint, unit: str) -> float | None:
    """The percent or mean among students outside the group, in the measure's unit.

    None unless both parts of the sum may be seen and the rest is large.
    """
    if unit not in {Measure.Unit.PERCENT, Measure.Unit.MEAN}:
        return None
    if everyone is None or everyone.value is None or part.value is None or not everyone.n or not part.n:
        return None
    outside = everyone.n - part.n
    if outside < RULE.threshold:
        return None
    rest = (everyone.value * everyone.n - part.value * part.n) / outside
    return max(0.0, min(100.0, rest)) if unit == Measure.Unit.PERCENT else rest
