"""Series as the checks read them: groups beside the average, and words of change beside their points."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from groundswell.core.methods.facts import ClaimFacts, GroupReadings, SeriesFacts
from groundswell.core.stats.weekly import weekly_medians
from groundswell.domain.cycles.models import Cycle
from groundswell.domain.measures.models import Measure, Observation
from groundswell.domain.places.groups import group_name
from groundswell.domain.projects.models import Project

READINGS_NEEDED = 2


class Reading(NamedTuple):
    """One number as the checks read it: the period's first day, the group, the value and how many it is out of."""

    period: date
    group: str
    value: float
    total: int


Rows = dict[int, list[Reading]]


def observations_of(project: Project, measures: Sequence[Measure]) -> Rows:
    """Live numbers at the project's place, by measure, in time order.

    Daily series that are shown by week are summed up by week here too, as on their charts.
    """
    rows = (
        Observation.objects.filter(
            measure__in=measures, place=project.place, is_live=True, value__isnull=False
        )
        .order_by("measure_id", "period", "group")
        .values_list("measure_id", "period", "group", "value", "denominator")
    )
    found: Rows = defaultdict(list)
    for measure_id, period, group, value, total in rows:
        found[measure_id].append(Reading(period, group, float(value or 0), int(total or 0)))
    for measure in measures:
        if measure.summary == Measure.Summary.WEEK_MEDIAN and measure.pk in found:
            found[measure.pk] = _by_week(found[measure.pk])
    return found


def _by_week(rows: Sequence[Reading]) -> list[Reading]:
    groups = sorted({row.group for row in rows})
    weeks = [
        Reading(monday, group, value, 0)
        for group in groups
        for monday, value in weekly_medians((row.period, row.value) for row in rows if row.group == group)
        if value is not None
    ]
    return sorted(weeks)


def series_facts(measures: Iterable[Measure], observations: Rows) -> tuple[SeriesFacts, ...]:
    """Measures with a direction, groups and at least a baseline and two readings."""
    facts = (_series(measure, observations.get(measure.pk, [])) for measure in measures)
    return tuple(fact for fact in facts if fact is not None)


def _series(measure: Measure, rows: Sequence[Reading]) -> SeriesFacts | None:
    whole = [row.value for row in rows if not row.group]
    if measure.better == Measure.Better.NEITHER or len(whole) <= READINGS_NEEDED:
        return None
    groups = tuple(
        GroupReadings(
            group_name(code), lines[-1].total, lines[0].value, tuple(row.value for row in lines[1:])
        )
        for code, lines in _by_group(rows).items()
        if len(lines) > READINGS_NEEDED
    )
    return SeriesFacts(
        key=str(measure.pk),
        name=measure.name,
        better=measure.better,  # type: ignore[arg-type]
        baseline=whole[0],
        readings=tuple(whole[1:]),
        groups=groups,
        is_percent=measure.unit == Measure.Unit.PERCENT,
    )


def _by_group(rows: Sequence[Reading]) -> dict[str, list[Reading]]:
    groups: dict[str, list[Reading]] = defaultdict(list)
    for row in rows:
        if row.group:
            groups[row.group].append(row)
    return groups


def claim_facts(project: Project, cycles: Iterable[Cycle], observations: Rows) -> tuple[ClaimFacts, ...]:
    """What studies say about change, with the points each cycle can rest it on."""
    return tuple(
        ClaimFacts(key=str(cycle.pk), text=cycle.learned, points=_points_since(cycle, observations))
        for cycle in cycles
        if cycle.learned.strip()
    )


def _points_since(cycle: Cycle, observations: Rows) -> int:
    """Points on the cycle's own measures from its first day to its study; its entries where it has none."""
    measures = [measure.pk for measure in cycle.measures.all()]
    last = cycle.studied_at.date() if cycle.studied_at else cycle.ends_on
    if not measures or cycle.starts_on is None or last is None:
        return sum(1 for entry in cycle.entries.all() if entry.number is not None)
    counts = [
        sum(
            1
            for row in observations.get(number, [])
            if not row.group and cycle.starts_on <= row.period <= last
        )
        for number in measures
    ]
    return max(counts, default=0)
