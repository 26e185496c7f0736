"""How a chart was made, in a few sentences: lines, phases, freezes, points set aside, rules."""

from groundswell.core.stats import ChartName, ChartOptions, ChartResult, counted, said_x
from groundswell.core.stats.explain import rules_said
from groundswell.core.stats.parts import SPIKE_NOTE
from groundswell.core.stats.result import FEWEST_FOR_LIMITS, PartResult

METHODS: dict[ChartName, str] = {
    "run": "Run chart around the median",
    "i": "Individuals (I) chart, limits from moving ranges",
    "mr": "Moving range (MR) chart, upper limit from the mean of the ranges",
    "xmr": "XmR chart, limits 2.66 mean moving ranges from the mean",
    "ip": "Normalized individuals (I′) chart, limits from moving ranges weighed by each period's denominator",
    "xbar": "Means (Xbar) chart, limits from the spread within subgroups and each subgroup's size",
    "s": "Standard deviations (S) chart, limits from the spread within subgroups and each subgroup's size",
    "t": "Time between events (T) chart, limits from moving ranges of the times made even by a power",
    "c": "Counts (C) chart, limits from the mean count",
    "u": "Rates (U) chart, limits from each period's own denominator",
    "up": "Rates (U′) chart, limits from each period's own denominator and the moving ranges between periods",
    "p": "P chart, limits from each period's own denominator",
    "pp": "P′ chart, limits from each period's own denominator and the moving ranges between periods",
    "g": "Opportunities between events (G) chart, limits from their mean; the line drawn is the median",
}
SCREENED: frozenset[ChartName] = frozenset({"i", "xmr", "ip", "t", "pp", "up"})
SCREENED_WORDS = "Unusually large moving ranges are left out of the limits once."
UNSCREENED_WORDS = "Every moving range counts for the limits."
MOST_SET_ASIDE = 4


def method_of(result: ChartResult, *, period_word: str = "week", options: ChartOptions | None = None) -> str:
    """How the chart was made, and anything unusual that was done with the data.

    `options` are the choices it was computed with; without them the usual ones are assumed.
    """
    sentences = [f"{METHODS[result.chart]}.", f"{rules_said(result)}."]
    sentences += _ranges(result, options)
    sentences += [f"The {result.center_word} was given, not computed."] if _given(options) else []
    sentences += _phases(result, period_word)
    sentences += _set_aside(result)
    return " ".join((*sentences, *result.notes))


def _given(options: ChartOptions | None) -> bool:
    return options is not None and options.center is not None


def _ranges(result: ChartResult, options: ChartOptions | None) -> list[str]:
    shown = any(part.limits_shown for part in result.parts)
    if result.chart not in SCREENED or not shown or SPIKE_NOTE in result.notes:
        return []
    return [SCREENED_WORDS if options is None or options.screened else UNSCREENED_WORDS]


def _phases(result: ChartResult, period_word: str) -> list[str]:
    """Phases, their frozen baselines, and limits that still wait for points."""
    several = len(result.parts) > 1
    sentences = [f"{len(result.parts)} phases, each with its own lines."] if several else []
    for number, part in enumerate(result.parts):
        name = f"{part.name or f'Phase {number + 1}'}: " if several else ""
        sentences += [f"{name}{text}" if several else f"{text[0].upper()}{text[1:]}" for text in
                      _of_phase(result, part, period_word)]  # fmt: skip
    return sentences


def _of_phase(result: ChartResult, part: PartResult, period_word: str) -> list[str]:
    texts, end = [], part.baseline_end_index
    if end is not None and part.start_index <= end:
        last = said_x(result.points[min(end, part.end_index)].x)
        texts.append(f"baseline frozen after {last}, {counted(part.n_baseline, period_word)}.")
    if result.chart != "run" and part.n_baseline < FEWEST_FOR_LIMITS:
        texts.append(f"limits need {FEWEST_FOR_LIMITS} points to stand on; there are {part.n_baseline}.")
    return texts


def _set_aside(result: ChartResult) -> list[str]:
    """Points that people left out, with the reasons they gave."""
    aside = [p for p in result.points if not p.included]
    if not aside:
        return []
    named = [f"{said_x(p.x)} ({p.set_aside})" if p.set_aside else said_x(p.x) for p in aside]
    more = len(named) - MOST_SET_ASIDE
    rest = f" and {more} more" if more > 0 else ""
    return [f"Set aside: {', '.join(named[:MOST_SET_ASIDE])}{rest}."]
