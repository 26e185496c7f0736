"""Rows that no reader should take, a few of each kind, and what each of them breaks."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from groundswell.store.synthesize.bundle import Bundle


@dataclass(frozen=True)
class PlantedFault:
    """One row. `rule` is the reader's name for what is wrong; `becomes` is quarantined or skipped."""

    file: str
    line: int
    column: str
    rule: str
    becomes: str = "quarantined"


@dataclass(frozen=True)
class Sound:
    """Ids of rows that are as they should be, for faulty rows to refer to."""

    school: str
    class_id: str
    student: str
    line_item: str


# (column, rule, row); the words in braces are ids of sound rows
_USERS = (
    ("givenName", "required", "F0000000001,,,true,{school},student,f1,,,Faultson,,,,,,,03,"),
    ("enabledUser", "flag", "F0000000002,,,perhaps,{school},student,f2,,Invented,Faultson,,,,,,,03,"),
    ("role", "choice", "F0000000003,,,true,{school},pupil,f3,,Invented,Faultson,,,,,,,03,"),
    ("grades", "grades", "F0000000004,,,true,{school},student,f4,,Invented,Faultson,,,,,,,third,"),
    ("sourcedId", "formula", '"=""0000000005""",,,true,{school},student,f5,,Invented,Faultson,,,,,,,03,'),
    (
        "familyName",
        "control_character",
        "F0000000006,,,true,{school},student,f6,,Invented,Fault\x07son,,,,,,,03,",
    ),
    ("sourcedId", "duplicate_id", "F0000000007,,,true,{school},student,f7,,Invented,Faultson,,,,,,,03,"),
    ("sourcedId", "duplicate_id", "F0000000007,,,true,{school},student,f8,,Another,Faultson,,,,,,,04,"),
    ("userIds", "ragged_row", "F0000000008,,,true,{school},student,f9"),
)
_ENROLLMENTS = (
    ("beginDate", "date", "F1,,,{class_id},{school},{student},student,,2026-02-30,"),
    ("endDate", "ambiguous_date", "F2,,,{class_id},{school},{student},student,,,03/04/2026"),
    ("primary", "flag", "F3,,,{class_id},{school},{student},student,2,,"),
    ("userSourcedId", "refers_to_quarantined", "F4,,,{class_id},{school},F0000000001,student,,,"),
    ("classSourcedId", "unknown_reference", "F5,,,K-NOT-THERE,{school},{student},student,,,"),
)
_DEMOGRAPHICS = (("sourcedId", "refers_to_quarantined", "F0000000001,,,2017-03-04,female,,,,,,,,,,,"),)
_RESULTS = (
    ("score", "number", "F1,,,{line_item},{student},fully graded,about 500,2026-05-01,"),
    ("scoreDate", "required", "F2,,,{line_item},{student},fully graded,500,,"),
)
_BY_FILE = {"users": _USERS, "demographics": _DEMOGRAPHICS, "enrollments": _ENROLLMENTS, "results": _RESULTS}


def plant_faults(bundle: Bundle, sound: Sound) -> list[PlantedFault]:
    """Add the rows at the end of the files of the bundle."""
    ids = {"school": sound.school, "class_id": sound.class_id, "student": sound.student,
           "line_item": sound.line_item}  # fmt: skip
    found = []
    for file, rows in _BY_FILE.items():
        for column, rule, text in rows:
            line = bundle.write_text(file, text.format(**ids))
            becomes = "skipped" if rule == "unknown_reference" else "quarantined"
            found.append(PlantedFault(f"{bundle.folder.name}/{file}.csv", line, column, rule, becomes))
    return found


_DAILY = (
    ("student_id", "unknown student", "{day},{school},9999999999,1.0,present"),
    ("school_id", "unknown school", "{day},9999999,{student},1.0,present"),
    ("date", "no day of school", "2026-02-01,{school},{student},1.0,present"),
    ("date", "not a date", "2026-02-30,{school},{student},1.0,present"),
    ("attended", "more than a day", "{day},{school},{student},1.5,present"),
    ("attended", "not a number", "{day},{school},{student},yes,present"),
    ("attended", "empty", "{day},{school},{student},,"),
)


def plant_daily_faults(file: Path, columns: tuple[str, ...], sound: Sound, day: date) -> list[PlantedFault]:
    """Faulty rows of daily attendance in a CSV file of their own: Parquet could not hold some."""
    lines = [",".join(columns)]
    lines += [text.format(day=day, school=sound.school, student=sound.student) for _, _, text in _DAILY]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
    return [
        PlantedFault(f"attendance/{file.name}", line, column, rule)
        for line, (column, rule, _) in enumerate(_DAILY, 2)
    ]
