"""Scores of people within groups: how much lies between groups, and each group's own shrunken distance."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from groundswell.core.stats.shrinkage.between_variance import Column
from groundswell.core.stats.shrinkage.integrated import Table
from groundswell.core.stats.shrinkage.normal import FEWEST_GROUPS
from groundswell.core.stats.shrinkage.search import lowest


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """A group's distance from what its people's covariates lead one to expect, shrunken, with its error."""

    group: Hashable
    n: int
    effect: float
    deviation: float


@dataclass(frozen=True, slots=True)
class RandomIntercept:
    """`coefficients`: the intercept, then one per covariate. Variances are in squared score units."""

    coefficients: tuple[float, ...]
    between_variance: float
    within_variance: float
    effects: tuple[GroupEffect, ...]

    @property
    def share_between(self) -> float:
        """Intraclass correlation: the part of the variance that lies between groups, 0 to 1."""
        return self.between_variance / (self.between_variance + self.within_variance)


@dataclass(frozen=True, slots=True)
class _Sums:
    """All the model needs from the scores: y as the last column beside intercept and covariates."""

    n: Column
    means: Table
    cross: Table
    n_scores: int
    n_coefficients: int

    def weighed(self, share: float) -> tuple[Table, Column]:
        """Cross products weighed for this share between groups, and the shrinking factor per group."""
        ratio = share / (1 - share)
        kept = self.n * ratio / (1 + self.n * ratio)
        return self.cross - (self.means * (kept * self.n)[:, None]).T @ self.means, kept


def random_intercept(
    scores: Sequence[float],
    groups: Sequence[Hashable],
    covariates: Sequence[Sequence[float]] = (),
    *,
    method: Literal["ml", "reml"] = "reml",
) -> RandomIntercept:
    """Fit score = intercept + covariates + group + person by (restricted) maximum likelihood.

    `covariates`: one column per covariate, each as long as `scores`. At least 4 groups, one of them with two scores.
    Source: Raudenbush & Bryk (2002), Hierarchical Linear Models, 2nd ed., chapters 3 and 14. The likelihood is
    profiled down to the share of variance between groups, which is searched for.
    """
    labels, sums = _summed(scores, groups, covariates)
    restricted = method == "reml"
    share = _share_between(sums, restricted=restricted)
    cross, kept = sums.weighed(share)
    beta, residual = _solved(cross)
    within = residual / (sums.n_scores - restricted * sums.n_coefficients)
    between = within * share / (1 - share)
    effects = kept * (sums.means[:, -1] - sums.means[:, :-1] @ beta)
    deviations = np.sqrt(between * (1 - kept))
    rows = zip(labels, sums.n, effects, deviations, strict=True)
    found = tuple(GroupEffect(g, int(n), float(e), float(d)) for g, n, e, d in rows)
    return RandomIntercept(tuple(map(float, beta)), between, within, found)


def _summed(
    scores: Sequence[float], groups: Sequence[Hashable], covariates: Sequence[Sequence[float]]
) -> tuple[list[Hashable], _Sums]:
    labels = list(dict.fromkeys(groups))
    lengths = {len(scores), len(groups), *(len(c) for c in covariates)}
    if len(lengths) > 1:
        raise ValueError(
            f"Scores, groups and covariates hold {sorted(lengths)} rows. Give each the same number."
        )
    if not FEWEST_GROUPS <= len(labels) < len(scores):
        raise ValueError(
            f"Not enough data: this takes {FEWEST_GROUPS} groups with several scores, not {len(labels)}."
        )
    table = np.column_stack([np.ones(len(scores)), *covariates, scores]).astype(np.float64)
    if not np.isfinite(table).all():
        raise ValueError("A score or covariate is missing. Leave that person's row out first.")
    place = {label: i for i, label in enumerate(labels)}
    index = np.array([place[g] for g in groups])
    n = np.bincount(index).astype(np.float64)
    totals = np.column_stack([np.bincount(index, weights=column) for column in table.T])
    return labels, _Sums(n, totals / n[:, None], table.T @ table, len(table), table.shape[1] - 1)


def _solved(cross: Table) -> tuple[Column, float]:
    """Generalized least squares: coefficients and the weighed residual sum of squares."""
    beta: Column = np.linalg.solve(cross[:-1, :-1], cross[:-1, -1]).astype(np.float64)
    return beta, float(cross[-1, -1] - cross[:-1, -1] @ beta)


def _share_between(sums: _Sums, *, restricted: bool) -> float:
    """The most likely part of the variance between groups, 0 to 0.99; exactly 0 when that is no worse."""

    def deviance(share: float) -> float:
        return _deviance(sums, share, restricted=restricted)

    share = lowest(deviance, 0.0, 0.99, looks=100, width=1e-11)
    return share if deviance(share) < deviance(0.0) else 0.0


def _deviance(sums: _Sums, share: float, *, restricted: bool) -> float:
    cross, _ = sums.weighed(share)
    _, residual = _solved(cross)
    freedom = sums.n_scores - restricted * sums.n_coefficients
    spread = float(np.log1p(sums.n * share / (1 - share)).sum())
    penalty = float(np.linalg.slogdet(cross[:-1, :-1])[1]) if restricted else 0.0
    return freedom * math.log(residual / freedom) + spread + penalty
