"""Puts an Altair chart together: panels over each other, heads above, lanes below. Needs Altair."""

from collections.abc import Callable
from typing import Any

import altair as alt

from groundswell.core.charts import words
from groundswell.core.charts.altair_axes import Ruler, ends, number_axis, x_axis, y_axis
from groundswell.core.charts.altair_layers import BRACKET_HEIGHT, LABEL_SIZE, Layer, colors, layers
from groundswell.core.charts.bodies import Bars, Grid, Intervals
from groundswell.core.charts.frame import frame
from groundswell.core.charts.marks import Axis, Bracket, Lane, NumberPlot, PhaseHead, Plot
from groundswell.core.charts.spec import ChartSpec
from groundswell.core.charts.styles import ACC, INK, INK2, INK3, PAPER, RULE

FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, sans-serif"
LANE_HEIGHT = 30
Part = alt.LayerChart | alt.FacetChart | alt.HConcatChart


def chart(spec: ChartSpec, width: float, height: float) -> alt.VConcatChart:
    """The whole chart with its title, sentence and source."""
    parts = PARTS[type(spec.body)](spec.body, width, height)
    badges = spec.body.badges if isinstance(spec.body, Plot) else ()
    verdicts = [badge.words for badge in badges if badge.words not in spec.sentence]
    said = [
        *words.wrap(" ".join((spec.sentence, *verdicts)), 13, width + 120, lines=7),
        f"Source: {spec.source.rstrip('.')}.",
    ]
    whole = alt.vconcat(
        *parts,
        title=alt.TitleParams(spec.title, subtitle=said, anchor="start", offset=12),
        description=spec.alt,
        background=PAPER,
        spacing=10,
        usermeta={"source": spec.source, "method": spec.method, "unit": spec.unit},
    )
    return _dressed(whole)


def _plot(body: Plot, width: float, height: float) -> list[Part]:
    """Panels and lanes share one x scale."""
    framed, x = frame(body, width, height).panels, x_axis(body, width)
    shares = sum(panel.share for panel in body.panels) or 1.0
    rulers = [
        Ruler(body, each, x, y_axis(each), width, height * each.panel.share / shares, ends(body)[1])
        for each in framed
    ]
    parts = [_panel(ruler, heads=number == 0) for number, ruler in enumerate(rulers)]
    return [*parts, *(_lane(lane, x, width) for lane in body.lanes)]


def _number_plot(body: NumberPlot, width: float, height: float) -> list[Part]:
    inside = Plot(Axis((), (body.axis.low, body.axis.high)), (body.panel,))
    framed = frame(inside, width, height).panels[0]
    ruler = Ruler(inside, framed, number_axis(body.axis), y_axis(framed), width, height, body.axis.high)
    return [_panel(ruler, heads=False)]


def _bars(body: Bars, width: float, height: float) -> list[Part]:
    """Columns with the line of shares so far, in the order of the drawing."""
    rows = [
        {"name": bar.name, "count": bar.count, "share": bar.share, "so_far": bar.so_far} for bar in body.bars
    ]
    room = max(width / max(len(rows), 1) - 4, 20.0)
    x = alt.X("name:N", sort=None, axis=alt.Axis(labelAngle=0, labelLimit=int(room)))
    percent = alt.Axis(values=[0, 25, 50, 75, 100], labelExpr="datum.label + (datum.value == 100 ? '%' : '')")
    scale = alt.Scale(domain=[0, 100])
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=x, tooltip=["name:N", "count:N", "share:Q", "so_far:Q"]
    )
    columns = base.mark_bar(**colors("gs-column")).encode(y=alt.Y("share:Q", scale=scale, axis=percent))
    line = base.mark_line(**colors("gs-line")).encode(y=alt.Y("so_far:Q", scale=scale, axis=percent))
    dots = base.mark_point(shape="circle", size=40, opacity=1, fill=INK, stroke=INK)
    return [
        alt.layer(
            columns,
            line,
            dots.encode(y=alt.Y("so_far:Q", scale=scale, axis=percent)),
            width=width,
            height=height,
        )
    ]


def _intervals(body: Intervals, width: float, height: float) -> list[Part]:
    """One row per estimate; a row without one says why in its label."""
    rows = [
        {"label": row.label, "words": row.words, "y": row.estimate, "low": row.low, "high": row.high,
         "measured": row.measured}
        for row in body.rows
    ]  # fmt: skip
    level = alt.Y("label:N", sort=None, axis=alt.Axis(labelLimit=240))
    at = alt.Axis(title=body.unit or None, grid=True)
    scale = alt.Scale(zero=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=level, tooltip=["label:N", "words:N"])
    drawn: list[Layer] = [
        base.mark_rule(**colors("gs-interval")).encode(x=alt.X("low:Q", scale=scale, axis=at), x2="high:Q"),
        base.mark_point(shape="circle", size=44, opacity=1, **colors("gs-measured")).encode(x="measured:Q"),
        base.mark_point(shape="circle", size=60, opacity=1, fill=INK, stroke=INK).encode(x="y:Q"),
    ]
    if body.reference is not None:
        line = alt.Chart(
            alt.InlineData(values=[{"reference": body.reference, "words": body.reference_words}])
        )
        drawn.append(line.mark_rule(**colors("gs-reference")).encode(x="reference:Q", tooltip="words:N"))
    return [alt.layer(*drawn, width=width, height=34 * max(len(rows), 1))]


