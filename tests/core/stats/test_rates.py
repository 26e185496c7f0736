"""Percent and percentage points, gaps, ratios and intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.stats.rates import (
    PercentChange,
    PointChange,
    change,
    risk_gap,
    risk_ratio,
    wilson_interval,
)


def test_the_same_change_in_two_kinds() -> None:
    assert change(40, 30, how="points") == PointChange(-10)
    assert change(40, 30, how="percent") == PercentChange(-25)
    assert change(40, 30, how="points").words() == "down 10 percentage points"
    assert change(40, 30, how="percent").words() == "down 25 percent"
    assert change(4, 5, how="points").words() == "up 1 percentage point"
    assert change(4, 4, how="percent").words() == "no change"


def test_the_kind_has_to_be_chosen_and_percent_of_nothing_is_refused() -> None:
    with pytest.raises(TypeError):
        change(40, 30)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="percentage points"):
        change(0, 3, how="percent")


def test_gap_and_ratio() -> None:
    """Connecticut suspensions 2009-10: 20.0 and 5.4 percent."""
    assert risk_gap(20.0, 5.4).value == pytest.approx(14.6)
    assert risk_ratio(20.0, 5.4) == pytest.approx(3.70, abs=0.005)
    assert risk_ratio(3, 0) is None


def test_wilson_interval_published_values() -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I: 81/263, 15/148, 0/20 and 1/29."""
    for count, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        found = wilson_interval(count, n)
        assert found == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_proportion(pair: tuple[int, int]) -> None:
    count, n = pair
    low, high = wilson_interval(count, n)
    assert 0 <= low <= count / n + 1e-12
    assert count / n - 1e-12 <= high <= 1


def test_an_interval_for_impossible_counts_is_refused() -> None:
    for count, n in ((3, 2), (-1, 5), (0, 0)):
        with pytest.raises(ValueError, match="0 <= count <= n"):
            wilson_interval(count, n)
