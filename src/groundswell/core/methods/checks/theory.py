"""Checks on the driver diagram: K18, K19, K20."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import NodeFacts, ProjectFacts, TheoryFacts
from groundswell.core.methods.findings import Sighting
from groundswell.core.methods.wording import first_match, quoted

DIAGRAM = ("theory", "diagram")


def _alive(theory: TheoryFacts, *kinds: str) -> list[NodeFacts]:
    return [node for node in theory.nodes if node.kind in kinds and not node.set_down]


def k18(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """More drivers than a team can hold in mind, or no focus."""
    theory = facts.theory
    if theory is None:
        return []
    primary, secondary = _alive(theory, "primary"), _alive(theory, "secondary")
    values = {"primary": str(len(primary)), "secondary": str(len(secondary))}
    if len(primary) > check.number("max_primary") or len(secondary) > check.number("max_secondary"):
        return [Sighting("theory", theory.key, DIAGRAM, values, "many")]
    if len(primary) > 1 and not any(node.focus for node in primary + secondary):
        return [Sighting("theory", theory.key, ("theory", "focus"), values, "no focus")]
    return []


def k19(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A driver worded as an activity or a measure, or without a cause behind it."""
    theory = facts.theory
    return [] if theory is None else list(_weak_drivers(theory, check))


def _weak_drivers(theory: TheoryFacts, check: CheckDefinition) -> Iterator[Sighting]:
    for node in _alive(theory, "primary", "secondary"):
        variant = _weakness(node, check)
        if variant:
            yield Sighting("driver", node.key, ("theory", node.key), {"driver": quoted(node.text)}, variant)


def _weakness(node: NodeFacts, check: CheckDefinition) -> str | None:
    for variant in ("activity", "measure"):
        if first_match(node.text, check.patterns(variant)):
            return variant
    return None if node.has_cause_trace else "no cause"


def k20(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A change idea that hangs on no secondary driver, or a driver that has waited long for an idea."""
    theory = facts.theory
    if theory is None:
        return []
    return [
        *_orphans(theory),
        *_waiting_drivers(theory, today=facts.today, days=check.number("days_without_idea")),
    ]


def _orphans(theory: TheoryFacts) -> Iterator[Sighting]:
    secondary = {node.key for node in _alive(theory, "secondary")}
    for idea in _alive(theory, "idea"):
        if not any(link.child == idea.key and link.parent in secondary for link in theory.links):
            yield Sighting("idea", idea.key, ("theory", idea.key), {"text": quoted(idea.text)}, "orphan")


def _waiting_drivers(theory: TheoryFacts, *, today: date, days: float) -> Iterator[Sighting]:
    ideas = {node.key for node in theory.nodes if node.kind == "idea"}
    with_idea = {link.parent for link in theory.links if link.child in ideas}
    for node in _alive(theory, "secondary"):
        waited = (today - node.added_on).days if node.added_on else 0
        if node.key not in with_idea and waited > days:
            values = {"text": quoted(node.text), "days": str(waited)}
            yield Sighting("driver", node.key, ("theory", node.key), values, "no idea")
