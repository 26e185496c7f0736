"""Mean-based gaps, with the Tennessee STAR class sizes."""

import pytest

from groundswell.core.equity.gaps import gaps
from groundswell.core.equity.mean_gaps import Scores, both_gaps_words, mean_gap
from groundswell.core.stats.rate_intervals import Share

# Reading and mathematics together, from the pupils' file: small and regular classes.
STAR = {
    "K": (Scores(931.941887, 76.358633, 1738), Scores(918.042893, 73.137992, 2005), 13.899, 2.454, 0.19),
    "1": (Scores(1069.173363, 93.691047, 1817), Scores(1039.392593, 87.967993, 2430), 29.781, 2.831, 0.34),
    "2": (Scores(1177.201008, 85.141987, 1786), Scores(1157.806641, 82.140809, 2048), 19.394, 2.712, 0.24),
}


@pytest.mark.parametrize("grade", STAR)
def test_small_classes(grade: str) -> None:
    """Difference and standard error of Stock & Watson, Table 13.1; effect by the regular classes' deviation."""
    small, regular, difference, error, effect = STAR[grade]
    found = mean_gap(small, regular, standardized_by="reference")
    assert found.difference.value == pytest.approx(difference, abs=6e-4)
    half = (found.interval.high.value - found.interval.low.value) / 2
    assert half / 1.9606 == pytest.approx(error, rel=2e-3)
    assert found.effect_size == pytest.approx(effect, abs=0.005)
    assert found.effect_low < found.effect_size < found.effect_high


def test_pooled_deviation_gives_cohens_d() -> None:
    found = mean_gap(Scores(12, 4, 11), Scores(10, 2, 11))
    assert found.effect_size == pytest.approx(2 / 10**0.5)
    assert "effect size 0.63" in found.words()


def test_shares_and_means_may_point_to_different_sides() -> None:
    shares = gaps({"A": Share(60, 100)}, whole=Share(110, 200), higher_is_better=True)[0]
    ahead, behind = Scores(300, 20, 100), Scores(310, 20, 100)
    assert "disagree on who is ahead" in both_gaps_words(shares, mean_gap(ahead, behind))
    assert "depends on where the cut lies" in both_gaps_words(shares, mean_gap(behind, ahead))


def test_no_spread_is_refused() -> None:
    with pytest.raises(ValueError, match="no spread"):
        mean_gap(Scores(1, 0, 5), Scores(2, 0, 5))
    with pytest.raises(ValueError, match="Two scores"):
        Scores(1, 0, 1)
