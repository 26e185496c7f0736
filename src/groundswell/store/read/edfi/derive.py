"""The canonical tables from the Ed-Fi records, as tables `out_<table>` made from `now_<resource>`.

A school year is covered when the records held name it. What the store holds of other years stays as it is.
"""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import duckdb

from groundswell.store.engine import named, quoted, run, value_of
from groundswell.store.read.edfi.derive_outcomes import OUTCOMES
from groundswell.store.read.edfi.derive_people import GROUPS, PEOPLE, STUDENT_YEARS, programs
from groundswell.store.read.edfi.places import ORGANIZATIONS
from groundswell.store.schema import TABLES

SOURCE = "edfi"
SESSION_ID = "concat_ws('/', school_id, school_year, session_name)"
CLASS_ID = "concat_ws('/', school_id, school_year, session_name, local_course_code, section_id)"
COURSE_ID = "concat_ws('/', org_id, course_code)"

# First and last day of each school year, from sessions.
_SPANS = "SELECT school_year, min(begin_date) AS first, max(end_date) AS last FROM now_sessions GROUP BY 1"

_NAMING = (
    "sessions", "calendarDates", "studentSchoolAttendanceEvents", "studentAssessments", "surveys", "sections",
    "studentSectionAssociations", "staffSectionAssociations", "grades",
)  # fmt: skip
_YEARS = (
    "SELECT DISTINCT school_year FROM ("
    + " UNION ALL ".join(f"SELECT school_year FROM now_{name}" for name in _NAMING)
    + " UNION ALL SELECT coalesce(school_year, year_of(entry_date)) FROM now_studentSchoolAssociations"
    + " UNION ALL SELECT year_of(date) FROM now_disciplineActions"
    + " UNION ALL SELECT year_of(date) FROM now_disciplineIncidents"
    + ") WHERE school_year IS NOT NULL"
)

_ORGANIZATIONS = " UNION ALL ".join(
    f"SELECT org_id, name, {quoted(kind)} AS type, "
    f"{'NULL' if name in ('stateEducationAgencies', 'educationOrganizationNetworks') else 'parent_id'} AS parent_id "
    f"FROM now_{name}"
    for name, kind in ORGANIZATIONS.items()
)

_SESSIONS = f"""
SELECT school_year, {SESSION_ID} AS session_id, session_name AS title, coalesce(means('term', term), 'term') AS type,
    begin_date AS start_date, end_date, NULL AS parent_id
FROM now_sessions
UNION ALL
SELECT g.school_year, concat_ws('/', g.school_id, g.school_year, 'period', g.period_name), g.period_name, 'gradingPeriod',
    g.begin_date, g.end_date, any_value(concat_ws('/', s.school_id, s.school_year, s.session_name))
FROM now_gradingPeriods AS g LEFT JOIN now_sessions AS s ON s.school_id = g.school_id
    AND s.school_year = g.school_year AND g.begin_date >= s.begin_date AND g.end_date <= s.end_date
GROUP BY ALL"""

# A day is one of instruction when a calendar that is not made for one student says so.
_CALENDAR_DAYS = f"""
SELECT school_year, school_id, date, is_instructional, event, marks, any_value(session_id) AS session_id FROM (
    SELECT d.school_year, d.school_id, d.date,
        bool_or(coalesce(list_contains(means_each('calendar_event', d.events), 'instructional'), false))
            AS is_instructional,
        string_agg(DISTINCT array_to_string(d.events, ', '), ', ' ORDER BY array_to_string(d.events, ', ')) AS event,
        CASE WHEN any_value(p.date) IS NULL THEN 'exceptions' ELSE 'all' END AS marks
    FROM now_calendarDates AS d
    LEFT JOIN now_calendars AS c USING (school_id, school_year, calendar_code)
    LEFT JOIN (SELECT DISTINCT school_id, date FROM now_studentSchoolAttendanceEvents
        WHERE means('attendance', category) = 'present') AS p ON p.school_id = d.school_id AND p.date = d.date
    WHERE means('calendar_type', c.calendar_type) IS DISTINCT FROM 'for_one'
    GROUP BY ALL
) AS days
LEFT JOIN (SELECT school_id, school_year, begin_date, end_date, {SESSION_ID} AS session_id FROM now_sessions) AS s
    USING (school_id, school_year)
WHERE s.session_id IS NULL OR days.date BETWEEN s.begin_date AND s.end_date
    OR NOT EXISTS (SELECT 1 FROM now_sessions AS t
        WHERE t.school_id = days.school_id AND days.date BETWEEN t.begin_date AND t.end_date)
GROUP BY ALL"""

_SUBJECTS = "array_to_string(list_filter(means_each('subject', c.subjects), lambda s: s IS NOT NULL), ',')"

