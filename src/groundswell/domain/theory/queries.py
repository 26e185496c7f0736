"""Read a theory: the outline with its many-to-many links, the frozen versions, and what has no measure."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from groundswell.core.methods import theory_graph as graph
from groundswell.core.methods.theory_diff import Change, theory_diff
from groundswell.domain.projects.models import Project
from groundswell.domain.theory.models import Link, Node, TheoryVersion

KIND_ORDER = {"primary": 0, "secondary": 1, "idea": 2}


@dataclass(frozen=True)
class LinkRow:
    id: int
    parent: int
    child: int
    is_weak: bool


@dataclass(frozen=True)
class HungMeasure:
    id: int
    name: str


@dataclass(frozen=True)
class NodeRow:
    """One driver or idea. `status` is the testing status that a later room gave, for ideas."""

    id: int
    kind: str
    text: str
    definition: str
    why_we_believe: str
    belief: int | None
    is_focus: bool
    origin: str
    adapted_from: str
    core: str
    adaptable: str
    set_down_on: date | None
    set_down_why: str
    added_on: date
    order: int
    version: int
    measures: tuple[HungMeasure, ...] = ()
    parents: tuple[LinkRow, ...] = ()
    children: tuple[LinkRow, ...] = ()
    status: str = ""

    @property
    def is_set_down(self) -> bool:
        return self.set_down_on is not None


@dataclass(frozen=True)
class OutlineRow:
    """A node where it stands in the outline. A node with several parents stands under the first one."""

    node: NodeRow
    depth: int
    under: NodeRow | None
    also_serves: tuple[tuple[NodeRow, LinkRow], ...] = ()
    is_under_weak: bool = False


@dataclass(frozen=True)
class VersionRow:
    number: int
    why: str
    snapshot: dict[str, object]
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Theory:
    """Everything the theory page shows: the nodes, their links, the outline, and the frozen versions."""

    project_id: int
    nodes: tuple[NodeRow, ...]
    links: tuple[LinkRow, ...]
    outline: tuple[OutlineRow, ...]
    versions: tuple[VersionRow, ...]

    @property
    def drivers(self) -> tuple[NodeRow, ...]:
        return tuple(node for node in self.nodes if node.kind != "idea" and not node.is_set_down)

    @property
    def drivers_without_measure(self) -> tuple[NodeRow, ...]:
        return tuple(node for node in self.drivers if not node.measures)

    @property
    def focus_drivers(self) -> tuple[NodeRow, ...]:
        return tuple(node for node in self.drivers if node.is_focus)

    @property
    def latest_number(self) -> int:
        return self.versions[-1].number if self.versions else 0

    def node(self, number: int) -> NodeRow:
        return next(node for node in self.nodes if node.id == number)


def theory_of(project: Project, *, statuses: Mapping[int, str] | None = None) -> Theory:
    """The theory as it stands. Four queries, however large it is.

    `statuses` maps a node's id to "not tested", "planned", "testing", "adopted" or "set down": tests live
    in a later room, so the door that shows both hands them in.
    """
    links = tuple(LinkRow(row.pk, row.parent_id, row.child_id, row.is_weak) for row in _links(project))
    nodes = _node_rows(project, links, statuses or {})
    versions = tuple(
        VersionRow(row.number, row.why, row.snapshot, row.by.name, row.at)
        for row in project.theory_versions.select_related("by").order_by("number")
    )
    return Theory(project.pk, nodes, links, _outline(nodes), versions)


def _links(project: Project) -> list[Link]:
    return list(project.links.order_by("parent__order", "parent_id", "id"))


def _node_rows(
    project: Project, links: tuple[LinkRow, ...], statuses: Mapping[int, str]
) -> tuple[NodeRow, ...]:
    up, down = defaultdict(list), defaultdict(list)
    for link in links:
        up[link.child].append(link)
        down[link.parent].append(link)
    rows = project.nodes.prefetch_related("measures").order_by("order", "id")
    made = (_row(node, tuple(up[node.pk]), tuple(down[node.pk]), statuses.get(node.pk, "")) for node in rows)
    return tuple(sorted(made, key=lambda row: KIND_ORDER[row.kind]))


def _row(node: Node, parents: tuple[LinkRow, ...], children: tuple[LinkRow, ...], status: str) -> NodeRow:
    given = (
        "set down" if node.set_down_at else status or ("not tested" if node.kind == Node.Kind.IDEA else "")
    )
    return NodeRow(
        id=node.pk,
        kind=node.kind,
        text=node.text,
        definition=node.definition,
        why_we_believe=node.why_we_believe,
        belief=node.belief,
        is_focus=node.is_focus,
        origin=node.origin,
        adapted_from=node.adapted_from,
        core=node.core,
        adaptable=node.adaptable,
        set_down_on=localdate(node.set_down_at) if node.set_down_at else None,
        set_down_why=node.set_down_why,
        added_on=localdate(node.added_at),
        order=node.order,
        version=node.version,
        measures=tuple(HungMeasure(measure.pk, measure.name) for measure in node.measures.all()),
        parents=parents,
        children=children,
        status=given,
    )


def _outline(nodes: tuple[NodeRow, ...]) -> tuple[OutlineRow, ...]:
    """Depth first, in the order of the diagram; each node once, under its first parent; loose ones last."""
    by_id = {node.id: node for node in nodes}
    rows: list[OutlineRow] = []
    for node in nodes:
        if node.kind == "primary":
            rows.extend(_branch(node, None, depth=1, by_id=by_id))
    for node in nodes:
        if node.kind != "primary" and not node.parents:
            rows.extend(_branch(node, None, depth=KIND_ORDER[node.kind] + 1, by_id=by_id))
    return tuple(rows)


def _branch(
    node: NodeRow, under: NodeRow | None, *, depth: int, by_id: Mapping[int, NodeRow]
) -> list[OutlineRow]:
    others = tuple((by_id[link.parent], link) for link in node.parents if under and link.parent != under.id)
    here = next((link for link in node.parents if under and link.parent == under.id), None)
    rows = [OutlineRow(node, depth, under, others, bool(here and here.is_weak))]
    children = sorted(
        (by_id[link.child] for link in node.children), key=lambda child: (child.order, child.id)
    )
    for child in children:
        if home_of(child, by_id).id == node.id:
            rows.extend(_branch(child, node, depth=KIND_ORDER[child.kind] + 1, by_id=by_id))
    return rows


def home_of(child: NodeRow, by_id: Mapping[int, NodeRow]) -> NodeRow:
    """The parent under which a node stands: a firm link before a weak one, then the first in the diagram."""
    first = min(child.parents, key=lambda link: (link.is_weak, by_id[link.parent].order, link.parent))
    return by_id[first.parent]


def snapshot(project: Project) -> dict[str, Any]:
    """The theory as plain data, to freeze in a version. Ids stay, so that versions can be compared."""
    return freeze(theory_of(project))


def freeze(theory: Theory) -> dict[str, Any]:
    """The same from a theory that is read already."""
    return {
        "nodes": [_frozen(node) for node in theory.nodes],
        "links": [
            {"parent": link.parent, "child": link.child, "weak": link.is_weak}
            for link in sorted(theory.links, key=lambda link: (link.parent, link.child))
        ],
    }


def _frozen(node: NodeRow) -> dict[str, object]:
    return {
        "id": node.id,
        "kind": node.kind,
        "text": node.text,
        "definition": node.definition,
        "why_we_believe": node.why_we_believe,
        "belief": node.belief,
        "focus": node.is_focus,
        "order": node.order,
        "measures": [measure.name for measure in node.measures],
        "set_down": node.is_set_down,
        "set_down_why": node.set_down_why,
        "origin": node.origin,
        "adapted_from": node.adapted_from,
        "core": node.core,
        "adaptable": node.adaptable,
    }


def version_of(project: Project, number: int) -> TheoryVersion | None:
    return project.theory_versions.select_related("by").filter(number=number).first()


def frozen_theory(data: Mapping[str, Any]) -> graph.Theory:
    """A frozen version as the core's graph, to draw it or to compare it with another."""
    nodes = tuple(
        graph.Node(
            key=str(node["id"]),
            kind=node["kind"],
            text=node["text"],
            focus=node["focus"],
            belief=node["belief"],
            measures=tuple(node["measures"]),
            set_down=node["set_down"],
            status="set down" if node["set_down"] else "not tested",
        )
        for node in data["nodes"]
    )
    links = (graph.Link(str(link["parent"]), str(link["child"]), link["weak"]) for link in data["links"])
    return graph.Theory(nodes, tuple(links))


def changes_since(theory: Theory) -> tuple[Change, ...]:
    """What is different now from the last version kept; nothing while there is none."""
    if not theory.versions:
        return ()
    return tuple(theory_diff(frozen_theory(theory.versions[-1].snapshot), frozen_theory(freeze(theory))))


def difference(theory: Theory, number: int) -> tuple[Change, ...]:
    """What version `number` changed against the one before it. The first version changed nothing."""
    by_number = {version.number: version for version in theory.versions}
    newer, older = by_number.get(number), by_number.get(number - 1)
    if newer is None or older is None:
        return ()
    return tuple(theory_diff(frozen_theory(older.snapshot), frozen_theory(newer.snapshot)))
