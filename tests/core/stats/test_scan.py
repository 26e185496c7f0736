"""A scan says of every series what the chart of that series alone says."""

import datetime as dt
from collections.abc import Callable

import narwhals.stable.v2 as nw
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats import (
    BadPointsError,
    ChartName,
    ChartOptions,
    ChartResult,
    Exclusion,
    Phase,
    Point,
    analyze,
    reading,
)
from groundswell.core.stats.points import RuleSetName
from groundswell.core.stats.scan import Coded, Scan, scan

MONDAY = dt.date(2025, 9, 1)
ALL_CHARTS: tuple[ChartName, ...] = ("run", "i", "mr", "xmr", "ip", "t", "c", "u", "up", "p", "pp", "g")
ALL_RULES: tuple[RuleSetName, ...] = ("anhoej", "mdc", "ihi", "western_electric", "nelson")
RATED = ("u", "up", "p", "pp")


def week(index: int) -> dt.date:
    return MONDAY + dt.timedelta(weeks=index)


def many(n_series: int, n_points: int, seed: int, *, gaps: float = 0.1) -> dict[str, np.ndarray]:
    """Series that drift, jump, sit still or wander, with denominators that vary and a few gaps."""
    random = np.random.RandomState(seed)
    n = random.randint(20, 90, size=(n_series, n_points)).astype(float)
    share = 0.3 + 0.1 * random.standard_normal((n_series, 1))
    share = share + np.linspace(0, 1, n_points) * random.choice([0, 0, 0.3, -0.2], size=(n_series, 1))
    share = share + (np.arange(n_points) > n_points // 2) * random.choice([0, 0.15], size=(n_series, 1))
    y = random.binomial(n.astype(int), np.clip(share, 0.02, 0.98)).astype(float) + 1
    y[random.random_sample(y.shape) < gaps] = np.nan
    y[0], n[1] = 5.0, 50.0
    return {
        "series": np.repeat(np.arange(n_series), n_points),
        "week": np.tile(np.array([week(k) for k in range(n_points)], dtype="datetime64[D]"), n_series),
        "y": y.ravel(),
        "n": np.maximum(n, np.nan_to_num(y)).ravel(),
    }


def alone(table: dict[str, np.ndarray], series: int, options: ChartOptions, *, rated: bool) -> ChartResult:
    rows = np.flatnonzero(table["series"] == series)
    points = [
        Point(
            table["week"][row].item(),
            None if np.isnan(table["y"][row]) else float(table["y"][row]),
            float(table["n"][row]) if rated else None,
        )
        for row in rows
    ]
    return analyze(points, options)


def scanned(table: dict[str, np.ndarray], options: ChartOptions, *, rated: bool) -> Scan:
    return scan(
        table, by=["series"], x="week", value="y", denominator="n" if rated else None, options=options
    )


def same(ours: float, theirs: float | None) -> bool:
    if theirs is None:
        return bool(np.isnan(ours))
    return bool(abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs)))


def differences(
    found: Scan, table: dict[str, np.ndarray], options: ChartOptions, *, rated: bool
) -> list[str]:
    rows, wrong = found.series(), []
    for series in range(found.n_series):
        chart = alone(table, series, options, rated=rated)
        last = chart.parts[-1]
        expected = {
            "verdict": reading(chart).verdict,
            "n_values": len(chart.values),
            "n_useful": last.n_useful,
            "longest_run": last.longest_run or 0,
            "crossings": last.crossings or 0,
            "runs_signal": any(part.runs_signal for part in chart.parts),
            "limits_shown": last.limits_shown,
            "points_marked": sum(bool(point.signals) for point in chart.points),
        }
        wrong += [
            f"{series} {name}: {rows[name][series]} alone {value}"
            for name, value in expected.items()
            if rows[name][series] != value
        ]
        wrong += [f"{series} center" for _ in range(not same(rows["center"][series], last.center))]
        points = found.points(series, series + 1)
        for k, point in enumerate(chart.points):
            ours = {
                (rule, side)
                for bit, (rule, side) in enumerate(found.rules)
                if points["signals"][k] >> bit & 1
            }
            theirs = {
                (s.rule, side) for s in point.signals for side in ([s.side] if s.side else ["above", "below"])
            }
            wrong += [f"{series} point {k}: {ours} alone {theirs}" for _ in range(ours != theirs)]
            for name, value in (("value", point.y), ("lower", point.lower), ("upper", point.upper)):
                wrong += [f"{series} {name} {k}" for _ in range(not same(points[name][k], value))]
    return wrong


