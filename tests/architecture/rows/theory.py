"""The theory: a draft of the team, never its sponsor's."""

from tests.architecture.house.network import House
from tests.architecture.rows.shapes import BRIEFED, TEAM, WORKS, Row, page, people, project, write

SPONSOR, READS = people("sponsor"), BRIEFED - TEAM


def node(house: House) -> tuple[object, ...]:
    return (house.ours.project.pk, house.ours.drivers[1].pk)


def _thing(house: House) -> dict[str, object]:
    return {"do": "unlink", "thing": house.ours.link.pk}


ROWS: tuple[Row, ...] = (
    page("theory", WORKS, SPONSOR, args=project, shows=("node", "laternode")),
    page("theory_version", WORKS, SPONSOR, args=lambda h: (h.ours.project.pk, 1), shows=("theory",)),
    write(
        "theory_add", TEAM, READS, args=project, verb="theory.node_added",
        sent=lambda h: {"kind": "primary", "text": "Mornings are calm"},
    ),
    write(
        "theory_keep", TEAM, READS, args=project, verb="theory.version_saved",
        sent=lambda h: {"based_on": 1, "why": "The test"},
    ),
    page("theory_node", WORKS, SPONSOR, args=node, shows=("node",)),
    write(
        "theory_node", TEAM, READS, args=node, verb="theory.node_edited",
        sent=lambda h: {"do": "edit", "version": 1, "text": "We call on day two"},
    ),
    write("theory_node", TEAM, READS, args=node, verb="theory.unlinked", sent=_thing, case="unlink"),
    write("theory_node", TEAM, READS, args=node, verb="theory.focus_set", sent=lambda h: {"do": "focus"}, case="focus"),
    write(
        "theory_node", TEAM, READS, args=node, verb="theory.measure_hung", case="hang",
        sent=lambda h: {"do": "hang", "measure": h.ours.measure.pk},
    ),
    write(
        "theory_node", TEAM, READS, args=node, verb="theory.node_set_down", case="down",
        sent=lambda h: {"do": "down", "why": "It did not help"},
    ),
)  # fmt: skip
