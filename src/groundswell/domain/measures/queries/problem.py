"""What the numbers say for a problem statement: current, desired, gap, group, period, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from groundswell.core.disclosure.released import Shown
from groundswell.core.stats import said
from groundswell.domain.indicators.names import catalog_code
from groundswell.domain.indicators.queries import IndicatorHere, groups_view
from groundswell.domain.indicators.queries.groups import GroupNumber
from groundswell.domain.indicators.said import unit_of
from groundswell.domain.measures.models import Measure
from groundswell.domain.measures.periods import said_period, shown_grain
from groundswell.domain.measures.queries.charts import unit_word
from groundswell.domain.measures.queries.gaps import gap
from groundswell.domain.measures.queries.points import MeasureSeries, Series


@dataclass(frozen=True)
class ProblemFacts:
    """What a problem statement is filled in with, in words, from a measure's chart.

    Numbers as people see them.
    """

    statement: str
    current: str
    desired: str
    gap: str
    group_name: str
    period: str
    source: str
    measure_id: int | None
    group: str
    current_value: float
    desired_value: float | None


def problem_facts(numbers: MeasureSeries, group: str = "") -> ProblemFacts | None:
    """What the numbers say for a problem statement.

    Current, desired, gap, group, period. None without a number.
    """
    series = numbers.group(group)
    if series.latest is None or series.latest.value is None:
        return None
    beside = gap(numbers, group) if group else None
    if beside is not None and beside.pair is not None:
        when, current, others = beside.pair
        return _facts(numbers, series, when, current, others, beside.others_name)
    return _facts(numbers, series, series.latest.period, series.latest.value, numbers.measure.target, "")


def indicator_facts(here: IndicatorHere) -> ProblemFacts | None:
    """The same from the student data: the chosen group beside everyone else. None without a number to show."""
    view = groups_view(here)
    chosen = [each for each in view.numbers if (each.group_set, each.group) == here.group] if view else []
    if view is None or not chosen or not isinstance(chosen[0].value, Shown):
        return None
    return _released_facts(here, chosen[0], float(chosen[0].value.value), view.period)


def _released_facts(here: IndicatorHere, number: GroupNumber, current: float, period: str) -> ProblemFacts:
    unit, others = unit_of(here.indicator), number.beside.others.value if number.beside else None
    now, wanted = said(current, unit), "" if others is None else said(others, unit)
    distance = (
        "" if others is None else _points(current - others, is_percent=here.indicator.unit == "percent")
    )
    words = {
        "measure": here.indicator.name, "place": here.here.place.name, "group": number.name, "now": now,
        "wanted": wanted, "distance": distance, "others": _("all other students") if wanted else "",
        "period": period,
    }  # fmt: skip
    return ProblemFacts(
        statement=_sentence(words),
        current=f"{now}, {period}",
        desired=f"{wanted}, {words['others']}" if wanted else "",
        gap=distance,
        group_name=number.name,
        period=period,
        source=_("Student data, release %(number)d") % {"number": here.manifest.number},
        measure_id=None,
        group=catalog_code(number.group_set, number.group),
        current_value=current,
        desired_value=others,
    )


def _facts(
    numbers: MeasureSeries, series: Series, when: date, current: float, desired: float | None, others: str
) -> ProblemFacts:
    measure = numbers.measure
    unit = unit_word(measure)
    now, wanted = said(current, unit), "" if desired is None else said(desired, unit)
    distance = "" if desired is None else _distance(current - desired, measure)
    period = said_period(shown_grain(measure), when)
    return ProblemFacts(
        statement=_statement(numbers, series, now, wanted, distance, others, period),
        current=f"{now}, {period}",
        desired=f"{wanted}, {others}" if wanted and others else wanted,
        gap=distance,
        group_name=series.name,
        period=period,
        source=numbers.source,
        measure_id=measure.pk,
        group=series.group,
        current_value=current,
        desired_value=desired,
    )


def _distance(size: float, measure: Measure) -> str:
    if measure.unit == Measure.Unit.PERCENT:
        return _points(size, is_percent=True)
    return f"{said(abs(size), '')} {unit_word(measure)}".strip()


def _points(size: float, *, is_percent: bool) -> str:
    number = said(abs(size), "")
    if not is_percent:
        return _("1 point") if number == "1" else _("%(number)s points") % {"number": number}
    return (
        _("1 percentage point") if number == "1" else _("%(number)s percentage points") % {"number": number}
    )


def _statement(
    numbers: MeasureSeries, series: Series, now: str, wanted: str, distance: str, others: str, period: str
) -> str:
    words = {
        "measure": numbers.measure.name,
        "place": numbers.place.name,
        "group": series.name,
        "now": now,
        "wanted": wanted,
        "distance": distance,
        "others": others,
        "period": period,
    }
    return _sentence(words)


def _sentence(words: dict[str, str]) -> str:
    """One plain sentence for people to change: no cause, no solution, no blame."""
    if words["others"]:
        return (
            _(
                "%(measure)s, %(period)s, at %(place)s: %(group)s %(now)s; %(others)s "
                "%(wanted)s. The gap is %(distance)s."
            )
            % words
        )
    if words["wanted"]:
        return (
            _(
                "%(measure)s, %(period)s, at %(place)s: %(group)s %(now)s. The target is "
                "%(wanted)s, %(distance)s away."
            )
            % words
        )
    return _("%(measure)s, %(period)s, at %(place)s: %(group)s %(now)s.") % words
