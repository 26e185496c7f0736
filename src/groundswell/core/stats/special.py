"""Special functions behind intervals, from SciPy; loaded at first use, since that takes a third of a second."""

import importlib
import math
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def normal_quantile(p: float) -> float:
    """Quantile of the standard normal distribution."""
    return NormalDist().inv_cdf(p)


def t_quantile(p: float, freedom: float) -> float:
    """Quantile of Student's t; of the normal when `freedom` is infinite."""
    return normal_quantile(p) if math.isinf(freedom) else float(_scipy().stdtrit(freedom, p))


def student_t_cdf(freedom: ArrayLike, x: ArrayLike) -> Floats:
    """Chance of a Student's t below `x`; of a normal where `freedom` is infinite."""
    return np.asarray(_scipy().stdtr(freedom, x), dtype=np.float64)


def normal_cdf(x: ArrayLike) -> Floats:
    """Chance of a standard normal below `x`."""
    return np.asarray(_scipy().ndtr(x), dtype=np.float64)


def beta_quantile(p: float, a: ArrayLike, b: ArrayLike) -> Floats:
    """Quantile of the beta distribution with a, b > 0."""
    return np.asarray(_scipy().betaincinv(a, b, p), dtype=np.float64)


def log_beta(a: ArrayLike, b: ArrayLike) -> Floats:
    """Logarithm of the beta function."""
    return np.asarray(_scipy().betaln(a, b), dtype=np.float64)


def digamma(x: ArrayLike) -> Floats:
    """Slope of the logarithm of the gamma function."""
    return np.asarray(_scipy().psi(x), dtype=np.float64)


@cache
def _scipy() -> Any:
    return importlib.import_module("scipy.special")
