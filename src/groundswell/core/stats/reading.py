"""A chart read aloud: what it shows, how sure that is, and what it cannot tell. Never a cause."""

from dataclasses import dataclass, replace

from groundswell.core.stats.against_baseline import BaselineComparison, compare_with_baseline
from groundswell.core.stats.found_patterns import latest_point, runs_rule
from groundswell.core.stats.making_data_count import making_data_count
from groundswell.core.stats.pattern_words import pattern_sentences
from groundswell.core.stats.places_words import (
    CANNOT_TELL_PLACES,
    outside_places,
    places_headline,
    places_sentences,
    places_verdict,
)
from groundswell.core.stats.points import ChartName, Direction
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT, ChartResult
from groundswell.core.stats.runs_words import runs_sentence
from groundswell.core.stats.verdict import Verdict, verdict_of
from groundswell.core.stats.wording import DIFFERENCES, EVENTS, Voice, voice_of

SHORT_WORDS: dict[Verdict, str] = {
    "too_few": "Too few points to say",
    "no_signal": "No signal",
    "improving": "Improving",
    "look_again": "Look again",
    "different": "Different",
}
CANNOT_TELL = "What this cannot tell: why it is so, or what would have happened without your work."
CANNOT_TELL_YET = "What this cannot tell yet: whether anything is changing. More points will help."
CENTER_WORDS: dict[ChartName, str] = {
    "mr": "{center} change from one {period} to the next",
    "s": "{center} spread (standard deviation)",
}


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


def reading(
    result: ChartResult,
    *,
    unit: str = "",
    direction: Direction | None = None,
    period_word: str | None = None,
    decimals: int = 1,
    ordered: bool = True,
) -> Reading:
    """Read the chart in words. `direction` defaults to the one the chart was computed with.

    `period_word` says what one point stands for: week, month, event, school. `ordered` False: points are
    places, not times, so nothing is said about runs and no place is set above another.
    """
    voice, hoped = voice_of(result.chart, unit, period_word, decimals), direction or result.direction
    # More or less variation has no hoped-for direction of its own.
    hoped = "neither" if result.chart in DIFFERENCES else hoped
    if not ordered:
        return _of_places(result, voice)
    compared = compare_with_baseline(result)
    verdict = verdict_of(result, compared, hoped)
    count = len(result.values)
    if count < FEWEST_FOR_A_VERDICT:
        few = f"{voice.count(count)} so far; {FEWEST_FOR_A_VERDICT} are needed before we draw a middle line."
        return Reading("Too few points to say.", (few,), CANNOT_TELL_YET, verdict)
    sentences = [_summary(result, compared, voice)]
    sentences += _comparison(result, compared, voice) if compared else []
    sentences += filter(None, (runs_sentence(result, part, voice) for part in result.parts))
    sentences += _pattern_words(result, voice)
    sentences += _verdict_words(result, voice) if result.rules == "mdc" else []
    sentences += _between_events(result, voice, hoped)
    cannot = CANNOT_TELL_YET if verdict == "too_few" else CANNOT_TELL
    return Reading(_headline(verdict, compared, hoped), tuple(sentences), cannot, verdict)


def _of_places(result: ChartResult, voice: Voice) -> Reading:
    total, outside = len(result.values), outside_places(result)
    headline = places_headline(outside, total, voice.period)
    verdict = places_verdict(outside, total)
    return Reading(headline, tuple(places_sentences(result, voice)), CANNOT_TELL_PLACES, verdict)


def _headline(verdict: Verdict, compared: BaselineComparison | None, direction: Direction) -> str:
    if verdict in ("no_signal", "too_few"):
        return "No signal yet." if verdict == "no_signal" else "Too few points to say."
    what = "Different from baseline" if compared and compared.runs_signal else "A signal"
    if verdict == "improving":
        return f"{what}, in the hoped-for direction."
    if verdict == "look_again":
        return f"Look again: {what[0].lower()}{what[1:]}, away from the hoped-for direction."
    return f"{what}." if direction == "neither" else f"{what}: this is not one steady process."


def _summary(result: ChartResult, compared: BaselineComparison | None, voice: Voice) -> str:
    count, center = voice.count(len(result.values)), result.parts[-1].center
    word = CENTER_WORDS.get(result.chart, "{center}").format(center=result.center_word, period=voice.period)
    if compared:
        return f"{count}, baseline {word} {voice.value(compared.baseline_center)}."
    return f"{count}, {word} {voice.value(center)}." if center is not None else f"{count}."


def _comparison(result: ChartResult, compared: BaselineComparison, voice: Voice) -> list[str]:
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


def _pattern_words(result: ChartResult, voice: Voice) -> list[str]:
    """Every pattern once. Silence of the rules is said, and so is that all patterns are over."""
    found = pattern_sentences(result, voice)
    if not found:
        return [f"No rule marks any {voice.period}."] if runs_rule(result) == "none" else []
    latest = latest_point(result)
    over = latest is None or not latest.signals
    if over and result.rules not in ("anhoej", "mdc"):
        return [*found, f"No rule marks the latest {voice.period}."]
    return found


def _verdict_words(result: ChartResult, voice: Voice) -> list[str]:
    """Both Making Data Count verdicts. The first is about the latest point, whatever was marked before it."""
    found = making_data_count(result)
    if result.chart in DIFFERENCES:
        # A target for the measure says nothing about how much it moves.
        found = replace(found, sentences=found.sentences[:1])
    if found.variation == "common_cause" and any(p.signals for p in result.points):
        return [f"The latest {voice.period} is ordinary variation.", *found.sentences[1:]]
    return list(found.sentences)


def _between_events(result: ChartResult, voice: Voice, direction: Direction) -> list[str]:
    """Charts of rare events are upside down to most readers: a long wait is a high point."""
    if result.chart not in EVENTS:
        return []
    what = "time" if result.chart == "t" else voice.unit or "cases without one"
    hoped = ", which is what you hope for" if direction == "up" else ""
    return [f"A higher point means more {what} between two events{hoped}."]
