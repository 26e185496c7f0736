"""The canonical tables from CALPADS records, as tables `out_<table>` made from `now_<kind>`.

Students and schools get the ids that other feeds know them by, where state or local ids say which they are.
"""
# ruff: noqa: S608 (queries of our own over tables of our own)

from groundswell.store.engine import named, quoted, run
from groundswell.store.publish.reading import files
from groundswell.store.read.loading import Opened
from groundswell.store.schema import TABLES

SOURCE = "calpads"
PROGRAMS = {
    "101": "section_504", "122": "title_i", "127": "gifted_and_talented", "135": "migrant", "144": "special_education",
    "174": "neglected_or_delinquent", "181": "free_meals", "182": "reduced_price_meals", "190": "foster", "191": "homeless",
}  # fmt: skip
_TRAITS = {
    "free_meals": "economically_disadvantaged", "reduced_price_meals": "economically_disadvantaged", "foster": "foster",
    "homeless": "homeless", "migrant": "migrant", "special_education": "disability",
}  # fmt: skip
ACTIONS = {"100": "out_of_school_suspension", "110": "in_school_suspension", "200": "expulsion"}


def _case(what: str, table: dict[str, str], rest: str) -> str:
    return (
        f"CASE {what} "
        + " ".join(f"WHEN {quoted(k)} THEN {quoted(v)}" for k, v in table.items())
        + f" ELSE {rest} END"
    )


# A race's group by the first digit of its code; 400 is Filipino, which the federal groups count as Asian.
_RACE = (
    "CASE left(r, 1) WHEN '1' THEN 'american_indian_alaska_native' WHEN '2' THEN 'asian' "
    "WHEN '3' THEN 'native_hawaiian_pacific_islander' WHEN '4' THEN 'asian' WHEN '6' THEN 'black_african_american' "
    "WHEN '7' THEN 'white' END"
)
_RACES = (
    f"list_distinct(list_filter(list_transform(list_filter([race_1, race_2, race_3, race_4, race_5], "
    f"lambda r: r IS NOT NULL), lambda r: {_RACE}), lambda r: r IS NOT NULL))"
)
_FACTS = f"""
SELECT school_year, student, local_id, given_name, middle_name, family_name, birth_date, sex, grade, hispanic, races FROM (
    SELECT school_year, student, local_id, given_name, middle_name, family_name, birth_date, sex, grade,
        NULL::BOOLEAN AS hispanic, NULL::VARCHAR[] AS races, entry_date AS told FROM who_SENR
    UNION ALL SELECT school_year, student, local_id, given_name, middle_name, family_name, birth_date, sex, NULL,
        hispanic, {_RACES}, begin_date FROM who_SINF
)"""


def _last(name: str) -> str:
    return f"arg_max({name}, coalesce(told, DATE '1900-01-01')) FILTER ({name} IS NOT NULL) AS {name}"


_TOLD = (
    "local_id",
    "given_name",
    "middle_name",
    "family_name",
    "birth_date",
    "sex",
    "grade",
    "hispanic",
    "races",
)
_STUDENTS = f"""
SELECT school_year, student AS student_id, * EXCLUDE (school_year, student, hispanic, races), hispanic AS hispanic_latino,
    CASE WHEN hispanic THEN 'hispanic_latino' WHEN len(races) > 1 THEN 'two_or_more' ELSE races[1] END AS race_ethnicity,
    CASE WHEN len(races) > 0 THEN len(races) > 1 END AS two_or_more_races
FROM (SELECT school_year, student, {", ".join(map(_last, _TOLD))}
    FROM ({_FACTS.replace("races FROM (", "races, told FROM (", 1)}) GROUP BY school_year, student)"""

_TRAIT = _case("program_kind", _TRAITS, "NULL")
SELECTS = {
    "students": _STUDENTS,
    "enrollments": """
SELECT school_year, student AS student_id, place AS school_id, entry_date, exit_date, grade, exit_type FROM who_SENR""",
    "programs": """
SELECT school_year, student AS student_id, program_kind AS program, program AS program_name, place AS org_id, begin_date, end_date
FROM (SELECT *, {kind} AS program_kind FROM who_SPRG)""".format(
        kind=_case("program", PROGRAMS, "'calpads_' || program")
    ),
    "group_memberships": f"""
SELECT DISTINCT ON (school_year, student_id, group_set, group_name, begin_date) * FROM (
    SELECT school_year, student_id, 'race_ethnicity' AS group_set, race_ethnicity AS group_name, NULL::DATE AS begin_date,
        NULL::DATE AS end_date FROM out_students WHERE race_ethnicity IS NOT NULL
    UNION ALL SELECT school_year, student_id, 'sex', sex, NULL, NULL FROM out_students WHERE sex IS NOT NULL
    UNION ALL SELECT school_year, student, 'english_learner', status, begin_date, lead(begin_date) OVER (
        PARTITION BY school_year, student ORDER BY begin_date) - 1 FROM who_SELA WHERE status IS NOT NULL
    UNION ALL SELECT school_year, student_id, {_TRAIT.replace("program_kind", "program")}, 'yes', begin_date, end_date
        FROM out_programs WHERE {_TRAIT.replace("program_kind", "program")} IS NOT NULL
) ORDER BY end_date DESC NULLS FIRST""",
    "grades": """
SELECT school_year, student AS student_id, place AS school_id, concat_ws('/', school, course, section) AS class_id,
    course AS course_id, concat_ws('/', term, marking_period) AS session_id, letter, credits_attempted, credits_earned,
    true AS is_final FROM who_SCSC""",
    "incidents": f"""
SELECT r.school_year, r.school || '/' || r.incident AS incident_id, r.student AS student_id, r.place AS school_id, i.date,
    string_agg(DISTINCT o.offense, ', ' ORDER BY o.offense) AS behavior, 'took_part' AS part, r.result AS action_id,
    {_case("r.result", ACTIONS, "'other'")} AS action, i.date AS action_date, r.days
FROM who_SIRS AS r LEFT JOIN now_SINC AS i USING (school_year, school, incident)
LEFT JOIN now_SOFF AS o ON o.school_year = r.school_year AND o.school = r.school AND o.incident = r.incident AND o.ssid = r.ssid
GROUP BY ALL""",
}


