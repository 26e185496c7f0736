"""One version of a theory as plain values: nodes and many-to-many links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundswell.core.methods.facts import NodeKind

Status = Literal["not tested", "planned", "testing", "adopted", "set down"]


@dataclass(frozen=True)
class Node:
    """A node. `status` and `status_note` ("testing", "cycle 4") are for ideas; `measures` are their names."""

    key: str
    kind: NodeKind
    text: str
    focus: bool = False
    belief: int | None = None  # 0-4
    status: Status = "not tested"
    status_note: str = ""
    measures: tuple[str, ...] = ()
    href: str = ""
    set_down: bool = False


@dataclass(frozen=True)
class Link:
    """A reason: the child is thought to help the parent."""

    parent: str
    child: str
    weak: bool = False


@dataclass(frozen=True)
class Theory:
    """Nodes in the order people put them; links between keys."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()

    def node(self, key: str) -> Node:
        """The node of this key. Raises KeyError naming it."""
        return next((node for node in self.nodes if node.key == key), None) or _no_node(key)

    def parents(self, key: str) -> tuple[str, ...]:
        return tuple(link.parent for link in self.links if link.child == key)

    def children(self, key: str) -> tuple[str, ...]:
        return tuple(link.child for link in self.links if link.parent == key)


def _no_node(key: str) -> Node:
    raise KeyError(f"No node {key!r} in this theory.")
