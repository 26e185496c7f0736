"""The example's student data: rows under the measures, released numbers over the rows."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from groundswell.core.disclosure.released import Shown, Suppressed
from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.example import student_data
from groundswell.example.content_files import content, data_bytes, data_rows
from groundswell.example.student_places import RACES, example_network, organizations
from groundswell.store.read.mapped.kept import keep, kept
from groundswell.store.release import reading
from groundswell.store.release.checking import check_release
from groundswell.store.release.rule import keep_rule, kept_rule

INDICATORS = ("attendance_rate", "chronic_absence_edu")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four schools in one year, through the real loaders and the real release."""
    folder = tmp_path_factory.mktemp("example") / "student-data"
    said: list[str] = []
    network = student_data.few_students()
    keep(folder, "office", "table: attendance\ncolumns: {student_id: Pupil, school_id: School, date: Date}\n")
    keep_rule(folder, SuppressionRule(threshold=15))
    assert student_data.make_student_data(
        folder, network, say=said.append, indicators=INDICATORS, periods=("school_year",)
    )
    assert said[0].startswith("Student data: ")
    return folder


def test_what_a_visitor_said_while_it_was_made_stays(store: Path) -> None:
    assert [each.name for each in kept(store)] == ["office"]
    assert kept_rule(store) == SuppressionRule(threshold=15)


def released(store: Path, indicator: str) -> dict[tuple[str, str, str], ReleasedResult]:
    manifest = reading.current(store)
    assert manifest is not None
    rows = reading.numbers(store, manifest, indicator, period="school_year", place_kind="school")
    return {(row.place, row.group_set, row.group): row for row in rows}


def stated(year: int) -> Iterator[tuple[str, str, int, int]]:
    """(organization, group, numerator, denominator) of CM2, where the file has the count."""
    ids = organizations()
    for row in data_rows("chronic_absence_schools.csv"):
        if row["period_end"].startswith(str(year)) and row["numerator"].isdecimal():
            code, group = ids[row["place_code"]][1], row["group_code"]
            yield code, group, int(row["numerator"]), int(row["denominator"])


def cell_of(organization: str, group: str) -> tuple[str, str, str]:
    known = {"": ("all", "all"), "english_learner": ("english_learner", "yes"),
             "not_english_learner": ("english_learner", "no"), "disability": ("disability", "yes"),
             "no_disability": ("disability", "no"), "other_race": ("race_ethnicity", "white")}  # fmt: skip
    return (organization, *known.get(group, ("race_ethnicity", RACES.get(group, ""))))


def test_what_is_shown_of_chronic_absence_is_what_the_measure_says(store: Path) -> None:
    found = released(store, "chronic_absence_edu")
    shown = 0
    for organization, group, numerator, denominator in stated(2016):
        row = found[cell_of(organization, group)]
        if isinstance(row.numerator, Shown):
            assert (row.numerator.value, row.students) == (numerator, Shown(denominator))
            shown += 1
    assert shown >= 15


def test_the_small_groups_of_the_story_are_withheld_and_white_with_them(store: Path) -> None:
    """Nine and five students at Cooper's Landing: with those two alone hidden, their sum (3 of 14) would be public."""
    found = released(store, "chronic_absence_edu")
    hidden = {
        (place, group)
        for (place, kind, group), row in found.items()
        if kind == "race_ethnicity" and isinstance(row.value, Suppressed)
    }
    assert {group for place, group in hidden if place == "1004"} == {
        "two_or_more", "native_hawaiian_pacific_islander", "white"
    }  # fmt: skip
    assert isinstance(found[("1004", "all", "all")].value, Shown)
    for place in ("1001", "1006"):
        assert isinstance(found[(place, "foster", "yes")].value, Suppressed)


def test_nothing_withheld_can_be_worked_out(store: Path) -> None:
    check = check_release(store)
    assert check.exposed == ()
    assert check.withheld > 0
    assert check.tables == 2


def test_attendance_is_that_of_the_measure(store: Path) -> None:
    """The mean over the days of the extract, weighed alike: no school changes its size within the year."""
    found = released(store, "attendance_rate")
    for school in student_data.few_students().schools:
        days = school.years[2016].present.values()
        row = found[(school.id, "all", "all")]
        assert isinstance(row.value, Shown)
        assert row.value.value == pytest.approx(sum(days) / len(days), abs=0.02)


def test_the_days_are_those_of_the_extract_before_today() -> None:
    text = gzip.decompress(data_bytes("attendance_daily.csv.gz")).decode()
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["school_code"] == "LW-01"]
    kept = [row for row in rows if "2015-08" < row["date"] < "2016-06-10" and row["percent_present"] != "NS"]
    school = example_network(until=date(2016, 6, 10), schools=("LW-01",)).schools[0]
    assert len(school.years[2016].present) == len(kept) > 150
    assert max(school.years[2016].present) < date(2016, 6, 10)


def test_every_group_adds_up_to_the_school_and_every_stated_group_fits() -> None:
    network = student_data.all_students()
    network.check()
    enrolled = {row["code"]: row["enrolled"] for row in content("network")["schools"]}
    codes = {told: code for code, (_, told) in organizations().items()}
    for school in network.schools:
        assert school.years[2016].total == enrolled[codes[school.id]]
    for year in (2014, 2015, 2016):
        schools = {school.id: school.years[year] for school in network.schools}
        for organization, group, _, denominator in stated(year):
            if group in {*RACES, "other_race"}:
                race = RACES.get(group, "white")
                assert schools[organization].students[race] == denominator
            elif group in {"english_learner", "disability"}:
                assert schools[organization].flagged[group] == denominator
            elif group == "":
                assert schools[organization].total == denominator


def test_the_key_is_beside_the_store_and_the_work_is_gone(store: Path) -> None:
    key = json.loads((store.with_name("student-data-key") / "key.json").read_text())
    assert key["planted"]["stated_but_not_reached"] == []
    assert {row["name"] for row in key["schools"]} >= {"Heron Slip K-8", "Cooper's Landing K-8"}
    assert not student_data.making_folder(store).exists()


def test_data_that_is_there_stays(store: Path) -> None:
    assert student_data.is_there(store)
    assert student_data.make_beside(store) is None
    said: list[str] = []
    assert not student_data.make_student_data(store, student_data.few_students(), say=said.append)
    assert said == []


def test_two_do_not_make_it_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "student-data"
    with student_data._alone(folder) as alone:
        assert alone
        assert not student_data.make_student_data(folder, student_data.few_students(), say=lambda _: None)
    assert not folder.exists()


@pytest.mark.django_db
def test_places_are_linked_once() -> None:
    from groundswell.domain.indicators.models import PlaceInData
    from groundswell.example.student_links import link_student_data
    from groundswell.example.tree import load_tree

    load_tree()
    assert link_student_data() == len(organizations()) == 13
    assert link_student_data() == 0
    heron = PlaceInData.objects.get(place__code="LW-01")
    assert (heron.kind, heron.organization_id) == ("school", "1001")
    assert PlaceInData.objects.get(place__code="FIC").key == "network:9000"
