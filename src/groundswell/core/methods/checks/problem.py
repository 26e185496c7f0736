"""Checks on the problem statement and on causes: K10, K12, K13."""

from __future__ import annotations

from collections.abc import Iterator

from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import ProjectFacts
from groundswell.core.methods.findings import Sighting
from groundswell.core.methods.wording import first_match, listed, quoted

STATEMENT = ("problem", "statement")


def k10(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A problem statement with a cause, a fix or blame in it, or resting on too few kinds of evidence."""
    problem = facts.problem
    if problem is None or not problem.statement.strip():
        return []
    for variant in ("blame", "solution", "cause"):
        found = first_match(problem.statement, check.patterns(variant))
        if found:
            values = {"words": quoted(found), "statement": quoted(problem.statement)}
            return [Sighting("problem", problem.key, STATEMENT, values, variant)]
    kinds = sorted(set(problem.evidence_kinds))
    if len(kinds) >= check.number("evidence_kinds"):
        return []
    values = {"kinds": listed(kinds), "needed": str(int(check.number("evidence_kinds")))}
    return [
        Sighting(
            "problem", problem.key, ("problem", "evidence"), values, "evidence" if kinds else "no evidence"
        )
    ]


def k12(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A cause that is a missing fix: "lack of", "no", "need"."""
    return list(_matches(facts, check, in_statement="missing_in_statement", in_cause="missing"))


def k13(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A cause that blames people."""
    return list(_matches(facts, check, in_statement="blame", in_cause="blame"))


def _matches(
    facts: ProjectFacts, check: CheckDefinition, *, in_statement: str, in_cause: str
) -> Iterator[Sighting]:
    problem = facts.problem
    if problem is None:
        return
    found = first_match(problem.statement, check.patterns(in_statement))
    if found:
        values = {"words": quoted(found), "text": quoted(problem.statement)}
        yield Sighting("problem", problem.key, STATEMENT, values)
    for cause in problem.causes:
        found = first_match(cause.text, check.patterns(in_cause))
        if found:
            values = {"words": quoted(found), "text": quoted(cause.text)}
            yield Sighting("cause", cause.key, ("causes", cause.key), values)
