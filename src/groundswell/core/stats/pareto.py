"""Pareto chart: which few kinds make up most of the count."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats.columns import BadPointsError

Missing = Literal["left_out", "last", "by_size"]


@dataclass(frozen=True, slots=True)
class ParetoBar:
    """One kind; `category` None is what nobody classified. Shares run from 0 to 1."""

    category: str | None
    count: float
    cumulative: float
    share: float
    cumulative_share: float


@dataclass(frozen=True, slots=True)
class Pareto:
    """Bars from the most frequent kind to the least; `missing` counts what has no kind, shown or not."""

    bars: tuple[ParetoBar, ...]
    total: float
    missing: float


def pareto(
    categories: Iterable[str | None] | Mapping[str | None, float], *, missing: Missing = "last"
) -> Pareto:
    """Count and order kinds: one label per event, or counts by label. Equal counts go by name.

    `missing` says where events without a kind go: out of the chart, last, or by size as any other (as the
    reference software does). Shares are of the total shown. Nothing counted gives no bars.
    """
    counts = dict(categories) if isinstance(categories, Mapping) else Counter(categories)
    for category, count in counts.items():
        if not 0 <= count < float("inf"):
            raise BadPointsError(f"The count of {category!r} is {count:g}. A count is zero or more.")
    shown = {c: float(n) for c, n in counts.items() if c is not None or missing != "left_out"}
    total = sum(shown.values())
    ordered = sorted(shown, key=lambda c: _place(c, shown[c], missing))
    return Pareto(tuple(_bars(ordered, shown, total)), total, float(counts.get(None, 0)))


def _place(category: str | None, count: float, missing: Missing) -> tuple[bool, float, bool, str, str]:
    last = category is None and missing == "last"
    return last, -count, category is None, (category or "").casefold(), category or ""


def _bars(ordered: list[str | None], counts: Mapping[str | None, float], total: float) -> Iterable[ParetoBar]:
    so_far = 0.0
    for category in ordered if total > 0 else ():
        so_far += counts[category]
        yield ParetoBar(category, counts[category], so_far, counts[category] / total, so_far / total)
