"""Draws one panel: ground first, then lines, then points, then words."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from groundswell.core.charts import endlabels, names, words
from groundswell.core.charts.canvas import Canvas, escaped
from groundswell.core.charts.clearance import QUIET, Clearance
from groundswell.core.charts.frame import BRACKET_ROOM, Frame, PanelFrame, tick_label
from groundswell.core.charts.marks import (
    Band,
    Bracket,
    Curve,
    Dot,
    Kept,
    Line,
    Name,
    Note,
    Plot,
    Points,
    Rule,
    Steps,
    Wash,
)
from groundswell.core.charts.shapes import markup, shape
from groundswell.core.charts.stretches import far_apart, never, parts, stretches_of, unbroken

M = TypeVar("M")

KEPT_GAP = 4.0
# Label widths are estimated a little generously, and a few pixels past the end of a line disturb nobody.
LABEL_SPILL = 1.15
FREE_SIZE = 0.75
NEVER_LARGE = (*QUIET, "set_aside")
LINE_LOOKS = {"data": "gs-line", "first": "gs-line-first", "other": "gs-line-other", "ghost": "gs-line-ghost"}
RULE_LOOKS = {
    "center": "gs-center",
    "extended": "gs-extended",
    "limit": "gs-limit",
    "inner": "gs-inner",
    "target": "gs-target",
    "improving": "gs-center-improving",
    "look_again": "gs-center-look-again",
}
CURVE_LOOKS = {
    "limit": "gs-limit",
    "inner": "gs-inner",
    "center": "gs-center",
    "first": "gs-line-first",
    "other": "gs-line-other",
}
BRACKET_LOOKS = {"improving": "gs-bracket-improving", "look_again": "gs-bracket-look-again"}
BRACKET_WORDS = {"improving": "gs-strong gs-strong-improving", "look_again": "gs-strong gs-strong-look-again"}


class PanelPen:
    """Draws the marks of one panel on one canvas."""

    def __init__(self, canvas: Canvas, plot: Plot, frame: Frame, panel: PanelFrame) -> None:
        self.canvas, self.plot, self.frame, self.panel = canvas, plot, frame, panel
        self.x, self.y = frame.x, panel.y

    def draw(self) -> None:
        """Everything, back to front."""
        self._each(Wash, self._wash)
        self._grid()
        self._each(Kept, self._kept)
        self._each(Band, self._band)
        self._each(Rule, self._rule)
        self._each(Steps, self._steps)
        self._each(Curve, self._curve)
        self._each(Line, self._line)
        self._each(Rule, self._rule_label)
        self._each(Note, self._note)
        self._each(Points, self._points)
        self._each(Bracket, self._bracket)
        if any(isinstance(mark, Name) for mark in self.panel.panel.marks):
            names.draw(self.canvas, self.frame, self.panel)
        endlabels.draw(self.canvas, self.frame, self.panel)

    def _each(self, kind: type[M], pen: Callable[[M], None]) -> None:
        for mark in self.panel.panel.marks:
            if isinstance(mark, kind):
                pen(mark)

    def _grid(self) -> None:
        panel, frame = self.panel, self.frame
        if panel.panel.title:
            size = frame.sizes.label
            title = words.fit(panel.panel.title, size, frame.width - frame.left - 2, bold=True)
            self.canvas.text(frame.left, panel.title_y, title, look="gs-strong", size=size)
        for value in panel.ticks.values:
            y = self.y(value)
            self.canvas.line(frame.left, y, frame.right, y, "gs-grid")
            text = tick_label(value, panel.panel, panel.ticks, top=value == panel.ticks.high)
            self.canvas.text(frame.left - 7, y + 4, text, look="gs-tick", size=frame.sizes.tick, anchor="end")

    def _wash(self, mark: Wash) -> None:
        top = self.panel.top if mark.upper is None else self._inside(mark.upper)
        bottom = self.panel.bottom if mark.lower is None else self._inside(mark.lower)
        half = self.frame.step() / 2
        left = max(self.x(mark.start) - half, self.frame.left)
        right = min(self.x(mark.end) + half, self.frame.right)
        self.canvas.add(
            "rect", "gs-wash", x=left, y=top, width=max(right - left, 0), height=max(bottom - top, 0)
        )

    def _inside(self, value: float) -> float:
        return min(max(self.y(value), self.panel.top), self.panel.bottom)

    def _band(self, mark: Band) -> None:
        for part in unbroken(
            [(at, low, high) for at, low, high in mark.places if low is not None and high is not None],
            far_apart,
        ):
            upper = [(self.x(at), self.y(high)) for at, _, high in part]
            lower = [(self.x(at), self.y(low)) for at, low, _ in reversed(part)]
            self.canvas.path([*upper, *lower], "gs-band", closed=True)

    def _kept(self, mark: Kept) -> None:
        """Hairlines from top to bottom, close together; the reason is their title."""
        left, right = max(self.x(mark.start), self.frame.left), min(self.x(mark.end), self.frame.right)
        lines = max(int((right - left) / KEPT_GAP), 1)
        self.canvas.put(f"<g><title>{escaped(mark.reason)}</title>")
        for k in range(lines + 1):
            x = left + (right - left) * k / lines
            self.canvas.line(x, self.panel.top, x, self.panel.bottom, "gs-kept")
        self.canvas.put("</g>")

    def _curve(self, mark: Curve) -> None:
        for part in parts(mark.places, never):
            self.canvas.path([(self.x(at), self._inside(y)) for at, y in part], CURVE_LOOKS[mark.role])

    def _line(self, mark: Line) -> None:
        for part in stretches_of(mark, self.x, self.y):
            self.canvas.path(part, LINE_LOOKS[mark.role])

    def _steps(self, mark: Steps) -> None:
        half = 0.5
        for part in parts(mark.places, far_apart):
            corners = [(self.x(at + d), self._inside(y)) for at, y in part for d in (-half, half)]
            inside = [(min(max(x, self.frame.left), self.frame.right), y) for x, y in corners]
            self.canvas.path(inside, RULE_LOOKS[mark.role])
        known = [(at, y) for at, y in mark.places if y is not None]
        if mark.label and known:
            level = self._clear_level(known, mark)
            self._limit_label((known[0][0], known[-1][0]), level, mark.label, below=mark.label_below)

    def _clear_level(self, known: Sequence[tuple[float, float]], mark: Steps) -> float:
        """The outermost of the steps that the label will stand on."""
        wide = words.width(mark.label, self.frame.sizes.tick) + self.frame.step()
        under = [y for at, y in known if self.x(at) - self.x(known[0][0]) <= wide]
        return min(under) if mark.label_below else max(under)

    def _rule(self, mark: Rule) -> None:
        start = max(self.x(mark.start), self.frame.left)
        self.canvas.line(
            start,
            self.y(mark.y),
            min(self.x(mark.end), self.frame.right),
            self.y(mark.y),
            RULE_LOOKS[mark.role],
        )

    def _rule_label(self, mark: Rule) -> None:
        span, size = self.x(mark.end) - self.x(mark.start), self.frame.sizes.tick
        fitting = [t for t in (mark.label, mark.short) if t and words.width(t, size) <= span * LABEL_SPILL]
        if fitting and mark.label:
            self._limit_label((mark.start, mark.end), mark.y, fitting[0], below=mark.label_below)

    def _limit_label(self, span: tuple[float, float], y: float, text: str, *, below: bool) -> None:
        size = self.frame.sizes.tick
        start = max(self.x(span[0]), self.frame.left) + 4
        fitted = words.fit(text, size, self.frame.right - start)
        # Under the lowest line stand the periods: a label has no room there.
        below = below and self.y(y) + size + 4 <= self.panel.bottom
        # Above the highest one stands the panel's title, or the drawing ends.
        ceiling = self.panel.title_y + 2 if self.panel.panel.title else 0.0
        below = below or self.y(y) - size - 5 < ceiling
        level = self.y(y) + (size + 2 if below else -5)
        wide = words.width(fitted, size)
        left = self.clearance.free_start((start, self.x(span[1]) - wide), level, wide, size)
        self.canvas.text(left, level, fitted, look="gs-label", size=size, halo=True)

    @cached_property
    def clearance(self) -> Clearance:
        """Where words meet no data; worked out for charts that have a label to place."""
        return Clearance(self.panel.panel.marks, self.x, self.y)

    def _note(self, mark: Note) -> None:
        size = self.frame.sizes.label
        x, y = self.x(mark.at), self.y(mark.y)
        to_left = x - self.frame.left > self.frame.right - x
        room = (x - self.frame.left if to_left else self.frame.right - x) - 16
        lines = words.wrap(mark.text, size, min(room, 190), lines=3)
        first = y + 4 - (len(lines) - 1) * (size + 2) / 2
        for k, line in enumerate(lines):
            place, anchor = (x - 11, "end") if to_left else (x + 11, "start")
            self.canvas.text(
                place, first + k * (size + 2), line, look="gs-note", size=size, anchor=anchor, halo=True
            )

    def _points(self, mark: Points) -> None:
        step = self.frame.step()
        size = 0.45 if mark.small else FREE_SIZE if mark.free else min(1.0, max(0.5, step / 11))
        large = max(size, 0.6 if mark.small else 0.72)
        for dot in sorted(mark.dots, key=_comes_last):
            self._dot(dot, size if dot.shape in NEVER_LARGE else large, free=mark.free)

    def _dot(self, dot: Dot, size: float, *, free: bool) -> None:
        x, y = self.x(dot.at), self.y(dot.y)
        picture = markup(self.canvas, dot.shape, x, y, size)
        if dot.selected:
            picture += f'<circle{self.canvas.look_of("gs-selected")} cx="{x:.1f}" cy="{y:.1f}" r="10"/>'
        if dot.words:
            picture = f"<title>{escaped(dot.words)}</title>{picture}"
        if dot.href:
            self._link_start(dot, x, y if free else None)
            self.canvas.put(f"{picture}</a>")
        else:
            self.canvas.put(f"<g>{picture}</g>" if dot.words else picture)

    def _link_start(self, dot: Dot, x: float, y: float | None) -> None:
        """Plain points stay out of the tab order: the table holds a link for every one of them.

        A point of a series answers all along its period; one on a plane (`y` given) around itself.
        """
        step = 16.0 if y is not None else min(max(self.frame.step(), 6.0), 44.0)
        stay = {} if dot.shape != "expected" or dot.selected else {"tabindex": "-1"}
        self.canvas.open("a", "gs-link", href=dot.href, aria_label=dot.words or "This point", **stay)
        left = max(x - step / 2, 0.0)
        top, tall = self.panel.top, self.panel.bottom - self.panel.top
        top, tall = (top, tall) if y is None else (y - step / 2, step)
        self.canvas.add("rect", "gs-hit", x=left, y=top, width=step, height=tall)

    def _bracket(self, mark: Bracket) -> None:
        same = [m for m in self.panel.panel.marks if isinstance(m, Bracket) and m.below == mark.below]
        sign = 1 if mark.below else -1
        edge = (self.panel.bottom if mark.below else self.panel.top) + sign * same.index(mark) * BRACKET_ROOM
        y, foot = edge + sign * 10, edge + sign * 4
        left, right = (
            max(self.x(mark.start) - 4, self.frame.left),
            min(self.x(mark.end) + 4, self.frame.right),
        )
        look = BRACKET_LOOKS.get(mark.shape, "gs-bracket")
        self.canvas.path([(left, foot), (left, y), (right, y), (right, foot)], look)
        self._bracket_words(mark, (left, right), y + (15 if mark.below else -6))

    def _bracket_words(self, mark: Bracket, span: tuple[float, float], y: float) -> None:
        size = self.frame.sizes.label
        text = words.fit(mark.words, size, self.frame.width - self.frame.left - 20, bold=True)
        wide = words.width(text, size, bold=True)
        # Words longer than their bracket begin with it, so that they stay on its side of a phase line.
        left = max(span[0] + 14, (span[0] + span[1] - wide) / 2)
        left = max(min(left, self.frame.width - wide - 4), self.frame.left + 14)
        if mark.shape in BRACKET_LOOKS:
            shape(self.canvas, mark.shape, left - 8, y - 4, size=0.8)
        self.canvas.text(left, y, text, look=BRACKET_WORDS.get(mark.shape, "gs-strong"), size=size, halo=True)


def _comes_last(dot: Dot) -> bool:
    """Marked points are drawn over plain ones."""
    return dot.shape not in QUIET
