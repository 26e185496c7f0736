"""Every way in which a definition file can be wrong, with the line on which it is."""

from pathlib import Path

import pytest

from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.expressions import Kind
from groundswell.core.indicators.mistakes import DefinitionError
from groundswell.core.indicators.reading import read_indicator
from groundswell.library.indicator_files import indicators, read_file
from groundswell.library.lines import read_yaml

TABLES: dict[str, dict[str, Kind]] = {
    "attendance": {
        "school_year": "whole", "date": "date", "school_id": "text", "student_id": "text", "attended": "number",
    },
    "grades": {"school_year": "whole", "student_id": "text", "letter": "text"},
    "marks": {"school_year": "whole", "student_id": "text", "class_id": "text", "session_id": "text"},
    "organizations": {"school_year": "whole", "org_id": "text", "name": "text", "type": "text", "parent_id": "text"},
    "students": {"school_year": "whole", "student_id": "text", "grade": "text"},
    "enrollments": {"school_year": "whole", "student_id": "text", "school_id": "text", "grade": "text"},
    "group_memberships": {"school_year": "whole", "student_id": "text", "group_set": "text", "group_name": "text"},
    "surveys": {"school_year": "whole", "student_id": "text", "school_id": "text", "respondent_type": "text"},
}  # fmt: skip
GOOD = """\
id: days_missed
name: Days missed
family: attendance
why: It shows early.
unit: percent
direction: lower
units: {from: attendance}
periods: [school_year, month]
population:
  words: Everybody.
  rule: days >= minimum_days
gather:
  days: {from: attendance, take: count}
  attended_days: {from: attendance, take: sum, of: attended}
numerator:
  words: Those who missed many days.
  rule: days - attended_days >= 0.1 * days
denominator:
  words: Everybody.
boundary: A tenth counts.
thresholds:
  - authority: Us
    from: 2020
    through: 2024
    source: A page
    values: {minimum_days: {school_year: 31, month: 5}}
  - authority: Us
    from: 2025
    source: A page
    values: {minimum_days: {school_year: 20, month: 5}}
caveats: [None.]
source: Us
authored_by: Us
checked_by:
review_by: 2027-06-30
status: trial
examples:
  - about: One
    students: [{id: Ana, days: 40, absent: 4}]
    expect: [{is: 1 of 1, value: 100}]
"""


MARKS = "{from: marks, take: count, window: period}"
OCTOBER = "{from: '10-01', to: '10-31'}"


def read(text: str) -> Indicator:
    data, lines = read_yaml(text, file="own.yaml")
    return read_indicator(data, tables=TABLES, file="own.yaml", lines=lines)


def test_a_sound_file_is_read() -> None:
    found = read(GOOD)
    assert [each.kind for each in found.gathered] == ["whole", "number"]
    assert found.counts_persons
    assert found.tables == ("attendance",)


def test_marks_may_be_counted_by_term() -> None:
    text = GOOD.replace("[school_year, month]", "[school_year, term]").replace("month: 5", "term: 5")
    found = read(
        text.replace("{from: attendance, take: count}", "{from: marks, take: count, window: period}")
    )
    assert [each.window.kind for each in found.gathered] == ["period", "period"]


def test_thresholds_are_those_of_the_school_year() -> None:
    found = read(GOOD)
    years = {year: found.thresholds_for(year) for year in (2019, 2020, 2024, 2025, 2040)}
    days = {year: each and each.constants("school_year")["minimum_days"] for year, each in years.items()}
    assert days == {2019: None, 2020: 31, 2024: 31, 2025: 20, 2040: 20}


