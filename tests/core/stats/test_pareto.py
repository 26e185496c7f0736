import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats import BadPointsError
from groundswell.core.stats.pareto import pareto

REASONS = ["bus", "ill", "bus", None, "ill", "bus", "weather", None, None, None]


def test_kinds_are_ordered_with_running_totals() -> None:
    chart = pareto(REASONS)
    assert [(b.category, b.count, b.cumulative) for b in chart.bars] == [
        ("bus", 3, 3),
        ("ill", 2, 5),
        ("weather", 1, 6),
        (None, 4, 10),
    ]
    assert [b.share for b in chart.bars] == [0.3, 0.2, 0.1, 0.4]
    assert [b.cumulative_share for b in chart.bars] == [0.3, 0.5, 0.6, 1.0]
    assert (chart.total, chart.missing) == (10, 4)


def test_events_without_a_kind_can_be_left_out_or_stand_by_size() -> None:
    out, by_size = pareto(REASONS, missing="left_out"), pareto(REASONS, missing="by_size")
    assert [b.category for b in out.bars] == ["bus", "ill", "weather"]
    assert out.bars[0].share == 0.5
    assert (out.total, out.missing) == (6, 4)
    assert [b.category for b in by_size.bars] == [None, "bus", "ill", "weather"]


def test_equal_counts_go_by_name_without_regard_to_capitals() -> None:
    assert [b.category for b in pareto({"b": 2, "C": 2, "a": 2}).bars] == ["a", "b", "C"]


def test_nothing_counted_makes_no_bars() -> None:
    assert pareto([]).bars == ()
    assert pareto({"bus": 0}).bars == ()
    assert pareto([None], missing="left_out").missing == 1


@pytest.mark.parametrize("count", [-1.0, float("nan"), float("inf")])
def test_a_count_that_is_none_is_refused(count: float) -> None:
    with pytest.raises(BadPointsError, match="bus"):
        pareto({"bus": count})


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c", "d", None])), st.randoms(use_true_random=False))
def test_order_of_events_does_not_matter(events: list[str | None], random: object) -> None:
    shuffled = sorted(events, key=lambda _: random.random())  # type: ignore[attr-defined]
    chart = pareto(events)
    assert pareto(shuffled) == chart
    assert [b.count for b in chart.bars if b.category] == sorted(
        (b.count for b in chart.bars if b.category), reverse=True
    )
    assert not chart.bars or chart.bars[-1].cumulative_share == 1.0
