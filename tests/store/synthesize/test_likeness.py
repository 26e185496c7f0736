"""The network is like the public files that it was calibrated on, and the planted effects are there."""
# ruff: noqa: S608 (queries of the tests' own)

import numpy as np
import pytest

from groundswell.store.synthesize.absence import find_level, planted, standing
from groundswell.store.synthesize.calibration import WEEKDAYS, calibration, shifted
from groundswell.store.synthesize.network import build_network
from groundswell.store.synthesize.planting import Change, Gap, LateSubmitter, OverIdentified, Plants
from groundswell.store.synthesize.population import Cohorts, Newcomers
from groundswell.store.synthesize.scoring import draw_scores
from groundswell.store.synthesize.sizes import Size
from groundswell.store.synthesize.streams import stream
from tests.store.synthesize.looking import YEARS, Network


def odds(share: float) -> float:
    return share / (1 - share)


def test_attendance_by_weekday_and_snow(network: Network) -> None:
    calibrated = calibration().attendance
    truth = network.key["truth"]
    for day in WEEKDAYS:
        assert truth["percent_attended_by_weekday"][day] == pytest.approx(
            calibrated["percent_attended"][day], abs=2
        )
    snow = 1 - truth["percent_attended_on_snow_days"] / 100
    usual = 1 - np.mean(list(truth["percent_attended_by_weekday"].values())) / 100
    assert odds(snow) / odds(usual) == pytest.approx(calibrated["snow_day_odds"], rel=0.35)


def test_the_key_counts_what_the_files_hold(network: Network) -> None:
    """Chronic absence by district, from the daily files with SQL, against the key."""
    late = network.planted["late_submitter"]
    found = network.daily(
        "SELECT district, sum((absent >= days * 0.1)::INT), count(*) FROM (SELECT school_id[:3] AS district, student_id, "
        "sum(1 - attended) AS absent, count(*) AS days FROM daily WHERE date < '2025-07-01' AND date > '2024-07-01' "
        "GROUP BY 1, 2 HAVING count(*) >= 30) GROUP BY 1 ORDER BY 1"
    )
    assert late["days"][0] > "2025-07-01"
    told = [
        (row["district"], row["chronically_absent"], row["with_30_days"])
        for row in network.groups(school_year=2025, group="all")
    ]
    assert found == told


def people(count: int, plants: Plants):
    like = calibration()
    district = build_network(Size(students=count, schools=12, districts=1), like)[0]
    newcomers = Newcomers(district, like, plants)
    return like, district, Cohorts.begin(newcomers, stream(1, "people", 1)).students


@pytest.fixture(scope="module")
def nothing_planted() -> Plants:
    return Plants(Change("", None), Gap("none"), LateSubmitter("", ()), OverIdentified("none", 1))  # type: ignore[arg-type]


def test_the_level_of_absence_is_solved_for(nothing_planted: Plants) -> None:
    like, district, students = people(4000, nothing_planted)
    own = standing(district, students, like)
    level = find_level(own, like)
    chance = 1 / (1 + np.exp(-own[:, None] - level.by_weekday))
    assert 1 - chance.mean(axis=0) == pytest.approx(like.attended_by_weekday, abs=1e-6)


def test_groups_are_as_calibrated(nothing_planted: Plants) -> None:
    like, district, students = people(8000, nothing_planted)
    assert students.low_income.mean() == pytest.approx(district.low_income, abs=0.02)
    assert students.english_learner.mean() == pytest.approx(district.english_learner, abs=0.02)
    assert 100 * students.disability.mean() == pytest.approx(like.places["percent_with_disability"], abs=1.5)
    assert shifted(np.array([0.1, 0.5, 0.9]), 0.3).mean() == pytest.approx(0.3, abs=1e-9)


def test_scores_have_the_measured_spread_and_memory(nothing_planted: Plants) -> None:
    like, district, students = people(8000, nothing_planted)
    this = draw_scores(district, students, like, nothing_planted, stream(1, "scores", 1))
    after = draw_scores(district, students, like, nothing_planted, stream(1, "scores", 2))
    fourth = students.grade == 4
    for place, subject in enumerate(("reading", "mathematics")):
        spread = like.scores[subject]["by_grade"]["04"][1]
        assert np.std(this[fourth, place]) == pytest.approx(spread, rel=0.1)
        same = np.corrcoef(this[fourth, place], after[fourth, place])[0, 1]
        assert same >= like.scores[subject]["residual_year_to_year"] - 0.03