@pytest.mark.parametrize(
    ("before", "after", "line", "says"),
    [
        ("unit: percent", "unit: per cent", 5, "unit: 'per cent' is not one of percent, points"),
        ("why: It shows early.\n", "", 1, "why is missing. Add it."),
        ("family: attendance", "familly: attendance", 3, "this field is not known here"),
        ("rule: days >= minimum_days", "rule: dayz >= 31", 11, "population.rule: dayz is not known here. Known: attended_days"),
        ("take: count", "take: counted", 13, "gather.days.take: 'counted' is not one of count, sum"),
        ("from: attendance, take: sum", "from: attendence, take: sum", 14, "'attendence' is not one of attendance, "),
        (", of: attended}", "}", 14, "take: sum needs 'of'"),
        ("of: attended}", "of: school_id}", 14, "this is a text; take: sum needs a whole or number"),
        ("of: attended}", "of: attended, window: fortnight}", 14, "'fortnight' is not one of period, school_year"),
        ("of: attended}", "of: attended, window: {from: '13-01', to: '12-01'}}", 14, "a month and day such as '10-01'"),
        ("of: attended}", "of: attended, at: home}", 14, "'home' is not one of place, anywhere"),
        ("of: attended}", "of: attended, when_none: none}", 14, "here a number is needed, not 'none'"),
        ("{from: attendance, take: count}", "{from: grades, take: count, window: period}", 13, "this table has no dates"),
        ("{from: attendance, take: count}", MARKS, 8, "days is of marks, which have a term but no day. Take month"),
        ("{from: attendance, take: count}", MARKS.replace("period", OCTOBER), 13, "this table has no dates"),
        ("{from: attendance, take: count}", "{from: grades, take: count, at: place}", 13, "does not say where"),
        ("  days: {from", "  grade: {from", 13, "grade cannot be used as a name here"),
        ("rule: days - attended_days >= 0.1 * days", "rule: grade", 17, "this gives a text"),
        ("    from: 2025", "    from: 2024", 27, "it overlaps the version that begins in 2020"),
        ("through: 2024", "through: 2019", 24, "it ends in 2019, before it begins in 2020"),
        ("from: 2020", "from: 20", 23, "the year in which the school year ends is needed"),
        ("{school_year: 31, month: 5}", "{school_year: 31}", 26, "there is no number for month"),
        ("minimum_days: {school_year: 31", "minimal_days: {school_year: 31", 11, "minimum_days is not known here"),
        ("[school_year, month]", "[school_year, decade]", 8, "periods.2: 'decade' is not one of day, week"),
        ("[school_year, month]", "[]", 8, "name at least one period"),
        ("review_by: 2027-06-30", "review_by: soon", 35, "a date such as 2027-06-30"),
        ("status: trial", "status: reviewed", 36, "a reviewed indicator names who checked it"),
        ("is: 1 of 1", "is: one", 40, "write numerator and denominator like '3 of 20'"),
        ("checked_by:\n", "", 1, "checked_by is missing"),
        ("id: days_missed", "id: Days missed", 1, "an id has letters"),
        ("name: Days missed", "name: Days: missed", 2, "this is not sound YAML"),
        ("name: Days missed", "name: Days missed\nname: Twice", 3, "name is given twice"),
        ("{from: attendance}", "{from: moon}", 7, "'moon' is not one of attendance, enrollments"),
        ("{from: attendance}", "{from: cohort, where: x}", 7, "a cohort is not narrowed here"),
        ("{from: attendance}", "{from: cohort}", 8, "a cohort is counted once a year"),
        ("{id: Ana, days: 40", "{id: Ana, dayz: 40", 39, "examples.1.students.1.dayz: this field is not known here"),
        ("{id: Ana, days: 40", "{days: 40", 39, "examples.1.students.1: id is missing"),
        ("days: 40", "days: forty", 39, "here a number is needed, not 'forty'"),
        ("absent: 4}", "absent: 4, grade: 5}", 39, "a grade is text. Write it in quotes"),
        ("absent: 4}", "absent: 4, from: soon}", 39, "a date such as 2027-06-30"),
        ("absent: 4}", "absent: 4, attendance: {attended: 1}}", 39, "here a list is needed"),
        ("absent: 4}", "absent: 4, attendance: [{atended: 1}]}", 39, "attendance.1.atended: this field is not known"),
        ("absent: 4}", "absent: 4, grades: [{leter: F}]}", 39, "grades.1.leter: this field is not known here"),
        ("absent: 4}", "absent: 4, attendance: [{days: 3}]}", 39, "days belong to the student"),
        ("absent: 4}]", "absent: 4}]\n    rows: {atendance: []}", 40, "there is no table atendance"),
    ],
)  # fmt: skip
def test_a_mistake_is_shown_by_file_and_line(before: str, after: str, line: int, says: str) -> None:
    assert before in GOOD
    with pytest.raises(DefinitionError) as raised:
        read(GOOD.replace(before, after, 1))
    assert str(raised.value).startswith(f"own.yaml, line {line}: ")
    assert says in str(raised.value)


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list", "{", "\t"])
def test_a_file_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError, match=r"own\.yaml, line 1: "):
        read(text)


def test_a_folder_of_their_own_adds_to_what_ships(tmp_path: Path) -> None:
    from groundswell.store.query import TABLE_KINDS

    (tmp_path / "own.yaml").write_text(GOOD, encoding="utf-8")
    assert "days_missed" in indicators(TABLE_KINDS, own=tmp_path)
    (tmp_path / "own.yaml").write_text(
        GOOD.replace("id: days_missed", "id: attendance_rate"), encoding="utf-8"
    )
    with pytest.raises(
        DefinitionError, match=r"own\.yaml, line 1: id: attendance_rate is the id of attendance_rate\.yaml"
    ):
        indicators(TABLE_KINDS, own=tmp_path)


def test_one_file_can_define_several(tmp_path: Path) -> None:
    """`for_each` writes a definition once for everything that is counted alike."""
    text = GOOD.replace("id: days_missed\nname: Days missed", 'id: missed_{key}\nname: "{name}: days missed"')
    (tmp_path / "own.yaml").write_text("for_each: {all_day: All day, half: Half a day}\n" + text, "utf-8")
    found = read_file(tmp_path / "own.yaml", TABLES)
    assert [(each.id, each.name) for each in found] == [
        ("missed_all_day", "All day: days missed"),
        ("missed_half", "Half a day: days missed"),
    ]


@pytest.mark.parametrize("entries", ["[safety]", "{}", "{safety: 3}"])
def test_for_each_has_keys_with_names(tmp_path: Path, entries: str) -> None:
    (tmp_path / "own.yaml").write_text(f"# ours\nfor_each: {entries}\n{GOOD}", "utf-8")
    with pytest.raises(DefinitionError, match=r"own.yaml, line 2: for_each lists keys with their names"):
        read_file(tmp_path / "own.yaml", TABLES)
