"""One series before and after a date: how much its level moved, with an interval that says how sure that is."""

from dataclasses import dataclass
from statistics import fmean, median
from typing import Literal

from groundswell.core.stats.change.alike import Series, is_nothing, lag_one, shrink_of_sample, values_of
from groundswell.core.stats.change.found import FEWEST_PERIODS, Found, found_in, interval_words, reading_of
from groundswell.core.stats.change.level_intervals import Spread, price_bonett, welch
from groundswell.core.stats.rates import ChangeInterval, Difference, difference_in
from groundswell.core.stats.wording import counted, said

CenterWord = Literal["mean", "median"]
CANNOT_TELL = "What this cannot tell: why it is so, or what would have happened without your work."


@dataclass(frozen=True, slots=True)
class LevelChange:
    """The level of one measure before and after.

    `interval` treats every period as separate news; `cautious_interval` is wider when neighboring periods
    resemble each other (`alike`, from −0.9 to 0.9), and `found` rests on it. None where it cannot be computed.
    """

    center_word: CenterWord
    unit: str
    before: float | None
    after: float | None
    n_before: int
    n_after: int
    difference: Difference | None
    interval: ChangeInterval | None
    cautious_interval: ChangeInterval | None
    alike: float | None
    found: Found

    def words(self, *, period_word: str = "week", decimals: int = 1) -> str:
        """The reading as one paragraph: levels, interval, caveat, what it cannot tell."""
        before, after = counted(self.n_before, period_word), counted(self.n_after, period_word)
        if self.before is None or self.after is None or self.difference is None:
            return f"{reading_of('not_enough')} There are {before} before and {after} after."
        levels = f"from {said(self.before, self.unit, decimals)} over {before} "
        levels += f"to {said(self.after, self.unit, decimals)} over {after}"
        sentences = [f"The {self.center_word} went {levels}: {self.difference.words(decimals)}."]
        if self.cautious_interval:
            sentences.append(interval_words(self.cautious_interval, decimals))
            sentences.append(self._caveat(period_word))
        sentences += [reading_of(self.found), *self._missing(period_word)]
        return " ".join([*sentences, CANNOT_TELL])

    def _caveat(self, period_word: str) -> str:
        if self.alike is not None and self.alike > 0:
            return f"Neighboring {period_word}s look alike here, so we widened the interval for that."
        return f"The interval treats each {period_word} as separate news."

    def _missing(self, period_word: str) -> list[str]:
        if self.found != "not_enough":
            return []
        if self.interval is None and min(self.n_before, self.n_after) > 1:
            return ["Too many values are the same, so we cannot say how far chance alone would move it."]
        needed = counted(FEWEST_PERIODS, period_word)
        return [
            f"We look for {needed} before and {needed} after; there are {self.n_before} and {self.n_after}."
        ]


def compare_means(
    before: Series, after: Series, *, unit: str = "", confidence: float = 0.95, fewest: int = FEWEST_PERIODS
) -> LevelChange:
    """Means of the periods before and after, with Welch's interval. None in a series is a gap.

    A chart comes first: a steady climb before, or a season, makes two means differ with nothing new happening.
    """
    return _compared("mean", before, after, unit, confidence, fewest)


def compare_medians(
    before: Series, after: Series, *, unit: str = "", confidence: float = 0.95, fewest: int = FEWEST_PERIODS
) -> LevelChange:
    """Medians of the periods before and after, with the Price-Bonett interval; calmer about odd periods."""
    return _compared("median", before, after, unit, confidence, fewest)


def _compared(
    word: CenterWord, before: Series, after: Series, unit: str, confidence: float, fewest: int
) -> LevelChange:
    old, new, center = values_of(before), values_of(after), fmean if word == "mean" else median
    alike = lag_one((before, after))
    spread = _spread(word, old, new)
    cautious = _interval(spread, unit, confidence, shrink_of_sample(alike))
    return LevelChange(
        center_word=word,
        unit=unit,
        before=center(old) if old else None,
        after=center(new) if new else None,
        n_before=len(old),
        n_after=len(new),
        difference=difference_in(unit, center(new) - center(old)) if old and new else None,
        interval=_interval(spread, unit, confidence, 1.0),
        cautious_interval=cautious,
        alike=alike,
        found=found_in(cautious, enough=min(len(old), len(new)) >= fewest),
    )


def _spread(word: CenterWord, old: list[float], new: list[float]) -> Spread | None:
    """None when a side has fewer than two values, or when nothing varies: then chance cannot be judged."""
    if min(len(old), len(new)) < 2:
        return None
    spread = (welch if word == "mean" else price_bonett)(old, new)
    return None if is_nothing(spread.error, beside=old + new) else spread


def _interval(spread: Spread | None, unit: str, confidence: float, worth: float) -> ChangeInterval | None:
    if spread is None:
        return None
    low, high = spread.ends(confidence=confidence, worth=worth)
    return ChangeInterval(difference_in(unit, low), difference_in(unit, high), confidence)