_COURSES = f"""
SELECT DISTINCT o.school_year, concat_ws('/', c.org_id, c.course_code) AS course_id, c.title, c.course_code, c.org_id,
    {_SUBJECTS} AS subjects
FROM now_courses AS c JOIN now_courseOfferings AS o USING (org_id, course_code)"""

_CLASSES = f"""
SELECT s.school_year, concat_ws('/', s.school_id, s.school_year, s.session_name, s.local_course_code, s.section_id) AS class_id,
    coalesce(s.title, c.title, s.section_id) AS title,
    coalesce(concat_ws('/', o.org_id, o.course_code), s.local_course_code) AS course_id,
    s.school_id, s.section_id AS class_code, 'scheduled' AS class_type,
    concat_ws('/', s.school_id, s.school_year, s.session_name) AS session_ids, {_SUBJECTS} AS subjects,
    t.begin_date AS start_date, t.end_date, s.credits
FROM now_sections AS s
LEFT JOIN now_courseOfferings AS o USING (school_id, school_year, session_name, local_course_code)
LEFT JOIN now_courses AS c USING (org_id, course_code)
LEFT JOIN now_sessions AS t USING (school_id, school_year, session_name)"""

_CLASS_ENROLLMENTS = f"""
SELECT school_year, concat_ws('/', student_id, {CLASS_ID}, begin_date) AS class_enrollment_id, {CLASS_ID} AS class_id,
    school_id, student_id, begin_date, end_date
FROM now_studentSectionAssociations"""

# A position that nobody explained counts as a teacher's: without one no number would be known to be of few.
_ROLE = "coalesce(means('classroom_position', position), 'teacher')"

_CLASS_STAFF = f"""
SELECT school_year, concat_ws('/', 'staff', staff_id, {CLASS_ID}, begin_date) AS class_enrollment_id,
    {CLASS_ID} AS class_id, school_id, staff_id, begin_date, end_date, {_ROLE} AS role,
    lower(position) = 'teacher of record' AS is_primary
FROM now_staffSectionAssociations"""

_STAFF = f"""
SELECT t.school_year, staff_id, s.local_ids[1] AS local_id, s.given_name, s.family_name, t.role
FROM (SELECT school_year, staff_id, max({_ROLE}) AS role FROM now_staffSectionAssociations GROUP BY ALL) AS t
LEFT JOIN now_staffs AS s USING (staff_id)"""

_SELECTS = {
    "organizations": f"SELECT school_year, o.* FROM ({_ORGANIZATIONS}) AS o CROSS JOIN years",
    "sessions": _SESSIONS,
    "calendar_days": _CALENDAR_DAYS,
    "courses": _COURSES,
    "classes": _CLASSES,
    "class_enrollments": _CLASS_ENROLLMENTS,
    "class_staff": _CLASS_STAFF,
    "staff": _STAFF,
    **PEOPLE,
    "programs": programs(),
    **OUTCOMES,
}


def derive(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Make the tables. Returns the school years covered, in order."""
    run(connection, f"CREATE TABLE year_spans AS {_SPANS}")
    run(
        connection,
        "CREATE MACRO year_of(d) AS coalesce((SELECT max(school_year) FROM year_spans WHERE d BETWEEN first AND last), "
        "year(d) + CASE WHEN month(d) >= 7 THEN 1 ELSE 0 END)",
    )
    run(connection, f"CREATE TABLE years AS {_YEARS}")
    run(connection, f"CREATE TABLE student_years AS {STUDENT_YEARS}")
    for table, select in _SELECTS.items():
        _publishable(connection, table, select)
    _publishable(connection, "group_memberships", GROUPS)
    return [year for (year,) in run(connection, "SELECT school_year FROM years ORDER BY 1")]


def out_tables() -> tuple[str, ...]:
    """The canonical tables that Ed-Fi has something to say on."""
    return (*_SELECTS, "group_memberships")


def _publishable(connection: duckdb.DuckDBPyConnection, table: str, select: str) -> None:
    """The rows of the select with all columns of the canonical table, in its order and with its types."""
    had = {row[0] for row in run(connection, f"DESCRIBE {select}")}
    columns = ", ".join(
        f"{_cell(column.name, had)}::{column.duckdb_type} AS {named(column.name)}"
        for column in TABLES[table].columns
    )
    run(connection, f"CREATE TABLE {named(f'out_{table}')} AS SELECT {columns} FROM ({select})")


def _cell(name: str, had: set[str]) -> str:
    if name == "source":
        return quoted(SOURCE)
    return named(name) if name in had else "NULL"


def count_of(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """The rows of one canonical table as derived."""
    return int(value_of(connection, f"SELECT count(*) FROM {named(f'out_{table}')}"))
