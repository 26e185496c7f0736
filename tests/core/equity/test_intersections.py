"""Joined groups and the many looks."""

import pytest

from groundswell.core.equity.intersections import intersections, joined
from groundswell.core.stats.rate_intervals import Share

GROUPS: dict[tuple[str, ...], Share] = {
    ("Latinx", "EL"): Share(60, 150),
    ("Latinx", "not EL"): Share(66, 300),
    ("White", "EL"): Share(3, 8),
    ("White", "not EL"): Share(90, 500),
}
WHOLE = Share(219, 958)


def test_looks_are_counted_and_small_groups_left_out() -> None:
    found = intersections(GROUPS, whole=WHOLE, higher_is_better=False)
    assert [gap.group for gap in found.gaps] == ["Latinx and EL", "Latinx and not EL", "White and not EL"]
    assert found.too_few == ("White and EL",)
    for plain, together in zip(found.gaps, found.together, strict=True):
        assert together.points_interval.low.value < plain.points_interval.low.value
    assert found.together[0].points_interval.confidence == pytest.approx(1 - 0.05 / 3)
    assert found.words() == (
        "We looked at 3 joined groups, so about 0.2 would look apart by luck alone. "
        "2 stay clear when all looks are counted in. 1 more have too few students."
    )


def test_nothing_large_enough() -> None:
    found = intersections({("A", "B"): Share(1, 3)}, whole=WHOLE, higher_is_better=True)
    assert found.words() == "No joined group is large enough to show."


def test_students_are_counted_once_by_all_their_labels() -> None:
    rows = [(("Latinx", "EL"), True), (("Latinx", "EL"), False), (("White", "EL"), False)]
    assert joined(rows) == {("Latinx", "EL"): Share(1, 2), ("White", "EL"): Share(0, 1)}
