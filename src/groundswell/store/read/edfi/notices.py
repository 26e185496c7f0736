"""What a load tells beside its counts: what is missing before numbers can be made of it."""

from collections.abc import Collection

import duckdb

from groundswell.store.engine import run, value_of
from groundswell.store.report import Finding


def what_is_missing(
    connection: duckdb.DuckDBPyConnection, *, enrolled_elsewhere: Collection[int | None]
) -> list[Finding]:
    """Notices on days without a calendar, students without a school, and absences outside the calendar.

    enrolled_elsewhere: the school years in which another feed says where students are enrolled.
    """
    found = [*_days_without_calendar(connection), *_absences_off_calendar(connection)]
    return found + _students_without_a_school(connection, enrolled_elsewhere)


def _students_without_a_school(
    connection: duckdb.DuckDBPyConnection, elsewhere: Collection[int | None]
) -> list[Finding]:
    rows = run(
        connection,
        "SELECT school_year, count(*) FROM out_students WHERE school_year NOT IN (SELECT school_year FROM out_enrollments) "
        "GROUP BY 1 ORDER BY 1",
    )
    fix = "Load StudentEnrollment.xml, studentSchoolAssociations.json, or the district's OneRoster files."
    return [
        Finding(
            "",
            1,
            "",
            "no_enrollments",
            f"No feed says in which school the {students:,} students of {year - 1}-{year % 100:02d} are enrolled.",
            fix,
        )
        for year, students in rows
        if year not in elsewhere
    ]


def _days_without_calendar(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    rows = run(
        connection,
        "SELECT school_year, count(*), sum(days)::INTEGER FROM (SELECT school_year, school_id, sum(instructional_days) AS days "
        "FROM now_sessions AS s WHERE NOT EXISTS (SELECT 1 FROM out_calendar_days AS d WHERE d.school_id = s.school_id "
        "AND d.school_year = s.school_year AND d.is_instructional) GROUP BY ALL) GROUP BY 1 ORDER BY 1",
    )
    fix = "Load calendarDates (in EducationOrgCalendar.xml or calendarDates.json). We do not guess which days they are."
    return [
        Finding(
            "",
            1,
            "calendarDates",
            "no_calendar",
            f"{schools:,} schools have no days in their calendar of {year - 1}-{year % 100:02d}, though their sessions "
            f"count {days or 0:,} days of instruction. Rates of attendance need the days.",
            fix,
        )
        for year, schools, days in rows
    ]


def _absences_off_calendar(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    count = value_of(
        connection,
        "SELECT count(*) FROM out_attendance AS a WHERE school_id IN (SELECT school_id FROM out_calendar_days "
        "WHERE school_year = a.school_year) AND NOT EXISTS (SELECT 1 FROM out_calendar_days AS d WHERE d.school_id = a.school_id "
        "AND d.date = a.date AND d.is_instructional)",
    )
    words = f"{count:,} days of attendance are not days of instruction in their school's calendar."
    fix = "Check the calendar and the dates at the source."
    return [Finding("", 1, "eventDate", "off_calendar", words, fix)] if count else []
