"""The rows of a school in a OneRoster 1.1 bundle: courses, classes, people, enrollments, scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import repeat
from typing import Any

import numpy as np

from groundswell.store.synthesize.arrays import Numbers, Whole
from groundswell.store.synthesize.bundle import Row
from groundswell.store.synthesize.calendars import Calendar
from groundswell.store.synthesize.calibration import GRADES, RACES, SUBJECTS, TESTED
from groundswell.store.synthesize.names import FAMILY, GIVEN
from groundswell.store.synthesize.network import District, School
from groundswell.store.synthesize.population import Population

BLANK = ("", "")  # status and dateLastModified of a bulk file
CLASS_SIZE = {"elementary": 24, "middle": 28, "high": 30}
SUBJECT_TITLES = {"reading": "Reading", "mathematics": "Mathematics"}
CODES = {"reading": "01001", "mathematics": "02001"}
CATEGORY = "BENCHMARK"
RACE_COLUMNS = (
    "american_indian_alaska_native",
    "asian",
    "black_african_american",
    "native_hawaiian_pacific_islander",
    "white",
    "two_or_more",
    "hispanic_latino",
)
_RACE_FLAGS = [tuple("true" if race == each else "false" for each in RACE_COLUMNS) for race in RACES]


@dataclass(frozen=True, eq=False)
class Roster:
    """Students at one school in one year, with where they stand in the district's arrays, and their stays."""

    district: District
    school: School
    calendar: Calendar
    students: Population
    first: Whole
    last: Whole
    turn: Whole

    @property
    def ids(self) -> list[str]:
        return student_ids(self.district, self.students.number)

    @property
    def room(self) -> Whole:
        """Which of the grade's classes each student is in."""
        found = np.zeros(len(self.students), dtype=np.int64)
        for grade in np.unique(self.students.grade):
            here = np.flatnonzero(self.students.grade == grade)
            found[here] = np.arange(len(here)) % self.classes_of(int(grade))
        return found

    def classes_of(self, grade: int) -> int:
        count = int((self.students.grade == grade).sum())
        return -(-count // CLASS_SIZE[self.school.level]) if count else 0

    def class_id(self, grade: int, room: int, subject: str) -> str:
        return (
            f"K{self.calendar.year % 100}-{self.school.id}-{GRADES[grade]}{room + 1:02d}{subject[0].upper()}"
        )


def student_ids(district: District, numbers: Whole) -> list[str]:
    """Ten digits, the first of them 0."""
    return [f"{district.number:03d}{number:07d}" for number in numbers.tolist()]


def session_id(kind: str, year: int, district: District) -> str:
    """`kind` is SY (school year), S1 or S2 (semesters)."""
    return f"{kind}-{year}-{district.id}"


def session_rows(district: District, calendar: Calendar) -> list[Row]:
    (_, start, fall_end, _), (_, spring, end, _) = calendar.terms
    year, title = calendar.year, calendar.title
    whole, fall, after = (session_id(kind, year, district) for kind in ("SY", "S1", "S2"))
    return [
        (whole, *BLANK, title, "schoolYear", start, end, "", year),
        (fall, *BLANK, f"{title} Fall Semester", "semester", start, fall_end, whole, year),
        (after, *BLANK, f"{title} Spring Semester", "semester", spring, end, whole, year),
    ]


def organization_rows(district: District) -> list[Row]:
    above: Row = (district.id, *BLANK, district.name, "district", f"0{district.number:06d}0000000", "")
    return [above] + [
        (
            school.id,
            *BLANK,
            school.name,
            "school",
            f"0{district.number:06d}{school.place + 1:07d}",
            district.id,
        )
        for school in district.schools
    ]


def course_rows(district: District, year: int) -> list[Row]:
    return [
        (course_id(district, grade, subject), *BLANK, session_id("SY", year, district), f"{SUBJECT_TITLES[subject]} {name}",
         CODES[subject], name, district.id, SUBJECT_TITLES[subject], CODES[subject])
        for grade, name in enumerate(GRADES) for subject in SUBJECTS
    ]  # fmt: skip


def course_id(district: District, grade: int, subject: str) -> str:
    return f"C{district.id}-{GRADES[grade]}{subject[0].upper()}"


@dataclass(frozen=True)
class Room:
    """One class."""

    grade: int
    number: int
    subject: str
    teacher: str


def rooms_of(roster: Roster) -> list[Room]:
    """Elementary teachers teach both subjects of their class; others teach classes of one subject."""
    found = []
    for grade in range(len(GRADES)):
        for number in range(roster.classes_of(grade)):
            for subject in SUBJECTS:
                whole_day = roster.school.level == "elementary"
                who = f"{number + 1:02d}" if whole_day else f"{number // 4 + 1:02d}{subject[0].upper()}"
                found.append(Room(grade, number, subject, f"T{roster.school.id}-{GRADES[grade]}{who}"))
    return found


def class_rows(roster: Roster, rooms: list[Room]) -> list[Row]:
    school = roster.school.id
    terms = ",".join(session_id(kind, roster.calendar.year, roster.district) for kind in ("S1", "S2"))
    return [
        (roster.class_id(room.grade, room.number, room.subject), *BLANK,
         f"{SUBJECT_TITLES[room.subject]} {GRADES[room.grade]}-{room.number + 1}", GRADES[room.grade],
         course_id(roster.district, room.grade, room.subject), f"{room.number + 1:03d}", "scheduled", "", school,
         terms, SUBJECT_TITLES[room.subject], CODES[room.subject], "")
        for room in rooms
    ]  # fmt: skip


def teacher_rows(roster: Roster, rooms: list[Room]) -> list[Row]:
    people = sorted({room.teacher for room in rooms})
    return [
        (who, *BLANK, "true", roster.school.id, "teacher", who.lower(), "", GIVEN[_mix(who) % len(GIVEN)],
         FAMILY[_mix(who) // 7 % len(FAMILY)], "", f"0{_mix(who) % 100_000:05d}", "", "", "", "", "", "")
        for who in people
    ]  # fmt: skip


def _mix(text: str) -> int:
    """A number from a text, the same everywhere."""
    found = 0
    for sign in text:
        found = (found * 131 + ord(sign)) % 2_147_483_647
    return found


def user_rows(district: District, students: Population, schools: list[str]) -> Iterator[Row]:
    ids = student_ids(district, students.number)
    return zip(
        ids, repeat(""), repeat(""), repeat("true"), schools, repeat("student"), ids, repeat(""),
        [GIVEN[n] for n in students.given.tolist()], [FAMILY[n] for n in students.family.tolist()], repeat(""),
        [f"0{number % 1_000_000:06d}" for number in students.number.tolist()], repeat(""), repeat(""), repeat(""),
        repeat(""), [GRADES[grade] for grade in students.grade.tolist()], repeat(""),
    )  # fmt: skip


def birth_dates(students: Population, year: int) -> list[str]:
    """From September 1 on: a child in kindergarten turns six in the school year."""
    start = np.array([date(year - 7 - grade, 9, 1).toordinal() for grade in range(len(GRADES))])
    return [date.fromordinal(day).isoformat() for day in (start[students.grade] + students.birthday).tolist()]


def demographic_rows(district: District, students: Population, year: int) -> Iterator[Row]:
    born = birth_dates(students, year)
    races = [_RACE_FLAGS[race] for race in students.race.tolist()]
    sexes = ["female" if female else "male" for female in students.female.tolist()]
    for who, birth, sex, race in zip(student_ids(district, students.number), born, sexes, races, strict=True):
        yield who, "", "", birth, sex, *race, "", "", "", ""


def enrollment_rows(roster: Roster, rooms: list[Room]) -> Iterator[Row]:
    year, school = roster.calendar.year % 100, roster.school.id
    days = [day.isoformat() for day in (*roster.calendar.days[:-1], roster.calendar.terms[1][2])]
    for room in rooms:
        in_class = roster.class_id(room.grade, room.number, room.subject)
        yield (f"E{in_class}", "", "", in_class, school, room.teacher, "teacher", "true", days[0], days[-1])
    stays = list(
        zip(roster.ids, roster.students.grade.tolist(), roster.room.tolist(), roster.first.tolist(),
            roster.last.tolist(), roster.turn.tolist(), strict=True)
    )  # fmt: skip
    for subject in SUBJECTS:
        letter = subject[0].upper()
        for who, grade, room_number, first, last, turn in stays:
            in_class = roster.class_id(grade, room_number, subject)
            own = f"E{who}-{year}{turn}{letter}"
            yield own, "", "", in_class, school, who, "student", "", days[first], days[last]


def line_item_rows(roster: Roster, rooms: list[Room]) -> list[Row]:
    assigned, due = test_days(roster.calendar)
    term = session_id("S2", roster.calendar.year, roster.district)
    return [
        (_line_item(roster, room.grade, room.number, room.subject), *BLANK,
         f"Spring benchmark {SUBJECT_TITLES[room.subject]}", "", assigned, due,
         roster.class_id(room.grade, room.number, room.subject), CATEGORY, term, 100, 1000)
        for room in rooms if room.grade in TESTED
    ]  # fmt: skip


def result_rows(roster: Roster, scores: Numbers) -> Iterator[Row]:
    """Scores of those who are there on the day of the test. `scores` has a row for each stay of the roster."""
    assigned, _ = test_days(roster.calendar)
    day = roster.calendar.days.index(assigned)
    year, when = roster.calendar.year % 100, assigned.isoformat()
    there = np.flatnonzero((roster.first <= day) & (roster.last >= day) & ~np.isnan(scores[:, 0]))
    ids, grades, rooms = roster.ids, roster.students.grade.tolist(), roster.room.tolist()
    for place, subject in enumerate(SUBJECTS):
        letter = subject[0].upper()
        for row in there.tolist():
            item = _line_item(roster, grades[row], rooms[row], subject)
            score: Any = int(scores[row, place])
            yield f"R{ids[row]}-{year}{letter}", "", "", item, ids[row], "fully graded", score, when, ""


def test_days(calendar: Calendar) -> tuple[date, date]:
    day = calendar.days[min(150, len(calendar.days) - 1)]
    return day, day + timedelta(days=7)


def _line_item(roster: Roster, grade: int, room: int, subject: str) -> str:
    return "L" + roster.class_id(grade, room, subject)
