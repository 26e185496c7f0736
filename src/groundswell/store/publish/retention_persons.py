"""Where a student's id stands in the files of a store: whose rows are about a student, and where else it is named."""

import re

from groundswell.store.engine import named, quoted
from groundswell.store.publish.editions import QUARANTINE, PartKey
from groundswell.store.publish.rewriting import Columns

# Columns that say whom a row is about, in tables for readers and in the records of feeds.
_PERSON = re.compile(
    r"^(student_?id|student_?sourced_?id|user_?sourced_?id|respondent_id|local_id|student_?unique_?id|ssid"
    r"|statewide_student_id\w*|local_student_id|state_student_id|student_number|pupil_id)$",
    re.IGNORECASE,
)
# Tables whose own id is a person's.
_OF_PERSONS = {"records.users": "sourcedId", "records.demographics": "sourcedId"}
_STAFF = {"staff", "class_staff"}


def person_columns(key: PartKey, columns: Columns) -> list[str]:
    """The columns of a file that hold a student's id."""
    if key.table in _STAFF:
        return []
    found = [name for name in columns if _PERSON.match(name)]
    own = _OF_PERSONS.get(key.table)
    return [*found, own] if own in columns else found


def about_student(key: PartKey, columns: Columns, student_id: str) -> str:
    """SQL: whether a row is about the student. A row set aside is when the id stands anywhere in it."""
    if key.table == QUARANTINE:
        texts = [name for name, kind in columns.items() if kind == "VARCHAR"]
        return " OR ".join(names_id(named(name), student_id) for name in texts) or "false"
    told = [
        f"coalesce({named(name)}::VARCHAR = {quoted(student_id)}, false)"
        for name in person_columns(key, columns)
    ]
    return " OR ".join(told) or "false"


def names_id(cell: str, student_id: str) -> str:
    """SQL: whether a cell holds the id as a word of its own, in whatever text or list around it."""
    pattern = f"(^|[^0-9A-Za-z]){re.escape(student_id)}($|[^0-9A-Za-z])"
    return f"coalesce(regexp_matches({cell}::VARCHAR, {quoted(pattern)}), false)"


def emptied(columns: Columns, student_id: str) -> dict[str, str]:
    """Column -> SQL: what sources say beside their columns is emptied where it names the student."""
    return {
        name: f"CASE WHEN {names_id(named(name), student_id)} THEN NULL ELSE {named(name)} END"
        for name, kind in columns.items()
        if name == "extensions" and kind == "VARCHAR"
    }
