"""Measures that follow the student data: each new release brings new points."""

from collections.abc import Sequence
from pathlib import Path

from django.db import transaction

from groundswell.core.indicators.definition import Indicator
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.indicators.definitions import definitions
from groundswell.domain.indicators.folder import store_folder
from groundswell.domain.measures.actions.counting import add_measure
from groundswell.domain.measures.counting import Counting, MeasureShape
from groundswell.domain.measures.fed import Change, as_rows, changes_of
from groundswell.domain.measures.models import Feed, Measure, Observation
from groundswell.domain.measures.policies import GRAIN_OF, UNIT_OF, against_following
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import NotNow, refuse_if
from groundswell.store.release.reading import ReleaseManifest, current

BATCH = 2_000


@transaction.atomic
def add_following(
    *,
    by: Actor,
    place: Place,
    indicator: str,
    period: str,
    group_sets: Sequence[str] = (),
    path: str = "",
    kind: str = Measure.Kind.OUTCOME,
) -> Measure:
    """A new measure with the indicator's definition, its numbers so far, and those of every release to come.

    `path` is its owner: a project's path, or empty for the place itself.
    """
    require(by, Permission.MEASURE_EDIT, within=path or place.path)
    known = _known(indicator)
    shape = MeasureShape(
        name=known.name,
        kind=kind,
        better=Measure.Better.UP if known.direction == "higher" else Measure.Better.DOWN,
        unit=UNIT_OF[known.unit],
        chart=Measure.Chart.RUN,
        grain=GRAIN_OF.get(period, Measure.Grain.YEAR),
        source_note=f"Student data, {known.source}"[:300],
    )
    measure = add_measure(by=by, place=place, shape=shape, counting=_counting(known), path=path)
    follow(by=by, measure=measure, indicator=indicator, period=period, group_sets=group_sets)
    return measure


@transaction.atomic
def follow(
    *, by: Actor, measure: Measure, indicator: str, period: str, group_sets: Sequence[str] = ()
) -> Feed:
    """From now on the measure's numbers are the indicator's. Those that are released already come at once."""
    require(by, Permission.MEASURE_EDIT, within=measure.path)
    known = _known(indicator)
    has_numbers = measure.observations.filter(is_live=True, decided=False).exists()
    refuse_if(
        against_following(
            measure=measure, unit=known.unit, period=period, periods=known.periods, has_numbers=has_numbers
        )
    )
    feed, _ = Feed.objects.update_or_create(
        measure=measure,
        defaults={
            "indicator": indicator, "period": period, "group_sets": list(group_sets), "release": 0,
            "by_id": by.person_id, "at": by.now,
        },
    )  # fmt: skip
    record(by, "measure.follow", measure, path=measure.path, indicator=indicator, period=period)
    store = store_folder()
    manifest = current(store)
    if manifest is not None:
        _feed(by, feed, store=store, manifest=manifest)
    return feed


@transaction.atomic
def stop_following(*, by: Actor, measure: Measure) -> None:
    """The numbers so far stay; no release brings new ones."""
    require(by, Permission.MEASURE_EDIT, within=measure.path)
    deleted, _ = Feed.objects.filter(measure=measure).delete()
    if deleted:
        record(by, "measure.unfollow", measure, path=measure.path)


def feed_measures(by: Actor, *, manifest: ReleaseManifest, path: str) -> int:
    """Bring every measure that follows an indicator up to the release; how many got new points.

    For who brings student data in at `path`. A measure at a time: what went wrong with one leaves the others right.
    """
    require(by, Permission.STUDENT_DATA_LOAD, within=path)
    store = store_folder()
    behind = Feed.objects.filter(measure__path__startswith=path, measure__retired_at__isnull=True)
    waiting = behind.exclude(release=manifest.number).select_related("measure__place").order_by("id")
    return sum(_feed(by, feed, store=store, manifest=manifest) for feed in waiting)


@transaction.atomic
def _feed(by: Actor, feed: Feed, *, store: Path, manifest: ReleaseManifest) -> bool:
    """Whether numbers changed. Everything that a release no longer says stays in the table, no longer live."""
    rows = as_rows(feed, store=store, manifest=manifest)
    change = changes_of(feed.measure, rows)
    Observation.objects.filter(pk__in=change.gone).update(is_live=False)
    Observation.objects.bulk_create(
        [Observation(**row.fields(), decided=True, by_id=by.person_id, at=by.now) for row in change.new],
        batch_size=BATCH,
    )
    Feed.objects.filter(pk=feed.pk).update(release=manifest.number)
    if change.is_any:
        _record(by, feed, change, manifest)
    return change.is_any


def _record(by: Actor, feed: Feed, change: Change, manifest: ReleaseManifest) -> None:
    record(
        by,
        "measure.fed",
        feed.measure,
        path=feed.measure.path,
        indicator=feed.indicator,
        release=manifest.number,
        edition=manifest.edition,
        new=len(change.new),
        gone=len(change.gone),
    )


def _known(indicator: str) -> Indicator:
    found = definitions().get(indicator)
    if found is None:
        raise NotNow([f"There is no indicator “{indicator}” here."])
    return found


def _counting(known: Indicator) -> Counting:
    return Counting(
        question=known.why,
        numerator=known.numerator.words,
        denominator=known.denominator.words,
        source=known.source[:300],
        who="Worked out from the student data",
        when="With each release of the student data",
        calculation=known.boundary,
        limits=" ".join(known.caveats),
    )
