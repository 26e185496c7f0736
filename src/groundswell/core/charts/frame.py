"""Decides how a plot's area is divided before anything is drawn."""

from dataclasses import dataclass

from groundswell.core.charts import words
from groundswell.core.charts.marks import Apart, Bracket, EndLabel, Panel, PhaseHead, Plot
from groundswell.core.charts.scale import Scale, Ticks, ticks
from groundswell.core.stats import said

NARROW = 480.0
BRACKET_ROOM = 30.0
TITLE_ROOM = 26.0
HEAD_SIZE = 12.5
BADGE_SIZE = 13.0
BADGE_LINE = 18.0
BADGE_INDENT = 32.0
BADGE_GAP = 6.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Font sizes; nothing a reader needs is below 11.5."""

    tick: float
    label: float
    large: float


WIDE_SIZES, NARROW_SIZES = Sizes(12, 12.5, 17), Sizes(11.5, 11.5, 15)


@dataclass(frozen=True, slots=True)
class PanelFrame:
    """One panel in pixels. `top` and `bottom` bound the plot itself; brackets and the title lie outside."""

    panel: Panel
    top: float
    bottom: float
    title_y: float
    ticks: Ticks
    y: Scale


@dataclass(frozen=True, slots=True)
class HeadText:
    """A phase's words, wrapped, with the x where they begin."""

    x: float
    name: tuple[str, ...]
    reason: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The whole plot in pixels."""

    width: float
    left: float
    right: float
    narrow: bool
    sizes: Sizes
    x: Scale
    heads: tuple[HeadText, ...]
    panels: tuple[PanelFrame, ...]
    axis_y: float
    badges: tuple[tuple[str, ...], ...] = ()

    def step(self) -> float:
        """Pixels per period."""
        return (self.x.end - self.x.start) / max(self.x.high - self.x.low, 1.0)


def frame(plot: Plot, width: float, height: float) -> Frame:
    """Divide `width`; `height` is what the panels share, headings and lanes come on top of it."""
    narrow = width < NARROW
    sizes = NARROW_SIZES if narrow else WIDE_SIZES
    scales = [_ticks(panel, height) for panel in plot.panels]
    left = _left(plot, scales, sizes)
    right = width - _right(plot, sizes, width)
    pad = 4.0 if plot.small else 9.0
    low, high = min(plot.axis.places, default=0.0), max(plot.axis.places, default=1.0)
    x = Scale(low, high, left + pad, right - pad)
    heads = tuple(
        _head(head, x, left, width, sizes, narrow=narrow) for head in plot.phases if head.name or head.reason
    )
    badges = tuple(tuple(words.wrap(b.words, BADGE_SIZE, width - BADGE_INDENT, lines=3)) for b in plot.badges)
    panels, bottom = _panels(plot, scales, height, badges_height(badges) + _heads_height(heads))
    return Frame(width, left, right, narrow, sizes, x, heads, panels, bottom, badges)


def badges_height(badges: tuple[tuple[str, ...], ...]) -> float:
    """Room for the verdicts above the plot."""
    return sum(max(len(lines), 1) * BADGE_LINE + BADGE_GAP for lines in badges) + (6 if badges else 0)


def tick_label(value: float, panel: Panel, scale: Ticks, *, top: bool) -> str:
    """The unit stands at the top tick only."""
    return said(value, panel.unit if top and panel.unit == "%" else "", scale.decimals)


def _ticks(panel: Panel, height: float) -> Ticks:
    most = 2 if panel.fewest_ticks else max(2, min(5, int(height * panel.share / 48)))
    scale = ticks(_padded_low(panel), panel.high, most=most, from_zero=panel.from_zero)
    if panel.unit == "%" and panel.high <= 100 < scale.high:
        # A scale that stops at 100 says that there is nothing above it.
        return Ticks(tuple(v for v in scale.values if v <= 100), scale.decimals)
    return scale


def _padded_low(panel: Panel) -> float:
    """A little air under the lowest point, but never a scale below zero for numbers that are not."""
    if panel.from_zero or panel.low == 0:
        return panel.low
    padded = panel.low - 0.04 * (panel.high - panel.low)
    return max(padded, 0.0) if panel.low > 0 else padded


def _left(plot: Plot, scales: list[Ticks], sizes: Sizes) -> float:
    texts = [
        tick_label(v, panel, scale, top=v == scale.high)
        for panel, scale in zip(plot.panels, scales, strict=True)
        for v in scale.values
    ]
    return max((words.width(t, sizes.tick) for t in texts), default=0.0) + 10


def _right(plot: Plot, sizes: Sizes, width: float) -> float:
    """Room for labels right of the plot, at most a third of the width."""
    marks = [m for panel in plot.panels for m in panel.marks]
    needs = [_label_width(m, sizes) for m in marks if isinstance(m, EndLabel)]
    needs += [_apart_width(m, sizes, width) + 8 for m in marks if isinstance(m, Apart)]
    if not narrow_names(plot, width):
        needs += [words.width(lane.name, sizes.tick) for lane in plot.lanes]
    # A number is never cut: words may wrap, values may not.
    values = [_value_width(m, sizes) for m in marks if isinstance(m, EndLabel)]
    return max(min(max(needs) + 16, width * 0.33), max(values, default=0.0) + 16) if needs else 10.0


def narrow_names(plot: Plot, width: float) -> bool:
    """On a phone a lane's name stands on its own line."""
    return width < NARROW


