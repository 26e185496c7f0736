"""The table of the 40 schools, recomputed from the shipped extract, by plain arithmetic and by our engine."""

import csv
import datetime as dt
import statistics
from pathlib import Path

import pytest

from groundswell.core.stats import ChartOptions, ChartResult, Point, analyze
from tests.example.series import Series, d, limits, runs, school_year, w
from tests.example.shipped import content, days_by_school, rows

with (Path(__file__).parent / "golden_schools.csv").open(encoding="utf-8", newline="") as lines:
    GOLDEN = {row["code"]: row for row in csv.DictReader(lines)}
YEARS = (2014, 2015, 2016)
LAST_BASE_WEEK = dt.date(2014, 6, 2)

each_school = pytest.mark.parametrize("code", GOLDEN)


def near(printed: str) -> object:
    """Equal to the printed figure, which has one decimal."""
    return pytest.approx(float(printed), abs=0.051)


def engine(series: Series, chart: str, *, baseline_until: dt.date | None = None) -> ChartResult:
    points = [Point(monday, value) for monday, value in sorted(series.items())]
    return analyze(points, ChartOptions(chart=chart, baseline_until=baseline_until, direction="up"))  # type: ignore[arg-type]


@each_school
def test_name_level_and_size(code: str) -> None:
    school = next(school for school in content("network.yaml")["schools"] if school["code"] == code)
    golden = GOLDEN[code]
    assert (school["name"], school["level"], str(school["enrolled"])) == (
        golden["name"],
        golden["level"],
        golden["enrolled"],
    )


@each_school
def test_median_day_of_each_year(code: str) -> None:
    days = days_by_school()[code]
    for year in YEARS:
        reported = [
            percent for day, percent in days.items() if percent is not None and school_year(day) == year
        ]
        assert statistics.median(reported) == near(GOLDEN[code][f"median_{year}"])


@each_school
def test_baseline_limits_and_weeks_outside(code: str) -> None:
    golden, series = GOLDEN[code], w(code)
    center, low, high = limits([value for monday, value in series.items() if school_year(monday) == 2014])
    later = [value for monday, value in series.items() if school_year(monday) > 2014]
    assert (center, low, high) == (
        near(golden["base_mean"]),
        near(golden["base_low"]),
        near(golden["base_high"]),
    )
    assert sum(value < low for value in later) == int(golden["below"])
    assert sum(value > high for value in later) == int(golden["above"])


@each_school
def test_engine_draws_the_same_limits(code: str) -> None:
    golden = GOLDEN[code]
    part = engine(w(code), "i", baseline_until=LAST_BASE_WEEK).parts[0]
    assert part.center == near(golden["base_mean"])
    assert (part.lower, part.upper) == (near(golden["base_low"]), near(golden["base_high"]))


@each_school
def test_engine_counts_the_same_weeks_outside(code: str) -> None:
    golden = GOLDEN[code]
    result = engine(w(code), "i", baseline_until=LAST_BASE_WEEK)
    later = [point for point in result.points if isinstance(point.x, dt.date) and point.x > LAST_BASE_WEEK]
    assert sum(point.y < point.lower for point in later) == int(golden["below"])  # type: ignore[operator]
    assert sum(point.y > point.upper for point in later) == int(golden["above"])  # type: ignore[operator]


@each_school
def test_runs_and_signal(code: str) -> None:
    golden = GOLDEN[code]
    longest, crossings, signal = runs(list(w(code).values()))
    part = engine(w(code), "run").parts[0]
    assert (longest, crossings) == (int(golden["longest_run"]), int(golden["crossings"]))
    assert signal is (golden["signal"] == "yes")
    assert (part.longest_run, part.crossings, part.runs_signal) == (longest, crossings, signal)


@each_school
def test_against_peers(code: str) -> None:
    golden, series = GOLDEN[code], d(code)
    for year in YEARS:
        values = [value for monday, value in series.items() if school_year(monday) == year]
        assert statistics.median(values) == near(golden[f"d_{year}"])
    signal = runs(list(series.values()))[2]
    assert signal is (golden["d_signal"] == "yes")
    assert engine(series, "run").parts[0].runs_signal is signal


def test_36_of_40_signal_and_37_against_peers() -> None:
    assert sum(runs(list(w(code).values()))[2] for code in GOLDEN) == 36
    assert sum(runs(list(d(code).values()))[2] for code in GOLDEN) == 37


def test_96_to_99_weeks_per_school() -> None:
    assert {len(w(code)) for code in GOLDEN} <= set(range(96, 100))


def test_network_median_of_yearly_medians() -> None:
    for year, printed in zip(YEARS, ("90.7", "90.6", "91.6"), strict=True):
        medians = [
            statistics.median(value for monday, value in w(code).items() if school_year(monday) == year)
            for code in GOLDEN
        ]
        assert statistics.median(medians) == near(printed)


def test_506_days_and_461_rows_not_submitted() -> None:
    table = rows("attendance_daily.csv.gz")
    days = {row["date"] for row in table}
    by_year = [sum(school_year(dt.date.fromisoformat(day)) == year for day in days) for year in YEARS]
    assert len(table) == 20_240 == 40 * len(days)
    assert by_year == [181, 154, 171]
    assert sum(row["percent_present"] == "NS" for row in table) == 461


def test_251_of_the_461_are_in_high_schools() -> None:
    high = {code for code, golden in GOLDEN.items() if golden["level"] == "high"}
    missing = [row for row in rows("attendance_daily.csv.gz") if row["percent_present"] == "NS"]
    assert sum(row["school_code"] in high for row in missing) == 251


def test_rows_are_sorted_and_each_school_day_stands_once() -> None:
    keys = [(row["school_code"], row["date"]) for row in rows("attendance_daily.csv.gz")]
    assert keys == sorted(set(keys))
