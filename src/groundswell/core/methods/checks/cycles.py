"""Checks on the plan of a test: K26, K27, K28, K29, K30, K31, K32."""

from __future__ import annotations

from collections.abc import Iterable

from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import (
    CycleFacts,
    DatumFacts,
    ProjectFacts,
    QuestionFacts,
    ScaleFacts,
    TaskFacts,
)
from groundswell.core.methods.findings import Sighting
from groundswell.core.methods.scale import ScaleRules
from groundswell.core.methods.wording import figure, first_match, has_number, listed, quoted

DAYS_PER_WEEK = 7
ROUTINE_KINDS = ("implement", "monitor", "spread")


def live(cycles: Iterable[CycleFacts]) -> list[CycleFacts]:
    """Cycles that were not cancelled."""
    return [cycle for cycle in cycles if cycle.state != "cancelled"]


def name_of(cycle: CycleFacts) -> str:
    return quoted(cycle.title) if cycle.title.strip() else f"Cycle {cycle.ramp_position}"


def before_in_ramp(cycle: CycleFacts, cycles: Iterable[CycleFacts]) -> list[CycleFacts]:
    """Earlier cycles of the same ramp, oldest first; none for a cycle that stands alone."""
    earlier = [
        other
        for other in live(cycles)
        if cycle.ramp and other.ramp == cycle.ramp and other.ramp_position < cycle.ramp_position
    ]
    return sorted(earlier, key=lambda other: other.ramp_position)


def _has_a_plan(cycle: CycleFacts) -> bool:
    return cycle.state != "draft" or cycle.started_on is not None


def _day(cycle: CycleFacts) -> str:
    return f"{cycle.started_on:%A} {cycle.started_on.isoformat()}" if cycle.started_on else "no date yet"


