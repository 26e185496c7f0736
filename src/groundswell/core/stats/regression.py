"""Least squares with errors that do not assume an even spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients, intercept first, and their standard errors, in units of the outcome per unit of each column."""

    coefficients: tuple[float, ...]
    errors: tuple[float, ...]
    n: int


def regress(
    outcome: Sequence[float], columns: Sequence[Sequence[float]], *, errors: Literal["hc0", "hc1"] = "hc1"
) -> Regression:
    """Least squares of `outcome` (n values) on an intercept and `columns` (n values each).

    The errors hold where the spread differs from row to row: White (1980), Econometrica 48, 817-838; "hc1"
    multiplies the variance by n / (n - k), MacKinnon and White (1985). Raises ValueError when there are not more
    rows than coefficients, a length differs, or one column is a mix of others.
    """
    y = np.asarray(outcome, dtype=np.float64)
    odd = [len(column) for column in columns if len(column) != len(y)]
    if odd:
        raise ValueError(f"A column has {odd[0]} values for {len(y)} outcomes. Give one for each.")
    table = np.column_stack([np.ones(len(y)), *(np.asarray(each, dtype=np.float64) for each in columns)])
    n, k = table.shape
    if n <= k or np.linalg.matrix_rank(table) < k:
        raise ValueError(
            "The columns cannot be told apart with these rows. Leave one out or bring more rows."
        )
    inverse = np.linalg.inv(table.T @ table)
    beta: Column = inverse @ (table.T @ y)
    weighted = table * (y - table @ beta)[:, None]
    variances = np.diag(inverse @ (weighted.T @ weighted) @ inverse) * (n / (n - k) if errors == "hc1" else 1)
    return Regression(tuple(beta.tolist()), tuple(np.sqrt(variances).tolist()), n)
