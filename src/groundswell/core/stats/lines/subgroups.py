"""Xbar and S charts: the mean and the spread of measurements that belong together."""

import numpy as np

from groundswell.core.stats.lines.constants import constants_of
from groundswell.core.stats.lines.segment import (
    Choices,
    Family,
    Flags,
    Lines,
    Numbers,
    Segment,
    average,
    total,
)


def _spread_within(segment: Segment, choices: Choices) -> Numbers:
    """Typical standard deviation: the mean when all subgroups have one size, else pooled by freedom."""
    sizes, spreads = segment.of_base(segment.sizes), segment.of_base(segment.spreads)
    freedom = sizes - 1
    # The reference lets an empty subgroup take one degree of freedom away from the others (a defect).
    known = np.where(np.isnan(spreads), np.nan, freedom) if choices.guarded else freedom
    pooled = np.sqrt(total(freedom * spreads**2) / total(known))
    typical: Numbers = np.where(_one_size(segment.sizes, choices), average(spreads), pooled)
    return typical


def _one_size(sizes: Numbers, choices: Choices) -> Flags:
    # In the reference one empty subgroup makes all sizes differ, and the estimate with them (a defect).
    empty = (sizes == 0) if choices.guarded else np.zeros(sizes.shape, dtype=np.bool_)
    same: Flags = np.all((sizes == sizes.max(axis=0, initial=0.0)) | empty, axis=0, keepdims=True)
    return same


def _means(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    sizes, means = segment.of_base(segment.sizes), segment.of_base(segment.means)
    center = total(sizes * means) / total(np.where(np.isnan(means), np.nan, sizes))
    center = center if given is None else given
    width = constants_of(segment.sizes, "a3", choices.sigmas) * _spread_within(segment, choices)
    return Lines(segment.values, center, center - width, center + width, width / choices.sigmas)


def _spreads(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    center = _spread_within(segment, choices) if given is None else given
    lower, upper = (constants_of(segment.sizes, name, choices.sigmas) * center for name in ("b3", "b4"))
    return Lines(segment.spreads, center, lower, upper)


XBAR = Family(title="Means (Xbar) chart", center_word="mean", lines=_means, by_subgroup=True)
S = Family(title="Standard deviations (S) chart", center_word="mean", lines=_spreads, by_subgroup=True)
