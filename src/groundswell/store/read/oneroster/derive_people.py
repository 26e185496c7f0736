"""Students and staff from OneRoster users: who they are in each school year."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from dataclasses import dataclass

from groundswell.store.read.oneroster.spec import RACES

_RACE_NAMES = {
    "americanIndianOrAlaskaNative": "american_indian_alaska_native",
    "asian": "asian",
    "blackOrAfricanAmerican": "black_african_american",
    "nativeHawaiianOrOtherPacificIslander": "native_hawaiian_pacific_islander",
    "white": "white",
}
STAFF_ROLES = (
    "administrator", "aide", "proctor", "teacher", "counselor", "districtAdministrator", "principal",
    "siteAdministrator", "systemAdministrator",
)  # fmt: skip


@dataclass(frozen=True)
class Derived:
    """A select and the tables that it needs first, in order."""

    select: str
    helpers: dict[str, str]


# Who is in a class, in which years, and as what.
_CLASS_PEOPLE = """
SELECT person, school_year, bool_or(role = 'student') AS is_student FROM in_class GROUP BY ALL
"""

# In which school years a person is known: those of their classes, or else the main one.
_PEOPLE_YEARS = """
SELECT person, school_year FROM class_people
UNION ALL
SELECT sourcedId, school_year FROM now_users CROSS JOIN main_year
WHERE sourcedId NOT IN (SELECT person FROM class_people)
"""

_STUDENT_YEARS = """
SELECT person AS student_id, school_year FROM people_years
WHERE person IN (SELECT person FROM roles_at WHERE role = 'student' UNION ALL
    SELECT person FROM class_people WHERE is_student)
"""

# A student's own grade if there is one; else the grade of their classes, if these agree.
_STUDENT_GRADES = """
SELECT student_id, school_year, coalesce(CASE WHEN NOT contains(u.grades, ',') THEN u.grades END, of_classes) AS grade
FROM student_years JOIN now_users AS u ON u.sourcedId = student_id
LEFT JOIN (
    SELECT person AS student_id, i.school_year, min(c.grades) AS of_classes
    FROM in_class AS i JOIN now_classes AS c ON c.sourcedId = i.class_id
    WHERE i.role = 'student' AND person IN (SELECT sourcedId FROM now_users WHERE grades IS NULL OR contains(grades, ','))
    GROUP BY 1, 2 HAVING min(c.grades) = max(c.grades) AND NOT contains(min(c.grades), ',')
) USING (student_id, school_year)
"""

_RACE_COUNT = " + ".join(f'coalesce("{race}", false)::TINYINT' for race in RACES)
_MANY = f"(coalesce(demographicRaceTwoOrMoreRaces, false) OR {_RACE_COUNT} > 1)"
_ONE_RACE = " ".join(f"WHEN \"{race}\" THEN '{_RACE_NAMES[race]}'" for race in RACES)
_RACES = ", ".join(f'd."{race}" AS {_RACE_NAMES[race]}' for race in RACES)
_RACE = f"CASE WHEN hispanicOrLatinoEthnicity THEN 'hispanic_latino' WHEN {_MANY} THEN 'two_or_more' {_ONE_RACE} END"
_FLAGS_KNOWN = " OR ".join(f'"{race}" IS NOT NULL' for race in RACES)

STUDENTS = Derived(
    select=f"""
SELECT school_year, student_id, identifier AS local_id, givenName AS given_name, middleName AS middle_name,
    familyName AS family_name, birthDate AS birth_date, sex, grade,
    {_RACE} AS race_ethnicity, hispanicOrLatinoEthnicity AS hispanic_latino, {_RACES},
    CASE WHEN demographicRaceTwoOrMoreRaces IS NOT NULL OR {_FLAGS_KNOWN} THEN {_MANY} END AS two_or_more_races,
    CASE WHEN u.extensions IS NULL THEN d.extensions WHEN d.extensions IS NULL THEN u.extensions
        ELSE json_merge_patch(u.extensions, d.extensions)::VARCHAR END AS extensions
FROM student_grades JOIN now_users AS u ON u.sourcedId = student_id
LEFT JOIN now_demographics AS d ON d.sourcedId = student_id""",
    helpers={
        "class_people": _CLASS_PEOPLE,
        "people_years": _PEOPLE_YEARS,
        "student_years": _STUDENT_YEARS,
        "student_grades": _STUDENT_GRADES,
    },
)

STAFF = f"""
SELECT school_year, sourcedId AS staff_id, identifier AS local_id, givenName AS given_name,
    familyName AS family_name, r.role
FROM now_users JOIN people_years ON person = sourcedId
JOIN (SELECT person, arg_min(role, (NOT coalesce(is_primary, false), role)) AS role FROM roles_at
    WHERE role IN {STAFF_ROLES} GROUP BY person) AS r ON r.person = sourcedId"""


def group_memberships(*, own: bool) -> str:
    """The groups that OneRoster knows (race and ethnicity, sex) and, if there are `own_words`, those they name.

    They hold for the whole school year.
    """
    return f"{_KNOWN_GROUPS} UNION ALL {_OWN_GROUPS}" if own else _KNOWN_GROUPS


_KNOWN_GROUPS = f"""
SELECT school_year, student_id, group_set, CASE group_set WHEN 'sex' THEN sex ELSE race END AS group_name
FROM (SELECT school_year, student_id, {_RACE} AS race, sex FROM student_grades JOIN now_demographics ON sourcedId = student_id)
CROSS JOIN (VALUES ('race_ethnicity'), ('sex')) AS s(group_set) WHERE group_name IS NOT NULL"""

# Values of extension columns.
_OWN_GROUPS = """
SELECT DISTINCT school_year, student_id, g.group_set, g.group_name FROM out_students JOIN own_groups AS g
ON json_extract_string(extensions, '$."' || g.name || '"') = g.value"""
