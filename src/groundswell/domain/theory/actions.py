"""Change a theory. Each function is one write with its permission, its reasons against and its event."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project
from groundswell.domain.projects.policies import against_change
from groundswell.domain.refusals import refuse_if
from groundswell.domain.theory import policies
from groundswell.domain.theory.models import Link, Node, TheoryVersion
from groundswell.domain.theory.queries import snapshot
from groundswell.domain.versions import require_latest, save_if_unchanged

EDITABLE = ("text", "definition", "why_we_believe", "belief", "origin", "adapted_from", "core", "adaptable")


@transaction.atomic
def add_node(
    by: Actor,
    *,
    project: Project,
    kind: str,
    text: str,
    parent: Node | None = None,
    weak: bool = False,
    **fields: object,
) -> Node:
    """Add a driver or an idea, under `parent` if one is given. Other texts by keyword (see EDITABLE)."""
    may_change(by, project)
    refuse_if(policies.add_refusals(kind=kind, parent=parent) + _text_refusals(text))
    last = project.nodes.aggregate(last=Max("order"))["last"]
    node = Node.objects.create(
        project=project,
        kind=kind,
        text=text.strip(),
        order=(last or 0) + 1,
        added_at=by.now,
        **_known(fields),
    )
    if parent is not None:
        Link.objects.create(project=project, parent=parent, child=node, is_weak=weak)
    record(
        by,
        "theory.node_added",
        node,
        path=project.path,
        kind=kind,
        text=node.text,
        under=parent and parent.text,
    )
    return node


@transaction.atomic
def edit_node(by: Actor, *, node: Node, version: int, **fields: object) -> Node:
    """Change texts and belief. Raises `Conflict` with both texts when someone saved in between."""
    may_change(by, node.project)
    changes = _known(fields)
    refuse_if(_text_refusals(str(changes["text"])) if "text" in changes else [])
    before = {name: getattr(node, name) for name in changes}
    save_if_unchanged(node, version=version, changes=changes)
    changed = [name for name in changes if getattr(node, name) != before[name]]
    record(by, "theory.node_edited", node, path=node.project.path, changed=changed)
    return node


@transaction.atomic
def link(by: Actor, *, parent: Node, child: Node, weak: bool = False) -> Link:
    """Say that `child` drives `parent` as well."""
    may_change(by, child.project)
    linked = Link.objects.filter(parent=parent, child=child).exists()
    refuse_if(policies.link_refusals(parent=parent, child=child, is_linked=linked))
    made = Link.objects.create(project=child.project, parent=parent, child=child, is_weak=weak)
    record(
        by, "theory.linked", made, path=child.project.path, parent=parent.text, child=child.text, weak=weak
    )
    return made


@transaction.atomic
def unlink(by: Actor, *, link: Link) -> None:
    may_change(by, link.project)
    record(
        by, "theory.unlinked", link, path=link.project.path, parent=link.parent.text, child=link.child.text
    )
    link.delete()


@transaction.atomic
def set_weak(by: Actor, *, link: Link, weak: bool) -> Link:
    """A weak link is a belief that the team holds lightly; it is drawn dotted."""
    may_change(by, link.project)
    link.is_weak = weak
    link.save(update_fields=["is_weak"])
    record(by, "theory.link_weak" if weak else "theory.link_firm", link, path=link.project.path)
    return link


@transaction.atomic
def move(by: Actor, *, node: Node, from_parent: Node | None, to_parent: Node) -> Link:
    """Take the node from one parent to another. Its other links stay."""
    may_change(by, node.project)
    linked = Link.objects.filter(parent=to_parent, child=node).exists()
    refuse_if(policies.link_refusals(parent=to_parent, child=node, is_linked=linked))
    if from_parent is not None:
        Link.objects.filter(parent=from_parent, child=node).delete()
    made = Link.objects.create(project=node.project, parent=to_parent, child=node)
    came_from = from_parent.text if from_parent else ""
    record(by, "theory.moved", node, path=node.project.path, was=came_from, to=to_parent.text)
    return made


@transaction.atomic
def reorder(by: Actor, *, node: Node, before: Node | None) -> Node:
    """Put the node before another of its kind, or last."""
    may_change(by, node.project)
    row = [each for each in node.project.nodes.order_by("order", "id") if each.pk != node.pk]
    place = next((at for at, each in enumerate(row) if before and each.pk == before.pk), len(row))
    row.insert(place, node)
    for number, each in enumerate(row, start=1):
        each.order = number
    Node.objects.bulk_update(row, ["order"])
    record(by, "theory.reordered", node, path=node.project.path, place=place + 1)
    return node


@transaction.atomic
def change_kind(by: Actor, *, node: Node, kind: str) -> Node:
    """Make a driver an idea, or the other way round, while nothing hangs on it."""
    may_change(by, node.project)
    counts = {"parents": node.links_up.count(), "children": node.links_down.count()}
    refuse_if(
        policies.add_refusals(kind=kind, parent=None)
        or policies.kind_refusals(node=node, kind=kind, **counts)
    )
    was = node.kind
    save_if_unchanged(node, version=node.version, changes={"kind": kind})
    record(by, "theory.kind_changed", node, path=node.project.path, was=was, to=kind)
    return node


@transaction.atomic
def set_focus(by: Actor, *, node: Node, focus: bool) -> Node:
    may_change(by, node.project)
    refuse_if(policies.focus_refusals(node) if focus else [])
    save_if_unchanged(node, version=node.version, changes={"is_focus": focus})
    record(by, "theory.focus_set" if focus else "theory.focus_taken", node, path=node.project.path)
    return node


@transaction.atomic
def set_belief(by: Actor, *, node: Node, belief: int | None) -> Node:
    """How sure the team is, 0 (not at all) to 4 (certain)."""
    may_change(by, node.project)
    inside = belief is None or 0 <= belief <= 4
    refuse_if([] if inside else [_("Belief runs from 0 (not at all) to 4 (certain).")])
    was = node.belief
    save_if_unchanged(node, version=node.version, changes={"belief": belief})
    record(by, "theory.belief_set", node, path=node.project.path, was=was, to=belief)
    return node


@transaction.atomic
def hang_measure(by: Actor, *, node: Node, measure: Measure) -> None:
    """Say which measure tells whether this node moves: the team's own, or one of the places above."""
    may_change(by, node.project)
    hung = node.measures.filter(pk=measure.pk).exists()
    in_reach = node.project.path.startswith(measure.path)
    refuse_if(policies.measure_refusals(node=node, is_hung=hung, is_in_reach=in_reach))
    node.measures.add(measure)
    record(by, "theory.measure_hung", node, path=node.project.path, measure=measure.name)


