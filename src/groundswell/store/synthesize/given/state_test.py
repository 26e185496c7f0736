"""A yearly state test in both subjects as Ed-Fi records: levels alone, since an invented scale would mean nothing."""

from collections.abc import Iterator

import numpy as np

from groundswell.store.synthesize.arrays import Numbers
from groundswell.store.synthesize.calibration import GRADES, SUBJECTS, TESTED, Calibration
from groundswell.store.synthesize.records import Resources, descriptor
from groundswell.store.synthesize.rosters import Roster, test_days

NAMESPACE = "uri://groundswell.example/state-test"
STATE_GRADES = range(3, 9)
CODES = {"reading": "English Language Arts", "mathematics": "Mathematics"}
LINES = (-0.7, 0.15, 0.9)  # assumed, in standard deviations of the grade: lowest scores of levels 2, 3 and 4


def write_assessments(into: Resources, year: int) -> None:
    category = descriptor("AssessmentCategory", "State summative assessment 3-8 general")
    into.write(
        "assessments",
        (
            f'{{"assessmentIdentifier":"{_id(subject, year)}","namespace":"{NAMESPACE}",'
            f'"assessmentTitle":"State test, {CODES[subject]}, {year}","assessmentCategoryDescriptor":{category},'
            f'"academicSubjects":[{{"academicSubjectDescriptor":{descriptor("AcademicSubject", CODES[subject])}}}]}}'
            for subject in SUBJECTS
        ),
    )


def result_records(roster: Roster, scores: Numbers, like: Calibration) -> Iterator[str]:
    """Levels of those who are there on the day of the test and are in a tested grade. A row of scores per stay."""
    day, _ = test_days(roster.calendar)
    at = roster.calendar.days.index(day)
    there = (roster.first <= at) & (roster.last >= at) & np.isin(roster.students.grade, STATE_GRADES)
    ids, grades, year = roster.ids, roster.students.grade.tolist(), roster.calendar.year
    levels = [_levels(scores[:, place], roster, subject, like) for place, subject in enumerate(SUBJECTS)]
    for subject, level in zip(SUBJECTS, levels, strict=True):
        for row in np.flatnonzero(there).tolist():
            yield (
                f'{{"studentAssessmentIdentifier":"{ids[row]}","studentReference":{{"studentUniqueId":"{ids[row]}"}},'
                f'"assessmentReference":{{"assessmentIdentifier":"{_id(subject, year)}","namespace":"{NAMESPACE}"}},'
                f'"administrationDate":"{day}","schoolYearTypeReference":{{"schoolYear":{year}}},'
                f'"whenAssessedGradeLevelDescriptor":{descriptor("GradeLevel", str(grades[row]))},'
                f'"reportedSchoolReference":{{"schoolId":{roster.school.id}}},'
                f'"performanceLevels":[{{"performanceLevelDescriptor":'
                f"{descriptor('PerformanceLevel', f'Level {level[row]}')}}}]}}"
            )


def _levels(scores: Numbers, roster: Roster, subject: str, like: Calibration) -> list[int]:
    table = np.full((len(GRADES), 2), np.nan)
    for grade in TESTED:
        table[grade] = like.scores[subject]["by_grade"][GRADES[grade]]
    center, spread = table[roster.students.grade].T
    found: list[int] = (1 + (((scores - center) / spread)[:, None] >= np.array(LINES)).sum(axis=1)).tolist()
    return found


def _id(subject: str, year: int) -> str:
    return f"ST-{subject[0].upper()}-{year}"
