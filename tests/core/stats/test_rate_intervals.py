"""Intervals for two proportions and the kinds of change they are given in."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats.rate_intervals import Share, newcombe_interval, risk_ratio_interval
from groundswell.core.stats.rates import (
    AmountChange,
    ChangeInterval,
    PercentChange,
    PointChange,
    difference_in,
)

shares = st.integers(1, 300).flatmap(lambda n: st.builds(Share, st.integers(0, n), st.just(n)))

# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
NEWCOMBE = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0000),
    ((10, 10), (0, 10), 0.6075, 1.0000),
]


@pytest.mark.parametrize(("first", "second", "low", "high"), NEWCOMBE)
def test_difference_of_proportions_as_published(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = newcombe_interval(Share(*first), Share(*second))
    assert found == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_ratio_as_published() -> None:
    """Heart attacks of 11,034 physicians on placebo and 11,037 on aspirin: Agresti (2002), section 3.1."""
    found = risk_ratio_interval(Share(189, 11034), Share(104, 11037))
    assert (found.ratio, found.low, found.high) == pytest.approx((1.82, 1.43, 2.30), abs=0.006)
    assert not found.corrected


def test_a_zero_count_gets_half_a_person() -> None:
    found = risk_ratio_interval(Share(0, 20), Share(5, 20))
    error = math.sqrt(1 / 0.5 - 1 / 21 + 1 / 5.5 - 1 / 21)
    assert found.corrected
    assert found.ratio == pytest.approx(0.5 / 5.5)
    assert math.log(found.high / found.ratio) == pytest.approx(1.959964 * error, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(shares, shares)
def test_difference_holds_what_was_seen_and_turns_around(first: Share, second: Share) -> None:
    low, high = newcombe_interval(first, second)
    seen = first.proportion - second.proportion
    assert -1 - 1e-12 <= low <= seen + 1e-12
    assert seen - 1e-12 <= high <= 1 + 1e-12
    assert newcombe_interval(second, first) == (pytest.approx(-high), pytest.approx(-low))


@settings(max_examples=40, deadline=None)
@given(shares, shares)
def test_ratio_is_positive_finite_and_turns_around(first: Share, second: Share) -> None:
    found, other = risk_ratio_interval(first, second), risk_ratio_interval(second, first)
    assert 0 < found.low < found.ratio < found.high < math.inf
    assert (other.low, other.high) == (pytest.approx(1 / found.high), pytest.approx(1 / found.low))


def test_kinds_never_share_an_interval() -> None:
    for low, high in (
        (PercentChange(1), PointChange(2)),
        (PointChange(1), AmountChange(2, "minutes")),
        (AmountChange(1, "minutes"), AmountChange(2, "days")),
    ):
        with pytest.raises(TypeError, match="cannot mix"):
            ChangeInterval(low, high)
    with pytest.raises(ValueError, match="above the high end"):
        ChangeInterval(PointChange(2), PointChange(1))
    assert PercentChange(2) != PointChange(2)


def test_words_of_an_interval_and_of_a_unit() -> None:
    assert ChangeInterval(PointChange(-1.24), PointChange(6.4)).words() == "−1.2 to +6.4 percentage points"
    assert ChangeInterval(PercentChange(0), PercentChange(30)).words() == "0 to +30 percent"
    assert ChangeInterval(AmountChange(-2), AmountChange(-1)).words() == "−2 to −1"
    assert difference_in("%", 3) == PointChange(3)
    assert difference_in("minutes", -3).words() == "down 3 minutes"
    assert AmountChange(0, "minutes").words() == "no change"
    assert PointChange(-0.04).words() == "about the same"
    assert PointChange(-0.04).words(2) == "down 0.04 percentage points"


@pytest.mark.parametrize(("count", "n"), [(3, 2), (-1, 5), (0, 0), (math.nan, 3)])
def test_impossible_shares_are_refused(count: float, n: float) -> None:
    with pytest.raises(ValueError, match="0 <= count <= n"):
        Share(count, n)
