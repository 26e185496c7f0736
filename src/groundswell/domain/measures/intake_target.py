"""Observations as something a file can be brought into: the intake room is handed this by the door."""

from collections.abc import Sequence
from operator import itemgetter
from typing import cast

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.targets import Check, Field, Outcome, Ready, SetAside, Target
from groundswell.domain.measures.intake_rows import Content, Key, judge_row, known_at
from groundswell.domain.measures.models import Observation
from groundswell.domain.places.groups import catalog, group_name
from groundswell.domain.places.models import Place
from groundswell.store.read.tables import Fault

BATCH = 1_000
_KEY = ("measure_id", "place_id", "group", "period")
_CONTENT = ("value", "numerator", "denominator", "withheld")


def observations_target() -> Target:
    """Numbers of measures: place, measure, group, period, and a value or the two counts behind it."""
    return Target(
        code="observations",
        name=_("Numbers of measures"),
        fields=_fields(),
        also_needs=_also_needs,
        check=_check,
        stage=_stage,
        unstage=_unstage,
        publish=_publish,
        take_back=_take_back,
        defaults=_defaults,
        choices=_choices,
    )


def _fields() -> tuple[Field, ...]:
    return (*_what(), *_numbers())


def _what() -> tuple[Field, ...]:
    return (
        Field(
            "place",
            _("Place"),
            required=True,
            may_be_fixed=True,
            aliases=("place_code", "school", "school_code", "site", "site_code", "district_code"),
            help=_("The code of the school or district."),
        ),
        Field(
            "measure",
            _("Measure"),
            required=True,
            may_be_fixed=True,
            aliases=("measure_code", "indicator", "indicator_code"),
            help=_("The code of the measure."),
        ),
        Field(
            "group",
            _("Student group"),
            may_be_fixed=True,
            aliases=("group_code", "student_group", "subgroup"),
            help=_("Empty or “all” means all students."),
        ),
        Field(
            "period",
            _("Date"),
            kind="date",
            required=True,
            aliases=(
                "period_start",
                "date",
                "day",
                "week",
                "week_of",
                "month",
                "school_year",
                "year",
                "when",
            ),
            help=_("The first day, or a school year such as 2014-15."),
        ),
    )


def _numbers() -> tuple[Field, ...]:
    return (
        Field(
            "value",
            _("Number"),
            kind="number",
            aliases=("percent", "percent_present", "pct", "rate", "result", "number"),
            help=_("A percent from 0 to 100, or the number in the measure’s unit."),
        ),
        Field(
            "numerator",
            _("Count"),
            kind="number",
            aliases=("count", "num", "n_yes"),
            help=_("How many did, such as students present."),
        ),
        Field(
            "denominator",
            _("Out of"),
            kind="number",
            aliases=("total", "den", "out_of", "students", "n"),
            help=_("How many there are in all."),
        ),
    )


def _defaults(place: Place) -> dict[str, str]:
    """A file brought in at a place with nothing below it speaks of that place."""
    return {} if place.children.exists() else {"place": place.code}


def _choices(by: Actor, place: Place) -> dict[str, list[tuple[str, str]]]:
    known = known_at(place, by)
    places = sorted((row.code, f"{row.name} ({row.code})") for row in known.places.values())
    measures = [
        (several[0].code, f"{several[0].name} ({several[0].code})") for several in known.measures.values()
    ]
    groups = [(group.code, group_name(group.code)) for group in catalog().values()]
    return {"place": places, "measure": sorted(measures, key=itemgetter(1)), "group": groups}


def _also_needs(mapping: FileMapping) -> list[str]:
    if mapping.says("value") or (mapping.says("numerator") and mapping.says("denominator")):
        return []
    return [_("Say which column holds the number, or the two columns with the count and the total.")]


def _check(by: Actor, place: Place, mapping: FileMapping) -> Check:
    known = known_at(place, by)
    return Check(row=lambda row: judge_row(row, known, mapping, today=by.today), against_live=_against_live)


def _against_live(ready: Sequence[Ready]) -> list[Outcome]:
    live = _live_contents(ready)
    return [_already_here(row) if live.get(row.key) == row.content else row for row in ready]


def _live_contents(ready: Sequence[Ready]) -> dict[tuple[object, ...], tuple[object, ...]]:
    """What is live now near these rows: one query, bounded by their measures, places and dates."""
    if not ready:
        return {}
    keys = [cast("Key", row.key) for row in ready]
    periods = [key.period for key in keys]
    near = Observation.objects.filter(
        is_live=True,
        measure_id__in={key.measure_id for key in keys},
        place_id__in={key.place_id for key in keys},
        period__range=(min(periods), max(periods)),
    )
    return {row[:4]: row[4:] for row in near.values_list(*_KEY, *_CONTENT).iterator(chunk_size=5_000)}


def _already_here(row: Ready) -> SetAside:
    words = _("This number is already here.")
    return SetAside(row.line, "skipped", (Fault(row.line, "", "already_here", words, ""),), row.raw)


def _stage(by: Actor, load: Import, ready: Sequence[Ready]) -> None:
    rows = [_observation(by, load, cast("Key", row.key), cast("Content", row.content)) for row in ready]
    Observation.objects.bulk_create(rows, batch_size=BATCH)


def _observation(by: Actor, load: Import, key: Key, content: Content) -> Observation:
    return Observation(
        **key._asdict(), **content._asdict(), load=load, by_id=by.person_id, at=by.now, is_live=False
    )


def _unstage(load: Import) -> None:
    _mine(load).filter(is_live=False).delete()


def _mine(load: Import) -> QuerySet[Observation]:
    return Observation.objects.filter(load=load)


def _publish(load: Import) -> None:
    """The numbers that were live for the same things step back; the staged ones are live."""
    staged = _mine(load)
    replaced = Observation.objects.filter(_near(staged), Exists(staged.filter(**_same_thing())), is_live=True)
    replaced.update(is_live=False, replaced_in=load)
    staged.update(is_live=True)


def _take_back(load: Import) -> None:
    """The load's rows leave the chain of what replaced what, wherever in the chain they stand."""
    before = Observation.objects.filter(replaced_in=load)
    passed_over = _mine(load).filter(**_same_thing(), replaced_in__isnull=False)
    before.filter(Exists(passed_over)).update(replaced_in=Subquery(passed_over.values("replaced_in_id")[:1]))
    _mine(load).update(is_live=False, replaced_in=None)
    live = Observation.objects.filter(**_same_thing(), is_live=True)
    before.exclude(Exists(live)).update(is_live=True, replaced_in=None)


def _near(rows: QuerySet[Observation]) -> Q:
    """A first, cheap narrowing to the same measures and places."""
    measures, places = rows.values("measure_id").distinct(), rows.values("place_id").distinct()
    return Q(measure_id__in=measures, place_id__in=places)


def _same_thing() -> dict[str, OuterRef]:
    return {name: OuterRef(name) for name in ("measure", "place", "group", "period")}
