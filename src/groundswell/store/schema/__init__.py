"""The canonical tables as data: every column with its kind, its meaning, and whether it may be empty."""

from groundswell.store.schema import outcomes, people, places
from groundswell.store.schema.columns import Column, Table

__all__ = ["TABLES", "Column", "Table"]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        places.ORGANIZATIONS,
        places.SESSIONS,
        places.CALENDAR_DAYS,
        people.STUDENTS,
        people.STAFF,
        people.ENROLLMENTS,
        places.COURSES,
        places.CLASSES,
        people.CLASS_ENROLLMENTS,
        people.CLASS_STAFF,
        people.GROUP_MEMBERSHIPS,
        outcomes.ATTENDANCE,
        outcomes.ASSESSMENTS,
        outcomes.GROWTH,
        outcomes.GRADES,
        outcomes.INCIDENTS,
        people.PROGRAMS,
        outcomes.SURVEYS,
        outcomes.POSTSECONDARY,
    )
}
