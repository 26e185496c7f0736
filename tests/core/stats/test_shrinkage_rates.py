"""Shrinkage of rates with a beta distribution."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.shrinkage.beta_binomial import shrink_shares, shrunken_share
from groundswell.core.stats.shrinkage.beta_prior import (
    BetaPrior,
    beta_from_mean_and_deviation,
    prior_by_likelihood,
    prior_by_moments,
)
from tests.core.stats.test_shrinkage_normal import HITS, REST

# Tumors in 70 groups of rats, and a new group with 4 of 14: Tarone (1982); Gelman and others (2013), table 5.1.
RATS = [
    *[(0, 20)] * 7, *[(0, 19)] * 4, *[(0, 18)] * 2, (0, 17), *[(1, 20)] * 4, *[(1, 19)] * 2, *[(1, 18)] * 2,
    (2, 25), (2, 24), (2, 23), *[(2, 20)] * 6, (1, 10), (5, 49), (2, 19), (5, 46), (3, 27), (2, 17), (7, 49),
    (7, 47), (3, 20), (3, 20), (2, 13), (9, 48), (10, 50), *[(4, 20)] * 7, (10, 48), *[(4, 19)] * 3, (5, 22),
    (11, 46), (12, 49), (5, 20), (5, 20), (6, 23), (5, 19), (6, 22), (6, 20), (6, 20), (6, 20), (16, 52),
    (15, 47), (15, 46), (9, 24),
]  # fmt: skip
METHODS = ("moments", "ml", "integrated")
groups = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=4, max_size=12
)


def _columns(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([x for x, _ in pairs], dtype=float), np.array([n for _, n in pairs], dtype=float)


def test_rats_as_published() -> None:
    """Section 5.1 of the book: mean .136, deviation .103, Beta(1.4, 8.6), and the new group at .223 (.083)."""
    assert len(RATS) == 70
    rates = [x / n for x, n in RATS]
    mean, deviation = statistics.mean(rates), statistics.stdev(rates)
    assert (mean, deviation) == pytest.approx((0.136, 0.103), abs=5e-4)
    prior = beta_from_mean_and_deviation(mean, deviation)
    assert (prior.a, prior.b) == pytest.approx((1.4, 8.6), abs=0.05)
    new = shrunken_share(Share(4, 14), prior)
    assert (new.estimate, new.deviation) == pytest.approx((0.223, 0.083), abs=2e-3)


def test_an_interval_of_a_known_beta_distribution() -> None:
    """Of 980 births 437 girls under Beta(1, 1): Gelman and others (2013), section 2.4: [0.415, 0.477], mean 0.446."""
    found = shrunken_share(Share(437, 980), BetaPrior(0.5, 2.0))
    assert (found.estimate, found.low, found.high) == pytest.approx((0.446, 0.415, 0.477), abs=5e-4)


def test_likelihood_by_a_plain_search() -> None:
    """The likelihood with whole-number products instead of gamma functions; nothing close by is higher."""
    counts, sizes = _columns(RATS)
    found = prior_by_likelihood(counts, sizes)
    best = _plain_likelihood(RATS, found.a, found.b)
    for up, wide in ((1.01, 1), (0.99, 1), (1, 1.01), (1, 0.99), (1.01, 1.01), (0.99, 0.99)):
        assert _plain_likelihood(RATS, found.a * up, found.b * wide) < best


def _plain_likelihood(pairs: list[tuple[int, int]], a: float, b: float) -> float:
    total = 0.0
    for x, n in pairs:
        total += sum(math.log(a + i) for i in range(x)) + sum(math.log(b + i) for i in range(n - x))
        total -= sum(math.log(a + b + i) for i in range(n))
    return total


def test_moments_and_likelihood_find_the_spread_they_were_made_with() -> None:
    rng = np.random.default_rng(9)
    sizes = rng.integers(10, 80, 3000).astype(float)
    counts = rng.binomial(sizes.astype(int), rng.beta(6, 14, 3000)).astype(float)
    for prior in (prior_by_moments(counts, sizes), prior_by_likelihood(counts, sizes)):
        assert prior.mean == pytest.approx(0.3, abs=0.01)
        assert prior.strength == pytest.approx(20, rel=0.1)


@pytest.mark.parametrize("method", METHODS)
def test_baseball_rates_come_closer_to_the_rest_of_the_season(method: str) -> None:
    found = shrink_shares([Share(h, 45) for h in HITS], method=method)  # type: ignore[arg-type]
    before = sum((h / 45 - t) ** 2 for h, t in zip(HITS, REST, strict=True))
    after = sum((g.estimate - t) ** 2 for g, t in zip(found.groups, REST, strict=True))
    assert before / after > 3


def test_integrated_rates_by_brute_force() -> None:
    """Both the mean and the strength on a plain grid, with the same flat priors; the median size is 20."""
    pairs = [(2, 12), (9, 20), (11, 40), (5, 9), (20, 35), (3, 20)]
    logs, means = [], []
    for kept in (np.arange(150) + 0.5) / 150:
        strength = 20 * (1 - kept) / kept
        for middle in (np.arange(100) + 0.5) / 100:
            a, b = middle * strength, (1 - middle) * strength
            logs.append(_plain_likelihood(pairs, a, b))
            means.append([(a + x) / (strength + n) for x, n in pairs])
    chances = np.exp(np.array(logs) - max(logs))
    exact = chances / chances.sum() @ np.array(means)
    found = shrink_shares([Share(x, n) for x, n in pairs])
    assert [g.estimate for g in found.groups] == pytest.approx(exact.tolist(), abs=0.012)


def test_intervals_hold_the_truth_with_few_groups() -> None:
    rng, held, times = np.random.default_rng(2), {"integrated": 0.0, "ml": 0.0}, 80
    for _ in range(times):
        sizes, truth = rng.integers(8, 60, 10), rng.beta(12, 28, 10)
        shares = [Share(int(x), int(n)) for x, n in zip(rng.binomial(sizes, truth), sizes, strict=True)]
        for method in held:
            found = shrink_shares(shares, method=method).groups  # type: ignore[arg-type]
            held[method] += sum(g.low <= t <= g.high for g, t in zip(found, truth, strict=True)) / 10
    assert held["integrated"] / times >= 0.91
    assert held["ml"] / times < 0.88


@settings(max_examples=40, deadline=None)
@given(groups)
@pytest.mark.parametrize("method", METHODS)
def test_rates_stay_rates_and_move_toward_the_middle(method: str, pairs: list[tuple[int, int]]) -> None:
    found = shrink_shares([Share(x, n) for x, n in pairs], method=method)  # type: ignore[arg-type]
    for group in found.groups:
        assert 0 <= group.low <= group.estimate + 1e-12
        assert group.estimate - 1e-12 <= group.high <= 1
        if method != "integrated":
            low, high = sorted((group.measured, found.overall))
            assert low - 1e-9 <= group.estimate <= high + 1e-9


@settings(max_examples=25, deadline=None)
@given(groups)
@pytest.mark.parametrize("method", METHODS)
def test_counting_the_absent_instead_turns_everything_around(
    method: str, pairs: list[tuple[int, int]]
) -> None:
    one = shrink_shares([Share(x, n) for x, n in pairs], method=method)  # type: ignore[arg-type]
    two = shrink_shares([Share(n - x, n) for x, n in pairs], method=method)  # type: ignore[arg-type]
    for a, b in zip(one.groups, two.groups, strict=True):
        assert a.estimate == pytest.approx(1 - b.estimate, abs=1e-5)
        assert a.low == pytest.approx(1 - b.high, abs=1e-4)


@pytest.mark.parametrize("method", ["moments", "ml"])
def test_groups_that_differ_by_chance_alone_share_one_rate(method: str) -> None:
    found = shrink_shares([Share(x, 20) for x in (9, 10, 10, 11)], method=method)  # type: ignore[arg-type]
    assert {g.estimate for g in found.groups} == {0.5}
    assert found.between_variance == 0
    assert "no more than chance alone" in found.words()
    nobody = shrink_shares([Share(0, 20)] * 4, method=method)  # type: ignore[arg-type]
    assert nobody.groups[0].low == 0
    assert nobody.groups[0].high > 0.01


def test_too_few_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="Not enough data"):
        shrink_shares([Share(1, 2)] * 3)


def test_rates_can_be_said_as_percentages() -> None:
    found = shrink_shares([Share(9, 20), Share(40, 60), Share(5, 12), Share(70, 90), Share(30, 55)])
    percent = found.in_percent()
    assert percent.groups[0].estimate == pytest.approx(100 * found.groups[0].estimate)
    assert percent.groups[0].kept == found.groups[0].kept
    assert percent.between_variance == pytest.approx(1e4 * found.between_variance)
    assert percent.groups[0].words(unit="%").startswith("45% as measured; ")
