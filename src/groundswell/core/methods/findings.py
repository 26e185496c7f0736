"""What a trigger saw, and what the coach says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundswell.core.methods.definitions import Level


@dataclass(frozen=True)
class Sighting:
    """A trigger's answer: which object, which form and field to open, and the data to quote."""

    subject_kind: str
    subject_key: str
    where: tuple[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""


@dataclass(frozen=True)
class Finding:
    """One piece of advice: what we saw, why it matters, one next step."""

    check: str
    name: str
    level: Level
    order: int
    subject_kind: str
    subject_key: str
    where: tuple[str, str]
    saw: str
    why: str
    step: str
    values: Mapping[str, str]
    blocking: bool

    @property
    def key(self) -> str:
        """Stable name of this advice on this object; dismissals are kept under it."""
        return f"{self.check}:{self.subject_kind}:{self.subject_key}"
