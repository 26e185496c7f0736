"""When a theory may change: pure functions that give every reason against, as sentences for the team."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from groundswell.domain.theory.models import Node

PARENTS: Mapping[str, frozenset[str]] = {
    "primary": frozenset(),
    "secondary": frozenset({"primary"}),
    "idea": frozenset({"primary", "secondary"}),
}
"""Which kind may hang on which. The levels only go down, so no chain of links can ever bite its own tail."""


def link_refusals(*, parent: Node, child: Node, is_linked: bool = False) -> list[str]:
    """Why `child` cannot hang on `parent`."""
    reasons = []
    if parent.project_id != child.project_id:
        reasons.append(_("These two belong to different projects."))
    if parent.kind not in PARENTS[child.kind]:
        reasons.append(_level_words(child.kind))
    if parent.set_down_at is not None or child.set_down_at is not None:
        reasons.append(_("One of these two is set down. Take it up again first."))
    if is_linked:
        reasons.append(_("These two are linked already."))
    return reasons


def _level_words(child: str) -> str:
    return {
        "primary": _("A primary driver hangs on the aim itself, so it needs no other link."),
        "secondary": _("A secondary driver hangs on a primary driver."),
        "idea": _("A change idea hangs on a driver, not on another idea."),
    }[child]


def add_refusals(*, kind: str, parent: Node | None) -> list[str]:
    """Why a new node of this kind cannot be added under `parent`."""
    if kind not in PARENTS:
        return [_("Choose a primary driver, a secondary driver or a change idea.")]
    if parent is None:
        return []
    reasons = [] if parent.kind in PARENTS[kind] else [_level_words(kind)]
    if parent.set_down_at is not None:
        reasons.append(_("“%(text)s” is set down. Take it up again first.") % {"text": parent.text})
    return reasons


def kind_refusals(*, node: Node, kind: str, parents: int, children: int) -> list[str]:
    """Why a node cannot become another kind: its links would no longer make sense."""
    if kind == node.kind or (parents == 0 and children == 0):
        return []
    return [
        _("“%(text)s” has links of its own. Take them off first, then change its level.")
        % {"text": node.text}
    ]


def focus_refusals(node: Node) -> list[str]:
    if node.kind == Node.Kind.IDEA:
        return [_("A focus is a driver. Ideas are chosen by testing them.")]
    return [_("It is set down. Take it up again first.")] if node.set_down_at else []


def set_down_refusals(*, node: Node, why: str) -> list[str]:
    reasons = [_("It is set down already.")] if node.set_down_at else []
    if not why.strip():
        reasons.append(_("Say in a few words why you set it down. The next team will thank you."))
    return reasons


def measure_refusals(*, node: Node, is_hung: bool, is_in_reach: bool) -> list[str]:
    reasons = [_("This measure hangs there already.")] if is_hung else []
    if not is_in_reach:
        reasons.append(_("This measure belongs to another team or school."))
    return reasons


def version_refusals(*, snapshot: dict[str, object], previous: dict[str, object] | None) -> list[str]:
    if not snapshot.get("nodes"):
        return [_("There is nothing to keep yet. Add a first driver.")]
    if snapshot == previous:
        return [_("Nothing changed since the last version, so there is nothing to keep.")]
    return []