def choices(chart: ChartName, rules: RuleSetName, **more: object) -> ChartOptions:
    return ChartOptions(chart=chart, rules=rules, direction="up", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("rules", ALL_RULES)
@pytest.mark.parametrize("chart", ALL_CHARTS)
def test_every_chart_and_rule_set(chart: ChartName, rules: RuleSetName) -> None:
    table, rated = many(24, 31, 7), chart in (*RATED, "ip")
    options = choices(chart, rules)
    assert differences(scanned(table, options, rated=rated), table, options, rated=rated) == []


PHASES = [Phase(week(12), "new hall passes", baseline_until=week(24)), Phase(week(30), "new bell")]
SNOW = [Exclusion(week(5), "snow"), Exclusion(week(25), "testing")]


@pytest.mark.parametrize("direction", ["down", "neither"])
@pytest.mark.parametrize(
    "more",
    [
        {"baseline_until": week(14)},
        {"phases": PHASES},
        {"phases": PHASES[:1], "baseline_until": week(8), "excluded": SNOW},
        {"excluded": SNOW, "center": 0.4, "multiply": 100, "floor_at_zero": True},
        {"screened": False, "time_ordered": False},
        {"runs_method": "cutbox"},
        {"runs_method": "bestbox", "phases": PHASES[:1]},
    ],
)
@pytest.mark.parametrize("chart", ["run", "i", "p", "up"])
def test_phases_freezes_and_points_set_aside(chart: ChartName, more: dict, direction: str) -> None:
    table, rated = many(16, 40, 11), chart in RATED
    options = ChartOptions(chart=chart, direction=direction, **more)  # type: ignore[arg-type]
    assert differences(scanned(table, options, rated=rated), table, options, rated=rated) == []


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.none() | st.integers(0, 12), min_size=9, max_size=9), min_size=1, max_size=6),
    st.sampled_from(["run", "i", "xmr", "c"]),
    st.sampled_from(ALL_RULES),
)
def test_short_and_flat_series(ys: list[list[int | None]], chart: ChartName, rules: RuleSetName) -> None:
    flat = [np.nan if y is None else float(y) for row in ys for y in row]
    table = {
        "series": np.repeat(np.arange(len(ys)), 9),
        "week": np.tile(np.array([week(k) for k in range(9)], dtype="datetime64[D]"), len(ys)),
        "y": np.asarray(flat),
    }
    table["n"] = table["y"]
    options = choices(chart, rules)
    assert differences(scanned(table, options, rated=False), table, options, rated=False) == []


