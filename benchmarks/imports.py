"""A file of 20,000 rows from upload to published numbers, against reading it with Python's own csv module."""

import csv
import gzip
import io
import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.example_home import CHECKOUT, SETTINGS, example_home
from benchmarks.line import Line, in_turn, line

EXTRACT = CHECKOUT / "src/groundswell/example/data/attendance_daily.csv.gz"
ROUNDS = 3
COLUMNS = {"place": "school_code", "period": "date", "value": "percent_present"}


def measure() -> list[Line]:
    with tempfile.TemporaryDirectory(prefix="groundswell-bench-") as folder:
        home = shutil.copytree(example_home(), Path(folder) / "home")
        os.environ |= {
            **SETTINGS,
            "GROUNDSWELL_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "groundswell.config.settings",
        }
        import django

        django.setup()
        return _lines()


def _lines() -> list[Line]:
    files = [_corrected(by=0.01 * number) for number in range(1, ROUNDS + 1)]
    rows = files[0].count("\n") - 1
    waiting = iter(files)
    taken = in_turn(
        {
            "csv reader": lambda: list(csv.reader(io.StringIO(files[0]))),
            "import of 20,000 rows": lambda: _bring_in(next(waiting)),
        },
        rounds=ROUNDS,
    )
    floor = median(taken["csv reader"])
    return [
        line(
            name,
            seconds,
            per_second=rows / median(seconds),
            ratio=None if name == "csv reader" else median(seconds) / floor,
        )
        for name, seconds in taken.items()
    ]


def _corrected(*, by: float) -> str:
    """The example's attendance with every number a little lower: each row replaces one that is here."""
    with gzip.open(EXTRACT, "rt", encoding="utf-8") as source:
        header, *rows = csv.reader(source)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    kept = [row for row in rows if row[1] < "2016-06-01"]
    writer.writerows(
        [code, day, said if said in {"NS", ""} else f"{float(said) - by:.2f}"] for code, day, said in kept
    )
    return out.getvalue()


def _bring_in(text: str) -> None:
    from groundswell import clock
    from groundswell.domain.intake import actions
    from groundswell.domain.intake.mapping import FileMapping
    from groundswell.domain.measures.intake_target import observations_target
    from groundswell.domain.people.models import Person
    from groundswell.domain.places.models import Place
    from groundswell.domain.projects.queries import actor_for

    by = actor_for(Person.objects.get(username="deshmukh"), now=clock.now())
    target, stream = observations_target(), io.BytesIO(text.encode())
    mapping = FileMapping(columns=COLUMNS, fixed={"measure": "CM1"})
    place = Place.objects.get(code="FIC")
    load = actions.preview(
        by, place=place, filename="attendance.csv", stream=stream, target=target, mapping=mapping
    )
    load = actions.accept(by, load=load, target=target)
    if load.state != "accepted" or load.quarantined:
        raise RuntimeError(f"the import was not taken whole: {load.refusal or load.quarantined}")
