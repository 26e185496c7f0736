"""Where everything stands in a driver diagram: words on lines in four columns, curves that join the lines.

Columns keep people's order except where crossing curves ask otherwise. Heights: each node wants to stand
level with what it is linked to; within a column the wishes are met as closely as room allows (isotonic
regression by pooling adjacent violators), and columns take turns until they settle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.core.methods.facts import NodeKind
from groundswell.core.methods.text_fit import Face, wrapped
from groundswell.core.methods.theory_graph import Link, Node, Theory

KINDS: tuple[NodeKind, ...] = ("aim", "primary", "secondary", "idea")
ROUNDS = 60


@dataclass(frozen=True)
class Column:
    """A column's share of the width, and how its words are set (pixels)."""

    start: float
    width: float
    size: float
    leading: float
    face: Face


SHARES: Mapping[NodeKind, tuple[float, float]] = {
    "aim": (0.0, 0.17),
    "primary": (0.213, 0.184),
    "secondary": (0.439, 0.215),
    "idea": (0.704, 0.296),
}
SETTING: Mapping[NodeKind, tuple[float, float, Face]] = {
    "aim": (18.5, 23, "serif"),
    "primary": (17, 21, "serif"),
    "secondary": (15.5, 19, "serif"),
    "idea": (14.5, 18, "sans"),
}
ABOVE = 7.0  # from the last line of words down to the rule
NOTE = 20.0  # room for the note under the rule
BETWEEN = 18.0  # least white between one node's note and the next node's words
TOP = 44.0  # room for the column heads
UPWARD_PULL = 0.25
WEAK_PULL = 0.05


@dataclass(frozen=True)
class Placed:
    """A node in place: its rule runs from (x, y) for `width`; `lines` stand above it, the note below."""

    node: Node
    x: float
    y: float
    width: float
    lines: tuple[str, ...]

    @property
    def top(self) -> float:
        return self.y - ABOVE - len(self.lines) * SETTING[self.node.kind][1]


@dataclass(frozen=True)
class Curve:
    """A link in place, from the end of the parent's rule to the start of the child's."""

    link: Link
    start: tuple[float, float]
    end: tuple[float, float]
    focus: bool


@dataclass(frozen=True)
class Layout:
    width: float
    height: float
    placed: tuple[Placed, ...]
    curves: tuple[Curve, ...]


def column(kind: NodeKind, width: float) -> Column:
    """The column of a kind of node in a diagram of this width."""
    (start, share), (size, leading, face) = SHARES[kind], SETTING[kind]
    return Column(start * width, share * width, size, leading, face)


def theory_layout(theory: Theory, *, width: float = 824) -> Layout:
    """Positions of every node and curve. Links to unknown nodes raise KeyError, naming the node."""
    orders = _orders(theory)
    lines = {node.key: _lines(node, width) for node in theory.nodes}
    heights = _heights(theory, orders, lines)
    placed = {node.key: _place(node, heights[node.key], lines[node.key], width) for node in theory.nodes}
    bottom = max((heights[key] + NOTE for key in heights), default=TOP)
    curves = [_curve(link, placed) for link in theory.links]
    in_order = tuple(placed[key] for kind in KINDS for key in orders[kind])
    return Layout(width, bottom + 8, in_order, tuple(sorted(curves, key=lambda curve: curve.focus)))


def _lines(node: Node, width: float) -> tuple[str, ...]:
    place = column(node.kind, width)
    return tuple(wrapped(node.text, width=place.width, size=place.size, face=place.face))


def _place(node: Node, y: float, lines: tuple[str, ...], width: float) -> Placed:
    place = column(node.kind, width)
    return Placed(node, place.start, y, place.width, lines)


def _curve(link: Link, placed: Mapping[str, Placed]) -> Curve:
    for key in (link.parent, link.child):
        if key not in placed:
            raise KeyError(f"Link {link.parent} to {link.child}: no node {key!r} in this theory.")
    parent, child = placed[link.parent], placed[link.child]
    start = (parent.x + parent.width, parent.y)
    return Curve(link, start, (child.x, child.y), is_focus(link, parent.node, child.node))


