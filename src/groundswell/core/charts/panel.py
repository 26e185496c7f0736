"""Draws one panel: ground first, then lines, then points, then words."""

import itertools
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

from groundswell.core.charts import endlabels, words
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.frame import BRACKET_ROOM, Frame, PanelFrame, tick_label
from groundswell.core.charts.marks import (
    Band,
    Bracket,
    Dot,
    Line,
    Note,
    Place,
    Plot,
    Points,
    Rule,
    Steps,
    Wash,
)
from groundswell.core.charts.shapes import shape

M = TypeVar("M")

QUIET = ("expected", "first", "square")
LINE_LOOKS = {"data": "gs-line", "first": "gs-line-first", "other": "gs-line-other", "ghost": "gs-line-ghost"}
RULE_LOOKS = {
    "center": "gs-center",
    "extended": "gs-extended",
    "limit": "gs-limit",
    "target": "gs-target",
    "improving": "gs-center-improving",
    "look_again": "gs-center-look-again",
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
        self._each(Band, self._band)
        self._each(Rule, self._rule)
        self._each(Steps, self._steps)
        self._each(Line, self._line)
        self._each(Rule, self._rule_label)
        self._each(Note, self._note)
        self._each(Points, self._points)
        self._each(Bracket, self._bracket)
        endlabels.draw(self.canvas, self.frame, self.panel)

    def _each(self, kind: type[M], pen: Callable[[M], None]) -> None:
        for mark in self.panel.panel.marks:
            if isinstance(mark, kind):
                pen(mark)

    def _grid(self) -> None:
        panel, frame = self.panel, self.frame
        if panel.panel.title:
            self.canvas.text(
                frame.left, panel.title_y, panel.panel.title, look="gs-strong", size=frame.sizes.label
            )
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
        for part in _unbroken(
            [(at, low, high) for at, low, high in mark.places if low is not None and high is not None],
            _far_apart,
        ):
            upper = [(self.x(at), self.y(high)) for at, _, high in part]
            lower = [(self.x(at), self.y(low)) for at, low, _ in reversed(part)]
            self.canvas.path([*upper, *lower], "gs-band", closed=True)

    def _line(self, mark: Line) -> None:
        for part in _parts(mark.places, _far_apart):
            self.canvas.path([(self.x(at), self.y(y)) for at, y in part], LINE_LOOKS[mark.role])

    def _steps(self, mark: Steps) -> None:
        half = 0.5
        for part in _parts(mark.places, _far_apart):
            corners = [(self.x(at + d), self._inside(y)) for at, y in part for d in (-half, half)]
            inside = [(min(max(x, self.frame.left), self.frame.right), y) for x, y in corners]
            self.canvas.path(inside, "gs-limit")
        known = [(at, y) for at, y in mark.places if y is not None]
        if mark.label and known:
            self._limit_label((known[0][0], known[-1][0]), known[0][1], mark.label, below=mark.label_below)

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
        if mark.label:
            self._limit_label((mark.start, mark.end), mark.y, mark.label, below=mark.label_below)

    def _limit_label(self, span: tuple[float, float], y: float, text: str, *, below: bool) -> None:
        size = self.frame.sizes.tick
        start = max(self.x(span[0]), self.frame.left) + 4
        fitted = words.fit(text, size, self.frame.right - start)
        level = self.y(y) + (size + 2 if below else -5)
        wide = words.width(fitted, size)
        left = self._free_start((start, self.x(span[1]) - wide), level, wide, size)
        self.canvas.text(left, level, fitted, look="gs-label", size=size, halo=True)

    def _free_start(self, span: tuple[float, float], level: float, wide: float, size: float) -> float:
        """The first place in the span where the words meet no data; its start when there is none."""
        start, last = span
        tried = start
        while tried <= last:
            box = (tried - 3, tried + wide + 3, level - size, level + 3)
            if not any(box[0] <= x <= box[1] and box[2] <= y <= box[3] for x, y in self.drawn):
                return tried
            tried += 8
        return start

    @cached_property
    def drawn(self) -> list[tuple[float, float]]:
        """Pixels that data lines pass through, a few between every two points."""
        spots: list[tuple[float, float]] = []
        for mark in self.panel.panel.marks:
            if isinstance(mark, Line):
                for part in _parts(mark.places, _far_apart):
                    pixels = [(self.x(at), self.y(y)) for at, y in part]
                    spots += pixels
                    spots += [
                        (a + (c - a) * t / 6, b + (d - b) * t / 6)
                        for (a, b), (c, d) in itertools.pairwise(pixels)
                        for t in range(1, 6)
                    ]
        return spots

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
        size = 0.45 if mark.small else min(1.0, max(0.5, step / 11))
        for dot in sorted(mark.dots, key=lambda d: d.shape not in QUIET):
            self._dot(
                dot,
                size if dot.shape in (*QUIET, "set_aside") else max(size, 0.72 if not mark.small else 0.6),
            )

    def _dot(self, dot: Dot, size: float) -> None:
        x, y = self.x(dot.at), self.y(dot.y)
        tag = "a" if dot.href else "g"
        if dot.href:
            self._link_start(dot, x)
        elif dot.words:
            self.canvas.open("g")
        if dot.words:
            self.canvas.words("title", dot.words)
        shape(self.canvas, dot.shape, x, y, size=size)
        if dot.selected:
            self.canvas.add("circle", "gs-selected", cx=x, cy=y, r=10)
        if dot.href or dot.words:
            self.canvas.close(tag)

    def _link_start(self, dot: Dot, x: float) -> None:
        """Plain points stay out of the tab order: the table holds a link for every one of them."""
        step = min(max(self.frame.step(), 6.0), 44.0)
        stay = {} if dot.shape != "expected" or dot.selected else {"tabindex": "-1"}
        self.canvas.open("a", "gs-link", href=dot.href, aria_label=dot.words or "This point", **stay)
        left = max(x - step / 2, 0.0)
        self.canvas.add(
            "rect", "gs-hit", x=left, y=self.panel.top, width=step, height=self.panel.bottom - self.panel.top
        )

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


def _far_apart(earlier: float, later: float) -> bool:
    """A missing period lies between them."""
    return later - earlier > 1.5


def _parts(
    places: Sequence[Place], broken: Callable[[float, float], bool]
) -> list[list[tuple[float, float]]]:
    """Stretches of neighboring values; None and long steps end a stretch."""
    out: list[list[tuple[float, float]]] = [[]]
    for at, y in places:
        if y is None or (out[-1] and broken(out[-1][-1][0], at)):
            out.append([])
        if y is not None:
            out[-1].append((at, y))
    return [part for part in out if part]


def _unbroken(
    places: Sequence[tuple[float, float, float]], broken: Callable[[float, float], bool]
) -> list[list[tuple[float, float, float]]]:
    out: list[list[tuple[float, float, float]]] = [[]]
    for place in places:
        if out[-1] and broken(out[-1][-1][0], place[0]):
            out.append([])
        out[-1].append(place)
    return [part for part in out if part]
