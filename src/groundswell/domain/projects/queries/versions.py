"""The versions of a problem, charter or aim, each with what changed since the one before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Literal

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.domain.projects.models import Aim, Charter, Problem, Project

PROBLEM_LABELS = {
    "statement": gettext_lazy("What we see"),
    "current": gettext_lazy("Now"),
    "desired": gettext_lazy("What we hope for"),
    "gap": gettext_lazy("The gap"),
    "group_name": gettext_lazy("Which students"),
    "period": gettext_lazy("Period"),
    "evidence": gettext_lazy("Kinds of evidence"),
    "evidence_note": gettext_lazy("What the evidence says"),
    "why_it_matters": gettext_lazy("Why it matters"),
}
CHARTER_LABELS = {
    "why_now": gettext_lazy("Why now"),
    "scope_in": gettext_lazy("What we take on"),
    "scope_out": gettext_lazy("What we leave alone"),
    "cadence": gettext_lazy("When we meet"),
    "decision_rights": gettext_lazy("Who decides what"),
    "goal_students": gettext_lazy("Goal for students"),
    "goal_team": gettext_lazy("Goal for our own learning"),
    "interdependence": gettext_lazy("Whom we depend on"),
    "risks": gettext_lazy("What could get in the way"),
    "review": gettext_lazy("When we look back"),
}
AIM_LABELS = {
    "direction": gettext_lazy("Direction"),
    "what": gettext_lazy("What"),
    "population": gettext_lazy("For whom"),
    "where": gettext_lazy("Where"),
    "unit": gettext_lazy("Unit"),
    "change_in": gettext_lazy("Change counted in"),
    "baseline": gettext_lazy("From"),
    "baseline_period": gettext_lazy("Counted over"),
    "target": gettext_lazy("To"),
    "by_when": gettext_lazy("By when"),
    "targets": gettext_lazy("Groups with their own target"),
    "balancing": gettext_lazy("While this stays as it is"),
    "no_group_falls": gettext_lazy("No group falls below its own baseline"),
    "purpose": gettext_lazy("Purpose"),
    "free_text": gettext_lazy("In our own words"),
}
WORDS = {
    "raise": gettext_lazy("raise"),
    "lower": gettext_lazy("lower"),
    "points": gettext_lazy("percentage points"),
    "percent": gettext_lazy("percent"),
    "numbers": gettext_lazy("numbers"),
    "voices": gettext_lazy("voices"),
    "process": gettext_lazy("the process itself"),
    "literature": gettext_lazy("what others found"),
}


@dataclass(frozen=True)
class Piece:
    """Some words of a text: the same in both versions, gone, or new."""

    kind: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True)
class Change:
    """One field that differs between two versions."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Version:
    """One version in the history. `changes` is empty for the first."""

    number: int
    at: datetime
    by: str
    reason: str
    changes: tuple[Change, ...]


def problem_versions(project: Project) -> tuple[Version, ...]:
    return _history(list(project.problems.select_related("by").order_by("number")), PROBLEM_LABELS)


def charter_versions(project: Project) -> tuple[Version, ...]:
    return _history(list(project.charters.select_related("by").order_by("number")), CHARTER_LABELS)


def aim_versions(project: Project) -> tuple[Version, ...]:
    rows = project.aims.select_related("by").prefetch_related("targets").order_by("number")
    return _history(list(rows), AIM_LABELS)


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, word by word."""
    old, new = before.split(), after.split()
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", " ".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Piece("gone", " ".join(old[i1:i2]))
        if j1 < j2:
            yield Piece("new", " ".join(new[j1:j2]))


def _history(
    rows: list[Problem] | list[Charter] | list[Aim], labels: Mapping[str, object]
) -> tuple[Version, ...]:
    """Newest first."""
    versions = []
    before: Problem | Charter | Aim | None = None
    for row in rows:
        changes = tuple(_changes(before, row, labels)) if before is not None else ()
        versions.append(Version(row.number, row.at, row.by.name, row.reason, changes))
        before = row
    return tuple(reversed(versions))


def _changes(before: Model, after: Model, labels: Mapping[str, object]) -> Iterator[Change]:
    for name, label in labels.items():
        old, new = _said(before, name), _said(after, name)
        if old != new:
            yield Change(str(label), old, new, word_difference(old, new))


def _said(row: Model, name: str) -> str:
    if name == "targets" and isinstance(row, Aim):
        return "; ".join(_target_said(target) for target in sorted(row.targets.all(), key=lambda one: one.pk))
    return said_text(getattr(row, name))


def _target_said(target: Model) -> str:
    name, low, high = (getattr(target, field) for field in ("group_name", "baseline", "target"))
    return _("%(group)s from %(baseline)s to %(target)s") % {
        "group": name,
        "baseline": said_text(low) or "?",
        "target": said_text(high) or "?",
    }


def said_text(value: object) -> str:
    """A field of a document as people read it: dates, numbers and our own words said in full."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, (list, tuple)):
        return ", ".join(said_text(item) for item in value)
    return str(WORDS.get(str(value), value))
