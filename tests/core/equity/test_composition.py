"""Composition, index and excess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.equity.composition import composition
from groundswell.core.stats.rate_intervals import Share


def test_composition_by_hand() -> None:
    groups = {"A": Share(30, 100), "B": Share(30, 300)}
    a, b = composition(groups, whole=Share(60, 400))
    assert (a.share_of_counted, a.share_of_all, a.index) == (0.5, 0.25, 2.0)
    assert a.difference.value == pytest.approx(25)
    assert [a.excess, b.excess] == pytest.approx([15, -15])
    assert b.words() == (
        "B: 50% of the students counted, 75% of all students; 15 fewer students than at the rate of all students."
    )


def test_nobody_counted_or_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="Nobody is counted"):
        composition({"A": Share(0, 5)}, whole=Share(0, 9))
    with pytest.raises(ValueError, match="does not fit"):
        composition({"A": Share(1, 50)}, whole=Share(5, 9))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=8))
def test_excesses_of_a_partition_cancel(cells: list[tuple[int, int]]) -> None:
    groups = {str(i): Share(count, count + rest) for i, (count, rest) in enumerate(cells)}
    whole = Share(sum(c for c, _ in cells), sum(c + r for c, r in cells))
    if whole.count:
        found = composition(groups, whole=whole)
        assert sum(each.excess for each in found) == pytest.approx(0, abs=1e-9)
        assert sum(each.difference.value for each in found) == pytest.approx(0, abs=1e-9)
