"""A small invented district with everything that goes wrong in real ones: movers, gaps, unknown grades and groups."""

from datetime import date, timedelta
from random import Random
from typing import Any

from groundswell.core.indicators.example_tables import Rows
from tests.store.query.engines import filled

YEARS = (2025, 2026)
SCHOOLS = {"S1": "D1", "S2": "D1", "S3": "D2", "S4": None}
CLASS = {"title": "c", "course_id": "c", "school_id": "S1"}
GRADES = ("TK", "KG", "03", "05", "08", "08", "09", "11", "12", "12", None, "Other")


def district(seed: int) -> Rows:
    draw = Random(seed)  # noqa: S311 (the same district for each seed)
    rows: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in (
            "organizations", "sessions", "classes", "calendar_days", "students", "enrollments", "group_memberships",
            "attendance", "assessments", "grades", "incidents", "surveys", "postsecondary",
        )
    }  # fmt: skip
    for year in YEARS:
        _places(rows, year, draw)
        for number in range(14):
            _student(rows, year, f"P{number:02d}", draw)
    return filled(rows)


def _places(rows: Rows, year: int, draw: Random) -> None:
    at = {"school_year": year}
    rows["organizations"].append(at | {"org_id": "N1", "name": "Network", "type": "network"})
    for name in ("D1", "D2"):
        rows["organizations"].append(
            at | {"org_id": name, "name": name, "type": "district", "parent_id": "N1"}
        )
    for name, parent in SCHOOLS.items():
        rows["organizations"].append(
            at | {"org_id": name, "name": name, "type": "school", "parent_id": parent}
        )
    first, middle, last = date(year - 1, 8, 20), date(year - 1, 11, 3), date(year, 1, 30)
    for title, begin, end in (("Fall", first, middle), ("Winter", middle + timedelta(1), last)):
        rows["sessions"].append(
            at
            | {
                "session_id": f"{title}{year}",
                "title": title,
                "type": "term",
                "start_date": begin,
                "end_date": end,
            }
        )
    rows["sessions"].append(
        at
        | {
            "session_id": f"Year{year}",
            "title": "Year",
            "type": "schoolYear",
            "start_date": date(year - 1, 7, 1),
            "end_date": date(year, 6, 30),
        }
    )
    rows["classes"] += [at | CLASS | each for each in (
        {"class_id": "c0", "end_date": middle, "session_ids": f"Winter{year}"},
        {"class_id": "c1", "session_ids": f"Fall{year},Winter{year}"},
        {"class_id": "c2", "session_ids": "of nobody"},
    )]  # fmt: skip
    for day in _days(year):
        rows["calendar_days"].append(
            at
            | {"school_id": "S2", "date": day, "is_instructional": draw.random() < 0.9, "marks": "exceptions"}
        )


def _days(year: int) -> list[date]:
    days = [date(year - 1, 8, 20) + timedelta(days=number) for number in range(0, 160, 2)]
    return [day for day in days if day.weekday() < 5]


def _student(rows: Rows, year: int, who: str, draw: Random) -> None:
    at = {"school_year": year, "student_id": who}
    grade = draw.choice(GRADES)
    if draw.random() < 0.95:
        rows["students"].append(
            at | {"grade": draw.choice((grade, None)), "sex": draw.choice(("female", "male", None))}
        )
    schools = draw.sample(sorted(SCHOOLS), draw.choice((1, 1, 2)))
    for school in schools:
        _enrollment(rows, year, at | {"school_id": school}, grade, draw)
    _groups(rows, at, year, draw)
    _events(rows, at, schools[0], year, draw)


def _enrollment(rows: Rows, year: int, at: dict[str, Any], grade: str | None, draw: Random) -> None:
    entry = draw.choice((None, date(year - 1, 8, 20), date(year - 1, 10, 9)))
    leave = draw.choice((None, None, date(year - 1, 12, 1)))
    exit_type = draw.choice((None, None, "transferred", "dropped_out"))
    rows["enrollments"].append(
        at | {"grade": grade, "entry_date": entry, "exit_date": leave, "exit_type": exit_type}
    )
    for day in _days(year):
        share = 0.1 if at["school_id"] == "S2" else 0.9
        if draw.random() < share:
            attended = draw.choice((1, 1, 1, 1, 1, 0, 0.5, 0.3333333333))
            rows["attendance"].append(at | {"date": day, "attended": attended, "category": "x"})


def _groups(rows: Rows, at: dict[str, Any], year: int, draw: Random) -> None:
    begun = date(year - 1, 9, 1)
    if draw.random() < 0.8:
        rows["group_memberships"].append(
            at | {"group_set": "race_ethnicity", "group_name": draw.choice(("asian", "white"))}
        )
    for name in draw.sample(("yes", "no", "reclassified"), draw.choice((0, 1, 2))):
        begin = draw.choice((None, begun, begun + timedelta(days=40)))
        rows["group_memberships"].append(
            at | {"group_set": "english_learner", "group_name": name, "begin_date": begin}
        )


def _events(rows: Rows, at: dict[str, Any], school: str, year: int, draw: Random) -> None:
    def some(most: int) -> range:
        return range(draw.randint(0, most))

    day = date(year - 1, 9, 1) + timedelta(days=draw.randint(0, 100))
    for number in some(2):
        rows["incidents"].append(
            at
            | {"incident_id": f"i{number}", "school_id": draw.choice((school, school, None)), "date": draw.choice((day, None)),
               "action": draw.choice(("out_of_school_suspension", "in_school_suspension", "other", None)),
               "days": draw.choice((0.5, 1, 2, None))}
        )  # fmt: skip
    for number in some(3):
        rows["grades"].append(
            at
            | {"class_id": f"c{number}", "letter": draw.choice(("A", "D", "F", None)), "points": draw.choice((4, 2.5, 1, None)),
               "session_id": draw.choice((f"Fall{year}", f"Winter{year}", f"Year{year}", "of nobody", None)),
               "credits_earned": draw.choice((0, 2.5, 5, None)), "is_final": draw.choice((True, True, False, None)),
               "subject": draw.choice(("english", "mathematics", "art", None))}
        )  # fmt: skip
    for number in some(3):
        rows["assessments"].append(
            at
            | {"result_id": f"{at['student_id']}{year}{number}", "category": draw.choice(("caaspp", "quiz")),
               "subject": draw.choice(("english", "mathematics")), "score": draw.choice((2400.5, 2500, None)),
               "met_standard": draw.choice((True, False, None)), "performance_level": draw.choice(("Level 3", "Level 1", None)),
               "title": "t", "assessment_id": "a", "date": draw.choice((day, None))}
        )  # fmt: skip
    for number in some(3):
        rows["postsecondary"].append(
            at
            | {"event": draw.choice(("graduated", "applied", "enrolled")),
               "date": draw.choice((date(year, 8, 15), date(year, 8, 16), None)),
               "institution": draw.choice(("ged", f"c{number}", None)),
               "institution_type": draw.choice(("four_year", "two_year", None)),
               "is_local": draw.choice((True, False, None))}
        )  # fmt: skip
    for number in some(3):
        kind = draw.choice(("student", "staff", "family"))
        rows["surveys"].append(
            {"school_year": year, "survey_id": "w", "respondent_id": f"{kind}{at['student_id']}", "respondent_type": kind,
             "student_id": at["student_id"] if kind == "student" else None, "school_id": draw.choice((school, school, None)),
             "question_id": f"q{number}", "is_favorable": draw.choice((True, False, None)), "date": draw.choice((day, None))}
        )  # fmt: skip
