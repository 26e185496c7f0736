"""A team's theory, version by version: what was added, what was set down, and what changed their minds."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from groundswell.domain.access.actor import Actor
from groundswell.domain.measures.models import Measure
from groundswell.domain.projects.models import Project
from groundswell.domain.theory import actions
from groundswell.domain.theory.models import Node
from groundswell.example.actors import acting, place
from groundswell.example.content_files import Record

EDITABLE = ("definition", "why_we_believe", "belief", "origin", "adapted_from", "core", "adaptable")
AIM = "AIM"


def steps(theory: Record, project: Project) -> Iterator[tuple[date, Callable[[], object]]]:
    """One step for each version, and one that brings the nodes to where they stand today."""
    texts = {row["key"]: row for row in theory["nodes"]}
    for version in theory["versions"]:
        yield version["at"], partial(_save_version, theory, texts, version, project)
    changed_later = [row for row in theory["nodes"] if "set_down_at" in row]
    for row in changed_later:
        yield row["set_down_at"], partial(_set_down, project, row, theory["versions"])
    if theory["versions"]:
        last = theory["versions"][-1]
        yield date(2016, 6, 9), partial(_bring_up_to_date, theory, texts, last, project)


def node_of(project: Project, texts: dict[str, Record], key: str) -> Node | None:
    row = texts.get(key)
    return None if row is None else Node.objects.filter(project=project, text=row["text"]).first()


def _save_version(theory: Record, texts: dict[str, Record], version: Record, project: Project) -> None:
    by = acting(version["by"], version["at"])
    for key in version["nodes"]:
        _stand(by, project, texts[key] | version.get("then", {}).get(key, {}))
    _set_down_missing(by, project, theory, version)
    for child, parent in version.get("links") or theory["links"]:
        _link(by, project, texts, child, parent)
    latest = project.theory_versions.order_by("-number").first()
    actions.save_version(by, project=project, why=version["why"], based_on=latest.number if latest else 0)


def _stand(by: Actor, project: Project, row: Record) -> None:
    """Make the node if it is new, and bring its belief and focus to what they were then."""
    node = Node.objects.filter(project=project, text=row["text"]).first()
    fields = {name: row[name] for name in EDITABLE if name in row}
    if node is None:
        node = actions.add_node(by, project=project, kind=row["kind"], text=row["text"], **fields)
        _hang(by, project, node, row)
    elif node.belief != row.get("belief"):
        actions.edit_node(by, node=node, version=node.version, **fields)
    if node.is_focus != row.get("is_focus", False) and row["kind"] != "idea":
        actions.set_focus(by, node=node, focus=row.get("is_focus", False))


def _hang(by: Actor, project: Project, node: Node, row: Record) -> None:
    for code in row.get("measures", []):
        measure = Measure.objects.filter(path__in=(project.path, place("FIC").path), code=code).first()
        if measure is not None:
            actions.hang_measure(by, node=node, measure=measure)


def _set_down_missing(by: Actor, project: Project, theory: Record, version: Record) -> None:
    """A node of the story that this version no longer lists was set down by then."""
    for row in theory["nodes"]:
        if row["key"] not in version["nodes"] and row.get("set_down_at", date.max) <= version["at"]:
            _lay_down(by, project, row)


def _set_down(project: Project, row: Record, versions: list[Record]) -> None:
    _lay_down(acting(versions[-1]["by"], row["set_down_at"]), project, row)


def _lay_down(by: Actor, project: Project, row: Record) -> None:
    node = Node.objects.filter(project=project, text=row["text"], set_down_at=None).first()
    if node is not None:
        actions.set_down_node(by, node=node, why=row["set_down_why"])


def _link(by: Actor, project: Project, texts: dict[str, Record], child: str, parent: str) -> None:
    """Links to the aim are implied for primary drivers."""
    if parent == AIM:
        return
    upper, lower = node_of(project, texts, parent), node_of(project, texts, child)
    if upper and lower and not lower.links_up.filter(parent=upper).exists():
        actions.link(by, parent=upper, child=lower)


def _bring_up_to_date(theory: Record, texts: dict[str, Record], last: Record, project: Project) -> None:
    by = acting(last["by"], date(2016, 6, 9))
    for row in theory["nodes"]:
        if "set_down_at" not in row:
            _stand(by, project, row)
    for child, parent in theory["links"]:
        _link(by, project, texts, child, parent)
