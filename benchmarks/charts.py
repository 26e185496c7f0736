"""Charts: a whole network's in one scan, one alone, and one drawn; each beside a floor and its peers in the same run.

Nothing here waits, so the processor's time is counted: others on the machine do not show in it.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import process_time

import numpy as np

from benchmarks.drawn import drawings
from benchmarks.line import Line, in_turn, line
from groundswell.core.stats import ChartOptions, Point, analyze

# 1,800 schools x 50 measures x 20 student groups x 36 points.
SERIES, POINTS = 1_800_000, 36
FLOOR = "floor: numpy means and mean moving ranges"
# System time of the R packages per series of 36 points, I chart: single calls, and many in one call (R 4.2.2, two
# shared cores). R is not on every machine that measures, so these are carried over, and say so.
RECORDED = {"qicharts2 (recorded)": 0.021, "NHSRplotthedots, facets in one call (recorded)": 0.0016}
ALONE = 2_000


def measure() -> list[Line]:
    lines, scan_seconds = _scans()
    return [*lines, *_peers(scan_seconds), *_single(), *drawings()]


def _scans() -> tuple[list[Line], float]:
    """In a process of its own, so that its memory is the scan's alone."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.scanned", str(SERIES), str(POINTS)],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(told.stdout)
    seconds = found["seconds"]
    floor = median(seconds[FLOOR])
    lines = [
        line(
            name,
            taken,
            ratio=None if name == FLOOR else median(taken) / floor,
            per_second=SERIES / median(taken),
        )
        for name, taken in seconds.items()
    ]
    gigabytes = found["peak_bytes"] / 1e9
    lines.append(line("peak memory of all this, in GB", [0.0, 0.0], ratio=gigabytes, per_second=1))
    growth = median(found["four_times_the_points"]) / median(found["points"]) / 4
    lines.append(line("time per point, 144 points over 36", [0.0, 0.0], ratio=growth, per_second=1))
    return lines, median(seconds["scan: I chart, anhoej"])


def _peers(scan_seconds: float) -> list[Line]:
    """How many times the scan's time per series a peer takes."""
    from qikit.spc.compute import compute

    rows = np.random.RandomState(1).normal(90, 2, size=(ALONE, POINTS))
    taken = in_turn({"qikit": lambda: [compute("i", row) for row in rows]}, rounds=3, clock=process_time)
    per_series = {"clinical-qikit": median(taken["qikit"]) / ALONE, **RECORDED}
    return [
        line(f"{name}, over the scan, per series", [each, each], ratio=each / (scan_seconds / SERIES))
        for name, each in per_series.items()
    ]


def _single() -> list[Line]:
    """One series of 36 points, with everything a page wants to know about it."""
    values = np.random.RandomState(2).normal(90, 2, size=POINTS)
    points = [Point(k, float(value)) for k, value in enumerate(values)]
    works: dict[str, Callable[[], object]] = {
        "one series, numpy mean and ranges": lambda: (values.mean(), np.abs(np.diff(values)).mean())
    }
    for rules in ("anhoej", "mdc", "nelson"):
        options = ChartOptions(chart="i", rules=rules)
        works[f"one series alone, {rules}"] = lambda options=options: analyze(points, options)  # type: ignore[misc]
    taken = in_turn(works, rounds=200, clock=process_time)
    floor = median(taken["one series, numpy mean and ranges"])
    return [
        line(name, seconds, ratio=None if name.startswith("one series,") else median(seconds) / floor)
        for name, seconds in taken.items()
    ]
