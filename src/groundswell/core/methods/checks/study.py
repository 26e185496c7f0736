"""Checks on Study and Act: K33, K34, K35, K36, K38."""

from __future__ import annotations

from groundswell.core.methods.checks.cycles import before_in_ramp, live, name_of
from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import ClaimFacts, CycleFacts, ProjectFacts
from groundswell.core.methods.findings import Sighting
from groundswell.core.methods.wording import first_match, has_number, quoted

GROWING = ("adopt", "expand")
LEARNED = ("cycle-study", "learned")


def k33(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A Study that mentions neither prediction nor data; or "cannot tell" twice running."""
    sightings = []
    for cycle in live(facts.cycles):
        variant = _thin_study(cycle, facts, check)
        if variant:
            values = {"cycle": name_of(cycle), "study": quoted(cycle.study_text)}
            sightings.append(Sighting("cycle", cycle.key, LEARNED, values, variant))
    return sightings


def _thin_study(cycle: CycleFacts, facts: ProjectFacts, check: CheckDefinition) -> str | None:
    earlier = before_in_ramp(cycle, facts.cycles)
    if earlier and _cannot_tell(cycle) and _cannot_tell(earlier[-1]):
        return "cannot tell"
    if not cycle.study_text.strip() or any(question.result.strip() for question in cycle.questions):
        return None
    mentions = has_number(cycle.study_text) or first_match(cycle.study_text, check.patterns("prediction"))
    return None if mentions else "no data"


def _cannot_tell(cycle: CycleFacts) -> bool:
    return any(question.verdict == "cannot tell" for question in cycle.questions)


def k34(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """Adopted or expanded although a prediction was not confirmed, and no reason is given."""
    sightings = []
    for cycle in live(facts.cycles):
        missed = [question for question in cycle.questions if question.verdict == "not"]
        if missed and cycle.decision in GROWING and not cycle.decision_reason.strip():
            values = {"cycle": name_of(cycle), "decision": str(cycle.decision)}
            values |= {"prediction": quoted(missed[0].prediction), "result": quoted(missed[0].result)}
            sightings.append(Sighting("cycle", cycle.key, ("cycle-decide", "reason"), values))
    return sightings


def k35(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """One test, then everyday practice."""
    needed = int(check.number("tests_before_adopting"))
    sightings = []
    for cycle in live(facts.cycles):
        tests = [
            *_decided(before_in_ramp(cycle, facts.cycles)),
            *([cycle] if cycle.decision == "adopt" else []),
        ]
        becomes_routine = cycle.decision == "adopt" or (cycle.kind == "implement" and cycle.state != "draft")
        if becomes_routine and len(tests) < needed:
            where = ("cycle-decide", "decision") if cycle.decision else ("cycle-plan", "kind")
            values = {"cycle": name_of(cycle), "tests": _tests(len(tests))}
            sightings.append(Sighting("cycle", cycle.key, where, values))
    return sightings


def _decided(cycles: list[CycleFacts]) -> list[CycleFacts]:
    return [cycle for cycle in cycles if cycle.decision is not None]


def _tests(count: int) -> str:
    return {0: "No test", 1: "One test"}.get(count, f"{count} tests")


def k36(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """Everything adopted, or every prediction right, over several tests: honest testing has misses."""
    decided = _decided(live(facts.cycles))
    count = len(decided)
    if count < check.number("cycles"):
        return []
    variant = _all_success(decided)
    where = ("cycles", "list")
    return [Sighting("project", facts.key, where, {"count": str(count)}, variant)] if variant else []


def _all_success(decided: list[CycleFacts]) -> str | None:
    verdicts = [question.verdict for cycle in decided for question in cycle.questions if question.verdict]
    if all(cycle.decision in GROWING for cycle in decided):
        return "adopted"
    return "right" if verdicts and all(verdict == "confirmed" for verdict in verdicts) else None


def k38(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """Words of change with too few points, without a signal, or from two points."""
    sightings = []
    for claim in facts.claims:
        found = first_match(claim.text, check.patterns("change"))
        variant = _unsupported(claim, check) if found else None
        if found and variant:
            values = {"words": quoted(found), "claim": quoted(claim.text), "points": _points(claim.points)}
            values["needed"] = str(int(check.number("points")))
            sightings.append(Sighting(claim.kind, claim.key, claim.where, values, variant))
    return sightings


def _unsupported(claim: ClaimFacts, check: CheckDefinition) -> str | None:
    if claim.signal == "better":
        return None
    if first_match(claim.text, check.patterns("two_points")):
        return "two points"
    if claim.points < check.number("points"):
        return "few points"
    return "no signal" if claim.signal is None else "other way"


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"
