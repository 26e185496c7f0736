"""Checks that protect people before a number is shown: K41 (small groups), K00 (counting errors)."""

from __future__ import annotations

from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import ProjectFacts
from groundswell.core.methods.findings import Sighting
from groundswell.core.methods.wording import figure


def k00(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A count larger than the group it is counted in: a counting error."""
    return [
        Sighting(
            "release",
            f"{release.key}/{cell.key}",
            ("release", cell.key),
            {"group": cell.group, "value": figure(cell.value), "n": f"{cell.n:,}"},
        )
        for release in facts.releases
        for cell in release.cells
        if cell.value is not None and cell.value > cell.n
    ]


def k41(facts: ProjectFacts, check: CheckDefinition) -> list[Sighting]:
    """A group smaller than the limit would be visible. Its size and value are not quoted."""
    return [
        Sighting(
            "release",
            f"{release.key}/{cell.key}",
            ("release", cell.key),
            {"group": cell.group, "limit": str(release.limit), "title": release.title or "This page"},
        )
        for release in facts.releases
        for cell in release.cells
        if cell.shown and cell.n < release.limit
    ]
