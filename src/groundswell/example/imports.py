"""Files of the example, brought in as a data steward would."""

import io

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake import actions
from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.places.models import Place

ATTENDANCE = {"place": "school_code", "period": "date", "value": "percent_present"}


class ExampleRefused(RuntimeError):
    """A file of the example did not come in: the example and the intake disagree, which is our bug."""


def bring_in(*, by: Actor, place: Place, filename: str, data: bytes, measure: str = "") -> Import:
    """Preview and accept one file. A file of daily attendance names its measure; the others hold it in a column."""
    mapping = FileMapping(columns=ATTENDANCE, fixed={"measure": measure}) if measure else None
    target = observations_target()
    load = actions.preview(
        by, place=place, filename=filename, stream=io.BytesIO(data), target=target, mapping=mapping
    )
    load = actions.accept(by, load=load, target=target)
    if load.state != Import.State.ACCEPTED or load.quarantined:
        raise ExampleRefused(f"{filename}: {load.refusal or f'{load.quarantined} rows set aside'}")
    return load
