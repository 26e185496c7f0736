"""The runs of each part said aloud."""

from groundswell.core.stats.found_patterns import runs_rule
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT, ChartResult, PartResult
from groundswell.core.stats.rules.runs import runs_count_limits
from groundswell.core.stats.verdict import run_lasts
from groundswell.core.stats.wording import Voice

MIXED = "Two different processes may share this line."


def runs_sentence(result: ChartResult, part: PartResult, voice: Voice) -> str:
    """Why this part does, or does not, carry a runs signal; empty where no rule looks at runs."""
    rule = runs_rule(result)
    if rule == "none":
        return ""
    name = f"{part.name}: the" if len(result.parts) > 1 and part.name else "The"
    if not part.judged:
        needed = f"runs rules need {FEWEST_FOR_A_VERDICT} points off the line"
        return f"{name} {needed}; there are {part.n_useful} so far."
    if rule == "runs_count":
        return _number_of_runs(name, part)
    return _longest_run(result, name, part, voice)


def _longest_run(result: ChartResult, name: str, part: PartResult, voice: Voice) -> str:
    ordinary = f"up to {part.longest_run_max} is ordinary."
    if not part.runs_signal:
        return f"{name} longest run is {part.longest_run}; {ordinary}"
    if part.long_run and part.run_window:
        run = f"{voice.count(part.longest_run or 0)} in a row {part.run_window.side} the {result.center_word}"
        over = "" if run_lasts(result, part) else f" That run ended before the latest {voice.period}."
        return f"{name} longest run is {run}; {ordinary}{over}"
    if (part.crossings or 0) >= (part.crossings_min or 0):
        crossed = f"the line crosses its {result.center_word} {times(part.crossings or 0)}"
        return f"{name} longest run is {part.longest_run} and {crossed}: together, chance alone rarely does that."
    crossed = f"{name} line crosses its {result.center_word} {times(part.crossings or 0)}"
    return f"{crossed}; chance alone would give at least {part.crossings_min}."


def _number_of_runs(name: str, part: PartResult) -> str:
    """Too few runs speak for a change, too many for two processes in one line."""
    number = (part.crossings or 0) + 1
    fewest, most = runs_count_limits(part.n_useful)
    runs = f"{name} line makes {number} run{'' if number == 1 else 's'}"
    if number < fewest:
        return f"{runs}; chance alone would give at least {fewest}."
    if number > most:
        return f"{runs}; chance alone would give at most {most}. {MIXED}"
    return f"{runs}; {fewest} to {most} are ordinary."


def times(count: int) -> str:
    return {0: "not once", 1: "once", 2: "twice"}.get(count, f"{count} times")
