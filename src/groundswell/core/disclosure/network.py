"""The exact range of a withheld number, when relations form a network: maximum flow from the true values.

Rows and columns of tables, and totals of totals, put each number into at most two relations, once on each
side. Then relations are nodes, numbers are edges, and other tables with the same printed numbers are
circulations: a number can move by as much as can flow back around it (Ford and Fulkerson 1956). Flows are
integral, so every whole number within the range is possible.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundswell.core.disclosure.relations import Relation

GROUND = -1


@dataclass(frozen=True)
class Network:
    """Edges by key as (tail, head): a larger number flows from tail to head. Nodes are relation indexes."""

    edges: Mapping[str, tuple[int, int]]
    around: Mapping[int, tuple[str, ...]]

    def room(
        self,
        key: str,
        *,
        up: bool,
        truth: Mapping[str, int],
        bounds: Mapping[str, tuple[int, int]],
        enough: int,
    ) -> int:
        """How far the number can rise (or fall) from its true value, counted up to `enough`."""
        own = _spare(key, truth, bounds, up=up)
        tail, head = self.edges[key]
        source, sink = (head, tail) if up else (tail, head)
        wanted = min(own, enough)
        if source == sink:
            return wanted
        return self._flow(key, (source, sink), dict(truth), bounds, wanted)

    def _flow(
        self,
        key: str,
        ends: tuple[int, int],
        now: dict[str, int],
        bounds: Mapping[str, tuple[int, int]],
        wanted: int,
    ) -> int:
        moved = 0
        while moved < wanted:
            path = self._path(key, ends, now, bounds)
            if not path:
                break
            step = min(wanted - moved, *(_spare(edge, now, bounds, up=up) for edge, up in path))
            for edge, up in path:
                now[edge] += step if up else -step
            moved += step
        return moved

    def _path(
        self, key: str, ends: tuple[int, int], now: Mapping[str, int], bounds: Mapping[str, tuple[int, int]]
    ) -> list[tuple[str, bool]]:
        """A shortest way from source to sink along numbers with room to move; empty when there is none."""
        source, sink = ends
        came: dict[int, tuple[int, str, bool]] = {}
        waiting = deque([source])
        while waiting and sink not in came:
            node = waiting.popleft()
            for edge in self.around[node]:
                tail, head = self.edges[edge]
                up, onward = (True, head) if tail == node else (False, tail)
                if (
                    edge != key
                    and onward != source
                    and onward not in came
                    and _spare(edge, now, bounds, up=up)
                ):
                    came[onward] = (node, edge, up)
                    waiting.append(onward)
        return _traced(came, source, sink)


def network_of(keys: Sequence[str], relations: Sequence[Relation]) -> Network | None:
    """The network of these relations, or None when they do not form one."""
    uses: dict[str, list[tuple[int, int]]] = {key: [] for key in keys}
    for index, relation in enumerate(relations):
        for key, sign in relation.signed:
            uses[key].append((index, sign))
    if any(len(used) > 2 for used in uses.values()):
        return None
    sides = _sides(uses, len(relations))
    return None if sides is None else _built(uses, sides)


def _spare(key: str, now: Mapping[str, int], bounds: Mapping[str, tuple[int, int]], *, up: bool) -> int:
    low, high = bounds[key]
    return high - now[key] if up else now[key] - low


def _traced(came: Mapping[int, tuple[int, str, bool]], source: int, sink: int) -> list[tuple[str, bool]]:
    path: list[tuple[str, bool]] = []
    node = sink
    while node != source:
        if node not in came:
            return []
        node, edge, up = came[node]
        path.append((edge, up))
    return path


def _sides(uses: Mapping[str, Sequence[tuple[int, int]]], count: int) -> list[int] | None:
    """A sign per relation so that a number in two of them stands on opposite sides; None if impossible."""
    joined: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for used in uses.values():
        if len(used) == 2:
            (first, a), (second, b) = used
            joined[first].append((second, -a * b))
            joined[second].append((first, -a * b))
    sides = [0] * count
    for start in range(count):
        if not sides[start] and not _spread_sides(start, joined, sides):
            return None
    return sides


def _spread_sides(start: int, joined: Mapping[int, Sequence[tuple[int, int]]], sides: list[int]) -> bool:
    sides[start] = 1
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for other, factor in joined.get(node, ()):
            if not sides[other]:
                sides[other] = sides[node] * factor
                waiting.append(other)
            elif sides[other] != sides[node] * factor:
                return False
    return True


def _built(uses: Mapping[str, Sequence[tuple[int, int]]], sides: Sequence[int]) -> Network:
    edges: dict[str, tuple[int, int]] = {}
    around: dict[int, list[str]] = defaultdict(list)
    for key, used in uses.items():
        ends = {sides[index] * sign: index for index, sign in used}
        edges[key] = (ends.get(1, GROUND), ends.get(-1, GROUND))
        for node in set(edges[key]):
            around[node].append(key)
    return Network(edges, {node: tuple(keys) for node, keys in around.items()})
