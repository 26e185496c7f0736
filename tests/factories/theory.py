from groundswell.domain.projects.models import Project
from groundswell.domain.theory.models import Link, Node, TheoryVersion
from groundswell.domain.theory.queries import snapshot
from tests.factories.people import NOW


def make_node(
    project: Project, *, kind: str = "primary", text: str = "Every absence is noticed", **fields: object
) -> Node:
    return Node.objects.create(project=project, kind=kind, text=text, added_at=NOW, **fields)


def make_link(parent: Node, child: Node, *, is_weak: bool = False) -> Link:
    return Link.objects.create(project=parent.project, parent=parent, child=child, is_weak=is_weak)


def make_theory_version(project: Project, **fields: object) -> TheoryVersion:
    defaults: dict[str, object] = {
        "number": project.theory_versions.count() + 1,
        "why": "The first test changed our minds.",
        "snapshot": snapshot(project),
        "by": project.created_by,
        "at": NOW,
    }
    return TheoryVersion.objects.create(project=project, **(defaults | fields))
