"""Bring a file in, in the worker."""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import task

from groundswell import clock
from groundswell.domain.access.decisions import Refused
from groundswell.domain.intake import actions
from groundswell.domain.intake.actions.queueing import SILENT_FOR
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.people.models import Person
from groundswell.domain.projects.queries import actor_for
from groundswell.domain.refusals import NotNow


@task()
def run_import(import_id: int, person_id: int) -> str:
    """Accept a queued import as the person who asked, with the rights the person holds now. The new state."""
    load = Import.objects.select_related("place").get(pk=import_id)
    if load.state != Import.State.QUEUED:
        return load.state
    by = actor_for(Person.objects.get(pk=person_id), now=clock.now())
    try:
        return actions.accept(by, load=load, target=observations_target(), clock=clock.now).state
    except (Refused, NotNow) as refusal:
        actions.refuse_waiting(load=load, why=str(refusal), now=clock.now())
        return Import.State.REFUSED


@transaction.atomic
def requeue_left_over(now: datetime, *, silent_for: timedelta = SILENT_FOR) -> int:
    """Queue again what a stopped worker left; how many. A worker asks at its start and each minute."""
    left = actions.requeue_stale(now=now, silent_for=silent_for)
    for load in left:
        run_import.enqueue(import_id=load.pk, person_id=load.by_id)
    return len(left)
