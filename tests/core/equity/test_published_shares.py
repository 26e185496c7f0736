"""Shares and distances that New York City and California print, from the counts they print beside them.

The city's graduation totals are shipped; the other files are read where the shared data is at hand.
"""

import csv
import gzip
from collections import defaultdict
from functools import cache

import pyarrow.parquet as pq
import pytest

from groundswell.core.equity.gaps import gaps
from groundswell.core.equity.reference import Reference
from groundswell.core.stats.rate_intervals import Share
from tests.core.disclosure.published_tables import DATA, NYC_RAW, SHIPPED

GRADUATED = {"2001": 53.98, "2002": 55.21, "2003": 57.52, "2004": 59.95}
BY_GROUP = {
    "Black": 55.19,
    "White": 75.88,
    "Hispanic": 51.89,
    "Asian": 76.19,
    "English Language Learners": 38.23,
    "Special Education Students": 49.61,
}
WHOLE = "Total Cohort"


@cache
def shares(raw: bool) -> dict[tuple[str, str], Share]:
    """By cohort and group, over the schools whose number is printed."""
    file = NYC_RAW if raw else SHIPPED / "nyc_graduation_2001-2004.csv.gz"
    if not file.exists():
        pytest.skip("the city's graduation file is not here; set GROUNDSWELL_DATA to check all groups")
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["Total Grads - n"] != "s":
                held = sums[row["Cohort"], row["Demographic"]]
                held[0] += int(row["Total Grads - n"].replace(",", ""))
                held[1] += int(row["Total Cohort"].replace(",", ""))
    return {key: Share(*held) for key, held in sums.items()}


@pytest.mark.parametrize("raw", [False, True], ids=["shipped", "whole"])
def test_graduation_in_the_city(raw: bool) -> None:
    found = {cohort: 100 * shares(raw)[cohort, WHOLE].proportion for cohort in GRADUATED}
    assert found == pytest.approx(GRADUATED, abs=0.006)
    assert shares(raw)["2004", WHOLE] == Share(42_061, 70_165)


def test_graduation_by_group() -> None:
    found = {group: 100 * shares(raw=True)["2004", group].proportion for group in BY_GROUP}
    assert found == pytest.approx(BY_GROUP, abs=0.006)


def test_the_gap_of_groups_beside_the_highest() -> None:
    groups = {group: shares(raw=True)["2004", group] for group in ("Black", "Hispanic", "White", "Asian")}
    found = gaps(
        groups,
        whole=shares(raw=True)["2004", WHOLE],
        higher_is_better=True,
        reference=Reference(kind="named group", name="Asian"),
    )
    points = {each.group: each.points.value for each in found}
    expected = {group: BY_GROUP[group] - BY_GROUP["Asian"] for group in ("Black", "Hispanic", "White")}
    assert points == pytest.approx(expected, abs=0.012)


@pytest.mark.parametrize(
    ("grade", "met", "tested", "percent"), [("03", 172_727, 403_798, 42.80), ("04", 181_514, 413_723, 43.90)]
)
def test_californias_tests_of_2024(grade: str, met: int, tested: int, percent: float) -> None:
    rows = [r for r in _caaspp() if r["agg_level"] == "T" and r["subject"] == "ELA" and r["grade"] == grade]
    assert [(r["n_met_and_above"], r["n_tested"]) for r in rows] == [(met, tested)]
    # The state divides by students with scores: those of all four levels.
    scored = sum(rows[0][f"n_{level}"] for level in ("exceeded", "met", "nearly_met", "not_met"))
    assert round(100 * Share(met, scored).proportion, 2) == percent == rows[0]["pct_met_and_above"]
    if grade == "03":
        assert rows[0]["mean_scale_score"] == 2409.9


def test_every_share_of_californias_tests() -> None:
    """All grades, places and subjects: what is printed follows from the counts, to the last place."""
    rows = [r for r in _caaspp() if r["pct_met_and_above"] is not None and (r["n_tested"] or 0) > 1000]
    levels = ("exceeded", "met", "nearly_met", "not_met")
    off = [
        abs(100 * r["n_met_and_above"] / sum(r[f"n_{level}"] for level in levels) - r["pct_met_and_above"])
        for r in rows
    ]
    assert len(rows) > 200
    assert max(off) < 0.03


@cache
def _caaspp() -> list[dict]:  # type: ignore[type-arg]
    file = DATA / "caaspp2024" / "caaspp_2024_core8_and_state.parquet"
    if not file.exists():
        pytest.skip("California's test results are not here; set GROUNDSWELL_DATA to check these numbers")
    return pq.read_table(file).to_pylist()
