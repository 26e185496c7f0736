"""Drawing a theory as SVG: words on lines, curves that join the lines, a class for every look."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from groundswell.core.methods.facts import NodeKind
from groundswell.core.methods.text_fit import shortened
from groundswell.core.methods.theory_graph import Node, Status, Theory
from groundswell.core.methods.theory_layout import (
    ABOVE,
    KINDS,
    NOTE,
    SETTING,
    Curve,
    Layout,
    Placed,
    theory_layout,
)

NOTE_SIZE = 13.0
PIPS: dict[Status, str] = {
    "not tested": '<circle class="pip" cx="7" cy="7" r="5"/>',
    "planned": '<circle class="pip" cx="7" cy="7" r="5"/><path class="pip-fill" d="M7 7V2a5 5 0 0 1 5 5z"/>',
    "testing": '<circle class="pip" cx="7" cy="7" r="5"/><path class="pip-fill" d="M7 2a5 5 0 0 1 0 10z"/>',
    "adopted": '<circle class="pip pip-fill" cx="7" cy="7" r="5"/>',
    "set down": '<circle class="pip" cx="7" cy="7" r="5"/><path class="pip" d="M3.5 7h7"/>',
}
MEASURE_MARK = '<path class="pip" d="M1 9l3-3 2 2 3-5 2 3 2-2"/>'


@dataclass(frozen=True)
class DiagramWords:
    """Every word of the drawing that is not the team's own, so that a page can pass another language."""

    title: str = "Driver diagram"
    heads: dict[NodeKind, str] = field(
        default_factory=lambda: {
            "aim": "Aim",
            "primary": "Primary drivers",
            "secondary": "Secondary drivers",
            "idea": "Change ideas",
        }
    )
    statuses: dict[Status, str] = field(
        default_factory=lambda: {status: status for status in PIPS},
    )
    no_measure: str = "no measure yet"
    more: str = "{first} + {count}"
    focus: str = "focus"


def driver_diagram_svg(
    theory: Theory, *, ids_prefix: str, width: float = 824, words: DiagramWords | None = None
) -> str:
    """The diagram as one SVG element, `width` pixels wide and as high as it has to be.

    `ids_prefix` is unique on the page. Nodes with an href are links. Classes are styled by drivers.css.
    """
    said = words or DiagramWords()
    layout = theory_layout(theory, width=width)
    size = f'viewBox="0 0 {_n(width)} {_n(layout.height)}" width="{_n(width)}" height="{_n(layout.height)}"'
    title = f"{escape(ids_prefix)}-title"
    parts = [
        f'<svg class="drivers" {size} role="group" aria-labelledby="{title}">',
        f'<title id="{title}">{escape(said.title)}</title>',
        *_heads(layout, said),
        *(_curve(curve) for curve in layout.curves),
        *(_node(placed, said) for placed in layout.placed),
        "</svg>",
    ]
    return "".join(parts)


def status_pip(status: Status) -> str:
    """The pip alone, 14 pixels, for legends and outlines; words belong beside it."""
    shell = '<svg class="drivers-pip" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">'
    return f"{shell}{PIPS[status]}</svg>"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _heads(layout: Layout, said: DiagramWords) -> list[str]:
    starts = {placed.node.kind: placed.x for placed in layout.placed}
    return [
        f'<text class="head" x="{_n(starts[kind])}" y="14">{escape(said.heads[kind])}</text>'
        for kind in KINDS
        if kind in starts
    ]


def _curve(curve: Curve) -> str:
    (x1, y1), (x2, y2) = curve.start, curve.end
    bend = (x2 - x1) * 0.62
    look = "link focus" if curve.focus else "link weak" if curve.link.weak else "link"
    return (
        f'<path class="{look}" d="M{_n(x1)} {_n(y1)}C{_n(x1 + bend)} {_n(y1)} '
        f'{_n(x2 - bend)} {_n(y2)} {_n(x2)} {_n(y2)}"/>'
    )


def _node(placed: Placed, said: DiagramWords) -> str:
    node = placed.node
    looks = ["node", node.kind, *(["focus"] if node.focus else []), *(["down"] if _is_down(node) else [])]
    inner = "".join([_title(placed, said), _hit(placed), *_words(placed), _rule(placed), _note(placed, said)])
    group = f'<g class="{" ".join(looks)}">{inner}</g>'
    return f'<a href="{escape(node.href)}">{group}</a>' if node.href else group


def _is_down(node: Node) -> bool:
    return node.set_down or node.status == "set down"


def _title(placed: Placed, said: DiagramWords) -> str:
    """The whole name and note, which the drawing may break or shorten."""
    node = placed.node
    parts = [node.text, *([said.focus] if node.focus else []), _note_words(node, said, whole=True)]
    return f"<title>{escape('; '.join(parts))}</title>"


def _hit(placed: Placed) -> str:
    height = placed.y + NOTE - placed.top
    return (
        f'<rect class="hit" x="{_n(placed.x - 4)}" y="{_n(placed.top)}" '
        f'width="{_n(placed.width + 8)}" height="{_n(height)}"/>'
    )


def _words(placed: Placed) -> list[str]:
    leading = SETTING[placed.node.kind][1]
    first = placed.y - ABOVE - (len(placed.lines) - 1) * leading
    heights = [first + index * leading for index in range(len(placed.lines))]
    return [
        f'<text class="words" x="{_n(placed.x)}" y="{_n(y)}">{escape(line)}</text>'
        for line, y in zip(placed.lines, heights, strict=True)
    ]


def _rule(placed: Placed) -> str:
    return f'<path class="rule" d="M{_n(placed.x)} {_n(placed.y)}h{_n(placed.width)}"/>'


def _note_words(node: Node, said: DiagramWords, *, whole: bool = False) -> str:
    if node.kind == "idea":
        status = said.statuses[node.status]
        return f"{status} \N{MIDDLE DOT} {node.status_note}" if node.status_note else status
    if not node.measures:
        return said.no_measure
    if whole:
        return ", ".join(node.measures)
    first, others = node.measures[0], len(node.measures) - 1
    return said.more.format(first=first, count=others) if others else first


def _note(placed: Placed, said: DiagramWords) -> str:
    node, top = placed.node, placed.y + 15
    if node.kind != "idea" and not node.measures:
        words = shortened(said.no_measure, width=placed.width, size=NOTE_SIZE, face="sans")
        return f'<text class="note missing" x="{_n(placed.x)}" y="{_n(top)}">{escape(words)}</text>'
    mark = PIPS[node.status] if node.kind == "idea" else MEASURE_MARK
    words = shortened(_note_words(node, said), width=placed.width - 19, size=NOTE_SIZE, face="sans")
    return (
        f'<g class="mark" transform="translate({_n(placed.x)} {_n(top - 11.5)})">{mark}</g>'
        f'<text class="note" x="{_n(placed.x + 19)}" y="{_n(top)}">{escape(words)}</text>'
    )
