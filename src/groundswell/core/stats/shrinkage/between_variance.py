"""How much groups truly differ, beyond what chance makes of small samples: the between-group variance."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
BetweenMethod = Literal["moments", "ml", "reml", "james_stein"]
STEPS = 2000


def weighted_mean(estimates: Column, variances: Column, between: float) -> tuple[float, float]:
    """Precision-weighted mean of all groups and its variance."""
    weights = 1 / (variances + between)
    total = float(weights.sum())
    return float(weights @ estimates) / total, 1 / total


def between_variance(estimates: Column, variances: Column, method: BetweenMethod) -> float:
    """Variance of true group values, never below 0, from estimates with known sampling variances.

    moments: DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177-188.
    ml, reml: fixed point of the score equations; Thompson & Sharp (1999), Statistics in Medicine 18, 2693-2708.
    james_stein: for equal variances, the factor (k − 3)/S of Efron & Morris (1975), JASA 70, 311-319.
    """
    if method == "moments":
        return _moments(estimates, variances)
    if method == "james_stein":
        return _james_stein(estimates, variances)
    return _likelihood(estimates, variances, restricted=method == "reml")


def _moments(estimates: Column, variances: Column) -> float:
    weights = 1 / variances
    mean, _ = weighted_mean(estimates, variances, 0.0)
    q = float(weights @ (estimates - mean) ** 2)
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max(0.0, (q - (len(estimates) - 1)) / scale)


def _likelihood(estimates: Column, variances: Column, *, restricted: bool) -> float:
    between = max(_moments(estimates, variances), float(estimates.var()) / 100)
    for _ in range(STEPS):
        weights = 1 / (variances + between)
        mean = float(weights @ estimates / weights.sum())
        squares = weights**2
        step = float(squares @ ((estimates - mean) ** 2 - variances) / squares.sum())
        new = max(0.0, step + (1 / float(weights.sum()) if restricted else 0.0))
        if abs(new - between) <= 1e-13 * (new + float(variances.mean())):
            return new
        between = new
    return between


def _james_stein(estimates: Column, variances: Column) -> float:
    if not np.allclose(variances, variances[0], rtol=1e-9, atol=0.0):
        raise ValueError('"james_stein" needs equal sampling variances. Use "reml" or "moments" instead.')
    spread = float(((estimates - estimates.mean()) ** 2).sum())
    return max(0.0, spread / (len(estimates) - 3) - float(variances[0]))
