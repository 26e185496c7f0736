"""What changed our minds, on Heron Slip's theory v2 to v3 and on each kind of change."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.methods.theory_diff import theory_diff
from groundswell.core.methods.theory_graph import Link, Node, Theory

V2 = Theory(
    (
        Node("aim", "aim", "A typical week at 91.0"),
        Node("P1", "primary", "Every absence is noticed", focus=True),
        Node("P4", "primary", "No empty days"),
        Node("S1", "secondary", "Trigger list daily", belief=2),
        Node("S3", "secondary", "Home language"),
        Node("S8", "secondary", "Mondays", belief=2),
        Node("club", "idea", "Monday club"),
    ),
    (
        Link("aim", "P1"),
        Link("aim", "P4"),
        Link("P1", "S1"),
        Link("P1", "S3"),
        Link("P4", "S8"),
        Link("S8", "club"),
    ),
)


def changed(key: str, **parts: object) -> Theory:
    nodes = tuple(replace(node, **parts) if node.key == key else node for node in V2.nodes)
    return replace(V2, nodes=nodes)


def words(older: Theory, newer: Theory) -> list[str]:
    return [change.words for change in theory_diff(older, newer)]


def test_v2_to_v3_of_heron_slip() -> None:
    nodes = {node.key: node for node in V2.nodes}
    nodes["S3"] = replace(nodes["S3"], focus=True)
    nodes["S8"] = replace(nodes["S8"], belief=0)
    nodes["club"] = replace(nodes["club"], set_down=True)
    nodes["text"] = Node("text", "idea", "Text first, then call")
    newer = Theory(tuple(nodes.values()), (*V2.links, Link("S3", "text")))
    changes = theory_diff(V2, newer)
    assert [(change.label, change.words) for change in changes] == [
        ("Now in focus", "Home language: now in focus."),
        ("Belief", "Mondays: belief went from 2 to 0."),
        ("Set down", "Monday club: set down."),
        ("New", "Text first, then call: a new change idea."),
    ]


def test_reworded_moved_removed_and_taken_up() -> None:
    assert words(V2, changed("P1", text="A known adult notices")) == [
        "Every absence is noticed became A known adult notices."
    ]
    links = (*V2.links[:3], Link("P4", "S3"), *V2.links[4:])
    assert words(V2, replace(V2, links=links)) == [
        "Home language moved from Every absence is noticed to No empty days."
    ]
    assert words(V2, replace(V2, links=(*V2.links, Link("P1", "S8")))) == [
        "Mondays now also serves Every absence is noticed."
    ]
    assert words(V2, replace(V2, links=V2.links[:-1])) == ["Monday club no longer serves Mondays."]
    assert words(V2, replace(V2, nodes=V2.nodes[:-1], links=V2.links[:-1])) == ["Monday club: taken out."]
    assert words(changed("club", set_down=True), V2) == ["Monday club: taken up again."]
    assert words(changed("S3", focus=True), V2) == ["Home language: no longer in focus."]
    assert words(changed("S1", belief=None), V2) == ["Trigger list daily: belief went from not said to 2."]


def test_a_link_made_weak_and_strong() -> None:
    weak = replace(V2, links=(*V2.links[:4], Link("P4", "S8", weak=True), V2.links[5]))
    assert words(V2, weak) == ["Mondays: its link to No empty days was made weak."]
    assert words(weak, V2) == ["Mondays: its link to No empty days was made strong."]


@given(st.permutations(V2.nodes), st.permutations(V2.links))
def test_order_alone_is_no_change(nodes: list[Node], links: list[Link]) -> None:
    assert theory_diff(V2, Theory(tuple(nodes), tuple(links))) == []
    assert theory_diff(V2, V2) == []
