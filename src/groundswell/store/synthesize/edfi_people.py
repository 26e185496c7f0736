"""Ed-Fi records of the students themselves: who they are, where they are enrolled, and their groups."""

from collections.abc import Iterator
from datetime import date

from groundswell.store.synthesize.calibration import RACES
from groundswell.store.synthesize.names import FAMILY, GIVEN
from groundswell.store.synthesize.network import District
from groundswell.store.synthesize.population import Population
from groundswell.store.synthesize.records import descriptor
from groundswell.store.synthesize.rosters import Roster, birth_dates, student_ids

_GRADES = (
    "Kindergarten", "First grade", "Second grade", "Third grade", "Fourth grade", "Fifth grade", "Sixth grade",
    "Seventh grade", "Eighth grade", "Ninth grade", "Tenth grade", "Eleventh grade", "Twelfth grade",
)  # fmt: skip
_RACES = {
    "hispanic_latino": (),
    "black_african_american": ("Black - African American",),
    "asian": ("Asian",),
    "white": ("White",),
    "two_or_more": ("Asian", "White"),
    "american_indian_alaska_native": ("American Indian - Alaska Native",),
    "native_hawaiian_pacific_islander": ("Native Hawaiian - Pacific Islander",),
}


def student_records(district: District, students: Population, year: int) -> Iterator[str]:
    rows = (
        student_ids(district, students.number), students.given.tolist(), students.family.tolist(),
        birth_dates(students, year),
    )  # fmt: skip
    for who, given, family, born in zip(*rows, strict=True):
        yield (
            f'{{"studentUniqueId":"{who}","firstName":"{GIVEN[given]}","lastSurname":"{FAMILY[family]}",'
            f'"birthDate":"{born}"}}'
        )


def group_records(district: District, students: Population, begin: date) -> Iterator[str]:
    """Sex, race and ethnicity, English learners, low income and foster youth, as the district says."""
    where = f'"educationOrganizationReference":{{"educationOrganizationId":{district.id}}}'
    race_texts = [_race(race) for race in RACES]
    english = [
        f',"limitedEnglishProficiencyDescriptor":{descriptor("LimitedEnglishProficiency", code)}'
        for code in ("NotLimited", "Limited")
    ]
    poor, foster = (_trait(name, begin) for name in ("Economic Disadvantaged", "Foster Care"))
    traits = [_traits(), _traits(poor), _traits(foster), _traits(poor, foster)]
    sexes = [descriptor("Sex", "Male"), descriptor("Sex", "Female")]
    rows = (
        student_ids(district, students.number), students.female.tolist(), students.race.tolist(),
        students.english_learner.tolist(), (students.low_income + 2 * students.foster).tolist(),
    )  # fmt: skip
    for who, female, race, learner, which in zip(*rows, strict=True):
        yield (
            f'{{"studentReference":{{"studentUniqueId":"{who}"}},{where},"sexDescriptor":{sexes[female]},'
            f"{race_texts[race]}{english[learner]}{traits[which]}}}"
        )


def _trait(name: str, begin: date) -> str:
    code = descriptor("StudentCharacteristic", name)
    return f'{{"studentCharacteristicDescriptor":{code},"periods":[{{"beginDate":"{begin}"}}]}}'


def _traits(*records: str) -> str:
    return f',"studentCharacteristics":[{",".join(records)}]' if records else ""


def _race(name: str) -> str:
    races = ",".join(f'{{"raceDescriptor":{descriptor("Race", code)}}}' for code in _RACES[name])
    latino = "true" if name == "hispanic_latino" else "false"
    return f'"hispanicLatinoEthnicity":{latino}' + (f',"races":[{races}]' if races else "")


def enrollment_records(roster: Roster) -> Iterator[str]:
    days = [day.isoformat() for day in roster.calendar.days]
    grades = [descriptor("GradeLevel", name) for name in _GRADES]
    where = f'"schoolReference":{{"schoolId":{roster.school.id}}}'
    year = f'"schoolYearTypeReference":{{"schoolYear":{roster.calendar.year}}}'
    last_day = len(days) - 1
    rows = (roster.ids, roster.students.grade.tolist(), roster.first.tolist(), roster.last.tolist())
    for who, grade, first, last in zip(*rows, strict=True):
        left = f',"exitWithdrawDate":"{days[last]}"' if last < last_day else ""
        yield (
            f'{{"studentReference":{{"studentUniqueId":"{who}"}},{where},{year},"entryDate":"{days[first]}",'
            f'"entryGradeLevelDescriptor":{grades[grade]}{left}}}'
        )
