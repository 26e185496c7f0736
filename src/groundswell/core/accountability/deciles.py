"""California's published deciles of the Academic Performance Index, kept to read and check its old files.

They place schools beside each other, which Groundswell's own pages do not do: show a school's distance from its
similar schools with an interval instead (`core.equity`).
"""

import bisect
import math
from collections.abc import Sequence
from fractions import Fraction

from groundswell.core.equity.similar_schools import EACH_SIDE, nearest_on_index


def statewide_deciles(values: Sequence[float]) -> tuple[int, ...]:
    """Decile 1 to 10 of every value among all of one school type; equal values share the higher decile.

    ceil(10 k / n), k being how many lie at or below. Source: CDE, API information guides, statewide rank.
    """
    ordered, n = sorted(values), len(values)
    return tuple(-(-10 * bisect.bisect_right(ordered, value) // n) for value in values)


def similar_schools_deciles(
    values: Sequence[float], index: Sequence[float], *, each_side: int = EACH_SIDE
) -> tuple[int, ...]:
    """Decile 1 to 10 of every value among its peers: the `each_side` next on the index below and above.

    The school's place is the middle of those equal to it. Source: CDE, similar schools rank of the API.
    """
    if len(values) != len(index) or len(values) < 2:
        raise ValueError(
            f"Give one index value per school, two schools or more; not {len(index)} for {len(values)}."
        )
    peers = nearest_on_index(index, each_side=each_side)
    return tuple(
        _middle_decile(value, [values[i] for i in near]) for value, near in zip(values, peers, strict=True)
    )


def _middle_decile(value: float, peers: Sequence[float]) -> int:
    below, equal = sum(p < value for p in peers), sum(p == value for p in peers)
    return min(10, math.floor(Fraction(10 * (2 * below + equal), 2 * len(peers))) + 1)
