"""Draws the small things: veil, spark line, prediction, ramp, tally. Each returns its height."""

import itertools
import math

from groundswell.core.charts import words
from groundswell.core.charts.bodies import Prediction, Ramp, Spark, Step, Tally, Veil
from groundswell.core.charts.canvas import Canvas
from groundswell.core.charts.scale import Scale
from groundswell.core.charts.shapes import shape
from groundswell.core.stats import said
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT


def veil(canvas: Canvas, body: Veil, width: float, height: float) -> float:
    """Hairlines over the whole area, the reason on clear ground in the middle."""
    size, gap = 12.5, 7.0
    for k in range(int(width / gap) + 1):
        x = 0.5 + k * gap
        canvas.line(x, 0, x, height, "gs-veil")
    lines = words.wrap(body.reason, size, width - 48, lines=max(int((height - 20) / 17), 1))
    tall = len(lines) * 17 + 14
    top = (height - tall) / 2
    canvas.add("rect", "gs-veil-ground", x=12, y=top, width=max(width - 24, 0), height=tall)
    for k, line in enumerate(lines):
        canvas.text(24, top + 19 + k * 17, line, look="gs-label", size=size)
    return height


def spark(canvas: Canvas, body: Spark, width: float, height: float) -> float:
    """The line and its last value; dots when there are too few to say."""
    known = [(i, y) for i, y in enumerate(body.values) if y is not None]
    if not known:
        return height
    ys = [y for _, y in known]
    x = Scale(0, max(len(body.values) - 1, 1), 4, width - 6)
    y = Scale(
        min(ys) if body.low is None else body.low, max(ys) if body.high is None else body.high, height - 5, 5
    )
    if len(known) < FEWEST_FOR_A_VERDICT and body.ends:
        return _named_spark(canvas, known, body.ends, width, height)
    if len(known) < FEWEST_FOR_A_VERDICT:
        for i, value in known:
            shape(canvas, "expected", x(i), y(value), size=0.5)
        return height
    if body.center is not None:
        canvas.line(x(0), y(body.center), width - 6, y(body.center), "gs-spark-center")
    for part in _stretches(known):
        canvas.path([(x(i), y(value)) for i, value in part], "gs-spark")
    shape(canvas, "expected", x(known[-1][0]), y(known[-1][1]), size=0.7)
    return height


def _named_spark(
    canvas: Canvas, known: list[tuple[int, float]], ends: tuple[str, str], width: float, height: float
) -> float:
    """A few values joined, with the names of the first and the last below them. A gap between them stays one."""
    size, ys = 11.5, [value for _, value in known]
    x, y = Scale(known[0][0], known[-1][0], 6, width - 7), Scale(min(ys), max(ys), height - size - 8, 6)
    for part in _stretches(known):
        canvas.path([(x(i), y(value)) for i, value in part], "gs-spark")
    for i, value in known:
        shape(canvas, "expected", x(i), y(value), size=0.7 if i == known[-1][0] else 0.5)
    canvas.text(1, height - 2, ends[0], look="gs-tick", size=size)
    canvas.text(width - 1, height - 2, ends[1], look="gs-tick", size=size, anchor="end")
    return height


