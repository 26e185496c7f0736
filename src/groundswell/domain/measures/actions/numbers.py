"""Record one number by hand."""

from datetime import date

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.measures.models import Feed, Measure, Observation
from groundswell.domain.measures.periods import period_start
from groundswell.domain.measures.policies import against_number
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import refuse_if


@transaction.atomic
def record_observation(
    *,
    by: Actor,
    measure: Measure,
    place: Place,
    period: date,
    group: str = "",
    value: float | None = None,
    numerator: int | None = None,
    denominator: int | None = None,
    note: str = "",
) -> Observation:
    """One number for the period that holds the date `period`.

    `value` is in the measure's unit (percent as 0-100); a percent is computed when both counts are given.
    A number that stood there stays, no longer live. Sending the same number twice changes nothing.
    """
    require(by, Permission.MEASURE_EDIT, within=number_path(measure, place))
    start = period_start(
        measure.grain if measure.summary == Measure.Summary.NONE else Measure.Grain.DAY, period
    )
    refuse_if(
        against_number(
            measure=measure,
            period=start,
            today=by.today,
            value=value,
            numerator=numerator,
            denominator=denominator,
            is_fed=Feed.objects.filter(measure=measure).exists(),
        )
    )
    shown = value
    if numerator is not None and denominator and measure.unit == Measure.Unit.PERCENT:
        shown = 100 * numerator / denominator
    spot = {"measure": measure, "place": place, "group": group, "period": start}
    number = {"value": shown, "numerator": numerator, "denominator": denominator, "note": note.strip()}
    before = Observation.objects.filter(**spot, is_live=True).first()
    if before is not None and all(getattr(before, name) == what for name, what in number.items()):
        return before
    Observation.objects.filter(**spot, is_live=True).update(is_live=False)
    now = Observation.objects.create(**spot, **number, by_id=by.person_id, at=by.now)
    record(
        by,
        "measure.number",
        now,
        path=number_path(measure, place),
        measure=measure.pk,
        period=start.isoformat(),
        replaces=before.pk if before else None,
    )
    return now


def number_path(measure: Measure, place: Place) -> str:
    """Whose the number is: the project's, when the measure is a team's own; else the place's it speaks of."""
    return measure.path if measure.path.startswith(place.path) else place.path
