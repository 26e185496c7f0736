"""How group rates spread around their mean: a beta distribution found from counts."""

import math
from dataclasses import dataclass

from groundswell.core.stats.shrinkage.between_variance import Column
from groundswell.core.stats.shrinkage.search import lowest
from groundswell.core.stats.special import digamma, log_beta

LOG_STRENGTH = (-4.0, 16.0)


@dataclass(frozen=True, slots=True)
class BetaPrior:
    """A beta distribution by its mean and its strength a + b, in people; infinite: all groups share one rate."""

    mean: float
    strength: float

    @property
    def a(self) -> float:
        return self.mean * self.strength

    @property
    def b(self) -> float:
        return (1 - self.mean) * self.strength


def beta_from_mean_and_deviation(mean: float, deviation: float) -> BetaPrior:
    """The beta distribution with these moments: a + b = mean (1 − mean) / deviation² − 1."""
    return BetaPrior(mean, mean * (1 - mean) / deviation**2 - 1)


def prior_by_moments(counts: Column, sizes: Column) -> BetaPrior:
    """From the weighted spread of the observed rates, less what chance alone gives.

    Source: Kleinman (1973), JASA 68, 46-54, with weights n; 1/(a + b + 1) is the correlation within a group.
    """
    total = float(sizes.sum())
    mean = float(counts.sum()) / total
    chance = mean * (1 - mean)
    shares = sizes * (1 - sizes / total)
    spread = float(sizes @ (counts / sizes - mean) ** 2)
    room = chance * float(shares @ (1 - 1 / sizes))
    within = (spread - chance * float(shares @ (1 / sizes))) / room if room > 0 else 0.0
    return BetaPrior(mean, math.inf if within <= 0 else max(1 / within - 1, math.exp(LOG_STRENGTH[0])))


def prior_by_likelihood(counts: Column, sizes: Column) -> BetaPrior:
    """Maximum likelihood of the beta-binomial; source of the model: Skellam (1948), J. R. Stat. Soc. B 10.

    For each strength the best mean solves its score equation (the likelihood is concave in the mean); the
    strength is then searched for. When the rates spread no more than chance gives, it is infinite.
    """
    pooled = BetaPrior(float(counts.sum() / sizes.sum()), math.inf)
    if spreads_no_more_than_chance(counts, sizes, pooled.mean):
        return pooled

    def unlikely(log_strength: float) -> float:
        return -log_likelihood(counts, sizes, _best(counts, sizes, log_strength))

    return _best(counts, sizes, lowest(unlikely, *LOG_STRENGTH, looks=21, width=1e-7))


def log_likelihood(counts: Column, sizes: Column, prior: BetaPrior) -> float:
    """Of the counts under a finite prior, without the binomial coefficients."""
    a, b = prior.a, prior.b
    return float((log_beta(counts + a, sizes - counts + b) - log_beta(a, b)).sum())


def spreads_no_more_than_chance(counts: Column, sizes: Column, mean: float) -> bool:
    """Whether the likelihood falls at once when a spread between groups is let in.

    Source: the score of Tarone (1979), Biometrika 66, 585-590.
    """
    if not 0 < mean < 1:
        return True
    yes, no = counts * (counts - 1) / mean, (sizes - counts) * (sizes - counts - 1) / (1 - mean)
    return float((yes + no - sizes * (sizes - 1)).sum()) <= 0


def _best(counts: Column, sizes: Column, log_strength: float) -> BetaPrior:
    """The best mean for one strength, by bisection."""
    strength, low, high = math.exp(log_strength), 0.0, 1.0
    for _ in range(48):
        middle = (low + high) / 2
        a, b = middle * strength, (1 - middle) * strength
        slope = digamma(counts + a) - digamma(a) - digamma(sizes - counts + b) + digamma(b)
        low, high = (middle, high) if float(slope.sum()) > 0 else (low, middle)
    return BetaPrior((low + high) / 2, strength)