def test_few_students_come_leave_or_move_within_a_year(network: Network) -> None:
    rows = network.edfi("2024-25", "studentSchoolAssociations")
    first = {row["studentReference"]["studentUniqueId"] for row in rows if "exitWithdrawDate" in row}
    assert 0.005 < len(first) / len(rows) < 0.09


def test_the_change_lowered_absence_at_the_school_from_the_date(network: Network) -> None:
    change = network.planted["change"]
    asked = (
        f"SELECT sum(1 - attended)::DOUBLE, count(*) FROM daily WHERE school_id = '{change['school']}' "
        f"GROUP BY date >= '{change['date']}' ORDER BY date >= '{change['date']}'"
    )
    (before, days), (since, days_since) = network.daily(asked)
    told = change["absence"]
    assert (told["the school before"]["days_absent"], told["the school before"]["days_recorded"]) == (
        before,
        days,
    )
    assert told["the school since"]["days_absent"] == since
    assert odds(since / days_since) / odds(before / days) == pytest.approx(change["odds"], rel=0.3)
    others = [told[f"other elementary schools {when}"]["percent_absent"] for when in ("before", "since")]
    assert others[1] / others[0] == pytest.approx(1, abs=0.2)


def test_the_gap_is_in_one_district_and_exact_in_the_model(nothing_planted: Plants, network: Network) -> None:
    like, district, students = people(400, nothing_planted)
    gap = Plants(
        nothing_planted.change, Gap(district.id), nothing_planted.late, nothing_planted.over_identified
    )
    own = standing(district, students, like)
    moved = planted(own, district, students, gap) - own
    assert moved[students.english_learner] == pytest.approx(np.log(network.planted["gap"]["odds"]))
    assert not moved[~students.english_learner].any()
    assert planted(own, district, students, nothing_planted) is own


def test_the_gap_shows_in_the_files(larger: Network) -> None:
    """English learners against others, in the district with the gap and in the one without."""
    gaps, scores = {}, {}
    for district in ("101", "102"):
        [learners], [others] = (
            larger.groups(district=district, group=group)
            for group in ("english_learner", "not english_learner")
        )
        gaps[district] = _chronic_odds(learners) / _chronic_odds(others)
        scores[district] = learners["mean_mathematics"] - others["mean_mathematics"]
    assert larger.planted["gap"]["district"] == "102"
    assert gaps["102"] > 1.5 * gaps["101"]
    assert scores["102"] < scores["101"] - 5


def _chronic_odds(row: dict[str, int]) -> float:
    return odds(row["chronically_absent"] / row["with_30_days"])


def test_one_group_is_over_identified(nothing_planted: Plants, larger: Network) -> None:
    plant = OverIdentified("101", 1)
    found = []
    for which in (nothing_planted.over_identified, plant):
        plants = Plants(nothing_planted.change, nothing_planted.gap, nothing_planted.late, which)
        _, _, students = people(8000, plants)
        inside = students.race == plant.race
        found.append(students.disability[inside].mean() / students.disability[~inside].mean())
    assert found[1] / found[0] == pytest.approx(plant.times, rel=0.3)
    told = larger.planted["over_identified"]
    [inside], [everyone] = (
        larger.groups(district=told["district"], group=group) for group in (told["race"], "all")
    )
    risk = inside["with_disability"] / inside["students"]
    rest = everyone["with_disability"] - inside["with_disability"]
    assert risk / (rest / (everyone["students"] - inside["students"])) > 1.7


def test_the_late_submitter_came_late(network: Network) -> None:
    late = network.planted["late_submitter"]
    days = "', '".join(late["days"])
    where = f"school_id = '{late['school']}' AND date IN ('{days}')"
    assert network.daily(f"SELECT count(*) FROM daily WHERE {where}") == [(0,)]
    [file] = (network.folder / "attendance" / f"{YEARS[-1]}-late").glob("*.parquet")
    found = network.daily(f"SELECT count(*), count(DISTINCT date) FROM '{file}' WHERE {where}")
    assert found[0][1] == len(late["days"]) == 15
    assert found[0][0] == network.key["rows"][f"attendance/{YEARS[-1]}-late/{file.name}"]
