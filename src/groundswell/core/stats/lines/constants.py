"""Control chart constants for subgroups of any size, by the gamma function (Montgomery, appendix VI)."""

from dataclasses import dataclass
from functools import cache
from math import exp, lgamma, nan, sqrt

import numpy as np

from groundswell.core.stats.lines.segment import Numbers


@dataclass(frozen=True, slots=True)
class Constants:
    """c4 is the mean of a standard deviation of n normal values; A3, B3 and B4 place limits from it."""

    c4: float
    c5: float
    a3: float
    b3: float
    b4: float


@cache
def constants(n: int, sigmas: float = 3.0) -> Constants:
    """Constants of subgroups of `n`; all NaN below two, where nothing can vary."""
    if n < 2:
        return Constants(nan, nan, nan, nan, nan)
    c4 = sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))
    c5 = sqrt(1 - c4 * c4)
    reach = sigmas * c5 / c4
    return Constants(c4, c5, sigmas / (c4 * sqrt(n)), max(0.0, 1 - reach), 1 + reach)


def constants_of(sizes: Numbers, name: str, sigmas: float = 3.0) -> Numbers:
    """One constant for each subgroup size, in the shape of `sizes`."""
    found, places = np.unique(sizes, return_inverse=True)
    each = [nan if np.isnan(n) else getattr(constants(int(n), sigmas), name) for n in found]
    return np.asarray(each, dtype=np.float64)[places].reshape(sizes.shape)