@transaction.atomic
def unhang_measure(by: Actor, *, node: Node, measure: Measure) -> None:
    may_change(by, node.project)
    node.measures.remove(measure)
    record(by, "theory.measure_taken_off", node, path=node.project.path, measure=measure.name)


@transaction.atomic
def set_down_node(by: Actor, *, node: Node, why: str) -> Node:
    """Put a driver or idea aside, with what was learned. It stays readable and can be taken up again."""
    may_change(by, node.project)
    refuse_if(policies.set_down_refusals(node=node, why=why))
    changes: Mapping[str, object] = {"set_down_at": by.now, "set_down_why": why.strip(), "is_focus": False}
    save_if_unchanged(node, version=node.version, changes=dict(changes))
    record(by, "theory.node_set_down", node, path=node.project.path, why=why.strip())
    return node


@transaction.atomic
def restore_node(by: Actor, *, node: Node) -> Node:
    may_change(by, node.project)
    refuse_if([] if node.set_down_at else [_("It is in use already.")])
    save_if_unchanged(node, version=node.version, changes={"set_down_at": None, "set_down_why": ""})
    record(by, "theory.node_taken_up", node, path=node.project.path)
    return node


@transaction.atomic
def save_version(by: Actor, *, project: Project, why: str, based_on: int) -> TheoryVersion:
    """Freeze the theory as it stands, with what changed the team's mind."""
    may_change(by, project)
    latest = project.theory_versions.select_related("by").order_by("-number").first()
    frozen = snapshot(project)
    require_latest(
        latest=latest.number if latest else 0,
        based_on=based_on,
        theirs={"why": latest.why if latest else ""},
        yours={"why": why},
        by=latest.by.name if latest else "",
    )
    refuse_if(policies.version_refusals(snapshot=frozen, previous=latest.snapshot if latest else None))
    made = TheoryVersion.objects.create(
        project=project, number=based_on + 1, why=why.strip(), snapshot=frozen, by_id=person_of(by), at=by.now
    )
    record(by, "theory.version_saved", made, path=project.path, number=made.number)
    return made


def may_change(by: Actor, project: Project) -> None:
    """Only those who work in the team write, and only while the project is open."""
    require(by, Permission.PROJECT_EDIT, within=project.path)
    refuse_if(against_change(project.state))


def _known(fields: Mapping[str, object]) -> dict[str, object]:
    unknown = set(fields) - set(EDITABLE)
    if unknown:
        raise TypeError(f"Not a field of a node: {', '.join(sorted(unknown))}. Known: {', '.join(EDITABLE)}.")
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}


def _text_refusals(text: str) -> list[str]:
    return [] if text.strip() else [_("Write a few words for it.")]


def person_of(by: Actor) -> int:
    """The person's number, for rows that name who made them."""
    if by.person_id is None:
        raise TypeError("This is done by a person, not by the software itself.")
    return by.person_id
