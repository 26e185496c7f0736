"""From the marks of one panel to Altair layers, back to front as in the drawing. Needs Altair."""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import altair as alt

from groundswell.core.charts.altair_axes import Ruler
from groundswell.core.charts.marks import (
    Apart,
    Band,
    Bracket,
    Curve,
    Dot,
    EndLabel,
    Kept,
    Line,
    Name,
    Note,
    Points,
    Rule,
    Shape,
    Steps,
    Wash,
)
from groundswell.core.charts.panel import BRACKET_LOOKS, BRACKET_WORDS, CURVE_LOOKS, LINE_LOOKS, RULE_LOOKS
from groundswell.core.charts.shapes import LOOK_OF
from groundswell.core.charts.styles import INK, INK2, INK3, LOOKS, PAPER

Layer = alt.Chart
M = TypeVar("M")
Row = Mapping[str, Any]
Look = dict[str, Any]

LABEL_SIZE, TICK_SIZE = 12.5, 12
BRACKET_HEIGHT = 26
LABEL_HEIGHT = 16.0
# Vega measures symbols by area; these look as large as the shapes of the drawing.
SYMBOLS: dict[Shape, tuple[str, float]] = {
    "expected": ("circle", 50),
    "set_aside": ("circle", 50),
    "first": ("circle", 50),
    "improving": ("diamond", 110),
    "look_again": ("triangle-up", 110),
    "different": ("square", 80),
    "square": ("square", 60),
}
SIGNS: dict[Shape, str] = {"improving": "◆ ", "look_again": "▲ "}
SMALL = 0.25
END_LOOKS = {"": INK, "soft": INK3, "improving": "gs-strong-improving", "look_again": "gs-strong-look-again"}


def layers(ruler: Ruler) -> list[Layer]:
    """Every mark of the panel."""
    found: list[Layer] = []
    for kind, pen in PENS.items():
        for mark in ruler.framed.panel.marks:
            if isinstance(mark, kind):
                found += pen(ruler, mark)
    return [*found, *_end_labels(ruler)]


def colors(look: str) -> dict[str, Any]:
    """The look of a class of the drawing, in Vega's words."""
    raw = LOOKS[look.rsplit(maxsplit=1)[-1]]
    out: dict[str, Any] = {}
    for name in ("fill", "stroke"):
        if raw.get(name, "none") != "none":
            out[name] = raw[name]
    if "stroke-width" in raw:
        out["strokeWidth"] = float(raw["stroke-width"])
    if "stroke-dasharray" in raw:
        out["strokeDash"] = [float(n) for n in raw["stroke-dasharray"].split()]
    return out


