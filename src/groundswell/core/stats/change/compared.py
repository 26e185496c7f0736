"""A change beside a comparison: one result for every way of comparing, with its assumptions named."""

from dataclasses import dataclass

from groundswell.core.stats.change.found import Found, interval_words, reading_of
from groundswell.core.stats.change.parallel_trend import ParallelCheck
from groundswell.core.stats.rates import ChangeInterval, Difference, kind_words
from groundswell.core.stats.wording import counted

ASSUMPTIONS = (
    "Without the work, both would have moved in parallel.",
    "The comparison did not pick up the work from its neighbor.",
    "Both were measured the same way, before and after.",
    "Nothing else new began at the same time in just one of them.",
)
CANNOT_TELL = (
    "What this cannot tell: whether something else new in just one of them made the difference, "
    "or whether it would go the same way elsewhere."
)


@dataclass(frozen=True, slots=True)
class PlaceboSpread:
    """Each comparison unit in turn taken as if it had been the tested one.

    `as_large` of `n` of them differ from the others at least as much as the tested unit does.
    """

    as_large: int
    n: int

    @property
    def share(self) -> float:
        """Rank of the tested unit among all, itself included: (as_large + 1) / (n + 1)."""
        return (self.as_large + 1) / (self.n + 1)

    def words(self) -> str:
        units = counted(self.n, "comparison unit")
        moved = (
            f"{self.as_large} of {units} moved at least this far apart from the others with nothing tested."
        )
        best = f" With {self.n}, the strongest this view can say is 1 in {self.n + 1}."
        return moved + best


@dataclass(frozen=True, slots=True)
class ComparedChange:
    """How much more the tested side changed than its comparison. `found` is about `difference`.

    `parallel` is None where there are no earlier periods to look at.
    """

    tested_change: Difference | None
    comparison_change: Difference | None
    difference: Difference | None
    interval: ChangeInterval | None
    n_comparison: int
    found: Found
    parallel: ParallelCheck | None = None
    placebo: PlaceboSpread | None = None
    assumptions: tuple[str, ...] = ASSUMPTIONS

    @property
    def side_by_side_before(self) -> bool:
        """The earlier periods were looked at and no drift was seen."""
        return self.parallel is not None and self.parallel.verdict == "no_drift_seen"

    def words(self, *, period_word: str = "week", decimals: int = 1) -> str:
        """The reading as one paragraph, assumptions included."""
        if self.difference is None or self.tested_change is None or self.comparison_change is None:
            return f"{reading_of('not_enough')} {CANNOT_TELL}"
        changes = f"Where tested: {self.tested_change.words(decimals)}. "
        changes += f"In the comparison: {self.comparison_change.words(decimals)}. "
        sentences = [f"{changes}Difference between the two changes: {self.difference.words(decimals)}."]
        sentences += [interval_words(self.interval, decimals)] if self.interval else []
        sentences += [reading_of(self.found), self._before(period_word)]
        sentences += [self.placebo.words()] if self.placebo else []
        return " ".join([*sentences, "This reading assumes:", *self.assumptions, CANNOT_TELL])

    def _before(self, period_word: str) -> str:
        if self.parallel is None:
            return "There are no earlier periods here, so we could not check that they moved side by side."
        kind = kind_words(self.difference) if self.difference else ""
        value = self.difference.value if self.difference else None
        return self.parallel.words(value, kind=kind, period_word=period_word)