def shuffled(table: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    order = np.random.RandomState(3).permutation(len(table["y"]))
    return {name: column[order] for name, column in table.items()}


def test_order_of_rows_does_not_matter() -> None:
    table, options = many(12, 26, 5), choices("p", "nelson")
    sorted_rows = scanned(table, options, rated=True).series()
    mixed = scanned(shuffled(table), options, rated=True).series()
    order = np.argsort(mixed["series"])
    for name, values in sorted_rows.items():
        np.testing.assert_array_equal(mixed[name][order], values)


def test_periods_a_series_lacks_are_gaps() -> None:
    table = many(3, 20, 5, gaps=0)
    keep = ~((table["series"] == 1) & (np.arange(60) % 20 == 4))
    short = {name: column[keep] for name, column in table.items()}
    whole = {**table, "y": np.where(keep, table["y"], np.nan)}
    options = choices("i", "anhoej")
    for name, values in scanned(short, options, rated=False).series().items():
        np.testing.assert_array_equal(scanned(whole, options, rated=False).series()[name], values)


def as_pandas(table: dict[str, np.ndarray]) -> object:
    import pandas as pd

    return pd.DataFrame(table).assign(series=lambda t: t["series"].map("school {}".format).astype("category"))


def as_polars(table: dict[str, np.ndarray]) -> object:
    import polars as pl

    return pl.DataFrame(table).with_columns(
        pl.col("y").fill_nan(None), series="school " + pl.col("series").cast(str)
    )


def as_arrow(table: dict[str, np.ndarray]) -> object:
    return nw.from_native(as_polars(table)).to_arrow()


def as_codes(table: dict[str, np.ndarray]) -> object:
    return {**table, "series": Coded(table["series"], [f"school {k}" for k in range(12)])}


@pytest.mark.parametrize("made", [as_pandas, as_polars, as_arrow, as_codes])
def test_any_table_gives_the_same(made: Callable[[dict[str, np.ndarray]], object]) -> None:
    table, options = many(12, 26, 5), choices("p", "mdc")
    plain = scanned(table, options, rated=True)
    other = scan(made(table), by=["series"], x="week", value="y", denominator="n", options=options)  # type: ignore[arg-type]
    assert other.series()["series"].tolist() == [f"school {k}" for k in range(12)]
    assert other.grid.xs == plain.grid.xs
    np.testing.assert_array_equal(other.signals, plain.signals)


def test_subgroups_of_measurements() -> None:
    random = np.random.RandomState(2)
    xs = np.repeat(np.arange(20), 5)
    table = {"s": np.repeat([0, 1], 100), "x": np.tile(xs, 2), "y": random.standard_normal(200)}
    for chart in ("xbar", "s"):
        found = scan(table, by=["s"], x="x", value="y", options=ChartOptions(chart=chart))  # type: ignore[arg-type]
        points = [Point(int(x), float(y)) for x, y in zip(xs, table["y"][100:], strict=True)]
        chart_alone = analyze(points, ChartOptions(chart=chart))  # type: ignore[arg-type]
        rows = found.points(1, 2)
        assert same(rows["center"][0], chart_alone.points[0].center)
        assert all(same(rows["upper"][k], p.upper) for k, p in enumerate(chart_alone.points))
        assert all(same(rows["value"][k], p.y) for k, p in enumerate(chart_alone.points))


@pytest.mark.parametrize(
    ("column", "row", "value", "words"),
    [
        ("y", 7, 400.0, "larger than its denominator"),
        ("y", 3, -1.0, "below zero"),
        ("n", 3, -1.0, "denominator is below zero"),
        ("y", 3, np.inf, "infinite"),
    ],
)
def test_numbers_that_cannot_be_are_refused_by_name(column: str, row: int, value: float, words: str) -> None:
    table = many(3, 10, 5, gaps=0)
    table[column][row + 10] = value
    with pytest.raises(BadPointsError, match=words) as refused:
        scanned(table, choices("p", "anhoej"), rated=True)
    assert "series 1" in str(refused.value)
    assert str(week(row)) in str(refused.value)


def test_a_period_twice_is_refused_unless_it_adds_up() -> None:
    table = {"s": np.zeros(3, int), "x": np.array([1, 2, 2]), "y": np.array([1.0, 2.0, 3.0])}
    with pytest.raises(BadPointsError, match="Row 3: s 0 already has a value at 2"):
        scan(table, by=["s"], x="x", value="y")
    added = scan(table, by=["s"], x="x", value="y", options=ChartOptions(aggregate="sum"))
    assert added.points()["value"].tolist() == [1, 5]


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(BadPointsError, match=r"no column weeks\. The table has: series, week, y, n"):
        scan(many(2, 3, 1), by=["series"], x="weeks", value="y")


def test_no_rows_and_no_keys() -> None:
    nothing = {"x": np.zeros(0, int), "y": np.zeros(0)}
    assert scan(nothing, by=[], x="x", value="y").n_series == 0
    one = scan({"x": np.arange(20), "y": np.arange(20.0)}, by=[], x="x", value="y")
    assert one.series()["verdict"].tolist() == ["different"]


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    table = many(5, 12, 1)
    scan(table, by=["series"], x="week", value="y", progress=lambda done, of: told.append((done, of)))
    assert told == [(5, 5)]
