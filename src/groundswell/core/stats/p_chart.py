"""P chart: proportions with their own denominators.

Formula: p = sum of counts / sum of denominators over the baseline;
limits p -/+ 3 sqrt(p (1 - p) / n), kept in 0 to 1.
"""

import math

from groundswell.core.stats.family import Family, LimitChoices, Limits, Segment, Values


def _center(segment: Segment) -> float | None:
    rows = list(zip(segment.counts, segment.denominators, segment.base, strict=True))
    used = [(y, n) for y, n, base in rows if base and y is not None and n is not None]
    total = math.fsum(n for _, n in used)
    return math.fsum(y for y, _ in used) / total if total else None


def _width(center: float | None, n: float | None) -> float | None:
    if center is None or not n or not 0 <= center <= 1:
        return None
    return 3 * math.sqrt(center * (1 - center) / n)


def _limits(segment: Segment, centers: Values, choices: LimitChoices) -> Limits:
    widths = [_width(c, n) for c, n in zip(centers, segment.denominators, strict=True)]
    pairs = list(zip(centers, widths, strict=True))
    lower = [None if c is None or w is None else max(0.0, c - w) for c, w in pairs]
    upper = [None if c is None or w is None else min(1.0, c + w) for c, w in pairs]
    return Limits(lower, upper)


P = Family(title="P chart", center_word="mean", center=_center, limits=_limits, is_proportion=True)