def _on(rows: Sequence[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def _wash(ruler: Ruler, mark: Wash) -> list[Layer]:
    ticks = ruler.framed.ticks
    low = ticks.low if mark.lower is None else max(mark.lower, ticks.low)
    high = ticks.high if mark.upper is None else min(mark.upper, ticks.high)
    row = {"at": mark.start - 0.5, "end": mark.end + 0.5, "y": low, "top": high}
    return [_on([row]).mark_rect(**colors("gs-wash")).encode(x=ruler.x, x2="end:Q", y=ruler.y, y2="top:Q")]


def _kept(ruler: Ruler, mark: Kept) -> list[Layer]:
    """A veil over the span; its reason is in the tip, and it has no number."""
    veil = _on([{"at": mark.start, "end": mark.end, "reason": mark.reason}])
    drawn = veil.mark_rect(color=LOOKS["gs-kept"]["stroke"], opacity=0.45)
    return [drawn.encode(x=ruler.x, x2="end:Q", tooltip=[alt.Tooltip("reason:N", title="Kept private")])]


def _curve(ruler: Ruler, mark: Curve) -> list[Layer]:
    ticks = ruler.framed.ticks
    rows = [
        {"at": at, "y": min(max(y, ticks.low), ticks.high), "part": part, "order": i}
        for i, (at, y, part) in enumerate(_stretches(mark.places, far=float("inf")))
        if y is not None
    ]
    if not rows:
        return []
    drawn = _on(rows).mark_line(**colors(CURVE_LOOKS[mark.role]))
    return [drawn.encode(x=ruler.x, y=ruler.y, detail="part:N", order="order:Q")]


def _name(ruler: Ruler, mark: Name) -> list[Layer]:
    row = {"at": mark.at, "y": mark.y, "text": mark.text}
    text = _on([row]).mark_text(align="left", dx=9, color=INK2, fontSize=TICK_SIZE)
    return [text.encode(x=ruler.x, y=ruler.y, text="text:N")]


def _band(ruler: Ruler, mark: Band) -> list[Layer]:
    rows = [
        {"at": at, "y": low, "top": high, "part": part}
        for at, (low, high), part in _stretches([(at, (low, high)) for at, low, high in mark.places])
        if low is not None and high is not None
    ]
    area = _on(rows).mark_area(**colors("gs-band"))
    return [area.encode(x=ruler.x, y=ruler.y, y2="top:Q", detail="part:N")] if rows else []


def _rule(ruler: Ruler, mark: Rule) -> list[Layer]:
    row = {"at": mark.start, "end": mark.end, "y": mark.y, "role": mark.role, "label": mark.label}
    look = colors(RULE_LOOKS[mark.role])
    look.pop("fill", None)
    found = [_on([row]).mark_rule(**look).encode(x=ruler.x, x2="end:Q", y=ruler.y)]
    return found + _level_label(ruler, mark.label, (mark.start, mark.y), below=mark.label_below)


def _steps(ruler: Ruler, mark: Steps) -> list[Layer]:
    """Two corners for each period, so that the limit holds for its whole width."""
    known = [(at, y, part) for at, y, part in _stretches(mark.places) if y is not None]
    rows = [
        {"at": at + half, "y": y, "part": part, "order": 2 * i + (half > 0)}
        for i, (at, y, part) in enumerate(known)
        for half in (-0.5, 0.5)
    ]
    if not rows:
        return []
    line = _on(rows).mark_line(interpolate="linear", **colors(RULE_LOOKS[mark.role]))
    drawn = line.encode(x=ruler.x, y=ruler.y, detail="part:N", order="order:Q")
    at, y, _ = known[0]
    return [drawn, *_level_label(ruler, mark.label, (at - 0.5, y), below=mark.label_below)]


def _level_label(ruler: Ruler, text: str, place: tuple[float, float], *, below: bool) -> list[Layer]:
    if not text:
        return []
    look: Look = {"align": "left", "dx": 4, "dy": 11 if below else -8, "color": INK2, "fontSize": TICK_SIZE}
    row = {"at": place[0], "y": place[1], "label": text}
    return [_on([row]).mark_text(**look).encode(x=ruler.x, y=ruler.y, text="label:N")]


def _line(ruler: Ruler, mark: Line) -> list[Layer]:
    rows = [
        {"at": at, "y": y, "part": part, "order": i}
        for i, (at, y, part) in enumerate(_stretches(mark.places))
        if y is not None
    ]
    if not rows:
        return []
    drawn = _on(rows).mark_line(**colors(LINE_LOOKS[mark.role]))
    return [drawn.encode(x=ruler.x, y=ruler.y, detail="part:N", order="order:Q")]


def _points(ruler: Ruler, mark: Points) -> list[Layer]:
    """One layer for each shape that occurs, ordinary points first."""
    found = []
    for shape, (symbol, size) in SYMBOLS.items():
        rows = [_dot_row(ruler, dot) for dot in mark.dots if dot.shape == shape]
        if not rows:
            continue
        look: Look = {"stroke": PAPER, "strokeWidth": 0.8} | colors(LOOK_OF[shape])
        drawn = _on(rows).mark_point(
            shape=symbol, size=size * (SMALL if mark.small else 1), opacity=1, **look
        )
        found.append(drawn.encode(x=ruler.x, y=ruler.y, tooltip=_tooltip(rows)))
    return found


def _dot_row(ruler: Ruler, dot: Dot) -> Row:
    axis = ruler.plot.axis
    x = axis.xs[axis.places.index(dot.at)] if dot.at in axis.places else None
    period = x.isoformat() if isinstance(x, dt.date) else x
    return {"at": dot.at, "y": dot.y, "period": period, "shape": dot.shape, "words": dot.words}


def _tooltip(rows: Sequence[Row]) -> list[alt.Tooltip]:
    if all(row["words"] for row in rows):
        return [alt.Tooltip("words:N", title="Point")]
    return [alt.Tooltip("period:N", title="Period"), alt.Tooltip("y:Q", title="Value")]


def _note(ruler: Ruler, mark: Note) -> list[Layer]:
    to_left = mark.at > ruler.high / 2
    look: Look = {
        "align": "right" if to_left else "left",
        "dx": -11 if to_left else 11,
        "fontStyle": "italic",
    }
    row = {"at": mark.at, "y": mark.y, "text": mark.text}
    text = _on([row]).mark_text(**look, color=INK2, fontSize=LABEL_SIZE, font="Literata, Georgia, serif")
    return [text.encode(x=ruler.x, y=ruler.y, text="text:N")]


def _bracket(ruler: Ruler, mark: Bracket) -> list[Layer]:
    """Over the panel, or inside its foot where the axis would be in the way."""
    same = [m for m in ruler.framed.panel.marks if isinstance(m, Bracket) and m.below == mark.below]
    row_number = same.index(mark)
    level = ruler.height - 6 - BRACKET_HEIGHT * row_number if mark.below else -6 - BRACKET_HEIGHT * row_number
    look = colors(BRACKET_LOOKS.get(mark.shape, "gs-bracket"))
    words = colors(BRACKET_WORDS.get(mark.shape, "gs-strong"))
    row = {"at": mark.start, "end": mark.end, "words": f"{SIGNS.get(mark.shape, '')}{mark.words}"}
    bar = _on([row]).mark_rule(**look).encode(x=ruler.x, x2="end:Q", y=alt.value(level))
    text = _on([row]).mark_text(align="left", dy=-9, color=words["fill"], fontWeight=600, fontSize=LABEL_SIZE)
    return [bar, text.encode(x=ruler.x, y=alt.value(level), text="words:N")]


def _end_labels(ruler: Ruler) -> list[Layer]:
    """Words right of the panel, moved apart until none touches another."""
    wanted: list[tuple[float, str, str]] = []
    for mark in ruler.framed.panel.marks:
        if isinstance(mark, EndLabel):
            wanted.append((ruler.down(mark.y), f"{mark.value} {mark.words}".strip(), END_LOOKS[mark.role]))
        elif isinstance(mark, Apart):
            wanted.append((ruler.down((mark.low + mark.high) / 2), mark.words, INK2))
    look: Look = {"align": "left", "dx": 8, "fontSize": LABEL_SIZE}
    found, free = [], float("-inf")
    for level, text, color in sorted(wanted):
        free = max(level, free)
        fill = LOOKS[color]["fill"] if color in LOOKS else color
        row = {"at": ruler.high, "label": text}
        drawn = _on([row]).mark_text(**look, color=fill)
        found.append(drawn.encode(x=ruler.x, y=alt.value(free), text="label:N"))
        free += LABEL_HEIGHT
    return found


def _stretches(places: Sequence[tuple[float, Any]], *, far: float = 1.5) -> list[tuple[float, Any, int]]:
    """Each place with the number of its unbroken stretch; a missing value or a long step begins another."""
    out, part = [], 0
    for earlier, (at, value) in zip(itertools.chain([None], places), places, strict=False):
        missing = value is None or (isinstance(value, tuple) and None in value)
        part += missing or (earlier is not None and at - earlier[0] > far)
        out.append((at, (None, None) if missing and isinstance(value, tuple) else value, part))
    return out


PENS: dict[type, Callable[[Ruler, Any], list[Layer]]] = {
    Wash: _wash,
    Kept: _kept,
    Band: _band,
    Rule: _rule,
    Steps: _steps,
    Curve: _curve,
    Line: _line,
    Name: _name,
    Note: _note,
    Points: _points,
    Bracket: _bracket,
}
