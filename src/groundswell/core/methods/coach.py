"""The automated coach: runs every check, says what it saw, and holds back all but a few at a time.

Advice never blocks. Two exceptions protect people and arithmetic: K41 (small groups), K00 (counting errors).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from groundswell.core.methods.checks import TRIGGERS, Trigger
from groundswell.core.methods.definitions import CheckDefinition, DefinitionError
from groundswell.core.methods.facts import ProjectFacts
from groundswell.core.methods.findings import Finding, Sighting

Mode = Literal["simple", "guided"]


def evaluate(
    facts: ProjectFacts, definitions: Iterable[CheckDefinition], *, mode: Mode = "guided"
) -> list[Finding]:
    """All findings, most upstream first. Simple mode leaves out hints. Retired and draft checks stay silent.

    Raises DefinitionError when a definition names no known check or a template asks for a value nobody gives.
    """
    findings = [
        _finding(definition, sighting)
        for definition in definitions
        if definition.status in ("trial", "reviewed") and _is_heard(definition, mode)
        for sighting in _trigger(definition)(facts, definition)
    ]
    return sorted(findings, key=lambda finding: finding.order)


def choose(
    findings: Iterable[Finding],
    dismissed: Collection[str] = (),
    *,
    limit: int = 3,
    mode: Mode = "guided",
    forms: Collection[str] | None = None,
    subject: tuple[str, str] | None = None,
) -> list[Finding]:
    """The few findings to show now: most upstream first, dismissed ones left out, at most `limit`.

    `dismissed` holds `Finding.key` values; a blocking finding cannot be dismissed. `forms` keeps findings
    whose `where` opens one of these forms; `subject` keeps those of one (kind, key). One per check, so that
    one habit does not fill the margin. Blocking findings always come first and do not use up the limit.
    """
    open_findings = [
        finding
        for finding in findings
        if (finding.blocking or finding.key not in dismissed)
        and (mode == "guided" or finding.level != "hint")
        and (forms is None or finding.where[0] in forms)
        and (subject is None or subject == (finding.subject_kind, finding.subject_key))
    ]
    blocking = [finding for finding in open_findings if finding.blocking]
    advice = [finding for finding in open_findings if not finding.blocking]
    return [*blocking, *_one_per_check(advice)[:limit]]


def _one_per_check(findings: Iterable[Finding]) -> list[Finding]:
    first: dict[str, Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.order):
        first.setdefault(finding.check, finding)
    return list(first.values())


def _is_heard(definition: CheckDefinition, mode: Mode) -> bool:
    return mode == "guided" or definition.level != "hint"


def _trigger(definition: CheckDefinition) -> Trigger:
    if definition.id not in TRIGGERS:
        raise DefinitionError(
            f"check {definition.id}: no trigger of this name. Known: {', '.join(TRIGGERS)}."
        )
    return TRIGGERS[definition.id]


def _finding(definition: CheckDefinition, sighting: Sighting) -> Finding:
    return Finding(
        check=definition.id,
        name=definition.name,
        level=definition.level,
        order=definition.order,
        subject_kind=sighting.subject_kind,
        subject_key=sighting.subject_key,
        where=sighting.where,
        saw=_filled(definition, definition.saw, sighting),
        why=definition.why,
        step=_filled(definition, definition.step, sighting),
        values=sighting.values,
        blocking=definition.blocking,
    )


def _filled(definition: CheckDefinition, texts: Mapping[str, str], sighting: Sighting) -> str:
    template = texts.get(sighting.variant, texts.get(""))
    if template is None:
        raise DefinitionError(
            f"check {definition.id}: no text for variant {sighting.variant!r}. Add it or a plain one."
        )
    try:
        return template.format_map(sighting.values)
    except KeyError as error:
        known = ", ".join(sorted(sighting.values))
        raise DefinitionError(f"check {definition.id}: no value for {error}. Known here: {known}.") from error
