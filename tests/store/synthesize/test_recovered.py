"""What was planted is found again by the indicators, from the files as anybody would load them."""

import shutil
from pathlib import Path

import pytest

from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.reading import read_indicator
from groundswell.core.indicators.results import Query, Result
from groundswell.library.indicator_files import indicators
from groundswell.library.lines import read_yaml
from groundswell.store.engine import EngineLimits
from groundswell.store.query import TABLE_KINDS, compute
from groundswell.store.query.opening import opened
from groundswell.store.read.edfi.load import LoadSettings, load_edfi
from tests.store.oneroster.loading import AT, load
from tests.store.read.mapped.given import bring
from tests.store.synthesize.looking import Network

YEAR, LEARNERS = "2025-26", "english_learner"
AFFECTED, OTHER = "102", "101"
WORDS = """\
subjects:
  reading: [Spring benchmark Reading]
  mathematics: [Spring benchmark Mathematics]
categories:
  interim_test: [Spring benchmark]
"""
DAYS = """\
table: attendance
columns: {student_id: student_id, school_id: school_id, date: date, attended: attended, category: category}
"""
AS_THE_KEY_COUNTS = """\
id: absent_a_tenth
name: Absent on a tenth of thirty days or more
family: chronic_absence
why: The key of the invented network counts it so, in all grades.
unit: percent
direction: lower
units: {from: attendance}
periods: [school_year]
population: {words: Students with thirty days., rule: expected >= 30}
gather:
  expected: {from: attendance, take: count}
  attended: {from: attendance, take: sum, of: attended}
numerator: {words: Those absent on a tenth of them., rule: 10 * (expected - attended) >= expected}
denominator: {words: All of the population.}
boundary: Exactly a tenth counts.
caveats: [It is for this test.]
source: Written out by this project
authored_by: A test
checked_by: A test
review_by: 2027-11-30
status: trial
examples:
  - about: Three of thirty days.
    students: [{id: Ana, days: 30, absent: 3}, {id: Bo, days: 29, absent: 29}]
    expect: [{is: 1 of 1, value: 100}]
"""
NAMES = {"all": "all", "yes": LEARNERS, "no": f"not {LEARNERS}"}
Found = dict[tuple[str, str], Result]


@pytest.fixture(scope="module")
def store(larger: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Who is there from OneRoster, groups from Ed-Fi, each day from the attendance files, the late ones last."""
    folder = tmp_path_factory.mktemp("recovered")
    words, edfi, kept = folder / "words.yaml", folder / "edfi", folder / "store"
    words.write_text(WORDS, "utf-8")
    load(kept, larger.folder / "oneroster" / YEAR, words=words)
    told_below = shutil.ignore_patterns("studentSchoolAttendanceEvents*", "calendarDates*")
    shutil.copytree(larger.folder / "edfi" / YEAR, edfi, ignore=told_below)
    load_edfi(kept, edfi, made_at=AT, settings=LoadSettings(engine=EngineLimits(threads=1)))
    days = sorted((larger.folder / "attendance" / YEAR).glob("*.parquet"))
    days += sorted((larger.folder / "attendance" / f"{YEAR}-late").glob("*.parquet"))
    for number, file in enumerate(days):
        report = bring(kept, file, DAYS, adds=number > 0)
        assert (report.outcome, report.quarantined, report.skipped) == ("published", 0, 0)
    return kept


def _found(store: Path, indicator: Indicator) -> Found:
    query = Query(period="school_year", place="district", groups=(LEARNERS,), school_years=(2026,))
    with opened(store) as (engine, _):
        return {(row.place, NAMES[row.group]): row for row in compute(engine, indicator, query)}


def test_absence_is_what_the_key_counts_with_the_gap_in_one_district(store: Path, larger: Network) -> None:
    data, lines = read_yaml(AS_THE_KEY_COUNTS, file="own.yaml")
    indicator = read_indicator(data, tables=TABLE_KINDS, file="own.yaml", lines=lines)
    found = _found(store, indicator)
    told = {
        (row["district"], row["group"]): (row["chronically_absent"], row["with_30_days"])
        for row in larger.groups(school_year=2026)
        if row["group"] in NAMES.values()
    }
    assert {key: (row.numerator, row.denominator) for key, row in found.items()} == told
    assert larger.planted["gap"]["district"] == AFFECTED
    gaps = {
        place: found[place, LEARNERS].value - found[place, NAMES["no"]].value for place in (AFFECTED, OTHER)
    }
    assert gaps[AFFECTED] > 10
    assert abs(gaps[OTHER]) < 5


def test_scores_show_the_gap_beside_what_is_usual(store: Path, larger: Network) -> None:
    found = _found(store, indicators(TABLE_KINDS)["test_score_mathematics"])
    for (district, group), row in found.items():
        [told] = larger.groups(school_year=2026, district=district, group=group)
        assert row.value == pytest.approx(told["mean_mathematics"], abs=2)
    gaps = {
        place: found[place, LEARNERS].value - found[place, NAMES["no"]].value for place in (AFFECTED, OTHER)
    }
    assert gaps[AFFECTED] < gaps[OTHER] - 5
