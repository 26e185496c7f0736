"""A change beside one comparison, beside several, and beside shares."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats.change.compared import ASSUMPTIONS
from groundswell.core.stats.change.difference_in_differences import (
    BeforeAfter,
    compare_share_changes,
    difference_in_differences,
)
from groundswell.core.stats.change.parallel_trend import check_parallel
from groundswell.core.stats.change.several_comparisons import compare_with_several
from groundswell.core.stats.change.shares import compare_shares
from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.rates import PointChange

noise = st.lists(st.floats(-5, 5).map(lambda v: round(v, 2)), min_size=40, max_size=40)


def _units(rng: np.random.Generator, *, lift: float = 0.0, n: int = 12) -> tuple[BeforeAfter, BeforeAfter]:
    """Two units under the same weather; the first gets `lift` after."""
    weather, own = rng.normal(0, 4, 2 * n), rng.normal(0, 1, (2, 2 * n))
    tested, other = 80 + weather + own[0], 70 + weather + own[1]
    tested[n:] += lift
    return (
        BeforeAfter(tested[:n].tolist(), tested[n:].tolist()),
        BeforeAfter(other[:n].tolist(), other[n:].tolist()),
    )


def test_published_minimum_wage_means() -> None:
    """Jobs per store in New Jersey and Pennsylvania: Card & Krueger (1994), AER 84, table 3: 2.76 (from rounded means 2.75)."""
    found = difference_in_differences(
        BeforeAfter([20.44], [21.03]), BeforeAfter([23.33], [21.17]), unit="jobs"
    )
    assert found.difference is not None
    assert found.tested_change is not None
    assert found.comparison_change is not None
    assert found.tested_change.value == pytest.approx(0.59)
    assert found.comparison_change.value == pytest.approx(-2.16)
    assert found.difference.value == pytest.approx(2.76, abs=0.011)
    assert (found.interval, found.found) == (None, "not_enough")


def test_a_lift_is_found_through_shared_weather() -> None:
    tested, other = _units(np.random.default_rng(7), lift=4.0)
    found = difference_in_differences(tested, other, unit="%")
    assert found.found == "higher"
    assert found.side_by_side_before
    assert isinstance(found.difference, PointChange)
    assert 2.5 < found.difference.value < 5.5


def test_how_often_the_interval_holds_the_truth() -> None:
    rng, times = np.random.default_rng(11), 300
    one = sum(_holds(difference_in_differences(*_units(rng, lift=2.0)), 2.0) for _ in range(times))
    assert 0.92 <= one / times <= 0.99
    several = 0
    for _ in range(times):
        changes = rng.normal(0, 2, 7)
        changes[0] += 3
        units = [BeforeAfter([50.0], [50 + c]) for c in changes]
        several += _holds(compare_with_several(units[:1], units[1:]), 3.0)
    assert 0.92 <= several / times <= 0.98


def _holds(found: object, truth: float) -> bool:
    interval = found.interval  # type: ignore[attr-defined]
    return bool(interval.low.value <= truth <= interval.high.value)


@settings(max_examples=40, deadline=None)
@given(noise, st.lists(st.floats(-50, 50), min_size=20, max_size=20))
def test_what_both_share_drops_out(own: list[float], shared: list[float]) -> None:
    a, b = own[:20], own[20:]
    plain = difference_in_differences(BeforeAfter(a[:10], a[10:]), BeforeAfter(b[:10], b[10:]))
    a, b = ([x + s for x, s in zip(series, shared, strict=True)] for series in (a, b))
    shaken = difference_in_differences(BeforeAfter(a[:10], a[10:]), BeforeAfter(b[:10], b[10:]))
    assert plain.difference is not None
    assert shaken.difference is not None
    assert shaken.difference.value == pytest.approx(plain.difference.value, abs=1e-9)
    if plain.interval and shaken.interval:
        assert shaken.interval.low.value == pytest.approx(plain.interval.low.value, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(noise)
def test_the_difference_is_the_difference_of_the_changes(own: list[float]) -> None:
    tested, other = BeforeAfter(own[:10], [None, *own[10:19]]), BeforeAfter(own[20:30], own[30:])
    found = difference_in_differences(tested, other)
    assert found.tested_change is not None
    assert found.comparison_change is not None
    assert found.difference is not None
    assert found.difference.value == pytest.approx(
        found.tested_change.value - found.comparison_change.value, abs=1e-9
    )


def test_different_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="9 periods before where tested and 8 in the comparison"):
        difference_in_differences(BeforeAfter([1.0] * 9, [1.0]), BeforeAfter([1.0] * 8, [1.0]))
    with pytest.raises(ValueError, match="different numbers of periods"):
        compare_with_several([BeforeAfter([1.0] * 9, [1.0])], [BeforeAfter([1.0] * 8, [1.0])])
    with pytest.raises(ValueError, match="no value before"):
        compare_with_several([BeforeAfter([None], [1.0])], [BeforeAfter([1.0], [1.0])])


def test_parallel_check_sees_a_drift_and_admits_what_it_cannot_see() -> None:
    rng = np.random.default_rng(3)
    flat = rng.normal(0, 1, 12)
    drifting = check_parallel((flat + np.arange(12)).tolist(), [12.0] * 8)
    assert drifting.verdict == "drifting"
    assert "not moving side by side" in drifting.words()
    unseen = check_parallel(flat.tolist(), [0.5] * 8)
    assert unseen.verdict == "no_drift_seen"
    assert unseen.could_hide(0.5)
    assert "a drift too small to see could add up to the whole difference" in unseen.words(0.5)
    assert not unseen.could_hide(100.0)
    assert "That does not prove they were parallel" in unseen.words(100.0)
    assert check_parallel([1.0] * 5, [2.0] * 9).verdict == "not_enough"


def test_parallel_check_by_numpy() -> None:
    gaps = [3.0, 4.0, None, 2.0, 6.0, 5.0, 4.0, 8.0, 6.0, 7.0]
    known = [(i, g) for i, g in enumerate(gaps) if g is not None]
    times, seen = (np.array(column, dtype=float) for column in zip(*known, strict=True))
    (slope, _), covariance = np.polyfit(times, seen, 1, cov=True)
    found = check_parallel(gaps, [7.0, 7.0])
    assert found.drift == pytest.approx(slope)
    assert found.high == pytest.approx(slope + 2.364624 * math.sqrt(covariance[0, 0]), rel=1e-6)
    assert found.carried_high == pytest.approx(found.high * (10.5 - times.mean()))


def test_a_gap_that_stands_still_is_no_drift() -> None:
    weather = np.random.default_rng(5).normal(0, 3, 10)
    gaps = ((weather + 80.3) - (weather + 70.1)).tolist()
    assert check_parallel(gaps, gaps).verdict == "no_drift_seen"


def test_several_comparisons_by_hand() -> None:
    """Changes of the comparisons 1, 2, 3, 4, 5: mean 3, variance 2.5; the tested one changed by 9."""
    others = [BeforeAfter([10.0], [10.0 + c]) for c in (1, 2, 3, 4, 5)]
    found = compare_with_several([BeforeAfter([10.0], [19.0])], others, unit="%")
    assert found.difference == PointChange(pytest.approx(6))
    assert found.interval is not None
    assert found.interval.high.value == pytest.approx(6 + 2.776445 * math.sqrt(2.5 * 1.2), rel=1e-6)
    assert found.found == "higher"
    assert found.placebo is not None
    assert (found.placebo.as_large, found.placebo.n) == (0, 5)
    assert found.placebo.share == pytest.approx(1 / 6)
    assert "0 of 5 comparison units" in found.words()
    assert not found.side_by_side_before


def test_the_placebo_counts_each_unit_beside_the_others() -> None:
    others = [BeforeAfter([0.0], [float(c)]) for c in (-4, 0, 0, 4)]
    placebo = compare_with_several([BeforeAfter([0.0], [5.0])], others).placebo
    assert placebo is not None
    assert placebo.as_large == 2


def test_few_comparison_units_give_no_verdict() -> None:
    others = [BeforeAfter([0.0], [c]) for c in (0.1, 0.2, 0.3)]
    found = compare_with_several([BeforeAfter([0.0], [50.0])], others)
    assert found.interval is not None
    assert found.found == "not_enough"
    alone = compare_with_several([BeforeAfter([0.0], [50.0])], others[:1])
    assert (alone.interval, alone.placebo, alone.found) == (None, None, "not_enough")


def test_shares_beside_shares() -> None:
    tested, still = compare_shares(Share(48, 80), Share(56, 70)), compare_shares(Share(30, 60), Share(30, 60))
    found = compare_share_changes(tested, still)
    low, high = still.points_interval.low.value, still.points_interval.high.value
    assert found.difference == PointChange(pytest.approx(20))
    assert found.interval is not None
    assert found.interval.low.value == pytest.approx(20 - math.hypot(20 - 5.24, high), abs=0.01)
    assert found.interval.high.value == pytest.approx(20 + math.hypot(33.39 - 20, low), abs=0.01)
    assert found.parallel is None
    small = compare_shares(Share(5, 10), Share(5, 10))
    assert compare_share_changes(tested, small).found == "not_enough"
    with pytest.raises(ValueError, match="same confidence"):
        compare_share_changes(tested, compare_shares(Share(1, 30), Share(2, 30), confidence=0.9))


def test_a_comparison_of_millions_adds_no_doubt() -> None:
    tested = compare_shares(Share(48, 80), Share(56, 70))
    state = compare_shares(Share(5e11, 1e12), Share(5e11, 1e12))
    found = compare_share_changes(tested, state).interval
    assert found is not None
    assert found.low.value == pytest.approx(tested.points_interval.low.value, abs=1e-3)


def test_the_reading_names_its_assumptions() -> None:
    text = difference_in_differences(*_units(np.random.default_rng(7), lift=4.0), unit="%").words()
    for assumption in ASSUMPTIONS:
        assert assumption in text
    for word in ("in parallel", "did not pick up the work", "measured the same way"):
        assert word in text
    assert "What this cannot tell:" in text
    assert " percentage points a week" in text
    assert not re.search(r"caus|effect|because|fail|poor|at risk|\bonly\b|\bmust\b", text)
