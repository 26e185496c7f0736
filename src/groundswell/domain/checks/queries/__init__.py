"""What the coach sees in a project, and what it says about it."""

from groundswell.domain.checks.queries.facts import project_facts
from groundswell.domain.checks.queries.hints import Hints, hints_for

__all__ = ["Hints", "hints_for", "project_facts"]
