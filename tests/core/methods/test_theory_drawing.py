"""The driver diagram: nothing overlaps, everything is drawn, long words are broken, no inline style."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.methods.text_fit import shortened, text_width, wrapped
from groundswell.core.methods.theory_graph import Link, Node, Theory
from groundswell.core.methods.theory_layout import BETWEEN, NOTE, theory_layout
from groundswell.core.methods.theory_svg import PIPS, DiagramWords, driver_diagram_svg, status_pip

LONG = "Electroencefalografistas corresponsabilidades interdisciplinarias desproporcionalidades"
SVG = "{http://www.w3.org/2000/svg}"


def theory(primary: int, secondary: int, ideas: int, text: str = "A known adult at the door") -> Theory:
    nodes = [Node("A", "aim", text)]
    links = []
    for n in range(primary):
        nodes.append(Node(f"P{n}", "primary", text, focus=n == 0, href=f"#p{n}"))
        links.append(Link("A", f"P{n}"))
    for n in range(secondary):
        nodes.append(
            Node(f"S{n}", "secondary", text, focus=n == 0, measures=("Table staffed, days",) * (n % 3))
        )
        links.append(Link(f"P{n % primary}", f"S{n}"))
    for n in range(ideas):
        nodes.append(Node(f"I{n}", "idea", text, status=list(PIPS)[n % 5], status_note="cycle 4"))
        links += [Link(f"S{n % secondary}", f"I{n}"), Link(f"S{(n * 5 + 1) % secondary}", f"I{n}", weak=True)]
    return Theory(tuple(nodes), tuple(links))


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 5), st.integers(1, 12), st.integers(0, 20), st.sampled_from(["Llamada", LONG]))
def test_nothing_overlaps_and_nothing_leaves_the_page(
    primary: int, secondary: int, ideas: int, text: str
) -> None:
    layout = theory_layout(theory(primary, secondary, ideas, text))
    for kind in ("aim", "primary", "secondary", "idea"):
        column = [placed for placed in layout.placed if placed.node.kind == kind]
        for above, below in pairwise(column):
            assert below.top >= above.y + NOTE + BETWEEN - 0.01
    assert all(placed.top >= 20 and placed.y + NOTE <= layout.height for placed in layout.placed)
    assert all(placed.x >= 0 and placed.x + placed.width <= layout.width + 0.01 for placed in layout.placed)


def test_five_primary_twelve_secondary_twenty_ideas_hold_with_long_words() -> None:
    layout = theory_layout(theory(5, 12, 20, LONG))
    assert len(layout.placed) == 38
    for placed in layout.placed:
        size, face = (14.5, "sans") if placed.node.kind == "idea" else (18.5, "serif")
        assert all(text_width(line, size=size, face=face) <= placed.width * 1.21 for line in placed.lines)


def test_curves_join_the_end_of_one_line_to_the_start_of_the_next() -> None:
    layout = theory_layout(theory(2, 3, 3))
    place = {placed.node.key: placed for placed in layout.placed}
    for curve in layout.curves:
        parent, child = place[curve.link.parent], place[curve.link.child]
        assert curve.start == (parent.x + parent.width, parent.y)
        assert curve.end == (child.x, child.y)


def test_the_focus_path_leaves_out_weak_links_and_ideas_set_down() -> None:
    layout = theory_layout(theory(2, 2, 10))
    focus = {(curve.link.parent, curve.link.child) for curve in layout.curves if curve.focus}
    assert {("A", "P0"), ("P0", "S0")} <= focus
    assert not any(curve.link.weak for curve in layout.curves if curve.focus)
    assert ("S0", "I4") not in focus
    assert ("S0", "I0") in focus


def test_a_chain_stands_level() -> None:
    ys = {round(placed.y, 3) for placed in theory_layout(theory(1, 1, 1, "Llamada")).placed}
    assert len(ys) == 1


def test_ideas_follow_their_drivers_to_avoid_crossings() -> None:
    nodes = (
        Node("A", "aim", "a"),
        *(Node(k, "primary", k) for k in "PQ"),
        Node("T", "secondary", "t"),
        Node("S", "secondary", "s"),
    )
    links = (Link("A", "P"), Link("A", "Q"), Link("Q", "T"), Link("P", "S"))
    order = [placed.node.key for placed in theory_layout(Theory(nodes, links)).placed]
    assert order == ["A", "P", "Q", "S", "T"]


def test_an_unknown_node_in_a_link_is_named() -> None:
    broken = replace(theory(1, 1, 0), links=(Link("P0", "nowhere"),))
    with pytest.raises(KeyError, match="nowhere"):
        theory_layout(broken)


def drawn(graph: Theory, **options: Any) -> ET.Element:
    svg = driver_diagram_svg(graph, ids_prefix="v3", **options)
    assert "style" not in svg
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def test_svg_has_a_title_links_pips_and_no_inline_style() -> None:
    root = drawn(theory(5, 12, 20, 'Mañanas <b>&"seguras"'))
    assert root.get("aria-labelledby") == root[0].get("id") == "v3-title"
    assert {a.get("href") for a in root.iter(f"{SVG}a")} == {f"#p{n}" for n in range(5)}
    classes = [g.get("class") for g in root.iter(f"{SVG}g")]
    assert sum("idea" in str(name).split() for name in classes) == 20
    assert sum("down" in str(name).split() for name in classes) == 4
    assert len([p for p in root.iter(f"{SVG}path") if str(p.get("class")).startswith("link")]) == len(
        theory(5, 12, 20).links
    )


def test_nodes_say_their_measures_or_that_there_is_none_yet() -> None:
    texts = [text.text for text in drawn(theory(1, 3, 0)).iter(f"{SVG}text")]
    assert "no measure yet" in texts
    assert "Table staffed, days" in texts
    assert any(
        str(text).startswith("Table staffed, days + 1") or "\N{HORIZONTAL ELLIPSIS}" in str(text)
        for text in texts
    )


def test_another_language_can_be_passed() -> None:
    said = DiagramWords(no_measure="aún sin medida", statuses=dict.fromkeys(PIPS, "en prueba"))
    texts = [text.text for text in drawn(theory(1, 1, 1), words=said).iter(f"{SVG}text")]
    assert "aún sin medida" in texts
    assert "en prueba · cycle 4" in texts


def test_every_status_has_its_own_pip() -> None:
    assert len({status_pip(status) for status in PIPS}) == len(PIPS) == 5


def test_an_empty_theory_is_an_empty_drawing() -> None:
    assert len(list(drawn(Theory(())).iter(f"{SVG}g"))) == 0


@given(st.text(max_size=60), st.floats(40, 300))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    lines = wrapped(text, width=width, size=16, face="serif")
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(text.split()).replace("-", "")
    assert all(text_width(line, size=16, face="serif") <= width for line in lines if len(line) > 3)


def test_long_words_break_after_a_vowel() -> None:
    assert wrapped("Retroalimentación", width=135, size=17, face="serif")[0] == "Retroalimenta-"


def test_shortened_text_fits() -> None:
    assert shortened("Llamada", width=200, size=13, face="sans") == "Llamada"
    cut = shortened(LONG, width=100, size=13, face="sans")
    assert re.fullmatch(r"Electro\w*\N{HORIZONTAL ELLIPSIS}", cut)
    assert text_width(cut, size=13, face="sans") <= 100
