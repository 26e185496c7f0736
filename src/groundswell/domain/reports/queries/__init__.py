"""Storyboards as they are composed, listed and looked at."""

from groundswell.domain.reports.queries.compose import choices_of, compose
from groundswell.domain.reports.queries.looks import Looked, looks_of
from groundswell.domain.reports.queries.shared import SharedSlip, shared_with

__all__ = ["Looked", "SharedSlip", "choices_of", "compose", "looks_of", "shared_with"]
