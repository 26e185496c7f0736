"""How much neighboring periods resemble each other, and what that does to an interval."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Series = Sequence[float | None]
MOST_ALIKE = 0.9
ROUNDING = 1e-12


def values_of(series: Series) -> list[float]:
    """The known values; a gap is left out, never zero. Raises ValueError for infinite values."""
    known = [v for v in series if v is not None and not math.isnan(v)]
    if any(math.isinf(v) for v in known):
        raise ValueError("A value is infinite. Leave it empty (None) if it is not known.")
    return known


def is_nothing(size: float, *, beside: Series) -> bool:
    """Zero but for rounding, beside values of this size."""
    return abs(size) <= ROUNDING * max((abs(v) for v in values_of(beside)), default=0.0)


def lag_one(phases: Sequence[Series]) -> float | None:
    """Correlation of neighboring periods around each phase's own mean, corrected for short series.

    Only pairs with no gap between them count. None when fewer than four pairs, or nothing varies.
    Source: the correction r + (1 + 4r)/n is that of Marriott & Pope (1954), Biometrika 41, 390-402.
    """
    residuals = [_centered(phase) for phase in phases]
    products = np.concatenate([e[:-1] * e[1:] for e in residuals if len(e)] or [np.empty(0)])
    squares = np.concatenate(residuals) ** 2 if residuals else np.empty(0)
    pairs, known = int(np.isfinite(products).sum()), int(np.isfinite(squares).sum())
    total = float(np.nansum(squares))
    if pairs < 4 or is_nothing(math.sqrt(total), beside=[v for phase in phases for v in phase]):
        return None
    raw = (float(np.nansum(products)) / pairs) / (total / known)
    corrected = raw + (1 + 4 * raw) * len(phases) / known
    return max(-MOST_ALIKE, min(MOST_ALIKE, corrected))


def shrink_of_sample(alike: float | None) -> float:
    """How many separate periods one period is worth, from just above 0 to 1; periods that alternate count 1.

    Source: (1 − r)/(1 + r) for a first-order process: Bayley & Hammersley (1946), J. R. Stat. Soc. Suppl. 8.
    """
    r = max(0.0, alike or 0.0)
    return (1 - r) / (1 + r)


def _centered(phase: Series) -> NDArray[np.float64]:
    values = np.array([math.nan if v is None else v for v in phase], dtype=np.float64)
    known = values_of(phase)
    return values - (math.fsum(known) / len(known) if known else 0.0)
