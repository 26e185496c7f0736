"""Say what is counted: a new measure, and new versions of how it is counted."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.measures.counting import COUNTING_LABELS, Counting, MeasureShape, counting_of
from groundswell.domain.measures.models import Definition, Measure, SourceNote
from groundswell.domain.measures.policies import against_measure, against_new_definition
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import refuse_if
from groundswell.domain.versions import require_latest, save_if_unchanged


@transaction.atomic
def add_measure(
    *,
    by: Actor,
    place: Place,
    shape: MeasureShape,
    counting: Counting,
    path: str = "",
    owner_id: int | None = None,
    at: datetime | None = None,
) -> Measure:
    """A new measure with definition 1.

    `path` is its owner: a project's path, or empty for the place itself.
    """
    owner_path = path or place.path
    require(by, Permission.MEASURE_EDIT, within=owner_path)
    refuse_if(against_measure(shape, counting) + _against_code(owner_path, shape.code))
    fields = asdict(shape) | {"code": shape.code or _free_code(owner_path, shape.name)}
    measure = Measure.objects.create(place=place, path=owner_path, owner_id=owner_id, **fields)
    _write_definition(by, measure, 1, counting, "", at)
    record(by, "measure.add", measure, path=owner_path, name=measure.name, unit=measure.unit)
    return measure


@transaction.atomic
def define(
    *, by: Actor, measure: Measure, counting: Counting, reason: str, based_on: int, at: datetime | None = None
) -> Definition:
    """A new numbered definition.

    `based_on` is the number the person saw. Raises Conflict when it is not the latest.
    """
    require(by, Permission.MEASURE_EDIT, within=measure.path)
    latest = measure.definitions.order_by("-number").first()
    number = latest.number if latest else 0
    require_latest(
        latest=number,
        based_on=based_on,
        theirs=counting_of(latest).as_texts(),
        yours=counting.as_texts(),
        by=latest.by.name if latest and latest.by else "",
        labels=COUNTING_LABELS,
    )
    refuse_if(against_new_definition(counting=counting, reason=reason, is_first=latest is None))
    definition = _write_definition(by, measure, number + 1, counting, reason.strip(), at)
    record(by, "measure.define", measure, path=measure.path, number=number + 1, reason=reason)
    return definition


@transaction.atomic
def change_measure(
    *, by: Actor, measure: Measure, version: int, name: str, target: float | None, owner_id: int | None
) -> Measure:
    """Change the name, the target or the owner. Raises Conflict when someone saved in between."""
    require(by, Permission.MEASURE_EDIT, within=measure.path)
    refuse_if([] if name.strip() else ["Give the measure a name."])
    changes: dict[str, object] = {"name": name.strip(), "target": target, "owner_id": owner_id}
    saved = save_if_unchanged(measure, version=version, changes=changes)
    record(by, "measure.change", measure, path=measure.path, **changes)
    return saved


@transaction.atomic
def say_source(*, by: Actor, measure: Measure, place: Place, text: str) -> SourceNote:
    """Where the numbers of one place come from, when it is not where the others come from."""
    require(by, Permission.MEASURE_EDIT, within=place.path)
    note, _ = SourceNote.objects.update_or_create(
        measure=measure, place=place, defaults={"text": text.strip()}
    )
    record(by, "measure.source", measure, path=place.path, text=text)
    return note


def _write_definition(
    by: Actor, measure: Measure, number: int, counting: Counting, reason: str, at: datetime | None
) -> Definition:
    return Definition.objects.create(
        measure=measure, number=number, reason=reason, by_id=by.person_id, at=at or by.now, **asdict(counting)
    )


def _against_code(path: str, code: str) -> list[str]:
    taken = bool(code) and Measure.objects.owned_by(path).filter(code=code).exists()
    return [f"The code “{code}” is taken here. Each measure has its own."] if taken else []


def _free_code(path: str, name: str) -> str:
    """A code made from the name, numbered when another measure here has it."""
    stem = slugify(name)[:34] or "measure"
    taken = set(Measure.objects.owned_by(path).filter(code__startswith=stem).values_list("code", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if _numbered(stem, number) not in taken)
    return _numbered(stem, number)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"
