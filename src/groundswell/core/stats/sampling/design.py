"""How a sample was drawn: strata, clusters, and how many there were to draw from."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Labels = NDArray[np.int64]


class SampleError(ValueError):
    """The sample and its design do not fit together. The message says what to check."""


@dataclass(frozen=True)
class Design:
    """One entry per row of the sample, in the same order.

    weights: how many of the population each row stands for. strata: drawn from separately. clusters: drawn as
    wholes, such as districts; each row by itself where None. clusters_in_all: how many clusters its stratum
    has, for the correction of a large sample from few; none where None. rows_in_cluster: how many rows its
    cluster has in all, when rows were drawn inside the clusters too.
    """

    weights: Sequence[float]
    strata: Sequence[Hashable] | None = None
    clusters: Sequence[Hashable] | None = None
    clusters_in_all: Sequence[float] | None = None
    rows_in_cluster: Sequence[float] | None = None
    weight: Column = field(init=False, repr=False)
    stratum: Labels = field(init=False, repr=False)
    cluster: Labels = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._require_lengths()
        object.__setattr__(self, "weight", np.asarray(self.weights, dtype=np.float64))
        if not (self.weight > 0).all():
            raise SampleError("A weight is not above 0. Leave rows out that stand for nobody.")
        rows = range(len(self.weights))
        strata = self.strata or [0] * len(self.weights)
        object.__setattr__(self, "stratum", _numbered(strata))
        inside = zip(strata, self.clusters or rows, strict=True)
        object.__setattr__(self, "cluster", _numbered(list(inside)))

    def _require_lengths(self) -> None:
        wanted = len(self.weights)
        if wanted < 2:
            raise SampleError("A sample of fewer than two rows tells nothing of its own error.")
        given = {
            name: getattr(self, name) for name in ("strata", "clusters", "clusters_in_all", "rows_in_cluster")
        }
        for name, values in given.items():
            if values is not None and len(values) != wanted:
                raise SampleError(
                    f"{name} has {len(values)} entries for {wanted} rows. Give one for each row."
                )


def _numbered(labels: Sequence[Hashable]) -> Labels:
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(label, len(seen)) for label in labels], dtype=np.int64)