def make_names(opened: Opened) -> None:
    """The tables `student_names` (ssid -> ours) and `school_names` (code -> ours)."""
    told = " UNION ALL ".join(
        f"SELECT ssid, local_id FROM now_{kind}" for kind in ("SENR", "SINF", "SELA", "SPRG", "STAS", "SCSC")
    )
    others = [part for part in opened.before.of("students") if part.key.source != SOURCE]
    known = f"SELECT DISTINCT student_id, local_id FROM {files(opened.store, others)}" if others else (
        "SELECT NULL::VARCHAR AS student_id, NULL::VARCHAR AS local_id WHERE false")  # fmt: skip
    run(opened.connection, f"CREATE TEMP TABLE known_students AS {known}")
    run(
        opened.connection,
        f"CREATE TEMP TABLE student_names AS SELECT ssid, coalesce(min(s.student_id), min(l.student_id), "
        f"CASE WHEN count(DISTINCT n.student_id) = 1 THEN min(n.student_id) END) AS student FROM ({told}) AS t "
        f"LEFT JOIN known_students AS s ON s.student_id = t.ssid LEFT JOIN known_students AS l ON l.student_id = t.local_id "
        f"LEFT JOIN known_students AS n ON n.local_id = t.local_id GROUP BY ssid",
    )
    _make_school_names(opened)


def _make_school_names(opened: Opened) -> None:
    parts = opened.before.of("organizations")
    known = f"SELECT DISTINCT org_id, identifier FROM {files(opened.store, parts)} WHERE type = 'school'" if parts else (
        "SELECT NULL::VARCHAR AS org_id, NULL::VARCHAR AS identifier WHERE false")  # fmt: skip
    codes = " UNION ALL ".join(
        f"SELECT {code} AS code, org_id FROM known_schools WHERE {code} IS NOT NULL"
        for code in ("org_id", "identifier", "right(identifier, 7)", "right(org_id, 7)")
    )
    run(opened.connection, f"CREATE TEMP TABLE known_schools AS {known}")
    run(opened.connection, f"CREATE TEMP TABLE school_names AS SELECT code, min(org_id) AS place FROM ({codes}) "
                           f"GROUP BY code HAVING count(DISTINCT org_id) = 1")  # fmt: skip


def derive(opened: Opened) -> None:
    """Make the tables."""
    for kind in ("SENR", "SINF", "SELA", "SPRG", "SCSC", "SIRS"):
        run(
            opened.connection,
            f"CREATE TEMP TABLE who_{kind} AS SELECT t.*, coalesce(s.student, t.ssid) AS student, p.place FROM now_{kind} AS t "
            f"LEFT JOIN student_names AS s USING (ssid) JOIN school_names AS p "
            f"ON p.code = coalesce(t.lea, '') || t.school OR p.code = t.school "
            f"QUALIFY row_number() OVER (PARTITION BY {_key(opened, kind)} ORDER BY length(p.code) DESC) = 1",
        )
    for table, select in SELECTS.items():
        _publishable(opened, table, select)


def _key(opened: Opened, kind: str) -> str:
    columns = run(opened.connection, f"DESCRIBE now_{kind}")
    return ", ".join(f"t.{named(row[0])}" for row in columns)


def _publishable(opened: Opened, table: str, select: str) -> None:
    had = {row[0] for row in run(opened.connection, f"DESCRIBE {select}")}
    columns = ", ".join(
        f"{_value(column.name, had)}::{column.duckdb_type} AS {named(column.name)}"
        for column in TABLES[table].columns
    )
    run(opened.connection, f"CREATE TABLE {named(f'out_{table}')} AS SELECT {columns} FROM ({select})")


def _value(name: str, had: set[str]) -> str:
    return quoted(SOURCE) if name == "source" else named(name) if name in had else "NULL"
