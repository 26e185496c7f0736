"""Builder for an XmR chart read the Making Data Count way: two verdicts above it, in marks and words."""

from dataclasses import replace

from groundswell.core.charts.marks import Badge, BadgeKind, Plot
from groundswell.core.charts.series import control_chart
from groundswell.core.charts.spec import ChartSpec
from groundswell.core.charts.voice import SHAPE_OF_MEANING, Captions
from groundswell.core.stats import ChartResult, Direction, Meaning, Reading
from groundswell.core.stats.making_data_count import Assurance, Variation, Verdicts, making_data_count

NO_TARGET = "No target to judge against."
NO_DIRECTION = "Nobody has said which direction is hoped for, so the target cannot be judged."


def xmr_chart(result: ChartResult, captions: Captions, *, words: Reading | None = None) -> ChartSpec:
    """Values, limits and target, with the verdicts on variation and on the target above the plot.

    Compute `result` with `ChartOptions(chart="xmr", rules="mdc")`. A verdict needs thirteen points in the
    latest phase; with fewer the badge says so.
    """
    spec = control_chart(result, captions, words=words)
    verdicts = making_data_count(result)
    badges = (_variation(verdicts, result), *_assurance(verdicts, result))
    said = " ".join(badge.words for badge in badges if badge.words not in spec.alt)
    body = replace(spec.body, badges=badges) if isinstance(spec.body, Plot) else spec.body
    return replace(spec, body=body, alt=f"{spec.alt} {said}".strip())


def _variation(verdicts: Verdicts, result: ChartResult) -> Badge:
    kind: BadgeKind = "set_aside"
    if verdicts.variation:
        kind = kind_of_variation(verdicts.variation)
    return Badge(kind, verdicts.sentences[0])


def kind_of_variation(variation: Variation) -> BadgeKind:
    """The shape that stands for the verdict."""
    if variation == "common_cause":
        return "expected"
    meaning: Meaning = variation.partition("_")[0]  # type: ignore[assignment]
    return SHAPE_OF_MEANING[meaning]  # type: ignore[return-value]


def _assurance(verdicts: Verdicts, result: ChartResult) -> tuple[Badge, ...]:
    """Dots beside the target line: where values will lie. Without a target, or without a verdict, words alone."""
    if verdicts.variation is None:
        return ()
    if verdicts.assurance:
        return (Badge(kind_of_assurance(verdicts.assurance, result.direction), verdicts.sentences[1]),)
    return (Badge("no_target", NO_TARGET if result.target is None else NO_DIRECTION),)


def kind_of_assurance(assurance: Assurance, direction: Direction) -> BadgeKind:
    """Above, below or about the target line, whichever is hoped for."""
    if assurance == "inconsistent":
        return "about_target"
    above = (assurance == "consistent_pass") == (direction == "up")
    return "above_target" if above else "below_target"
