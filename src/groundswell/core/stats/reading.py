"""A chart read aloud: what it shows, how sure that is, and what it cannot tell. Never a cause."""

from dataclasses import dataclass

from groundswell.core.stats.against_baseline import BaselineComparison, compare_with_baseline
from groundswell.core.stats.points import Direction
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT, ChartResult, PartResult
from groundswell.core.stats.verdict import Verdict, run_lasts, verdict_of
from groundswell.core.stats.wording import counted, said, said_x

SHORT_WORDS: dict[Verdict, str] = {
    "too_few": "Too few points to say",
    "no_signal": "No signal",
    "improving": "Improving",
    "look_again": "Look again",
    "different": "Different",
}
CANNOT_TELL = "What this cannot tell: why it is so, or what would have happened without your work."
CANNOT_TELL_YET = "What this cannot tell yet: whether anything is changing. More points will help."


@dataclass(frozen=True, slots=True)
class Reading:
    """The words beside a chart.

    `headline` first, then `sentences`, then `cannot_tell`; `verdict` picks the mark.
    """

    headline: str
    sentences: tuple[str, ...]
    cannot_tell: str
    verdict: Verdict

    @property
    def short(self) -> str:
        """Two or three words for a small chart."""
        return SHORT_WORDS[self.verdict]

    @property
    def text(self) -> str:
        """Everything, as one paragraph."""
        return " ".join((self.headline, *self.sentences, self.cannot_tell))


@dataclass(frozen=True, slots=True)
class _Voice:
    """How this reading says numbers and periods."""

    unit: str
    period: str
    decimals: int

    def value(self, number: float) -> str:
        return said(number, self.unit, self.decimals)

    def count(self, number: int) -> str:
        return counted(number, self.period)


def reading(
    result: ChartResult,
    *,
    unit: str = "",
    direction: Direction | None = None,
    period_word: str = "week",
    decimals: int = 1,
) -> Reading:
    """Read the chart in words. `direction` defaults to the one the chart was computed with."""
    voice, hoped = _Voice(unit, period_word, decimals), direction or result.direction
    compared = compare_with_baseline(result)
    verdict = verdict_of(result, compared, hoped)
    count = len(result.values)
    if count < FEWEST_FOR_A_VERDICT:
        few = f"{voice.count(count)} so far; {FEWEST_FOR_A_VERDICT} are needed before we draw a middle line."
        return Reading("Too few points to say.", (few,), CANNOT_TELL_YET, verdict)
    sentences = [_summary(result, compared, voice)]
    sentences += _comparison(result, compared, voice) if compared else []
    sentences += [_runs_sentence(result, part, voice) for part in result.parts]
    sentences += _outside_sentences(result, voice)
    cannot = CANNOT_TELL_YET if verdict == "too_few" else CANNOT_TELL
    return Reading(_headline(verdict, compared, hoped), tuple(sentences), cannot, verdict)


def _headline(verdict: Verdict, compared: BaselineComparison | None, direction: Direction) -> str:
    if verdict in ("no_signal", "too_few"):
        return "No signal yet." if verdict == "no_signal" else "Too few points to say."
    what = "Different from baseline" if compared and compared.runs_signal else "A signal"
    if verdict == "improving":
        return f"{what}, in the hoped-for direction."
    if verdict == "look_again":
        return f"Look again: {what[0].lower()}{what[1:]}, away from the hoped-for direction."
    return f"{what}." if direction == "neither" else f"{what}: this is not one steady process."


def _summary(result: ChartResult, compared: BaselineComparison | None, voice: _Voice) -> str:
    count, word, center = voice.count(len(result.values)), result.center_word, result.parts[-1].center
    if compared:
        return f"{count}, baseline {word} {voice.value(compared.baseline_center)}."
    return f"{count}, {word} {voice.value(center)}." if center is not None else f"{count}."


def _comparison(result: ChartResult, compared: BaselineComparison, voice: _Voice) -> list[str]:
    which = "latest" if len(result.parts) > 1 else "later"
    later = f"The {which} {voice.count(compared.n)}"
    has = "has" if compared.n == 1 else "have"
    line = compared.words(unit=voice.unit, period_word=voice.period, decimals=voice.decimals)
    sentences = [f"{later} {has} a {compared.center_word} of {voice.value(compared.center)}: {line}."]
    if len(result.parts) > 1 and compared.long_run and compared.run_window:
        run = f"{voice.count(compared.longest_run)} in a row {compared.run_window.side}"
        line = f"the baseline {compared.center_word}"
        sentences.append(f"There are {run} {line}; up to {compared.longest_run_max} is ordinary.")
    return sentences


def _runs_sentence(result: ChartResult, part: PartResult, voice: _Voice) -> str:
    """Why this part does, or does not, carry a runs signal."""
    name = f"{part.name}: the" if len(result.parts) > 1 and part.name else "The"
    if not part.judged:
        needed = f"runs rules need {FEWEST_FOR_A_VERDICT} points off the line"
        return f"{name} {needed}; there are {part.n_useful} so far."
    ordinary = f"up to {part.longest_run_max} is ordinary."
    if not part.runs_signal:
        return f"{name} longest run is {part.longest_run}; {ordinary}"
    if part.long_run and part.run_window:
        run = f"{voice.count(part.longest_run or 0)} in a row {part.run_window.side} the {result.center_word}"
        over = "" if run_lasts(result, part) else f" That run ended before the latest {voice.period}."
        return f"{name} longest run is {run}; {ordinary}{over}"
    crossed = f"{name} line crosses its {result.center_word} {_times(part.crossings or 0)}"
    return f"{crossed}; chance alone would give at least {part.crossings_min}."


def _times(count: int) -> str:
    return {0: "not once", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _outside_sentences(result: ChartResult, voice: _Voice) -> list[str]:
    """One sentence per side; a single point is named."""
    marked = [(p.x, s.side) for p in result.points for s in p.signals]
    sentences = []
    for side in ("above", "below"):
        xs = [x for x, where in marked if where == side]
        if len(xs) == 1:
            sentences.append(f"One {voice.period} lies {side} the limits: {said_x(xs[0])}.")
        elif xs:
            sentences.append(f"{voice.count(len(xs))} lie {side} the limits.")
    return sentences
