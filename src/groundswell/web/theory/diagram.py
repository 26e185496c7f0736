"""A theory as the core's graph, with the aim as its root, and as a drawing."""

from collections.abc import Mapping
from typing import cast

from django.utils.translation import gettext as _

from groundswell.core.methods.facts import NodeKind
from groundswell.core.methods.theory_graph import Link, Node, Status, Theory
from groundswell.core.methods.theory_svg import DiagramWords, driver_diagram_svg
from groundswell.domain.cycles.queries.status import IdeaStatus
from groundswell.domain.theory.queries import NodeRow
from groundswell.domain.theory.queries import Theory as OurTheory

AIM = "aim"
STATUSES: tuple[Status, ...] = ("not tested", "planned", "testing", "adopted", "set down")


def drawn_theory(
    theory: OurTheory,
    *,
    aim: str,
    aim_measures: tuple[str, ...],
    statuses: Mapping[int, IdeaStatus],
    address: str,
) -> Theory:
    """What the page draws. Drivers that were set down are left out; ideas stay, marked as set down."""
    shown = [row for row in theory.nodes if not (row.is_set_down and row.kind != "idea")]
    keys = {row.id for row in shown}
    nodes = tuple(_node(row, statuses.get(row.id), address) for row in shown)
    links = tuple(
        Link(str(link.parent), str(link.child), link.is_weak)
        for link in theory.links
        if link.parent in keys and link.child in keys
    )
    return rooted(Theory(nodes, links), aim=aim, measures=aim_measures)


def rooted(theory: Theory, *, aim: str, measures: tuple[str, ...] = ()) -> Theory:
    """The same theory hanging on its aim: every primary driver is believed to move it."""
    root = Node(AIM, "aim", aim, focus=True, measures=measures)
    to_aim = tuple(Link(AIM, node.key) for node in theory.nodes if node.kind == "primary")
    return Theory((root, *theory.nodes), (*to_aim, *theory.links))


def without_set_down_drivers(theory: Theory) -> Theory:
    nodes = tuple(node for node in theory.nodes if node.kind == "idea" or not node.set_down)
    keys = {node.key for node in nodes}
    return Theory(nodes, tuple(link for link in theory.links if {link.parent, link.child} <= keys))


def _node(row: NodeRow, status: IdeaStatus | None, address: str) -> Node:
    return Node(
        key=str(row.id),
        kind=cast("NodeKind", row.kind),
        text=row.text,
        focus=row.is_focus,
        belief=row.belief,
        status=cast("Status", row.status or "not tested"),
        status_note=status.words.partition(" · ")[2] if status and not row.is_set_down else "",
        measures=tuple(measure.name for measure in row.measures),
        href=f"{address}nodes/{row.id}/",
        set_down=row.is_set_down,
    )


def drawing(theory: Theory, *, key: str) -> str:
    """The SVG, 824 pixels wide, in the reader's language."""
    return driver_diagram_svg(theory, ids_prefix=key, width=824, words=diagram_words())


def diagram_words() -> DiagramWords:
    return DiagramWords(
        title=_("Driver diagram"),
        heads={
            "aim": _("Aim"),
            "primary": _("Primary drivers"),
            "secondary": _("Secondary drivers"),
            "idea": _("Change ideas"),
        },
        statuses={
            "not tested": _("not tested"),
            "planned": _("planned"),
            "testing": _("testing"),
            "adopted": _("adopted"),
            "set down": _("set down"),
        },
        no_measure=_("no measure yet"),
        focus=_("focus"),
    )
