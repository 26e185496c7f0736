"""One series, and one pair of shares, before and after."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats.change.alike import lag_one
from groundswell.core.stats.change.before_after import compare_means, compare_medians
from groundswell.core.stats.change.shares import compare_shares
from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.rates import AmountChange, PercentChange, PointChange

# Extra sleep in hours under two drugs: Student (1908), Biometrika 6; in R, t.test(extra ~ group, sleep).
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
# Luteinizing hormone: Diggle (1990), table A.1; in R, acf(lh) gives 0.576 at lag 1.
HORMONE = [
    *(2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2),
    *(2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3),
    *(2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9),
]
values = st.lists(st.floats(0, 100).map(lambda v: round(v, 2)), min_size=2, max_size=30)


def test_means_as_published() -> None:
    found = compare_means(FIRST, SECOND, unit="hours")
    assert found.difference is not None
    assert found.interval is not None
    assert found.difference == AmountChange(pytest.approx(1.58), "hours")
    assert found.interval.low.value == pytest.approx(-0.2054832, abs=5e-8)
    assert found.interval.high.value == pytest.approx(3.3654832, abs=5e-8)
    assert found.found == "no_clear_change"


def test_likeness_of_neighbors_as_published() -> None:
    """Undo the correction for length and the count of pairs, which the published number does without."""
    found = lag_one((HORMONE,))
    assert found is not None
    raw = (found - 1 / 48) / (1 + 4 / 48)
    assert raw * 47 / 48 == pytest.approx(0.576, abs=5e-4)


def test_median_interval_by_hand() -> None:
    """Nine values: c = 5 − 3 = 2, tail (1 + 9)/512, z = 2.0628; second and eighth values are 6 apart."""
    before, after = list(range(1, 10)), [v + 20.0 for v in range(1, 10)]
    found = compare_medians(before, after, fewest=9)
    error = (8 - 2) / (2 * statistics.NormalDist().inv_cdf(1 - 10 / 512))
    assert found.interval is not None
    assert found.interval.low.value == pytest.approx(20 - 1.959964 * math.sqrt(2) * error, rel=1e-6)
    assert found.found == "higher"


def _series(rng: np.random.Generator, n: int, alike: float) -> list[float]:
    series, now = [], 0.0
    for shock in rng.normal(size=n + 30):
        now = alike * now + shock
        series.append(now)
    return series[30:]


@pytest.mark.parametrize("compare", [compare_means, compare_medians])
def test_how_often_intervals_hold_the_truth(compare: object) -> None:
    """Where neighbors resemble each other the plain interval is too sure and the cautious one holds."""
    rng, times = np.random.default_rng(20260201), 300
    held = {"separate": 0, "plain": 0, "cautious": 0}
    for _ in range(times):
        alone = _series(rng, 24, 0.0)
        held["separate"] += compare(alone[:12], alone[12:]).cautious_interval.holds_zero  # type: ignore[operator]
        alike = _series(rng, 24, 0.6)
        found = compare(alike[:12], alike[12:])  # type: ignore[operator]
        held["plain"] += found.interval.holds_zero
        held["cautious"] += found.cautious_interval.holds_zero
    assert held["separate"] / times >= 0.93
    assert held["plain"] / times < 0.85
    assert held["cautious"] / times >= 0.88


@settings(max_examples=40, deadline=None)
@given(values, values, st.floats(-50, 50), st.floats(0.1, 10))
def test_shifting_and_scaling(before: list[float], after: list[float], shift: float, scale: float) -> None:
    for compare in (compare_means, compare_medians):
        found = compare(before, after)
        moved = compare([scale * v + shift for v in before], [scale * v + shift for v in after])
        assert moved.difference is not None
        assert found.difference is not None
        assert moved.difference.value == pytest.approx(scale * found.difference.value, abs=1e-9)
        if found.interval and moved.interval:
            width = found.interval.high.value - found.interval.low.value
            assert moved.interval.high.value - moved.interval.low.value == pytest.approx(scale * width)


@settings(max_examples=40, deadline=None)
@given(values, values)
def test_turning_time_around_turns_the_interval(before: list[float], after: list[float]) -> None:
    there, back = compare_means(before, after), compare_means(after, before)
    assert (there.interval is None) == (back.interval is None)
    if there.interval and back.interval:
        assert there.interval.low.value == pytest.approx(-back.interval.high.value)
        assert there.cautious_interval is not None
        assert there.cautious_interval.low.value <= there.interval.low.value + 1e-9


def test_too_little_data_gets_numbers_but_no_verdict() -> None:
    few = compare_means([80, 81, 82], [90, 91, 92, 93], unit="%")
    assert few.difference == PointChange(pytest.approx(10.5))
    assert few.interval is not None
    assert few.found == "not_enough"
    assert "We look for 8 weeks before and 8 weeks after; there are 3 and 4." in few.words()
    one = compare_means([80], [90])
    assert (one.interval, one.found) == (None, "not_enough")
    none = compare_means([None, math.nan], [90])
    assert (none.before, none.difference, none.found) == (None, None, "not_enough")
    assert (
        none.words()
        == "Not enough data to say whether anything changed. There are 0 weeks before and 1 week after."
    )


def test_values_that_never_vary_get_no_verdict() -> None:
    for compare in (compare_means, compare_medians):
        still = compare([80.1 - 70.1] * 10, [81.3 - 70.3] * 10)
        assert (still.interval, still.found) == (None, "not_enough")
        assert "Too many values are the same" in still.words()


def test_gaps_are_not_zeros_and_break_neighbors() -> None:
    whole, gappy = [3.0, 5, 4, 6, 2, 7, 5, 4], [3.0, None, 5, 4, 6, None, 2, 7, 5, 4]
    assert compare_means(gappy, whole).before == compare_means(whole, whole).before
    assert lag_one((gappy,)) != lag_one((whole,))
    with pytest.raises(ValueError, match="infinite"):
        compare_means([1, math.inf], whole)


def test_the_reading_says_everything() -> None:
    text = compare_means(
        [80.0, 81, 79, 80, 82, 78, 80, 81], [85.0, 84, 86, 85, 83, 87, 85, 86], unit="%"
    ).words()
    assert text.startswith(
        "The mean went from 80.1% over 8 weeks to 85.1% over 8 weeks: up 5 percentage points."
    )
    assert "The 95% interval is +" in text
    assert "The interval treats each week as separate news." in text
    assert text.endswith("why it is so, or what would have happened without your work.")
    alike = compare_means(HORMONE[:24], HORMONE[24:])
    assert alike.interval is not None
    assert alike.cautious_interval is not None
    assert alike.cautious_interval.low.value < alike.interval.low.value
    assert "Neighboring weeks look alike here, so we widened the interval for that." in alike.words()


def test_shares_in_points_and_in_percent() -> None:
    found = compare_shares(Share(48, 80), Share(56, 70))
    assert found.points == PointChange(pytest.approx(20))
    assert found.percent == PercentChange(pytest.approx(100 / 3))
    assert found.points_interval.words() == "+5.2 to +33.4 percentage points"
    assert found.found == "higher"
    assert found.words(how="points").startswith(
        "From 60% (48 of 80) to 80% (56 of 70): up 20 percentage points."
    )
    assert "up 33.3 percent." in found.words(how="percent")
    assert "percentage point" not in found.words(how="percent")
    with pytest.raises(TypeError):
        found.words()  # type: ignore[call-arg]


def test_shares_with_a_zero_have_no_percent_and_small_ones_no_verdict() -> None:
    found = compare_shares(Share(0, 30), Share(6, 30))
    assert (found.percent, found.percent_interval) == (None, None)
    assert found.ratio.corrected
    with pytest.raises(ValueError, match="percentage points"):
        found.words(how="percent")
    assert compare_shares(Share(0, 12), Share(12, 12)).found == "not_enough"
