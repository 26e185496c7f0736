"""Gaps in points and as ratios, and the reference they are measured from."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.equity.gaps import gaps
from groundswell.core.equity.reference import Reference, all_others
from groundswell.core.stats.rate_intervals import Share

GROUPS = {"Black": Share(30, 100), "White": Share(60, 500), "Asian": Share(0, 8)}
WHOLE = Share(110, 720)


def test_all_others_is_the_reference_unless_said() -> None:
    black = gaps(GROUPS, whole=WHOLE, higher_is_better=False)[0]
    assert (black.reference.share, black.reference.words) == (Share(80, 620), "all other students")
    assert black.points.value == pytest.approx(100 * (30 / 100 - 80 / 620))
    assert black.ratio.ratio == pytest.approx((30 / 100) / (80 / 620))
    half = 1.959964 * math.sqrt(1 / 30 - 1 / 100 + 1 / 80 - 1 / 620)
    assert math.log(black.ratio.high / black.ratio.ratio) == pytest.approx(half, abs=1e-6)
    assert black.behind
    assert black.clear


def test_words_hold_points_ratio_interval_and_reference() -> None:
    words = gaps(GROUPS, whole=WHOLE, higher_is_better=False, reference=Reference("named group", "White"))[
        0
    ].words()
    assert words == (
        "Black: 30%, beside 12% for White. That is 18 percentage points above "
        "(+9.3 to +27.9 percentage points) and 2.5 times their rate (1.71 to 3.66)."
    )


def test_best_group_is_large_enough_and_said_to_be_picked() -> None:
    found = gaps(GROUPS, whole=WHOLE, higher_is_better=False, reference=Reference("highest-performing group"))
    assert [gap.group for gap in found] == ["Black", "Asian"]
    assert {gap.reference.name for gap in found} == {"White"}
    assert "picked because" in found[0].note


def test_a_group_of_everyone_has_no_others() -> None:
    assert gaps({"All": WHOLE}, whole=WHOLE, higher_is_better=True) == ()
    found = gaps({"All": WHOLE}, whole=WHOLE, higher_is_better=True, reference=Reference("whole"))
    assert (found[0].points.value, found[0].ratio.ratio) == (0, 1)


def test_wrong_references_are_refused() -> None:
    with pytest.raises(ValueError, match="no counts"):
        gaps(GROUPS, whole=WHOLE, higher_is_better=True, reference=Reference("named group", "Martian"))
    with pytest.raises(ValueError, match="name"):
        Reference("named group")
    with pytest.raises(ValueError, match="does not fit"):
        all_others(Share(5, 10), Share(4, 20))


@given(st.data())
def test_gap_to_the_whole_is_a_part_of_the_gap_to_all_others(data: st.DataObject) -> None:
    n, others_n = data.draw(st.integers(1, 400)), data.draw(st.integers(1, 400))
    count, others = data.draw(st.integers(1, n)), data.draw(st.integers(1, others_n))
    group, whole = {"A": Share(count, n)}, Share(count + others, n + others_n)
    near = gaps(group, whole=whole, higher_is_better=True, reference=Reference("whole"))[0]
    far = gaps(group, whole=whole, higher_is_better=True)[0]
    rest = others_n / (n + others_n)
    assert near.points.value == pytest.approx(rest * far.points.value, abs=1e-9)
    if not far.ratio.corrected:
        assert near.ratio.ratio == pytest.approx((count / n) / whole.proportion)
    assert near.points_interval.low.value <= near.points.value + 1e-9
    assert near.ratio.low <= near.ratio.ratio <= near.ratio.high
    assert near.clear == far.clear
