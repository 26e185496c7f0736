"""Shrinkage with known sampling variances, against textbook examples and by its own laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.shrinkage.between_variance import BetweenMethod
from groundswell.core.stats.shrinkage.normal import Shrinkage, shrink

METHODS = ("moments", "ml", "reml", "integrated")

# Tuberculosis and BCG vaccine, 13 trials: vaccinated ill and well, others ill and well; Colditz and others (1994).
BCG = [
    *((4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761)),
    *((180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232)),
    *((17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825)),
]
# Coaching for a test in eight schools: Rubin (1981); Gelman and others (2013), tables 5.2 and 5.3.
COACHING = ([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18])
COACHING_MEDIANS = [10, 8, 7, 8, 5, 6, 10, 8]
# Hits in the first 45 times at bat of 18 players in 1970, and their rest of the season: Efron & Morris (1975).
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]
REST = [
    *(0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269),
    *(0.230, 0.264, 0.256, 0.303, 0.264, 0.226, 0.286, 0.316, 0.200),
]
estimates = st.lists(
    st.tuples(st.floats(-50, 50).map(lambda v: round(v, 2)), st.floats(0.1, 20).map(lambda v: round(v, 2))),
    min_size=4,
    max_size=15,
)


def _vaccine() -> tuple[list[float], list[float]]:
    logs, variances = [], []
    for ill, well, other_ill, other_well in BCG:
        one, two = Share(ill, ill + well), Share(other_ill, other_ill + other_well)
        logs.append(math.log(one.proportion / two.proportion))
        variances.append(1 / one.count - 1 / one.n + 1 / two.count - 1 / two.n)
    return logs, variances


@pytest.mark.parametrize(
    ("method", "between", "overall", "deviation"),
    [
        ("moments", 0.3088, -0.7141, 0.1787),
        ("reml", 0.3132, -0.7145, 0.1798),
        ("ml", 0.2800, -0.7112, 0.1719),
    ],
)
def test_vaccine_trials_as_published(
    method: BetweenMethod, between: float, overall: float, deviation: float
) -> None:
    """Viechtbauer (2010), J. Statistical Software 36(3): the example of the metafor package."""
    found = shrink(*_vaccine(), method=method)
    assert found.between_variance == pytest.approx(between, abs=5e-5)
    assert found.overall == pytest.approx(overall, abs=5e-5)
    assert found.overall_deviation == pytest.approx(deviation, abs=5e-5)


def test_baseball_as_published() -> None:
    """Efron & Morris (1977), Scientific American 236(5): factor .212, Clemente .400 to .294, Alvis .156 to .242."""
    raw = [h / 45 for h in HITS]
    mean = sum(raw) / 18
    found = shrink(raw, [mean * (1 - mean) / 45] * 18, method="james_stein")
    assert found.groups[0].kept == pytest.approx(0.212, abs=5e-4)
    assert found.groups[0].estimate == pytest.approx(0.294, abs=5e-4)
    assert found.groups[-1].estimate == pytest.approx(0.242, abs=5e-4)
    before = sum((r - t) ** 2 for r, t in zip(raw, REST, strict=True))
    after = sum((g.estimate - t) ** 2 for g, t in zip(found.groups, REST, strict=True))
    assert before / after == pytest.approx(3.5, abs=0.05)


def test_eight_schools_as_published() -> None:
    y, errors = COACHING
    variances = [e**2 for e in errors]
    one = shrink(y, variances, method="moments")
    assert (one.overall, one.overall_deviation) == pytest.approx((7.7, 4.1), abs=0.05)
    assert one.between_variance == 0
    averaged = shrink(y, variances)
    medians = _by_brute_force(y, variances)
    for group, published, exact in zip(averaged.groups, COACHING_MEDIANS, medians, strict=True):
        assert group.estimate == pytest.approx(published, abs=1.6)
        assert group.low < published < group.high
        assert group.estimate == pytest.approx(exact, abs=0.05)


def _by_brute_force(y: list[int], variances: list[int]) -> np.ndarray:
    """Posterior means on a plain fine grid of the spread, one group at a time."""
    spreads = np.linspace(0.005, 400, 40_000)
    logs, means = [], []
    for spread in spreads:
        w = 1 / (np.array(variances) + spread**2)
        mu = (w @ y) / w.sum()
        logs.append(0.5 * np.log(w).sum() - 0.5 * np.log(w.sum()) - 0.5 * (w @ (np.array(y) - mu) ** 2))
        means.append(mu + spread**2 * w * (np.array(y) - mu))
    chances = np.exp(np.array(logs) - max(logs))
    return np.asarray(chances / chances.sum() @ np.array(means))


def test_intervals_hold_the_truth_with_few_groups() -> None:
    """One plugged-in spread is too sure with six groups; averaging over spreads is not."""
    rng, held, times = np.random.default_rng(4), {"integrated": 0.0, "reml": 0.0}, 150
    for _ in range(times):
        variances, truth = rng.uniform(0.3, 2, 6), rng.normal(0, 0.7, 6)
        y = truth + rng.normal(size=6) * np.sqrt(variances)
        for method in held:
            groups = shrink(y.tolist(), variances.tolist(), method=method).groups  # type: ignore[arg-type]
            held[method] += sum(g.low <= t <= g.high for g, t in zip(groups, truth, strict=True)) / 6
    assert held["integrated"] / times >= 0.94
    assert held["reml"] / times < 0.92


@settings(max_examples=40, deadline=None)
@given(estimates)
@pytest.mark.parametrize("method", METHODS)
def test_every_estimate_lies_between_the_measured_and_the_mean(
    method: BetweenMethod, data: list[tuple[float, float]]
) -> None:
    y, v = [a for a, _ in data], [b for _, b in data]
    found = shrink(y, v, method=method)
    for group in found.groups:
        assert 0 <= group.kept <= 1
        assert group.low <= group.estimate <= group.high
        assert min(y) - 1e-9 <= group.estimate <= max(y) + 1e-9
        if method != "integrated":
            low, high = sorted((group.measured, found.overall))
            assert low - 1e-9 <= group.estimate <= high + 1e-9


@settings(max_examples=30, deadline=None)
@given(estimates, st.floats(-30, 30), st.randoms(use_true_random=False))
@pytest.mark.parametrize("method", METHODS)
def test_order_and_shift_do_not_matter(
    method: BetweenMethod, data: list[tuple[float, float]], shift: float, random: object
) -> None:
    mixed = list(enumerate(data))
    random.shuffle(mixed)  # type: ignore[attr-defined]
    found = shrink([a for a, _ in data], [b for _, b in data], method=method)
    moved = shrink([a + shift for _, (a, _) in mixed], [b for _, (_, b) in mixed], method=method)
    for (place, _), group in zip(mixed, moved.groups, strict=True):
        assert group.estimate == pytest.approx(found.groups[place].estimate + shift, abs=1e-4)


@pytest.mark.parametrize("method", METHODS)
def test_the_less_is_known_the_more_a_group_leans(method: BetweenMethod) -> None:
    found = shrink([10, 10, 0, 2, 4, -3], [0.5, 8, 1, 1, 1, 1], method=method)
    assert found.groups[0].kept > found.groups[1].kept
    assert found.groups[0].estimate > found.groups[1].estimate


def test_every_likelihood_spread_solves_its_own_equation() -> None:
    """No spread close by is more likely, by the likelihood written out plainly."""
    y, v = (np.array(c) for c in _vaccine())
    for method, restricted in (("ml", False), ("reml", True)):
        best = shrink(y.tolist(), v.tolist(), method=method).between_variance  # type: ignore[arg-type]
        here = _likelihood(y, v, best, restricted=restricted)
        assert all(_likelihood(y, v, best * f, restricted=restricted) < here for f in (0.97, 1.03))


def _likelihood(y: np.ndarray, v: np.ndarray, between: float, *, restricted: bool) -> float:
    total = v + between
    mean = (y / total).sum() / (1 / total).sum()
    value = -0.5 * (np.log(total).sum() + ((y - mean) ** 2 / total).sum())
    return float(value - (0.5 * np.log((1 / total).sum()) if restricted else 0.0))


def test_words_are_plain_and_sort_nobody() -> None:
    found: Shrinkage = shrink([45, 60, 52, 70, 65], [90, 20, 30, 10, 40], method="reml")
    assert found.words(unit="%").startswith("Results of small groups swing more by chance")
    assert (
        "What this cannot tell: which of two groups is ahead when their intervals overlap." in found.words()
    )
    assert "too narrow" in found.words()
    assert found.groups[0].words(unit="%").startswith("45% as measured; ")
    assert "95% interval" in found.groups[0].words(unit="%")


def test_bad_input_says_what_to_do() -> None:
    with pytest.raises(ValueError, match="Not enough data"):
        shrink([1, 2, 3], [1, 1, 1])
    with pytest.raises(ValueError, match="one variance per estimate"):
        shrink([1, 2, 3, 4], [1, 1, 1])
    with pytest.raises(ValueError, match="Group 2 has estimate 2 and variance 0"):
        shrink([1, 2, 3, 4], [1, 0, 1, 1])
    with pytest.raises(ValueError, match="Group 4"):
        shrink([1, 2, 3, math.nan], [1, 1, 1, 1])
    with pytest.raises(ValueError, match="equal sampling variances"):
        shrink([1, 2, 3, 4], [1, 2, 1, 1], method="james_stein")
