"""Load observations and hand them on as protected series: two queries, whatever the number of measures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from django.db.models import Q

from groundswell.core.disclosure.released import Shown
from groundswell.core.stats.weekly import monday_of, weekly_medians
from groundswell.domain.measures.models import Measure, Observation, SourceNote
from groundswell.domain.measures.queries.points import MeasureSeries, Series, SeriesPoint
from groundswell.domain.measures.queries.release import WITHHELD, Row, release_period
from groundswell.domain.places.models import Place
from groundswell.domain.places.queries import CalendarMark, calendar_for

Points = dict[str, list[SeriesPoint]]


def series_at(
    place: Place, measures: Iterable[Measure], *, calendar: tuple[CalendarMark, ...] | None = None
) -> dict[int, MeasureSeries]:
    """Every group of several measures at one place, by the measure's number."""
    wanted = list(measures)
    rows = _rows(place, wanted)
    notes = dict(SourceNote.objects.filter(place=place, measure__in=wanted).values_list("measure_id", "text"))
    events = calendar_for(place) if calendar is None else calendar
    return {
        measure.pk: build(measure, place, rows.get(measure.pk, ()), events, notes.get(measure.pk, ""))
        for measure in wanted
    }


def measure_series(measure: Measure, place: Place) -> MeasureSeries:
    """Every group of one measure at one place."""
    return series_at(place, [measure])[measure.pk]


def one_series(measure: Measure, place: Place, group: str = "") -> Series:
    """One group's protected series. All groups are read, because they are released together."""
    return measure_series(measure, place).group(group)


def build(
    measure: Measure, place: Place, rows: Sequence[Row], calendar: tuple[CalendarMark, ...], source: str = ""
) -> MeasureSeries:
    """The series from stored rows. Pure: the same rows give the same answer."""
    points = _released(measure, rows)
    if measure.summary == Measure.Summary.WEEK_MEDIAN:
        points = {code: _weekly(days) for code, days in points.items()}
    by_group = {
        code: Series(measure, place, code, tuple(_with_reason(p, measure, calendar) for p in listed))
        for code, listed in points.items()
    }
    return MeasureSeries(measure, place, by_group, calendar, source or measure.source_note)


def _rows(place: Place, measures: Sequence[Measure]) -> Mapping[int, list[Row]]:
    fields = (
        "measure_id",
        "group",
        "period",
        "value",
        "numerator",
        "denominator",
        "withheld",
        "note",
        "decided",
    )
    live = Observation.objects.filter(Q(place=place), Q(measure__in=measures), Q(is_live=True))
    found: dict[int, list[Row]] = defaultdict(list)
    for measure_id, *row in live.order_by("period", "group").values_list(*fields):
        found[measure_id].append(Row(*row))
    return found


def _released(measure: Measure, rows: Sequence[Row]) -> Points:
    """Each group's points in order of time, every figure after the disclosure decision of its period."""
    points: Points = defaultdict(list)
    for period, listed in groupby(rows, key=lambda row: row.period):
        here = list(listed)
        decided = release_period(measure, here)
        for row in (each for each in here if each.group in decided):
            note = "" if row.withheld else row.note
            shown = decided[row.group]
            points[row.group].append(SeriesPoint(period, shown.figure, shown.size, note=note))
    return points


def _weekly(days: Sequence[SeriesPoint]) -> list[SeriesPoint]:
    """The median of each week's days; a week that holds a withheld day is withheld."""
    private = {monday_of(day.period) for day in days if day.is_withheld}
    weeks = weekly_medians((day.period, day.value) for day in days)
    return [
        SeriesPoint(week, WITHHELD if week in private else None if value is None else Shown(value))
        for week, value in weeks
    ]


def _with_reason(point: SeriesPoint, measure: Measure, calendar: Sequence[CalendarMark]) -> SeriesPoint:
    why = reason_not_judged(measure.code, point.period, calendar)
    if not why:
        return point
    return SeriesPoint(point.period, point.figure, point.size, set_aside=why, note=point.note)


def reason_not_judged(code: str, period: date, calendar: Sequence[CalendarMark]) -> str:
    """Why a period is shown without being judged, or nothing."""
    return next(
        (mark.label for mark in calendar if mark.not_judged_for and mark.sets_aside(code, period)), ""
    )
