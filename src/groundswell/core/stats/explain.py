"""Why one point is marked, or not, in sentences."""

from groundswell.core.stats.against_baseline import compare_with_baseline
from groundswell.core.stats.found_patterns import Pattern, is_outside, runs_rule
from groundswell.core.stats.pattern_words import LIMIT, pattern_phrase, span_words
from groundswell.core.stats.points import ChartName
from groundswell.core.stats.result import (
    FEWEST_FOR_LIMITS,
    ChartResult,
    Meaning,
    PartResult,
    PointResult,
    RunWindow,
    Signal,
)
from groundswell.core.stats.rules.judged import side_of
from groundswell.core.stats.rules.runs import runs_count_limits
from groundswell.core.stats.rules.sets import RULE_SETS
from groundswell.core.stats.runs_words import MIXED, times
from groundswell.core.stats.wording import DIFFERENCES, Voice, ordinal, said, voice_of

MEANING_SENTENCES: dict[Meaning, str] = {
    "improvement": "For this measure that is the hoped-for direction.",
    "concern": "For this measure that is away from the hoped-for direction: worth another look.",
    "neutral": "Nobody has said which direction is hoped for, or this pattern has none.",
}
MORE_OR_LESS = {"above": "It varies more than usual here.", "below": "It varies less than usual here."}
# Pages have said these charts without a last sentence about meaning since they were first drawn.
WITHOUT_MEANING: frozenset[ChartName] = frozenset({"run", "i", "p"})


def explain_point(
    result: ChartResult,
    index: int,
    *,
    unit: str = "",
    period_word: str | None = None,
    decimals: int = 1,
    ordered: bool = True,
) -> tuple[str, ...]:
    """Sentences about the point at `index`: its run, every rule that marks it, or that it is ordinary.

    `ordered` False: the points are places, so runs mean nothing.
    """
    voice, point = voice_of(result.chart, unit, period_word, decimals), result.points[index]
    if point.y is None:
        return (f"No number for this {voice.period}. The line is broken here; a gap is not a zero.",)
    if not point.included:
        return ("This point was set aside: it is shown, but no line and no rule uses it.",)
    part = result.parts[point.part]
    runs = _run_sentences(result, part, index, voice.period) if ordered else ()
    sentences = (*runs, *_signal_sentences(result, point, voice, ordered=ordered))
    if sentences:
        return sentences
    if not part.judged and not part.limits_shown:
        return ("There are too few points here to say whether this one is unusual.",)
    return (_ordinary(point, result, part, ordered=ordered),)


def _run_sentences(result: ChartResult, part: PartResult, index: int, period_word: str) -> tuple[str, ...]:
    """Its place in the part's long run, else in a long run beside the first phase's baseline."""
    if part.runs_signal and runs_rule(result) == "runs_count":
        return (_number_of_runs(part),)
    if part.runs_signal and not part.long_run:
        crossed = times(part.crossings or 0) if result.chart not in WITHOUT_MEANING else None
        return (
            f"This part crosses its {result.center_word} {crossed or f'{part.crossings} times'}; "
            f"chance alone would give at least {part.crossings_min}.",
        )
    if part.runs_signal and part.run_window and index in part.run_window.indices:
        return _place_in_run(
            part.run_window,
            index,
            period_word,
            result.center_word,
            _rarely(part.n_useful, part.longest_run_max),
        )
    compared = compare_with_baseline(result) if len(result.parts) > 1 else None
    if compared and compared.long_run and compared.run_window and index in compared.run_window.indices:
        most = compared.longest_run_max
        why = (
            _rarely(compared.n_useful, most)
            if runs_rule(result) == "anhoej"
            else f"Up to {most} is ordinary by these rules."
        )
        return _place_in_run(compared.run_window, index, period_word, f"baseline {result.center_word}", why)
    return ()


def _number_of_runs(part: PartResult) -> str:
    number, (fewest, most) = (part.crossings or 0) + 1, runs_count_limits(part.n_useful)
    if number < fewest:
        return f"This part makes {number} runs; chance alone would give at least {fewest}."
    return f"This part makes {number} runs; chance alone would give at most {most}. {MIXED}"


def _rarely(n_useful: int, most: int | None) -> str:
    return f"In {n_useful} points, chance alone rarely makes a run longer than {most}."


def _place_in_run(window: RunWindow, index: int, period_word: str, line: str, why: str) -> tuple[str, ...]:
    place, total = ordinal(window.indices.index(index) + 1), len(window.indices)
    return (f"It is the {place} {period_word} of {total} in a row {window.side} the {line}.", why)


def _signal_sentences(
    result: ChartResult, point: PointResult, voice: Voice, *, ordered: bool
) -> tuple[str, ...]:
    """One sentence per rule, then what the marks mean for this measure."""
    said_marks = tuple(_signal_sentence(result, s, point, voice, ordered=ordered) for s in point.signals)
    plain = result.rules == "anhoej" and result.chart in WITHOUT_MEANING
    if not said_marks or plain or not ordered:
        return said_marks
    if result.chart in DIFFERENCES:
        return (*said_marks, MORE_OR_LESS[str(point.signals[0].side)])
    meanings = dict.fromkeys(signal.meaning for signal in point.signals)
    if len(meanings) > 1:
        return (*said_marks, "Its patterns point both ways: worth another look.")
    return (*said_marks, *(MEANING_SENTENCES[meaning] for meaning in meanings))


def _signal_sentence(
    result: ChartResult, signal: Signal, point: PointResult, voice: Voice, *, ordered: bool
) -> str:
    if is_outside(signal.rule):
        return _outside(signal, point, voice, ordered=ordered)
    pattern = Pattern(signal.rule, signal.side, signal.window, signal.meaning)
    where = span_words(result, pattern.start, pattern.end)
    return f"It belongs to a pattern: {pattern_phrase(result, pattern, voice)}, {where}."


def _outside(signal: Signal, point: PointResult, voice: Voice, *, ordered: bool) -> str:
    limit = point.upper if signal.side == "above" else point.lower
    level = "" if limit is None else f", {said(limit, voice.unit, voice.decimals)}"
    size = "" if ordered else " for its size"
    return f"It is {signal.side} the {LIMIT[str(signal.side)]} limit{size}{level}."


def _ordinary(point: PointResult, result: ChartResult, part: PartResult, *, ordered: bool) -> str:
    if point.y is not None and point.center is not None and side_of(point.y, point.center) == 0 and ordered:
        return f"It lies on the {result.center_word} line, so it counts for neither side."
    if not ordered and not part.limits_shown:
        return f"There are no limits yet: they need {FEWEST_FOR_LIMITS} places."
    if part.limits_shown:
        size = "" if ordered else " for its size"
        return f"Expected variation: it lies within the limits{size}."
    return "Expected variation: nothing marks it."


def rules_said(result: ChartResult) -> str:
    """The rule set by name and version: Nelson rules, version 1."""
    rules = RULE_SETS[result.rules]  # type: ignore[index]
    return f"{rules.title}, version {result.rules_version}"
