"""The canonical tables from the OneRoster records, as views `out_<table>` of `now_<file>`.

Views, because each is read once, to be written: holding it as a table first takes longer than working it out.

A school year is covered when a class is taught in it. What the store holds of other years stays as it is, so
that last year's rosters outlive this year's export.
"""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import duckdb

from groundswell.store.engine import named, run, value_of
from groundswell.store.read.oneroster.derive_people import STAFF, STUDENTS, group_memberships
from groundswell.store.schema import TABLES

SOURCE = "oneroster"
TEACHING = "('teacher', 'administrator', 'proctor')"

# Person -> role at an organization. 1.1 has both in users; 1.2 has them in roles.
_ROLES = {
    "1.1": "SELECT sourcedId AS person, role, unnest(orgSourcedIds) AS org, NULL::DATE AS beginDate, "
    "NULL::DATE AS endDate, NULL::BOOLEAN AS is_primary FROM now_users",
    "1.2": "SELECT userSourcedId AS person, role, orgSourcedId AS org, beginDate, endDate, "
    "roleType = 'primary' AS is_primary FROM now_roles",
}

_CLASS_YEARS = """
SELECT class, max(schoolYear)::INTEGER AS school_year, min(startDate) AS start_date, max(endDate) AS end_date
FROM (SELECT sourcedId AS class, unnest(termSourcedIds) AS term FROM now_classes)
JOIN now_academicSessions ON sourcedId = term GROUP BY class
"""

_IN_CLASS = """
SELECT school_year, e.sourcedId AS class_enrollment_id, classSourcedId AS class_id, schoolSourcedId AS school_id,
    userSourcedId AS person, role, "primary" AS is_primary,
    coalesce(beginDate, start_date) AS begin_date, coalesce(endDate, end_date) AS end_date
FROM now_enrollments AS e JOIN class_years AS c ON c.class = e.classSourcedId
"""

_YEARS = """
SELECT DISTINCT school_year FROM class_years
UNION SELECT max(schoolYear)::INTEGER FROM now_academicSessions HAVING NOT EXISTS (FROM class_years)
"""

# As long as all class enrollments, or read once: to hold these as tables costs more than it saves.
_WORKED_OUT_AGAIN = ("in_class", "student_years")

# Where people without a class belong: the year with the most class enrollments.
_MAIN_YEAR = """
SELECT school_year FROM years LEFT JOIN (SELECT school_year, count(*) AS n FROM in_class GROUP BY 1) USING (school_year)
ORDER BY n DESC NULLS LAST, school_year DESC LIMIT 1
"""