def k26(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A test with a plan and no prediction. A written reason for going without is accepted."""
    return [
        Sighting(
            "cycle", cycle.key, ("cycle-plan", "prediction"), {"cycle": name_of(cycle), "day": _day(cycle)}
        )
        for cycle in live(facts.cycles)
        if _has_a_plan(cycle) and not cycle.no_prediction_reason.strip() and _lacks_prediction(cycle)
    ]


def _lacks_prediction(cycle: CycleFacts) -> bool:
    return not cycle.questions or any(not question.prediction.strip() for question in cycle.questions)


def k27(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A prediction that cannot turn out wrong, or has no because."""
    sightings = []
    for cycle in live(facts.cycles):
        for question in cycle.questions:
            variant = _loose_prediction(question, check)
            if variant:
                values = {"prediction": quoted(question.prediction), "cycle": name_of(cycle)}
                where = ("cycle-plan", "because" if variant == "no because" else "prediction")
                sightings.append(Sighting("cycle", cycle.key, where, values, variant))
                break
    return sightings


def _loose_prediction(question: QuestionFacts, check: CheckDefinition) -> str | None:
    if not question.prediction.strip():
        return None
    if not has_number(question.prediction) and first_match(question.prediction, check.patterns("vague")):
        return "vague"
    has_reason = question.because.strip() or first_match(question.prediction, check.patterns("because"))
    return None if has_reason else "no because"


def k28(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A prediction edited after the first data came in."""
    sightings = []
    for cycle in live(facts.cycles):
        for question in cycle.questions:
            changed, first = question.prediction_changed_on, cycle.first_data_on
            if changed and first and changed > first:
                values = {"prediction": quoted(question.prediction), "changed": changed.isoformat()}
                values |= {"first_data": first.isoformat(), "cycle": name_of(cycle)}
                sightings.append(Sighting("cycle", cycle.key, ("cycle-plan", "prediction"), values))
                break
    return sightings


def k29(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A test larger than the scale-of-test table suggests. Cost and readiness not said are read kindly."""
    sightings = []
    for cycle in live(facts.cycles):
        if cycle.scale is None or not _has_a_plan(cycle):
            continue
        suggested = _suggested(cycle, facts)
        planned = _level(cycle.scale, facts.scale_rules)
        if facts.scale_rules.is_larger(planned, than=suggested):
            sightings.append(_too_large(cycle, cycle.scale, suggested, facts))
    return sightings


def _level(scale: ScaleFacts, rules: ScaleRules) -> str:
    return rules.level(count=scale.count, unit=scale.unit, total=scale.total)


def _belief_word(cycle: CycleFacts, facts: ProjectFacts) -> str:
    """Belief as said; when not said, two confirmed tests before count as high, a first try as low."""
    if cycle.belief is not None:
        return facts.scale_rules.belief_word(cycle.belief)
    confirmed = [other for other in before_in_ramp(cycle, facts.cycles) if _all_confirmed(other)]
    return "high" if len(confirmed) > 1 else "low"


def _all_confirmed(cycle: CycleFacts) -> bool:
    verdicts = [question.verdict for question in cycle.questions if question.verdict]
    return bool(verdicts) and all(verdict == "confirmed" for verdict in verdicts)


def _suggested(cycle: CycleFacts, facts: ProjectFacts) -> str:
    return facts.scale_rules.suggested(
        belief=_belief_word(cycle, facts),
        cost=cycle.cost_of_failure or "small",
        readiness=cycle.readiness or "ready",
    )


def _too_large(cycle: CycleFacts, scale: ScaleFacts, suggested: str, facts: ProjectFacts) -> Sighting:
    first_try = not before_in_ramp(cycle, facts.cycles)
    values = {
        "cycle": name_of(cycle),
        "scale": scale_words(scale),
        "belief": "This is a first try"
        if cycle.belief is None and first_try
        else _belief_sentence(cycle, facts),
        "suggested": suggested,
    }
    return Sighting("cycle", cycle.key, ("cycle-plan", "scale"), values)


def _belief_sentence(cycle: CycleFacts, facts: ProjectFacts) -> str:
    said = "" if cycle.belief is None else f" ({cycle.belief} of 4)"
    return f"Belief is {_belief_word(cycle, facts)}{said}"


def scale_words(scale: ScaleFacts) -> str:
    """The team's words for the scale, or the count and unit: "644 students", "all 14 classes"."""
    if scale.words.strip():
        return scale.words.strip()
    everything = "all " if scale.total is not None and 1 < scale.total <= scale.count else ""
    return f"{everything}{scale.count:,} {_plural(scale.unit, scale.count)}"


def _plural(unit: str, count: int) -> str:
    if count == 1:
        return unit
    if unit.endswith("y") and unit[-2:-1] not in "aeiou":
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith("s") else f"{unit}s"


def k30(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A jump of more than five times, or new conditions together with a large scale."""
    sightings = []
    for cycle in live(facts.cycles):
        earlier = before_in_ramp(cycle, facts.cycles)
        sighting = _jump(cycle, earlier, facts.scale_rules) if earlier else None
        if sighting:
            sightings.append(sighting)
    return sightings


def _jump(cycle: CycleFacts, earlier: list[CycleFacts], rules: ScaleRules) -> Sighting | None:
    now, before = cycle.scale, earlier[-1].scale
    if (
        now is None
        or before is None
        or now.unit.casefold() != before.unit.casefold()
        or now.count <= before.count
    ):
        return None
    values = {"cycle": name_of(cycle), "before": scale_words(before), "after": scale_words(now)}
    values["times"] = figure(now.count / before.count)
    if rules.is_too_big_a_step(before=before.count, after=now.count):
        return Sighting("cycle", cycle.key, ("cycle-plan", "scale"), values, "jump")
    known = {condition.casefold() for other in earlier for condition in other.conditions}
    new = [condition for condition in cycle.conditions if condition.casefold() not in known]
    if new and rules.is_larger(_level(now, rules), than="small"):
        return Sighting(
            "cycle", cycle.key, ("cycle-plan", "scale"), values | {"new": listed(new)}, "conditions"
        )
    return None


def k31(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A question that no planned datum answers, or a plan that does not say who, when and where."""
    sightings = []
    for cycle in live(facts.cycles):
        sighting = _unanswered(cycle) or _nobody_named(cycle) if _has_a_plan(cycle) else None
        if sighting:
            sightings.append(sighting)
    return sightings


def _unanswered(cycle: CycleFacts) -> Sighting | None:
    answered = {datum.question for datum in cycle.data_plan}
    open_questions = [question for question in cycle.questions if not answered & {None, question.key}]
    if cycle.data_plan and not open_questions:
        return None
    values = {"cycle": name_of(cycle), "question": quoted(open_questions[0].text) if open_questions else ""}
    variant = "question" if open_questions and open_questions[0].text.strip() else "no data"
    return Sighting("cycle", cycle.key, ("cycle-plan", "data_plan"), values, variant)


def _nobody_named(cycle: CycleFacts) -> Sighting | None:
    lines: list[TaskFacts | DatumFacts] = [*cycle.tasks, *cycle.data_plan]
    said = {"who": any(line.who.strip() for line in lines), "when": any(line.when.strip() for line in lines)}
    said["where"] = any(line.where.strip() for line in lines)
    missing = [word for word, is_said in said.items() if not is_said]
    values = {"cycle": name_of(cycle), "missing": listed(missing)}
    return Sighting("cycle", cycle.key, ("cycle-plan", "tasks"), values, "nobody") if missing else None


def k32(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A test that runs very long, or has long ended without a Study."""
    sightings = []
    for cycle in live(facts.cycles):
        sighting = _waits_for_study(cycle, facts, check) or _runs_long(cycle, check)
        if sighting:
            sightings.append(sighting)
    return sightings


def _waits_for_study(cycle: CycleFacts, facts: ProjectFacts, check: CheckDefinition) -> Sighting | None:
    waited = (facts.today - cycle.ends_on).days if cycle.ends_on else 0
    is_open = cycle.state in ("planned", "doing", "studying") and not cycle.study_text.strip()
    if not is_open or waited <= check.number("days_without_study"):
        return None
    values = {"cycle": name_of(cycle), "days": str(waited)}
    return Sighting("cycle", cycle.key, ("cycle-study", "learned"), values, "no study")


def _runs_long(cycle: CycleFacts, check: CheckDefinition) -> Sighting | None:
    if (
        cycle.started_on is None
        or cycle.ends_on is None
        or cycle.kind in ROUTINE_KINDS
        or cycle.state == "decided"
    ):
        return None
    weeks = (cycle.ends_on - cycle.started_on).days / DAYS_PER_WEEK
    if weeks <= check.number("max_weeks"):
        return None
    return Sighting(
        "cycle", cycle.key, ("cycle-plan", "dates"), {"cycle": name_of(cycle), "weeks": figure(weeks)}, "long"
    )
