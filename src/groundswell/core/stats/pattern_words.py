"""Patterns said aloud: each once, with where and how many."""

from collections.abc import Sequence

from groundswell.core.stats.found_patterns import Key, Pattern, is_outside, patterns_of
from groundswell.core.stats.result import ChartResult
from groundswell.core.stats.wording import Voice, said_x

MOST_NAMED = 3
ZONES = {"2_of_3": "two thirds", "4_of_5": "one third"}
LIMIT = {"above": "upper", "below": "lower"}


def pattern_sentences(result: ChartResult, voice: Voice) -> list[str]:
    """One sentence per rule and side; points outside limits are named when there is one alone."""
    sentences = []
    for (rule, side), found in patterns_of(result).items():
        if is_outside(rule):
            sentences.append(_outside(result, [p.start for p in found], str(side), voice))
        else:
            sentences.append(f"{_what((rule, side), found[0], result, voice)}{_where(found, result, voice)}.")
    return sentences


def _outside(result: ChartResult, places: Sequence[int], side: str, voice: Voice) -> str:
    if len(places) == 1:
        return f"One {voice.period} lies {side} the limits: {said_x(result.points[places[0]].x)}."
    return f"{voice.count(len(places))} lie {side} the limits."


def pattern_phrase(result: ChartResult, pattern: Pattern, voice: Voice) -> str:
    """One pattern without its place: 7 weeks in a row above the mean."""
    return _what((pattern.rule, pattern.side), pattern, result, voice, verb=False)


def _what(key: Key, pattern: Pattern, result: ChartResult, voice: Voice, *, verb: bool = True) -> str:
    (rule, side), center = key, result.center_word
    row = f"{voice.count(len(pattern.indices))} in a row"
    lie, stay, go = ("lie ", "stay ", "go ") if verb else ("", "", "going ")
    if rule in ZONES:
        hits, of = rule.split("_of_")
        way = f"more than {ZONES[rule]} of the way to the {LIMIT[str(side)]} limit"
        return f"At least {hits} of {voice.count(int(of))} {lie}{way}" if verb else f"{hits} of {of} {way}"
    if rule.startswith("shift"):
        return f"{row} {lie}{side} the {center}"
    if rule.startswith("trend"):
        return f"{row} {go}{'up' if side == 'above' else 'down'}"
    if rule.startswith("alternating"):
        return f"{row} {go}up and down in turn"
    if rule.startswith("hugging"):
        return f"{row} {stay}close to the {center}, closer than the limits lead one to expect"
    return f"{row} {stay}away from the {center}, some above and some below"


def _where(found: Sequence[Pattern], result: ChartResult, voice: Voice) -> str:
    spans = [_span(pattern, result) for pattern in found]
    later = [
        f" and again {span} ({voice.count(len(pattern.indices))})"
        for span, pattern in zip(spans[1:MOST_NAMED], found[1:MOST_NAMED], strict=True)
    ]
    more = len(found) - MOST_NAMED
    rest = f", and {more} more time{'' if more == 1 else 's'}" if more > 0 else ""
    return f", {spans[0]}{''.join(later)}{rest}"


def _span(pattern: Pattern, result: ChartResult) -> str:
    return span_words(result, pattern.start, pattern.end)


def span_words(result: ChartResult, start: int, end: int) -> str:
    """From 3 Feb to 17 Mar."""
    return f"from {said_x(result.points[start].x)} to {said_x(result.points[end].x)}"
