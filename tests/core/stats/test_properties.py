"""What has to hold for every series; the slow implementation is the judge of the rules."""

import random

from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.stats import (
    ChartOptions,
    ChartResult,
    Layout,
    Point,
    analyze,
    analyze_by_index,
    reading,
)
from tests.core.stats import slow

decimals = st.integers(-5000, 5000).map(lambda k: k / 10)
values = st.lists(st.none() | decimals, max_size=70)
charts = st.sampled_from(["run", "i"])


def points_of(ys: list[float | None]) -> list[Point]:
    return [Point(i, y) for i, y in enumerate(ys)]


def compat(ys: list[float | None], **options: object) -> ChartResult:
    return analyze_by_index(points_of(ys), ChartOptions(**options), Layout((0,), (None,)))  # type: ignore[arg-type]


@given(values)
def test_runs_rules_agree_with_the_slow_implementation(ys: list[float | None]) -> None:
    exact = [slow.exact(y) for y in ys]
    known = [y for y in exact if y is not None]
    for chart, center in (("run", slow.median), ("i", slow.mean)):
        result = compat(ys, chart=chart)
        if not known:
            assert all(part.center is None for part in result.parts)
            continue
        part, letters = result.parts[0], slow.sides(exact, center(known))
        assert part.n_useful == len(letters)
        assert (part.longest_run or 0, part.crossings or 0) == (
            slow.longest_run(letters),
            slow.crossings(letters),
        )
        assert part.runs_signal == slow.runs_signal(letters)


@given(values, st.booleans())
def test_i_limits_agree_with_the_slow_implementation(ys: list[float | None], screened: bool) -> None:
    result = compat(ys, chart="i", screened=screened)
    limits = slow.i_limits([slow.exact(y) for y in ys], screened=screened)
    if not result.parts:
        return
    part = result.parts[0]
    if limits is None:
        assert part.lower is None
        assert part.upper is None
        return
    assert part.center is not None
    assert part.lower is not None
    assert part.upper is not None
    for ours, theirs in zip((part.center, part.lower, part.upper), limits, strict=True):
        assert abs(ours - float(theirs)) <= 1e-9 * max(1.0, abs(float(theirs)))


@given(values, charts, st.integers(0, 2**32))
def test_order_of_points_does_not_matter(ys: list[float | None], chart: str, seed: int) -> None:
    shuffled = points_of(ys)
    random.Random(seed).shuffle(shuffled)  # noqa: S311  (an order, not a secret)
    options = ChartOptions(chart=chart)  # type: ignore[arg-type]
    assert analyze(shuffled, options) == analyze(points_of(ys), options)


@given(values, charts, st.sampled_from([0.5, 2.0, 4.0]), st.integers(-8, 8).map(lambda k: k * 16.0))
def test_scaling_and_shifting_change_no_rule(
    ys: list[float | None], chart: str, factor: float, shift: float
) -> None:
    """Powers of two and small shifts of integers are exact, so every flag has to stay."""
    whole = [None if y is None else float(round(y)) for y in ys]
    moved = [None if y is None else y * factor + shift for y in whole]
    a, b = compat(whole, chart=chart), compat(moved, chart=chart)
    for old, new in zip(a.parts, b.parts, strict=True):
        assert (old.longest_run, old.crossings, old.runs_signal) == (
            new.longest_run,
            new.crossings,
            new.runs_signal,
        )
        assert old.center is None or abs((new.center or 0) - (old.center * factor + shift)) < 1e-6


@given(values)
def test_mirrored_series_swap_above_and_below(ys: list[float | None]) -> None:
    a = compat(ys, chart="run")
    b = compat([None if y is None else -y for y in ys], chart="run")
    for old, new in zip(a.parts, b.parts, strict=True):
        assert (old.longest_run, old.crossings) == (new.longest_run, new.crossings)
        if old.run_window and new.run_window:
            assert old.run_window.indices == new.run_window.indices
            assert {old.run_window.side, new.run_window.side} == {"above", "below"}


@given(values, st.integers(0, 70), charts)
def test_a_missing_point_neither_breaks_nor_extends_a_run(
    ys: list[float | None], where: int, chart: str
) -> None:
    with_gap = [*ys[:where], None, *ys[where:]]
    a, b = compat(ys, chart=chart), compat(with_gap, chart=chart)
    if ys:
        assert (a.parts[0].longest_run, a.parts[0].crossings) == (
            b.parts[0].longest_run,
            b.parts[0].crossings,
        )


@given(values, charts)
def test_guarded_results_are_deterministic_and_hold_together(ys: list[float | None], chart: str) -> None:
    options = ChartOptions(chart=chart, direction="up")  # type: ignore[arg-type]
    result = analyze(points_of(ys), options)
    assert result == analyze(points_of(ys), options)
    assert [p.y for p in result.points] == ys
    assert sum(p.n_points for p in result.parts) == len(ys)
    for part in result.parts:
        assert part.limits_shown <= (part.n_baseline >= 12)
        assert part.runs_signal <= (part.n_useful >= 8)
        assert part.center_shown == (part.n_values >= 8)
        if part.run_window and part.center is not None:
            on_side = [result.points[i].y for i in part.run_window.indices]
            above = part.run_window.side == "above"
            assert all(y is not None and (y > part.center) == above for y in on_side)
    assert not any(p.signals and not result.parts[p.part].limits_shown for p in result.points)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=40))
def test_p_limits_stay_between_zero_and_one(pairs: list[tuple[int, int]]) -> None:
    points = [Point(i, min(a, b), max(a, b)) for i, (a, b) in enumerate(pairs)]
    result = analyze(points, ChartOptions(chart="p", multiply=100))
    for point in result.points:
        assert (point.y is None) == (point.n == 0)
        for value in (point.y, point.lower, point.upper):
            assert value is None or 0 <= value <= 100
    total = sum(p.n or 0 for p in points)
    if total:
        center = 100 * sum(p.y or 0 for p in points) / total
        assert abs((result.parts[0].center or 0) - center) < 1e-9


@given(decimals, st.integers(0, 60), charts)
def test_a_constant_series_never_signals(value: float, count: int, chart: str) -> None:
    result = analyze(points_of([value] * count), ChartOptions(chart=chart))  # type: ignore[arg-type]
    assert all(part.n_useful == 0 and not part.runs_signal and not part.limits_shown for part in result.parts)
    assert reading(result).verdict == "too_few"


@given(values, charts, st.sampled_from(["up", "down", "neither"]))
def test_readings_never_speak_of_causes_and_keep_to_the_direction(
    ys: list[float | None], chart: str, direction: str
) -> None:
    result = analyze(points_of(ys), ChartOptions(chart=chart, direction=direction))  # type: ignore[arg-type]
    read = reading(result, unit="%")
    lowered = read.text.lower()
    assert not any(word in lowered for word in ("caus", "fail", "poor", "worse", "must"))
    assert read.headline
    assert read.cannot_tell
    if direction == "neither":
        assert read.verdict in ("too_few", "no_signal", "different")
    if len(result.values) < 8:
        assert read.verdict == "too_few"
