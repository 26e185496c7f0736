"""Checks that need more than one record: one event per day, answers with their sheets."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Mapping

import duckdb

from groundswell.store.engine import named
from groundswell.store.read.edfi.derive_outcomes import SAME_DAY, SAYS_MOST
from groundswell.store.read.edfi.ledgers import skip
from groundswell.store.read.edfi.spec import RESOURCES

EVENTS = RESOURCES["studentSchoolAttendanceEvents"]
# What is nothing without another record: resource -> (that record's resource, the columns both have).
PARENTS = {
    "surveyResponses": ("surveys", ("namespace", "survey_id")),
    "surveyQuestionResponses": ("surveyResponses", ("namespace", "survey_id", "response_id")),
    "studentGradebookEntries": ("gradebookEntries", ("namespace", "entry_id")),
}


def settle_days(connection: duckdb.DuckDBPyConnection) -> None:
    """Leave attendance events out that say nothing we understand, or less than another one of the same day."""
    skip(connection, EVENTS, "means('attendance', category) IS NULL",
         place="attendanceEventCategoryDescriptor", rule="unknown_category")  # fmt: skip
    others = (
        f"(file, row) IN (SELECT (file, row) FROM {named(f'in_{EVENTS.name}')} "
        f"QUALIFY row_number() OVER (PARTITION BY {SAME_DAY} ORDER BY {SAYS_MOST}, file, row) > 1)"
    )
    skip(connection, EVENTS, others, place="eventDate", rule="same_day")


def require_parents(connection: duckdb.DuckDBPyConnection, held: Mapping[str, str]) -> None:
    """Leave records out that belong to nothing we know, and answer sheets that do not say whose they are."""
    nobody = "student_id IS NULL AND staff_id IS NULL AND contact_id IS NULL"
    skip(
        connection, RESOURCES["surveyResponses"], nobody, place="studentReference", rule="unknown_respondent"
    )
    for name, (target, key) in PARENTS.items():
        columns = ", ".join(map(named, key))
        known = f"SELECT ({columns}) FROM {named(f'in_{target}')}"
        if target in held:
            known += f" UNION ALL SELECT ({columns}) FROM {held[target]}"
        place = f"{target.removesuffix('s')}Reference"
        lost = f"({columns}) NOT IN ({known})"
        skip(connection, RESOURCES[name], lost, place=place, rule="unknown_reference")