def _grid(body: Grid, width: float, height: float) -> list[Part]:
    """Small charts three in a row; a group that is kept private has its reason and no plot."""
    wide, tall = width / 3, height / 3
    cells = [
        alt.vconcat(
            *(
                _plot(cell.body, wide, tall)
                if isinstance(cell.body, Plot)
                else [_veil(cell.body.reason, wide, tall)]
            ),
            title=alt.TitleParams(cell.title, subtitle=cell.words, anchor="start", fontSize=LABEL_SIZE),
        )
        for cell in body.cells
    ]
    return [alt.hconcat(*cells[start : start + 3]) for start in range(0, len(cells), 3)]


def _veil(reason: str, width: float, height: float) -> Part:
    text = alt.Chart(alt.InlineData(values=[{}])).mark_text(
        text=words.wrap(reason, LABEL_SIZE, width, lines=5), color=INK2, fontSize=LABEL_SIZE
    )
    return alt.layer(text, width=width, height=height)


def _dressed(whole: alt.VConcatChart) -> alt.VConcatChart:
    axis: dict[str, Any] = {
        "gridColor": RULE,
        "domain": False,
        "ticks": False,
        "labelColor": INK3,
        "title": None,
    }
    title: dict[str, Any] = {"color": INK, "subtitleColor": INK2, "fontSize": 17, "subtitleFontSize": 13}
    config = alt.Config(
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(**axis, labelFontSize=12),
        title=alt.TitleConfig(**title),
    )
    return whole.properties(config=config)


def _panel(ruler: Ruler, *, heads: bool) -> Part:
    panel = ruler.framed.panel
    drawn = [*layers(ruler), *(layer for head in ruler.plot.phases for layer in _phase(ruler, head, heads))]
    shown: dict[str, Any] = {}
    if panel.title:
        shown["title"] = alt.TitleParams(panel.title, anchor="start", fontSize=LABEL_SIZE)
    return alt.layer(*drawn, width=ruler.width, height=ruler.height, **shown)


def _phase(ruler: Ruler, head: PhaseHead, with_words: bool) -> list[Layer]:  # noqa: FBT001
    """A line where the phase begins, its name and reason above the first panel."""
    at = alt.Chart(alt.InlineData(values=[{"at": head.start, "name": head.name, "reason": head.reason}]))
    line = at.mark_rule(color=INK, strokeWidth=1.3).encode(
        x=ruler.x, y=alt.value(0), y2=alt.value(ruler.height)
    )
    lines = [text for text in (head.name, head.reason) if text]
    if not lines or not with_words:
        return [line] if head.line else []
    over = sum(isinstance(m, Bracket) and not m.below for m in ruler.framed.panel.marks)
    top = alt.value(-8 - BRACKET_HEIGHT * over - 16 * (len(lines) - 1))
    text = at.mark_text(text=lines, align="left", dx=9 if head.line else 0, lineHeight=16, color=INK2)
    return [*([line] if head.line else []), text.encode(x=ruler.x, y=top, size=alt.value(LABEL_SIZE))]


def _lane(lane: Lane, x: alt.X, width: float) -> Part:
    """Numbered rings, or ticks with their words."""
    rows = _lane_rows(lane, x, width)
    bare = x.copy()
    bare["axis"] = None
    placed = alt.Chart(alt.InlineData(values=rows)).encode(
        x=bare, tooltip=[alt.Tooltip("words:N", title=lane.name)]
    )
    if lane.rings:
        ring = placed.mark_point(shape="circle", size=280, fill=PAPER, stroke=ACC, opacity=1)
        marks = [ring, placed.mark_text(color=ACC, fontWeight=600, fontSize=11.5).encode(text="text:N")]
    else:
        named = placed.mark_text(align="left", dx=5, color=INK2, fontSize=12).encode(text="text:N")
        marks = [placed.mark_text(text="|", color=INK3, fontSize=11), named]
    title = alt.TitleParams(lane.name, anchor="start", fontSize=12, fontWeight="normal", color=INK3, offset=2)
    return alt.layer(*marks, width=width, height=LANE_HEIGHT, title=title)


def _lane_rows(lane: Lane, x: alt.X, width: float) -> list[dict[str, Any]]:
    """What stands in the lane. Words that would run into the next ones are cut there; the tip has them all."""
    low, high = x["scale"]["domain"]
    pixels = [(item.at - low) / (high - low) * width for item in lane.items]
    limits = [*pixels[1:], width + 80]
    fitted = (
        words.fit(item.text, 12, max(end - at - 12, 0.0))
        for item, at, end in zip(lane.items, pixels, limits, strict=True)
    )
    shown = (item.text for item in lane.items) if lane.rings else fitted
    return [
        {"at": item.at, "text": text, "words": item.words or item.text}
        for item, text in zip(lane.items, shown, strict=True)
    ]


PARTS: dict[type, Callable[[Any, float, float], list[Part]]] = {
    Plot: _plot,
    NumberPlot: _number_plot,
    Bars: _bars,
    Intervals: _intervals,
    Grid: _grid,
}