_SELECTS = {
    "organizations": """
SELECT school_year, sourcedId AS org_id, name, type, identifier, parentSourcedId AS parent_id, extensions
FROM now_orgs CROSS JOIN years""",
    "sessions": """
SELECT schoolYear::INTEGER AS school_year, sourcedId AS session_id, title, type, startDate AS start_date,
    endDate AS end_date, parentSourcedId AS parent_id
FROM now_academicSessions WHERE schoolYear IN (FROM years)""",
    "courses": """
SELECT school_year, sourcedId AS course_id, title, courseCode AS course_code, orgSourcedId AS org_id, subjects, grades
FROM now_courses JOIN (SELECT DISTINCT courseSourcedId, school_year FROM now_classes
    JOIN class_years ON class = sourcedId) ON courseSourcedId = sourcedId""",
    "classes": """
SELECT school_year, sourcedId AS class_id, title, courseSourcedId AS course_id, schoolSourcedId AS school_id,
    classCode AS class_code, classType AS class_type, array_to_string(termSourcedIds, ',') AS session_ids,
    subjects, grades, start_date, end_date, extensions
FROM now_classes JOIN class_years ON class = sourcedId""",
    "class_enrollments": """
SELECT school_year, class_enrollment_id, class_id, school_id, person AS student_id, begin_date, end_date
FROM in_class WHERE role = 'student'""",
    "class_staff": f"""
SELECT school_year, class_enrollment_id, class_id, school_id, person AS staff_id, begin_date, end_date, role, is_primary
FROM in_class WHERE role IN {TEACHING}""",
    "enrollments": """
SELECT school_year, student_id, school_id, entry_date, exit_date, grade, is_primary
FROM (
    SELECT school_year, student_id, school_id, min(begin_date) AS entry_date, max(end_date) AS exit_date,
        bool_or(is_primary) AS is_primary
    FROM (
        SELECT school_year, person AS student_id, school_id, begin_date, end_date, NULL::BOOLEAN AS is_primary
        FROM in_class WHERE role = 'student'
        UNION ALL
        SELECT school_year, person, org, r.beginDate, r.endDate, is_primary
        FROM roles_at AS r JOIN people_years USING (person) JOIN now_orgs AS o ON o.sourcedId = r.org
        WHERE r.role = 'student' AND o.type = 'school'
    ) GROUP BY ALL
) JOIN student_grades USING (student_id, school_year)""",
    "assessments": """
SELECT class_years.school_year, r.sourcedId AS result_id, studentSourcedId AS student_id, c.schoolSourcedId AS school_id,
    classSourcedId AS class_id, lineItemSourcedId AS assessment_id, i.title, coalesce(oc.meaning, k.title) AS category,
    coalesce(os.meaning, CASE WHEN NOT contains(c.subjects, ',') THEN c.subjects END) AS subject, g.grade,
    scoreDate AS date, score,
    resultValueMin AS score_minimum, resultValueMax AS score_maximum, scoreStatus AS status
FROM now_results AS r JOIN now_lineItems AS i ON i.sourcedId = lineItemSourcedId
JOIN now_classes AS c ON c.sourcedId = classSourcedId JOIN class_years ON class = classSourcedId
LEFT JOIN now_categories AS k ON k.sourcedId = categorySourcedId
LEFT JOIN own_categories AS oc ON oc.title = k.title LEFT JOIN own_subjects AS os ON os.title = i.title
LEFT JOIN student_grades AS g ON g.student_id = studentSourcedId AND g.school_year = class_years.school_year""",
}

_HEAVY = {"students", "enrollments", "assessments", "group_memberships", "class_enrollments"}


def prepare(connection: duckdb.DuckDBPyConnection, version: str) -> None:
    """Who belongs where and when, from the files up to `enrollments`."""
    first = {"roles_at": _ROLES[version], "class_years": _CLASS_YEARS, "in_class": _IN_CLASS, "years": _YEARS}
    for name, select in (first | {"main_year": _MAIN_YEAR} | STUDENTS.helpers).items():
        run(connection, f"CREATE {'VIEW' if name in _WORKED_OUT_AGAIN else 'TABLE'} {name} AS {select}")


def derive(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Make the views from all files, with the words that `own_words.hold` holds, once all is prepared.

    Returns the school years covered, in order.
    """
    selects = _SELECTS | {"students": STUDENTS.select, "staff": STAFF}
    for table, select in selects.items():
        _publishable(connection, table, select)
    own = bool(value_of(connection, "SELECT count(*) FROM own_groups"))
    _publishable(connection, "group_memberships", group_memberships(own=own))
    years = run(connection, "SELECT school_year FROM years ORDER BY 1")
    return [year for (year,) in years if year is not None]


def out_tables() -> tuple[str, ...]:
    """The canonical tables that OneRoster has something to say on."""
    return (*_SELECTS, "students", "staff", "group_memberships")


def heaviest_first() -> list[str]:
    """The same tables in an order to write them side by side: no long one is left for the end."""
    return sorted(out_tables(), key=lambda table: table not in _HEAVY)


def _publishable(connection: duckdb.DuckDBPyConnection, table: str, select: str) -> None:
    """The rows of the select with all columns of the canonical table, in its order and with its types."""
    had = {row[0] for row in run(connection, f"DESCRIBE {select}")}
    columns = ", ".join(
        f"{_cell(column.name, had)}::{column.duckdb_type} AS {named(column.name)}"
        for column in TABLES[table].columns
    )
    run(connection, f"CREATE VIEW {named(f'out_{table}')} AS SELECT {columns} FROM ({select})")


def _cell(name: str, had: set[str]) -> str:
    if name == "source":
        return f"'{SOURCE}'"
    return named(name) if name in had else "NULL"
