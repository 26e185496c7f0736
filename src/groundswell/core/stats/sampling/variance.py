"""The variance of a weighted sum over a sample, from how much its clusters differ."""

import numpy as np

from groundswell.core.stats.sampling.design import Column, Design, Labels, SampleError


def variance_of_sum(design: Design, shares: Column) -> float:
    """Variance of the sum of `shares`, one weighted (and linearized) amount per row.

    Between the clusters of each stratum, and, where rows were drawn inside clusters, between the rows of each
    cluster: Cochran (1977), Sampling Techniques, sections 5.4, 9A.4 and 11.4. Raises `SampleError` where a
    stratum has one cluster only and more to draw from.
    """
    clusters = int(design.cluster.max()) + 1
    totals = np.asarray(np.bincount(design.cluster, weights=shares, minlength=clusters), dtype=np.float64)
    first_row = _first_rows(design.cluster, clusters)
    stratum_of = design.stratum[first_row]
    drawn = np.bincount(stratum_of)
    in_all = _in_all(design.clusters_in_all, first_row, stratum_of, drawn)
    left = 1 - drawn / in_all
    _require_company(drawn, left)
    between = _spread(totals, stratum_of, drawn)
    found = float((left * between).sum())
    if design.rows_in_cluster is not None:
        found += float((_inside(design, shares, first_row) * (drawn / in_all)[stratum_of]).sum())
    return found


def _first_rows(labels: Labels, count: int) -> Labels:
    first = np.full(count, -1, dtype=np.int64)
    first[labels[::-1]] = np.arange(len(labels))[::-1]
    return first


def _in_all(given: object, first_row: Labels, of: Labels, drawn: Labels) -> Column:
    """How many there were to draw from; without end where nothing is said."""
    if given is None:
        return np.full(len(drawn), np.inf)
    number = np.asarray(given, dtype=np.float64)[first_row]
    in_all = np.zeros(len(drawn))
    in_all[of] = number
    if (in_all < drawn).any():
        raise SampleError("More were drawn than there are in all. Check the population numbers.")
    return in_all


def _require_company(drawn: Labels, left: Column) -> None:
    if ((drawn < 2) & (left > 0)).any():
        raise SampleError(
            "One cluster alone was drawn in a stratum, which tells nothing of its error. Merge strata."
        )


def _spread(totals: Column, of: Labels, drawn: Labels) -> Column:
    """n/(n-1) times the squared distances from the mean of their stratum; 0 for one alone."""
    means = np.bincount(of, weights=totals) / drawn
    squares = np.bincount(of, weights=(totals - means[of]) ** 2)
    return squares * drawn / np.maximum(drawn - 1, 1)


def _inside(design: Design, shares: Column, first_row: Labels) -> Column:
    """Per cluster the variance of drawing rows inside of it."""
    drawn = np.bincount(design.cluster)
    every = np.arange(len(drawn))
    in_all = _in_all(design.rows_in_cluster, first_row, every, drawn)
    left = 1 - drawn / in_all
    _require_company(drawn, left)
    return np.asarray(left * _spread(shares, design.cluster, drawn), dtype=np.float64)
