"""Why one point is marked, or not, in sentences."""

from groundswell.core.stats.against_baseline import compare_with_baseline
from groundswell.core.stats.result import ChartResult, PartResult, PointResult, RunWindow, Signal
from groundswell.core.stats.rules.judged import side_of
from groundswell.core.stats.rules.sets import OUTSIDE
from groundswell.core.stats.wording import ordinal, said


def explain_point(
    result: ChartResult, index: int, *, unit: str = "", period_word: str = "week", decimals: int = 1
) -> tuple[str, ...]:
    """Sentences about the point at `index`: its run, its limits, or that it is ordinary."""
    point = result.points[index]
    if point.y is None:
        return (f"No number for this {period_word}. The line is broken here; a gap is not a zero.",)
    if not point.included:
        return ("This point was set aside: it is shown, but no line and no rule uses it.",)
    part = result.parts[point.part]
    sentences = (*_run_sentences(result, part, index, period_word), *_signal_sentences(point, unit, decimals))
    if not sentences and not part.judged:
        return ("There are too few points here to say whether this one is unusual.",)
    return sentences or (_ordinary(point, result, part),)


def _run_sentences(result: ChartResult, part: PartResult, index: int, period_word: str) -> tuple[str, ...]:
    """Its place in the part's long run, else in a long run beside the first phase's baseline."""
    if part.runs_signal and not part.long_run:
        return (
            f"This part crosses its {result.center_word} {part.crossings} times; "
            f"chance alone would give at least {part.crossings_min}.",
        )
    if part.long_run and part.run_window and index in part.run_window.indices:
        found, line, window = (part.n_useful, part.longest_run_max), result.center_word, part.run_window
        return _place_in_run(window, index, period_word, line, found)
    compared = compare_with_baseline(result) if len(result.parts) > 1 else None
    if compared and compared.long_run and compared.run_window and index in compared.run_window.indices:
        found, line = (compared.n_useful, compared.longest_run_max), f"baseline {result.center_word}"
        return _place_in_run(compared.run_window, index, period_word, line, found)
    return ()


def _place_in_run(
    window: RunWindow, index: int, period_word: str, line: str, found: tuple[int, int | None]
) -> tuple[str, ...]:
    place, total = ordinal(window.indices.index(index) + 1), len(window.indices)
    n_useful, most = found
    return (
        f"It is the {place} {period_word} of {total} in a row {window.side} the {line}.",
        f"In {n_useful} points, chance alone rarely makes a run longer than {most}.",
    )


def _signal_sentences(point: PointResult, unit: str, decimals: int) -> tuple[str, ...]:
    return tuple(_signal_sentence(signal, point, unit, decimals) for signal in point.signals)


def _signal_sentence(signal: Signal, point: PointResult, unit: str, decimals: int) -> str:
    limit = point.upper if signal.side == "above" else point.lower
    if signal.rule != OUTSIDE.name or limit is None:
        return f"It belongs to a pattern: {signal.words}."
    which = "upper" if signal.side == "above" else "lower"
    return f"It is {signal.side} the {which} limit, {said(limit, unit, decimals)}."


def _ordinary(point: PointResult, result: ChartResult, part: PartResult) -> str:
    if point.y is not None and point.center is not None and side_of(point.y, point.center) == 0:
        return f"It lies on the {result.center_word} line, so it counts for neither side."
    return (
        "Expected variation: it lies within the limits."
        if part.limits_shown
        else "Expected variation: nothing marks it."
    )