def _stretches(known: list[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    groups = itertools.groupby(enumerate(known), key=lambda pair: pair[1][0] - pair[0])
    return [[place for _, place in group] for _, group in groups]


def prediction(canvas: Canvas, body: Prediction, width: float, height: float) -> float:
    """Scale with its ends; the guess is a tick with a word, the result a dot, the distance dotted."""
    size, level = 11.5, 30.0
    low, high = said(body.low, "", 1), said(body.high, "", 1)
    x = Scale(body.low, body.high, 6, width - 8)
    canvas.line(x.start, level, x.end, level, "gs-axis")
    for k in range(6):
        at = x.start + (x.end - x.start) * k / 5
        canvas.line(at, level - 4, at, level + 4, "gs-axis")
    canvas.text(max(x.start - 3, 0), level + 20, low, look="gs-tick", size=size)
    canvas.text(min(x.end + 3, width - 1), level + 20, high, look="gs-tick", size=size, anchor="end")
    if body.guess is not None and body.result is not None:
        canvas.line(x(body.guess), level, x(body.result), level, "gs-between")
    if body.guess is not None:
        _guess(canvas, body, x(body.guess), level, width, size)
    if body.result is not None:
        canvas.add("circle", "gs-pt gs-first", cx=x(body.result), cy=level, r=5.5)
    return 54.0


def _guess(canvas: Canvas, body: Prediction, at: float, level: float, width: float, size: float) -> None:
    canvas.line(at, level - 12, at, level + 8, "gs-guess")
    wide = words.width(body.guess_words, size)
    left = min(max(at - wide / 2, 0), max(width - wide, 0))
    canvas.text(left, level - 16, words.fit(body.guess_words, size, width), look="gs-label", size=size)


def ramp(canvas: Canvas, body: Ramp, width: float, height: float) -> float:
    """Circles on a rising line; what each one was stands under the ground line."""
    if not body.steps:
        return height
    column = width / len(body.steps)
    # Logarithms: one class, three classes and a whole school are told apart on one small drawing.
    y = Scale(0, math.log(max(5.0, *(step.scale for step in body.steps))), height - 18, 14)
    spots = [
        (column * k + min(column / 2, 14), y(math.log(max(s.scale, 1.0)))) for k, s in enumerate(body.steps)
    ]
    canvas.line(0, height, width, height, "gs-axis")
    for (a, _), (b, step) in itertools.pairwise(zip(spots, body.steps, strict=True)):
        canvas.path([a, b], "gs-ramp-planned" if step.state == "planned" else "gs-ramp")
    for spot, step in zip(spots, body.steps, strict=True):
        canvas.line(spot[0], spot[1], spot[0], height, "gs-grid")
        _step(canvas, step, spot)
    tallest = max(_step_words(canvas, s, column * k, column - 8, height) for k, s in enumerate(body.steps))
    return tallest + 4


STEP_LOOKS = {
    "decided": "gs-step-decided",
    "set_down": "gs-step-decided",
    "current": "gs-step-current",
    "planned": "gs-step-planned",
}
STEP_TEXTS = {
    "decided": "gs-step-text",
    "set_down": "gs-step-text",
    "current": "gs-ring-text",
    "planned": "gs-soft",
}


def _step(canvas: Canvas, step: Step, spot: tuple[float, float]) -> None:
    x, y = spot
    tag = "a" if step.href else "g"
    if step.href:
        canvas.open(
            "a", "gs-link", href=step.href, aria_label=f"{step.number}: {step.words} {step.decision}".strip()
        )
    else:
        canvas.open("g")
    canvas.add("circle", STEP_LOOKS[step.state], cx=x, cy=y, r=11)
    canvas.text(
        x,
        y + 4,
        words.fit(step.number, 11.5, 22, bold=True),
        look=STEP_TEXTS[step.state],
        size=11.5,
        anchor="middle",
    )
    if step.state == "set_down":
        canvas.line(x + 17, y - 11, x + 17, y + 11, "gs-bar")
    canvas.close(tag)


def _step_words(canvas: Canvas, step: Step, left: float, room: float, top: float) -> float:
    size, y = 12.0, top + 18
    strong = "gs-strong" if step.state != "current" else "gs-ring-text"
    for look, lines in (
        ("gs-label", words.wrap(step.words, size, room, lines=3)),
        (strong, words.wrap(step.decision, size, room, lines=2, bold=True)),
    ):
        for line in lines:
            canvas.text(left, y, line, look=look, size=size)
            y += 16
    return y - 16


def tally(canvas: Canvas, body: Tally, width: float, height: float) -> float:
    """Four strokes and one across, rows as wide as the room allows."""
    group, stroke, row = 34.0, 6.0, 26.0
    per_row = max(int(width // group), 1)
    for k in range(body.count):
        five, within = divmod(k, 5)
        left, top = five % per_row * group + 5, five // per_row * row + 3
        if within < 4:
            lean = (0.6, -0.5, 0.3, -0.2)[within]
            canvas.line(
                left + within * stroke + lean, top, left + within * stroke - lean, top + 18, "gs-tally"
            )
        else:
            canvas.line(left - 4, top + 13, left + 4 * stroke, top + 4, "gs-tally")
    if not body.count:
        canvas.text(2, 17, "0", look="gs-label", size=13)
    rows = -(-max(-(-body.count // 5), 1) // per_row)
    return rows * row
