"""Run as a process: queue a file for the worker, as the page does. Prints the import's number."""

import sys
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402

from groundswell import clock  # noqa: E402
from groundswell.domain.intake import actions  # noqa: E402
from groundswell.domain.intake.mapping import FileMapping  # noqa: E402
from groundswell.domain.measures.intake_target import observations_target  # noqa: E402
from groundswell.domain.people.models import Person  # noqa: E402
from groundswell.domain.places.models import Place  # noqa: E402
from groundswell.domain.projects.queries import actor_for  # noqa: E402
from groundswell.jobs.imports import run_import  # noqa: E402

ATTENDANCE = FileMapping(
    columns={"place": "school_code", "period": "date", "value": "percent_present"}, fixed={"measure": "CM1"}
)


def main(file: Path) -> None:
    by, target = actor_for(Person.objects.get(username="deshmukh"), now=clock.now()), observations_target()
    with file.open("rb") as stream:
        load = actions.preview(
            by,
            place=Place.objects.get(code="FIC"),
            filename=file.name,
            stream=stream,
            target=target,
            mapping=ATTENDANCE,
        )
    with transaction.atomic():
        actions.queue(by, load=load, target=target)
        run_import.enqueue(import_id=load.pk, person_id=by.id)
    print(load.pk)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
