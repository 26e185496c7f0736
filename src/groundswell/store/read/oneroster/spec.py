"""The files of OneRoster 1.1 and 1.2 that we use, as data (1EdTech, CSV tables of both versions)."""

from groundswell.store.read.oneroster.fields import (
    BEGINNING,
    Field,
    FileSpec,
    choice,
    of_kind,
    text,
    texts,
    to_many,
    to_one,
    unkept,
)

GRADES = (
    "IT", "PR", "PK", "TK", "KG", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13",
    "PS", "UG", "Other",
)  # fmt: skip
VERSIONS = ("1.1", "1.2")
ROLES = "administrator|aide|guardian|parent|proctor|relative|student|teacher"
RACES = (
    "americanIndianOrAlaskaNative",
    "asian",
    "blackOrAfricanAmerican",
    "nativeHawaiianOrOtherPacificIslander",
    "white",
)


def _file(name: str, *fields: Field, extends: str = "") -> FileSpec:
    return FileSpec(name, (*BEGINNING, *fields), extends)


ORGS = _file(
    "orgs",
    text("name", required=True),
    choice("type", "department|school|district|local|state|national"),
    text("identifier"),
    to_one("parentSourcedId", "orgs", required=False),
)
SESSIONS = _file(
    "academicSessions",
    text("title", required=True),
    choice("type", "gradingPeriod|semester|schoolYear|term"),
    *of_kind("date", "startDate endDate", required=True),
    to_one("parentSourcedId", "academicSessions", required=False),
    *of_kind("year", "schoolYear", required=True),
)
COURSES = _file(
    "courses",
    to_one("schoolYearSourcedId", "academicSessions", required=False),
    *(text("title", required=True), text("courseCode")),
    *of_kind("grades", "grades"),
    to_one("orgSourcedId", "orgs"),
    *texts("subjects subjectCodes"),
)
CLASSES = _file(
    "classes",
    text("title", required=True),
    *of_kind("grades", "grades"),
    to_one("courseSourcedId", "courses"),
    text("classCode"),
    choice("classType", "homeroom|scheduled"),
    text("location"),
    to_one("schoolSourcedId", "orgs"),
    to_many("termSourcedIds", "academicSessions"),
    *texts("subjects subjectCodes periods"),
)
_NAMES = (text("givenName", required=True), text("familyName", required=True), text("middleName"))
USERS_11 = _file(
    "users",
    *of_kind("flag", "enabledUser", required=True),
    to_many("orgSourcedIds", "orgs"),
    choice("role", ROLES),
    *unkept("username"),
    text("userIds"),
    *_NAMES,
    text("identifier"),
    *unkept("email sms phone"),
    to_many("agentSourcedIds", "users", required=False, kept=False),
    *of_kind("grades", "grades"),
    *unkept("password"),
)
USERS_12 = _file(
    "users",
    *of_kind("flag", "enabledUser", required=True),
    *unkept("username"),
    text("userIds"),
    *_NAMES,
    text("identifier"),
    *unkept("email sms phone"),
    to_many("agentSourcedIds", "users", required=False, kept=False),
    *of_kind("grades", "grades"),
    *unkept("password"),
    *texts("userMasterIdentifier"),
    *unkept("preferredGivenName preferredMiddleName preferredFamilyName"),
    to_one("primaryOrgSourcedId", "orgs", required=False),
    *unkept("pronouns"),
)
ROLES_12 = _file(
    "roles",
    to_one("userSourcedId", "users"),
    choice("roleType", "primary|secondary"),
    choice(
        "role", f"{ROLES}|counselor|districtAdministrator|principal|siteAdministrator|systemAdministrator"
    ),
    *of_kind("date", "beginDate endDate"),
    to_one("orgSourcedId", "orgs"),
    *unkept("userProfileSourcedId"),
)
ENROLLMENTS = _file(
    "enrollments",
    to_one("classSourcedId", "classes"),
    to_one("schoolSourcedId", "orgs"),
    to_one("userSourcedId", "users"),
    choice("role", "administrator|proctor|student|teacher"),
    *of_kind("flag", "primary"),
    *of_kind("date", "beginDate endDate"),
)
DEMOGRAPHICS = _file(
    "demographics",
    *of_kind("date", "birthDate"),
    choice("sex", "female|male|other|unspecified", required=False),
    *of_kind("flag", " ".join(RACES)),
    *of_kind("flag", "demographicRaceTwoOrMoreRaces hispanicOrLatinoEthnicity"),
    *unkept("countryOfBirthCode stateOfBirthAbbreviation cityOfBirth publicSchoolResidenceStatus"),
    extends="users",
)
CATEGORIES = _file("categories", text("title", required=True))
LINE_ITEMS = _file(
    "lineItems",
    *(text("title", required=True), text("description")),
    *of_kind("date", "assignDate dueDate", required=True),
    to_one("classSourcedId", "classes"),
    to_one("categorySourcedId", "categories"),
    to_one("gradingPeriodSourcedId", "academicSessions", required=False),
    *of_kind("number", "resultValueMin resultValueMax"),
)
RESULTS = _file(
    "results",
    to_one("lineItemSourcedId", "lineItems"),
    to_one("studentSourcedId", "users"),
    choice("scoreStatus", "exempt|fully graded|not submitted|partially graded|submitted"),
    *of_kind("number", "score"),
    *of_kind("date", "scoreDate", required=True),
    *unkept("comment"),
)

# In an order in which every file comes after those it refers to (apart from parents in the file itself).
_FIRST, _LAST = (
    (ORGS, SESSIONS, COURSES, CLASSES),
    (ENROLLMENTS, DEMOGRAPHICS, CATEGORIES, LINE_ITEMS, RESULTS),
)
FILES: dict[str, dict[str, FileSpec]] = {
    "1.1": {spec.name: spec for spec in (*_FIRST, USERS_11, *_LAST)},
    "1.2": {spec.name: spec for spec in (*_FIRST, USERS_12, ROLES_12, *_LAST)},
}
# Files of the standard that hold nothing we use: counted as such, not read.
UNUSED = (
    "classResources", "courseResources", "resources", "userProfiles", "userResources", "scoreScales",
    "lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds", "resultScoreScales",
)  # fmt: skip
# A state without these tells nobody where students are.
ESSENTIAL = ("orgs", "academicSessions", "users")
