"""Measures and their numbers: common ones come in through the intake, a team's own are typed in by the team."""

import csv
import gzip
import io
from datetime import date

from groundswell.domain.measures.actions import add_measure, define, record_observation, say_source
from groundswell.domain.measures.counting import Counting, MeasureShape
from groundswell.domain.measures.models import Measure
from groundswell.domain.people.models import Person
from groundswell.domain.projects.models import Project
from groundswell.example.actors import acting, place
from groundswell.example.content_files import Record, content, data_bytes, data_rows
from groundswell.example.imports import bring_in

SHAPE = ("name", "kind", "better", "unit", "chart", "grain", "summary", "target", "code")
COUNTING = tuple(Counting.__dataclass_fields__)
DISTRICTS = ("LW", "TH", "QV")
TODAY = date(2016, 6, 10)


def load_common_measures() -> None:
    """The network's own measures with the history of their definitions."""
    for row in content("measures")["common"]:
        steward = acting("deshmukh", row["definitions"][0]["at"].replace(year=2014, month=9, day=15))
        measure = add_measure(
            by=steward,
            place=place(row["place"]),
            shape=_shape(row),
            counting=_counting(row["definitions"][0]),
            owner_id=steward.person_id,
            at=steward.now,
        )
        for number, definition in enumerate(row["definitions"][1:], start=1):
            define(
                by=steward,
                measure=measure,
                counting=_counting(definition),
                reason=definition["reason"],
                based_on=number,
            )


def load_common_numbers() -> None:
    """Attendance by district, as their stewards would bring it in; then the yearly tables."""
    for code in DISTRICTS:
        steward = "littlejohn" if code == "LW" else "deshmukh"
        bring_in(
            by=acting(steward, date(2016, 6, 8)),
            place=place(code),
            filename=f"attendance_daily_{code.lower()}.csv",
            data=_attendance_of(code),
            measure="CM1",
        )
    for filename in (
        "chronic_absence_districts.csv",
        "chronic_absence_schools.csv",
        "graduation_by_group.csv",
    ):
        bring_in(
            by=acting("deshmukh", date(2016, 6, 8)),
            place=place("FIC"),
            filename=filename,
            data=data_bytes(filename),
        )
    for filename in ("math_benchmark_network.csv", "math_history.csv"):
        bring_in(
            by=acting("deshmukh", date(2016, 6, 8)),
            place=place("FIC"),
            filename=filename,
            data=data_bytes(filename),
        )
    _say_sources()


def load_team_measures(team: Record, project: Project) -> None:
    """The team's own measures, each from the day it was first written down, and the numbers typed in."""
    listed = next(row for row in content("measures")["teams"] if row["project"] == team["project"]["code"])
    for row in listed["measures"]:
        _load_team_measure(row, team["project"]["created_by"], project)


def _load_team_measure(row: Record, lead: str, project: Project) -> None:
    day = max(row.get("first_on", project.started_on), project.started_on)
    owner = Person.objects.filter(username=row["owner"]).first()
    measure = add_measure(
        by=acting(lead, day),
        place=project.place,
        shape=_shape(row),
        counting=_counting(row["definitions"][0]),
        path=project.path,
        owner_id=owner.pk if owner else None,
    )
    for filename in row.get("data", []):
        for number in data_rows(filename):
            if number["measure_code"] == row["code"]:
                _type_in(number, lead, measure, project)


def _type_in(number: dict[str, str], lead: str, measure: Measure, project: Project) -> None:
    counts = bool(number["numerator"])
    record_observation(
        by=acting(lead, date.fromisoformat(number["period_end"])),
        measure=measure,
        place=project.place,
        period=date.fromisoformat(number["period_start"]),
        group=number["group_code"],
        value=None if counts else float(number["percent"]),
        numerator=int(number["numerator"]) if counts else None,
        denominator=int(number["denominator"]) if counts else None,
    )


def _shape(row: Record) -> MeasureShape:
    note = row.get("source_note", "")
    fields = {name: row[name] for name in SHAPE if name in row}
    return MeasureShape(source_note=note if isinstance(note, str) else note["schools"], **fields)


def _counting(row: Record) -> Counting:
    return Counting(
        **{
            name: row[name].strip() if isinstance(row[name], str) else row[name]
            for name in COUNTING
            if name in row
        }
    )


def _attendance_of(district: str) -> bytes:
    """One district's rows of the attendance extract, up to the day before the story's present."""
    text = gzip.decompress(data_bytes("attendance_daily.csv.gz")).decode("utf-8")
    rows = csv.reader(io.StringIO(text))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(next(rows))
    writer.writerows(row for row in rows if row[0].startswith(f"{district}-") and row[1] < TODAY.isoformat())
    return out.getvalue().encode("utf-8")


def _say_sources() -> None:
    """Chronic absence comes from a real source for districts, and is invented for schools."""
    row = next(row for row in content("measures")["common"] if row["code"] == "CM2")
    for code in DISTRICTS:
        say_source(
            by=acting("deshmukh", date(2016, 6, 8)),
            measure=Measure.objects.get(code="CM2"),
            place=place(code),
            text=row["source_note"]["districts"],
        )
