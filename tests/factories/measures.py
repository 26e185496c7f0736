from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

from groundswell.domain.measures.models import (
    ChartSetting,
    ContextNote,
    Definition,
    Feed,
    Measure,
    Observation,
    Phase,
    SourceNote,
)
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from tests.factories.people import NOW

_numbers = count(1)


def make_measure(place: Place, *, path: str = "", **fields: object) -> Measure:
    defaults: dict[str, object] = {
        "code": f"measure-{next(_numbers)}",
        "name": "Attendance",
        "kind": "outcome",
        "better": "up",
        "unit": "percent",
        "chart": "i",
        "grain": "week",
    }
    return Measure.objects.create(place=place, path=path or place.path, **(defaults | fields))


def make_definition(measure: Measure, **fields: object) -> Definition:
    defaults: dict[str, object] = {
        "number": measure.definitions.count() + 1,
        "numerator": "students present",
        "denominator": "students on register",
        "source": "Invented for this test",
        "at": NOW,
    }
    return Definition.objects.create(measure=measure, **(defaults | fields))


def make_observations(
    measure: Measure,
    place: Place,
    values: Sequence[float | None],
    *,
    group: str = "",
    start: date = date(2015, 9, 7),
    step: int = 7,
    denominator: int | None = None,
) -> list[Observation]:
    """One observation per value, `step` days apart. With a denominator, values are counts out of it."""
    return Observation.objects.bulk_create(
        Observation(
            measure=measure,
            place=place,
            group=group,
            period=start + timedelta(days=step * index),
            value=None if value is None else value if denominator is None else 100 * value / denominator,
            numerator=None if denominator is None or value is None else int(value),
            denominator=denominator,
            at=NOW,
        )
        for index, value in enumerate(values)
    )


def make_source_note(measure: Measure, place: Place, *, text: str = "The office's own list") -> SourceNote:
    return SourceNote.objects.create(measure=measure, place=place, text=text)


def make_chart_setting(measure: Measure, place: Place, *, path: str = "", **fields: object) -> ChartSetting:
    return ChartSetting.objects.create(measure=measure, place=place, path=path or place.path, **fields)


def make_phase(chart: ChartSetting, *, by: Person, **fields: object) -> Phase:
    defaults: dict[str, object] = {
        "starts_on": date(2015, 11, 2),
        "name": "New bell times",
        "reason": "The day starts later.",
        "at": NOW,
    }
    return Phase.objects.create(chart=chart, by=by, **(defaults | fields))


def make_context_note(place: Place, *, by: Person, path: str = "", **fields: object) -> ContextNote:
    defaults: dict[str, object] = {"starts_on": date(2015, 10, 5), "text": "Storm week", "at": NOW}
    return ContextNote.objects.create(place=place, path=path or place.path, by=by, **(defaults | fields))


def make_feed(measure: Measure, **fields: object) -> Feed:
    defaults: dict[str, object] = {"indicator": "chronic_absence_cde", "period": "school_year", "at": NOW}
    return Feed.objects.create(measure=measure, **(defaults | fields))
