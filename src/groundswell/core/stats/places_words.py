"""Places side by side, read aloud: which lie outside the limits for their size. Never an order of merit."""

from collections.abc import Sequence

from groundswell.core.stats.result import FEWEST_FOR_LIMITS, ChartResult, Side
from groundswell.core.stats.verdict import Verdict
from groundswell.core.stats.wording import Voice, listed, said_x

CANNOT_TELL_PLACES = (
    "What this cannot tell: why a place differs, or which place does better. "
    "Places inside the limits are alike as far as these numbers can tell."
)


def places_headline(outside: int, total: int, word: str) -> str:
    """How many lie outside, of how many."""
    if total < FEWEST_FOR_LIMITS:
        return "Too few places to say."
    if not outside:
        return f"No {word} lies outside the limits for its size."
    lies = "lies outside the limits for its size" if outside == 1 else "lie outside the limits for their size"
    return f"{outside} of {total} {lies}."


def places_verdict(outside: int, total: int) -> Verdict:
    """Being outside is a reason to ask, in either direction; it is never a verdict on a place."""
    if total < FEWEST_FOR_LIMITS:
        return "too_few"
    return "different" if outside else "no_signal"


def side_sentence(names: Sequence[str], side: Side) -> str:
    """Which places lie there, in the order given."""
    lies = "lies" if len(names) == 1 else "lie"
    size = "its size" if len(names) == 1 else "their size"
    return f"{listed(names)} {lies} {side} the limits for {size}."


def places_sentences(result: ChartResult, voice: Voice) -> list[str]:
    """Summary, each side, and the rest."""
    known, word = len(result.values), result.center_word
    center = result.parts[-1].center if result.parts else None
    summary = f"{voice.count(known)}, {word} {voice.value(center)}." if center is not None else ""
    if known < FEWEST_FOR_LIMITS:
        few = f"There are {voice.count(known)}; limits need {FEWEST_FOR_LIMITS}."
        return [summary, few] if summary else [few]
    by_side = {side: _names(result, side) for side in ("above", "below")}
    lines = [side_sentence(names, side) for side, names in by_side.items() if names]  # type: ignore[arg-type]
    rest = known - sum(map(len, by_side.values()))
    if lines and rest:
        lines.append(f"The other {rest} lie within the limits for their size.")
    return [summary, *lines]


def outside_places(result: ChartResult) -> int:
    """How many places lie outside their limits."""
    return len(_names(result, "above")) + len(_names(result, "below"))


def _names(result: ChartResult, side: str) -> list[str]:
    """In the order of the points, which says nothing about rank."""
    return [said_x(p.x) for p in result.points if any(s.side == side for s in p.signals)]
