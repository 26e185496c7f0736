"""Arrays of the generator, and what is done with them everywhere."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def logit(share: Any) -> Any:
    return np.log(share / (1 - share))


def shares_to_counts(shares: Numbers, total: int, least: int) -> Whole:
    """Whole counts that add up to `total`, close to the shares, none below `least`."""
    free = total - least * len(shares)
    exact = shares / shares.sum() * free
    counts = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - counts), kind="stable")
    counts[order[: free - int(counts.sum())]] += 1
    return np.asarray(counts + least)
