"""A chart as the pages make it: computed and drawn, against the plain mean and moving ranges of the same numbers.

Nothing here waits, so the processor's time is counted: others on the machine do not show in it.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from time import process_time

from benchmarks.line import Line, in_turn, line
from groundswell.core.charts import Captions, control_chart, to_svg
from groundswell.core.stats import ChartOptions, Point, analyze

SIZES = (36, 100)
ROUNDS = 300


def measure() -> list[Line]:
    lines: list[Line] = []
    for size in SIZES:
        taken = in_turn(_works(_weeks(size), size), rounds=ROUNDS, clock=process_time)
        floor = f"mean and ranges of {size}"
        for name, seconds in taken.items():
            ratio = None if name == floor else median(seconds) / median(taken[floor])
            lines.append(line(name, seconds, ratio=ratio))
    return lines


def _works(points: list[Point], size: int) -> dict[str, Callable[[], object]]:
    options, captions = ChartOptions(chart="i"), Captions(title="Attendance", unit="%", source="Invented")
    numbers = [float(point.y or 0) for point in points]
    return {
        f"mean and ranges of {size}": lambda: _mean_and_ranges(numbers),
        f"compute {size}": lambda: analyze(points, options),
        f"compute and draw {size}": lambda: to_svg(
            control_chart(analyze(points, options), captions), width=700, height=320, ids_prefix="c"
        ),
    }


def _mean_and_ranges(numbers: list[float]) -> tuple[float, float]:
    ranges = [abs(after - before) for before, after in pairwise(numbers)]
    return sum(numbers) / len(numbers), sum(ranges) / len(ranges)


def _weeks(size: int) -> list[Point]:
    chance, start = random.Random(2016), date(2013, 9, 9)
    return [Point(start + timedelta(weeks=week), round(chance.gauss(92, 2), 2)) for week in range(size)]
