"""Students from Ed-Fi: who they are in each school year, their enrollments, programs and groups."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from groundswell.store.engine import quoted
from groundswell.store.read.edfi.people import PROGRAMS

# Where a year's enrollments are held they say who is a student; students of no enrollment are of the last year.
STUDENT_YEARS = """
WITH told AS (
    SELECT student_id, coalesce(school_year, year_of(entry_date)) AS school_year FROM now_studentSchoolAssociations
    UNION SELECT student_id, school_year FROM now_studentSectionAssociations
    UNION SELECT student_id, coalesce(school_year, year_of(date)) FROM now_studentSchoolAttendanceEvents
)
SELECT student_id, school_year FROM told WHERE student_id IN (SELECT student_id FROM now_students)
UNION SELECT student_id, (SELECT max(school_year) FROM years) FROM now_students
WHERE student_id NOT IN (SELECT student_id FROM told)
"""

_RACES = (
    "american_indian_alaska_native", "asian", "black_african_american", "native_hawaiian_pacific_islander", "white",
)  # fmt: skip
_HAS = ", ".join(
    f"CASE WHEN len(races) > 0 THEN list_contains(races, {quoted(race)}) END AS {race}" for race in _RACES
)
_ONE = " ".join(f"WHEN {race} THEN {quoted(race)}" for race in _RACES)
_MANY = "len(list_filter(races, lambda r: r <> 'not_said')) > 1"

# Of several rows about a student the district's counts, then the one with the lowest id.
_ABOUT = """
SELECT student_id, sex, hispanic_latino, english, characteristics, local_ids,
    list_distinct(means_each('race', races)) AS races
FROM now_studentEducationOrganizationAssociations
QUALIFY row_number() OVER (PARTITION BY student_id
    ORDER BY org_id NOT IN (SELECT org_id FROM now_localEducationAgencies), org_id) = 1
"""

_GRADES = """
SELECT student_id, coalesce(school_year, year_of(entry_date)) AS school_year,
    arg_max(means('grade', grade), (coalesce(is_primary, true), entry_date)) AS grade
FROM now_studentSchoolAssociations GROUP BY ALL
"""

PEOPLE = {
    "students": f"""
SELECT school_year, student_id, local_ids[1] AS local_id, given_name, middle_name, family_name, birth_date,
    means('sex', sex) AS sex, grade,
    CASE WHEN hispanic_latino THEN 'hispanic_latino' WHEN {_MANY} THEN 'two_or_more' {_ONE} END AS race_ethnicity,
    hispanic_latino, {", ".join(_RACES)}, CASE WHEN len(races) > 0 THEN {_MANY} END AS two_or_more_races
FROM (
    SELECT y.school_year, s.*, a.sex, a.hispanic_latino, a.local_ids, a.races, g.grade, {_HAS}
    FROM now_students AS s JOIN student_years AS y USING (student_id)
    LEFT JOIN ({_ABOUT}) AS a USING (student_id)
    LEFT JOIN ({_GRADES}) AS g ON g.student_id = s.student_id AND g.school_year = y.school_year
)""",
    "enrollments": """
SELECT coalesce(school_year, year_of(entry_date)) AS school_year, student_id, school_id, entry_date, exit_date,
    means('grade', grade) AS grade, entry_type, exit_type, is_primary, full_time_equivalent
FROM now_studentSchoolAssociations""",
}


def _program(resource: str, kind: str) -> str:
    plain = "regexp_replace(lower(program_type), '[^a-z0-9]+', '_', 'g')"
    program = quoted(kind) if kind else f"coalesce(means('program_type', program_type), {plain})"
    return (
        f"SELECT student_id, {program} AS program, program_name, org_id, begin_date, end_date, "
        f"nullif(array_to_string(detail, ', '), '') AS detail FROM now_{resource}"
    )


def programs() -> str:
    """Each program in each covered year that it reaches into."""
    all_programs = " UNION ALL ".join(_program(resource, kind) for resource, kind in PROGRAMS.items())
    return f"""
SELECT y.school_year, p.* FROM ({all_programs}) AS p
JOIN years AS y ON y.school_year >= year_of(p.begin_date)
    AND (p.end_date IS NULL OR y.school_year <= year_of(p.end_date))"""


_TRAITS = ("economically_disadvantaged", "homeless", "foster", "migrant")
_SPANNED = "SELECT student_id, str_split(unnest(characteristics), '|') AS span FROM (" + _ABOUT + ")"
_DAY = "try_cast(nullif(span[{}], '') AS DATE)"

_TRAIT_ROWS = f"""
SELECT y.school_year, student_id, means('characteristic', span[1]) AS group_set, 'yes' AS group_name,
    {_DAY.format(2)} AS begin_date, {_DAY.format(3)} AS end_date
FROM ({_SPANNED}) JOIN student_years AS y USING (student_id)
WHERE coalesce(year_of({_DAY.format(2)}) <= y.school_year, true) AND coalesce(year_of({_DAY.format(3)}) >= y.school_year, true)
    AND means('characteristic', span[1]) IN {_TRAITS}
"""

# Who has no such mark is in the group of the others, as soon as anybody's marks are told.
_OTHERS = f"""
SELECT y.school_year, student_id, t.name AS group_set, 'no' AS group_name, NULL::DATE AS begin_date, NULL::DATE AS end_date
FROM ({_ABOUT}) JOIN student_years AS y USING (student_id)
CROSS JOIN (SELECT unnest([{", ".join(map(quoted, _TRAITS))}]) AS name) AS t
WHERE EXISTS (SELECT 1 FROM traits AS k WHERE k.group_set = t.name)
    AND NOT EXISTS (SELECT 1 FROM traits AS k WHERE k.group_set = t.name AND k.student_id = y.student_id
        AND k.school_year = y.school_year)
"""

_DISABILITY = """
SELECT y.school_year, y.student_id, 'disability' AS group_set,
    CASE WHEN p.student_id IS NULL THEN 'no' ELSE 'yes' END AS group_name,
    p.begin_date, p.end_date
FROM student_years AS y LEFT JOIN (SELECT * FROM out_programs WHERE program = 'special_education') AS p
    USING (student_id, school_year)
WHERE EXISTS (SELECT 1 FROM now_studentSpecialEducationProgramAssociations)
"""

GROUPS = f"""
WITH traits AS ({_TRAIT_ROWS})
SELECT DISTINCT ON (school_year, student_id, group_set, group_name, begin_date) * FROM (
    SELECT school_year, student_id, 'race_ethnicity' AS group_set, race_ethnicity AS group_name,
        NULL::DATE AS begin_date, NULL::DATE AS end_date FROM out_students WHERE race_ethnicity IS NOT NULL
    UNION ALL SELECT school_year, student_id, 'sex', sex, NULL, NULL FROM out_students WHERE sex IS NOT NULL
    UNION ALL SELECT y.school_year, student_id, 'english_learner', means('english_learner', english), NULL, NULL
        FROM ({_ABOUT}) JOIN student_years AS y USING (student_id) WHERE means('english_learner', english) IS NOT NULL
    UNION ALL SELECT * FROM traits
    UNION ALL {_OTHERS}
    UNION ALL {_DISABILITY}
) ORDER BY end_date DESC NULLS FIRST"""
