import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats import BadPointsError
from groundswell.core.stats.bernoulli import bernoulli_cusum

cases = st.lists(st.booleans(), min_size=1, max_size=200)


def test_a_burst_of_cases_signals_and_the_sum_starts_anew() -> None:
    chart = bernoulli_cusum([1] * 6, target=0.1, odds_ratio=2.0, limit=2.0)
    # Odds 2/9 are a share of 2/11; each case adds ln((2/11) / (1/10)) = ln(20/11).
    step = math.log(20 / 11)
    assert chart.more == pytest.approx(2 / 11)
    assert [p.up for p in chart.points] == pytest.approx([step, 2 * step, 3 * step, 0.0, step, 2 * step])
    assert chart.signals_up == (3,)
    assert chart.signals_down == ()


def test_a_quiet_stretch_signals_downward() -> None:
    chart = bernoulli_cusum([0] * 40, target=0.2, limit=2.0)
    assert chart.signals_down
    assert chart.signals_up == ()
    assert all(point.down <= 0 <= point.up for point in chart.points)


def test_the_usual_share_comes_from_the_first_cases_or_from_all() -> None:
    series = [1, 0, 0, 0, 1, 1]
    assert bernoulli_cusum(series, target=4).usual == 0.25
    assert bernoulli_cusum(series).usual == 0.5
    assert bernoulli_cusum(series, target=0.3).usual == 0.3


@pytest.mark.parametrize(
    ("series", "choices", "says"),
    [
        ([], {}, "no cases"),
        ([0, 2], {}, "Case 2 is 2"),
        ([0, 0, 1], {"target": 2}, "between 0 and 1"),
        ([0, 1], {"target": 1.0}, "between 0 and 1"),
        ([0, 1], {"target": 3}, "up to 2"),
        ([0, 1], {"target": 1.5}, "up to 2"),
        ([0, 1], {"odds_ratio": 1.0}, "above 1"),
        ([0, 1], {"limit": 0.0}, "above zero"),
    ],
)
def test_what_cannot_be_charted_says_so(series: list[int], choices: dict[str, float], says: str) -> None:
    with pytest.raises(BadPointsError, match=says):
        bernoulli_cusum(series, **choices)


@settings(deadline=None)
@given(cases, st.floats(0.01, 0.99), st.floats(1.1, 5), st.floats(0.5, 6))
def test_sums_stay_between_zero_and_the_limit(
    series: list[bool], target: float, odds_ratio: float, limit: float
) -> None:
    chart = bernoulli_cusum(series, target=target, odds_ratio=odds_ratio, limit=limit)
    assert [p.case for p in chart.points] == series
    assert all(0 <= p.up <= limit and -limit <= p.down <= 0 for p in chart.points)
    assert all(p.up in (0.0, limit) for p in chart.points if p.signal_up)
    assert chart.less < chart.usual < chart.more


@settings(deadline=None)
@given(cases, st.floats(0.05, 0.95))
def test_counting_the_other_outcome_mirrors_the_chart(series: list[bool], target: float) -> None:
    one, other = (
        bernoulli_cusum(series, target=target),
        bernoulli_cusum([not c for c in series], target=1 - target),
    )
    assert [p.up for p in one.points] == pytest.approx([-p.down for p in other.points], abs=1e-9)
