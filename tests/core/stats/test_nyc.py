"""Published daily attendance of New York City, city-wide, as an unscreened XmR chart by school year."""

import os
from pathlib import Path

import pytest

from groundswell.core.stats import ChartOptions, ChartResult, Point, analyze

DATA = Path(os.environ.get("GROUNDSWELL_DATA", Path(__file__).parents[4] / "shared" / "data"))
FILE = DATA / "nyc" / "daily_attendance_2013-14_to_2015-16.parquet"


@pytest.fixture(scope="module")
def years() -> dict[int, ChartResult]:
    if not FILE.exists():
        pytest.skip("the public attendance file is not here; set GROUNDSWELL_DATA to check these numbers")
    parquet = pytest.importorskip("pyarrow.parquet")
    # The city's own line holds 0 on days when every school was closed; those are no school days.
    rows = [r for r in parquet.read_table(FILE).to_pylist() if r["dbn"] == "CITYWIDE" and r["attn_pct"]]
    options = ChartOptions(chart="i", screened=False, direction="up")
    return {
        year: analyze([Point(r["date"], r["attn_pct"]) for r in rows if r["sy"] == year], options)
        for year in (2014, 2015, 2016)
    }


@pytest.mark.parametrize(
    ("year", "n", "center", "moving_range", "low_days", "places"),
    [(2014, 181, 89.19, 3.408, 7, 2), (2015, 154, 89.714, 2.338, 9, 3), (2016, 171, 89.99, 1.640, 7, 2)],
)
def test_means_ranges_and_low_days(
    years: dict[int, ChartResult],
    year: int,
    n: int,
    center: float,
    moving_range: float,
    low_days: int,
    places: int,
) -> None:
    result = years[year]
    part = result.parts[0]
    assert part.n_values == n
    assert part.center is not None
    assert part.upper is not None
    assert part.center == pytest.approx(center, abs=0.6 * 10**-places)
    assert (part.upper - part.center) * 1.128 / 3 == pytest.approx(moving_range, abs=6e-4)
    assert sum(p.signals[0].side == "below" for p in result.points if p.signals) == low_days


def test_the_low_days_of_the_first_year(years: dict[int, ChartResult]) -> None:
    result = years[2014]
    marked = {str(p.x): p.y for p in result.points if p.signals}
    assert sorted(marked) == [
        "2014-01-02",
        "2014-01-07",
        "2014-01-22",
        "2014-02-05",
        "2014-02-13",
        "2014-06-05",
        "2014-06-09",
    ]
    assert marked["2014-01-22"] == pytest.approx(47.10, abs=0.005)
    assert marked["2014-02-13"] == pytest.approx(44.65, abs=0.005)
    assert (result.parts[0].lower, result.parts[0].upper) == (
        pytest.approx(80.12, abs=0.01),
        pytest.approx(98.25, abs=0.01),
    )


@pytest.mark.parametrize(("year", "median"), [(2014, 90.67), (2015, 90.59), (2016, 90.83)])
def test_medians_of_the_run_charts(years: dict[int, ChartResult], year: int, median: float) -> None:
    run_chart = analyze([Point(p.x, p.y) for p in years[year].points], ChartOptions(chart="run"))
    assert run_chart.parts[0].center == pytest.approx(median, abs=0.006)
