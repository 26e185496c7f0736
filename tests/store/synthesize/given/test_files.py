"""What is given comes out of the files, through the loaders."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from groundswell.store.engine import EngineLimits
from groundswell.store.read.edfi.load import LoadSettings, load_edfi
from groundswell.store.synthesize.given.making import GivenFiles, synthesize_given
from groundswell.store.synthesize.sizes import CannotSynthesize
from tests.store.oneroster.loading import AT, load, rows
from tests.store.synthesize.given.places import SMALL, STATED, given_year, small_network


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> GivenFiles:
    return synthesize_given(small_network(), tmp_path_factory.mktemp("given") / "out")


@pytest.fixture(scope="module")
def store(written: GivenFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("given-store") / "store"
    for year in written.years:
        assert load(folder, written.oneroster(year)).complete
        settings = LoadSettings(engine=EngineLimits(threads=1))
        assert load_edfi(folder, written.edfi(year), made_at=AT, settings=settings).complete
    return folder


@pytest.fixture(scope="module")
def key(written: GivenFiles) -> dict:
    return json.loads((written.folder / "key" / "key.json").read_text())


def test_every_stated_count_is_in_the_rows(written: GivenFiles, key: dict) -> None:
    assert written.not_reached == ()
    school = next(row for row in key["schools"] if row["stated"])
    assert {name: school["groups"][name]["chronically_absent"] for name in STATED} == STATED
    assert school["groups"]["all"]["students"] == 104


def test_the_days_are_as_present_as_given(store: Path, key: dict) -> None:
    """One student more or less would be half a rounding step: that is as near as whole students come."""
    assert all(row["largest_difference_of_a_day_in_points"] <= 50 / 95 for row in key["schools"])
    absent = rows(store, "SELECT date, count(*) FROM attendance WHERE school_id = '1001' AND school_year = 2016 "
                         "AND attended = 0 GROUP BY date ORDER BY date")  # fmt: skip
    wanted = [round(104 * (100 - percent) / 100) for percent in given_year(2016).present.values()]
    assert [count for _, count in absent] == wanted


def test_groups_are_as_given_in_the_store(store: Path) -> None:
    found = dict(rows(store, "SELECT group_name, count(DISTINCT student_id) FROM group_memberships WHERE "
                             "group_set = 'race_ethnicity' AND school_year = 2016 AND student_id IN (SELECT student_id "
                             "FROM enrollments WHERE school_id = '1001' AND school_year = 2016) GROUP BY 1"))  # fmt: skip
    assert found == SMALL | {"white": 25}
    learners = rows(store, "SELECT count(DISTINCT g.student_id) FROM group_memberships AS g JOIN enrollments AS e "
                           "USING (student_id, school_year) WHERE group_set = 'english_learner' AND group_name = 'yes' "
                           "AND school_year = 2016 AND school_id = '1001'")  # fmt: skip
    assert learners == [(20,)]
    foster = rows(store, "SELECT count(*) FROM group_memberships WHERE group_set = 'foster' AND group_name = 'yes' "
                         "AND school_year = 2016")  # fmt: skip
    assert foster[0][0] >= 6


def test_most_students_come_back_a_grade_higher(store: Path) -> None:
    found = rows(store, "SELECT b.grade::INT - a.grade::INT, count(*) FROM students AS a JOIN students AS b USING "
                        "(student_id) WHERE a.school_year = 2015 AND b.school_year = 2016 AND a.grade <> 'KG' "
                        "GROUP BY 1")  # fmt: skip
    assert [step for step, _ in found] == [1]
    assert found[0][1] > 60


def test_the_organizations_are_the_given_ones(store: Path) -> None:
    found = rows(
        store, "SELECT DISTINCT org_id, name, type FROM organizations WHERE school_year = 2016 ORDER BY 1"
    )
    assert found == [
        ("1000", "Larch Unified", "district"),
        ("1001", "Larch Grove School", "school"),
        ("2000", "Sage Unified", "district"),
        ("2001", "Sage Mill School", "school"),
        ("9000", "Two Shores", "network"),
    ]


def test_a_day_without_a_number_is_no_day_of_school(store: Path) -> None:
    found = rows(store, "SELECT count(*) FROM calendar_days WHERE school_id = '1001' AND school_year = 2016 AND "
                        "is_instructional AND source = 'edfi'")  # fmt: skip
    assert found == [(60,)]


def test_the_same_seed_gives_the_same_rows(written: GivenFiles, tmp_path: Path) -> None:
    again = synthesize_given(small_network(), tmp_path / "again")
    other = synthesize_given(small_network(seed=2), tmp_path / "other")
    events = "studentSchoolAttendanceEvents.json"
    first = (written.edfi(2016) / events).read_bytes()
    assert (again.edfi(2016) / events).read_bytes() == first
    assert (other.edfi(2016) / events).read_bytes() != first


@pytest.mark.parametrize(
    ("chronic", "words"),
    [
        ({"all": 300}, "300 chronically absent of all cannot be"),
        ({"all": 10, "black_african_american": 8, "hispanic_latino": 8}, "contradict each other"),
        ({"martian": 3}, "martian"),
        ({"asian": 2}, "State how many are chronically absent of all"),
    ],
)
def test_counts_that_cannot_be_are_refused(tmp_path: Path, chronic: dict[str, int], words: str) -> None:
    with pytest.raises(CannotSynthesize, match=words):
        synthesize_given(small_network(chronic=chronic), tmp_path / "out")


def test_ids_are_whole_numbers_and_differ(tmp_path: Path) -> None:
    with pytest.raises(CannotSynthesize, match="id of its own"):
        synthesize_given(replace(small_network(), id="1000"), tmp_path / "out")
    with pytest.raises(CannotSynthesize, match="id of its own"):
        synthesize_given(replace(small_network(), id="FIC"), tmp_path / "out")