def _value_width(label: EndLabel, sizes: Sizes) -> float:
    return words.width(label.value, sizes.large if label.large else sizes.label, bold=True)


def _label_width(label: EndLabel, sizes: Sizes) -> float:
    if label.large:
        return max(
            words.width(label.value, sizes.large, bold=True),
            min(words.width(label.words, sizes.label), 130.0),
        )
    value = words.width(label.value, sizes.label, bold=True)
    return value + (words.width(f" {label.words}", sizes.label) if label.words else 0.0)


def _apart_width(mark: Apart, sizes: Sizes, width: float) -> float:
    return (
        words.width(mark.words, sizes.large) + 8
        if width >= NARROW
        else words.width(mark.words, sizes.label) / 2 + 12
    )


def _head(head: PhaseHead, x: Scale, left: float, width: float, sizes: Sizes, *, narrow: bool) -> HeadText:
    start = max(x(head.start), left) + (9 if head.line else 0)
    room = max((width - 4 if head.end >= x.high else x(head.end) - 8) - start, 0.0)
    size = sizes.label
    name = words.wrap(head.name, size, room, lines=2, bold=True)
    return HeadText(start, tuple(name), tuple(words.wrap(head.reason, size, room, lines=2 if narrow else 3)))


def _heads_height(heads: tuple[HeadText, ...]) -> float:
    lines = max((len(h.name) + len(h.reason) for h in heads), default=0)
    return lines * 16 + 8 if lines else 0.0


def _panels(
    plot: Plot, scales: list[Ticks], height: float, top: float
) -> tuple[tuple[PanelFrame, ...], float]:
    total = sum(panel.share for panel in plot.panels) or 1.0
    frames, y = [], top
    for panel, scale in zip(plot.panels, scales, strict=True):
        title_y = y + 15
        y += (TITLE_ROOM if panel.title else 10.0) + _bracket_room(panel, below=False)
        bottom = y + height * panel.share / total
        frames.append(PanelFrame(panel, y, bottom, title_y, scale, Scale(scale.low, scale.high, bottom, y)))
        y = bottom + _bracket_room(panel, below=True) + (14 if panel is not plot.panels[-1] else 0)
    return tuple(frames), y


def _bracket_room(panel: Panel, *, below: bool) -> float:
    """One row for each bracket: brackets are few, and their words must not meet."""
    return BRACKET_ROOM * sum(isinstance(m, Bracket) and m.below == below for m in panel.marks)