def is_focus(link: Link, parent: Node, child: Node) -> bool:
    """On the focus path: strong, from the aim or a focus node, to a focus driver or an idea not set down."""
    from_focus = parent.kind == "aim" or parent.focus
    to_focus = child.focus or (child.kind == "idea" and parent.kind != "aim" and child.status != "set down")
    return from_focus and to_focus and not link.weak


def _orders(theory: Theory) -> Mapping[NodeKind, list[str]]:
    """Keys per column; each follows the mean place of its parents, people's order breaking ties."""
    orders: dict[NodeKind, list[str]] = {}
    place: dict[str, float] = {}
    for kind in KINDS:
        keys = [node.key for node in theory.nodes if node.kind == kind]
        wish = {
            key: _mean([place[parent] for parent in _parents(key, theory) if parent in place]) for key in keys
        }
        orders[kind] = sorted(keys, key=lambda key: (wish[key], keys.index(key)))
        place |= {key: index / max(len(keys), 1) for index, key in enumerate(orders[kind])}
    return orders


def _parents(key: str, theory: Theory) -> list[str]:
    """Parents by strong links; by weak ones where there are no others."""
    links = [link for link in theory.links if link.child == key]
    return [link.parent for link in links if not link.weak] or [link.parent for link in links]


def _mean(places: Sequence[float]) -> float:
    """The mean place; whoever has none comes last."""
    return sum(places) / len(places) if places else float("inf")


def _heights(
    theory: Theory, orders: Mapping[NodeKind, list[str]], lines: Mapping[str, tuple[str, ...]]
) -> dict[str, float]:
    """The y of every rule."""
    room = {node.key: len(lines[node.key]) * SETTING[node.kind][1] + ABOVE for node in theory.nodes}
    y: dict[str, float] = {}
    for kind in KINDS:
        y |= _packed(orders[kind], room)
    for turn in range(ROUNDS):
        for kind in KINDS if turn % 2 == 0 else reversed(KINDS):
            wishes = [_wish(key, theory, y) for key in orders[kind]]
            y |= dict(zip(orders[kind], _settled(wishes, _gaps(orders[kind], room)), strict=True))
    lift = TOP - min((y[key] - room[key] for key in y), default=0.0)
    return {key: value + lift for key, value in y.items()}


def _packed(keys: Sequence[str], room: Mapping[str, float]) -> dict[str, float]:
    """One under the other, centered on 0."""
    steps = _gaps(keys, room)
    offsets = [sum(steps[:index]) for index in range(1, len(keys) + 1)]
    middle = (offsets[0] + offsets[-1]) / 2 if offsets else 0.0
    return {key: offset - middle for key, offset in zip(keys, offsets, strict=True)}


def _gaps(keys: Sequence[str], room: Mapping[str, float]) -> list[float]:
    """Least distance of each rule from the one above it; 0 for the first."""
    return [0.0 if index == 0 else NOTE + BETWEEN + room[key] for index, key in enumerate(keys)]


def _wish(key: str, theory: Theory, y: Mapping[str, float]) -> float:
    """Level with the children and, lest it drift, a little with the parents; weak links hardly pull."""
    pulls = [(y[link.child], WEAK_PULL if link.weak else 1.0) for link in theory.links if link.parent == key]
    upward = UPWARD_PULL if pulls else 1.0
    above = [link for link in theory.links if link.child == key]
    sideline = WEAK_PULL if any(not link.weak for link in above) else upward
    pulls += [(y[link.parent], sideline if link.weak else upward) for link in above]
    weight = sum(pull for _, pull in pulls)
    return sum(place * pull for place, pull in pulls) / weight if pulls else y[key]


def _settled(wishes: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The positions nearest to the wishes (least squares) that keep order and gaps."""
    offsets = [sum(gaps[: index + 1]) for index in range(len(gaps))]
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        pools.append((wish - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (above, above_size), (below, below_size) = pools[-2:]
            size = above_size + below_size
            pools[-2:] = [((above * above_size + below * below_size) / size, size)]
    levels = [level for level, size in pools for _ in range(size)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]
