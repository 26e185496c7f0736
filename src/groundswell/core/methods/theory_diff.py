"""What changed our minds: the difference between two versions of a theory, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from groundswell.core.methods.theory_graph import Link, Node, Theory
from groundswell.core.methods.wording import listed

ChangeKind = Literal[
    "new", "set down", "removed", "taken up", "reworded", "moved", "focus gained", "focus lost",
    "belief", "link weak", "link strong",
]  # fmt: skip
KIND_WORDS = {
    "aim": "aim",
    "primary": "primary driver",
    "secondary": "secondary driver",
    "idea": "change idea",
}
LABELS: dict[ChangeKind, str] = {
    "new": "New",
    "set down": "Set down",
    "removed": "Taken out",
    "taken up": "Taken up again",
    "reworded": "Reworded",
    "moved": "Moved",
    "focus gained": "Now in focus",
    "focus lost": "No longer in focus",
    "belief": "Belief",
    "link weak": "Link made weak",
    "link strong": "Link made strong",
}


@dataclass(frozen=True)
class Change:
    """One difference. `before` and `after` hold the texts or values on each side, "" where there is none."""

    kind: ChangeKind
    key: str
    text: str
    before: str = ""
    after: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.kind]

    @property
    def words(self) -> str:
        """The change as a sentence."""
        return _sentence(self)


def theory_diff(older: Theory, newer: Theory) -> list[Change]:
    """All changes from `older` to `newer`: in the newer version's order of nodes, then what was taken out."""
    before = {node.key: node for node in older.nodes}
    after = {node.key for node in newer.nodes}
    changes: list[Change] = []
    for node in newer.nodes:
        if node.key in before:
            changes += _differences(before[node.key], node, older, newer)
        else:
            changes.append(Change("new", node.key, node.text, after=KIND_WORDS[node.kind]))
    return changes + [Change("removed", node.key, node.text) for node in older.nodes if node.key not in after]


def _differences(old: Node, new: Node, older: Theory, newer: Theory) -> Iterator[Change]:
    if old.text != new.text:
        yield Change("reworded", new.key, new.text, old.text, new.text)
    yield from _moves(new, older, newer)
    if old.focus != new.focus:
        yield Change("focus gained" if new.focus else "focus lost", new.key, new.text)
    if old.belief != new.belief:
        yield Change("belief", new.key, new.text, _belief(old.belief), _belief(new.belief))
    if old.set_down != new.set_down:
        yield Change("set down" if new.set_down else "taken up", new.key, new.text)
    yield from _strengths(new, older, newer)


def _moves(node: Node, older: Theory, newer: Theory) -> Iterator[Change]:
    old, new = older.parents(node.key), newer.parents(node.key)
    left = [older.node(key).text for key in old if key not in new]
    joined = [newer.node(key).text for key in new if key not in old]
    if left or joined:
        yield Change("moved", node.key, node.text, listed(left), listed(joined))


def _strengths(node: Node, older: Theory, newer: Theory) -> Iterator[Change]:
    weak_before = {(link.parent, link.child): link.weak for link in older.links}
    for link in newer.links:
        if link.child == node.key and weak_before.get((link.parent, link.child), link.weak) != link.weak:
            yield _strength(link, node, newer)


def _strength(link: Link, node: Node, newer: Theory) -> Change:
    kind: ChangeKind = "link weak" if link.weak else "link strong"
    return Change(kind, node.key, node.text, after=newer.node(link.parent).text)


def _belief(belief: int | None) -> str:
    return "not said" if belief is None else str(belief)


def _sentence(change: Change) -> str:
    templates: dict[str, str] = {
        "new": "{text}: a new {after}.",
        "reworded": "{before} became {after}.",
        "moved": _moved_template(change),
        "belief": "{text}: belief went from {before} to {after}.",
        "link weak": "{text}: its link to {after} was made weak.",
        "link strong": "{text}: its link to {after} was made strong.",
    }
    lowered = f"{change.label[0].lower()}{change.label[1:]}"
    template = templates.get(change.kind, "{text}: {lowered}.")
    return template.format(text=change.text, before=change.before, after=change.after, lowered=lowered)


def _moved_template(change: Change) -> str:
    if change.before and change.after:
        return "{text} moved from {before} to {after}."
    return "{text} now also serves {after}." if change.after else "{text} no longer serves {before}."
