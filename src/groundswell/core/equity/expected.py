"""What a school's characteristics lead one to expect, and how far its result lies from that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundswell.core.stats.shrinkage.normal import ShrunkenEstimate, shrink

Column = NDArray[np.float64]
FEWEST_PER_COEFFICIENT = 5


@dataclass(frozen=True, slots=True)
class SchoolExpectation:
    """`expected` from the characteristics; `residual` is measured minus expected, shrunken toward 0 on the whole."""

    school: str
    measured: float
    expected: float
    residual: ShrunkenEstimate


@dataclass(frozen=True, slots=True)
class Expectations:
    """Least squares of the result on characteristics: coefficients by name, and all schools in the order given."""

    intercept: float
    coefficients: dict[str, float]
    r_squared: float
    confidence: float
    schools: tuple[SchoolExpectation, ...]

    @property
    def index(self) -> tuple[float, ...]:
        """The school characteristics index: the expected result of every school."""
        return tuple(school.expected for school in self.schools)


def expected_results(
    schools: Sequence[str],
    results: Sequence[float],
    characteristics: Mapping[str, Sequence[float]],
    *,
    variances: Sequence[float],
    confidence: float = 0.90,
) -> Expectations:
    """Regress results on characteristics such as meals, parent education, English learners and mobility.

    Schools of one type together, as California's School Characteristics Index (CDE, PSAA technical report 00-1).
    `variances`: sampling variance of every result in its squared unit. Residuals lean on all schools by
    `shrink`; what is expected is itself an estimate, but with hundreds of schools its error is small beside theirs.
    Collinear characteristics are allowed: their coefficients are not unique, what is expected is.
    """
    table, y = _table(schools, results, characteristics)
    beta, *_ = np.linalg.lstsq(table, y, rcond=None)
    fitted: Column = table @ beta
    residuals = y - fitted
    shrunken = shrink(residuals.tolist(), variances, confidence=confidence).groups
    spread = float(((y - y.mean()) ** 2).sum())
    rows = zip(schools, y, fitted, shrunken, strict=True)
    return Expectations(
        intercept=float(beta[0]),
        coefficients={name: float(b) for name, b in zip(characteristics, beta[1:], strict=True)},
        r_squared=1 - float(residuals @ residuals) / spread if spread else 0.0,
        confidence=confidence,
        schools=tuple(SchoolExpectation(s, float(m), float(e), r) for s, m, e, r in rows),
    )


def _table(
    schools: Sequence[str], results: Sequence[float], characteristics: Mapping[str, Sequence[float]]
) -> tuple[Column, Column]:
    lengths = {"results": len(results), **{name: len(column) for name, column in characteristics.items()}}
    odd = [name for name, length in lengths.items() if length != len(schools)]
    if odd:
        raise ValueError(f"{odd[0]} has {lengths[odd[0]]} values for {len(schools)} schools. Give one each.")
    if len(schools) < FEWEST_PER_COEFFICIENT * (len(characteristics) + 1):
        raise ValueError(
            f"Not enough data: {len(schools)} schools for {len(characteristics)} characteristics. "
            f"Use {FEWEST_PER_COEFFICIENT} schools or more for each, or fewer characteristics."
        )
    table = np.column_stack([np.ones(len(schools)), *characteristics.values()]).astype(np.float64)
    y = np.asarray(results, dtype=np.float64)
    missing = np.flatnonzero(~(np.isfinite(table).all(axis=1) & np.isfinite(y)))
    if len(missing):
        raise ValueError(f"School {schools[missing[0]]} has a missing value. Leave it out first.")
    return table, y
