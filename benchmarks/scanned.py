"""`python -m benchmarks.scanned SERIES POINTS`: seconds and memory of scans beside their floor, as JSON."""

import json
import resource
import sys
from collections.abc import Callable
from time import process_time

import numpy as np

from benchmarks.line import in_turn
from groundswell.core.stats import ChartOptions
from groundswell.core.stats.scan import scan

BLOCK = 65_536
FLOOR = "floor: numpy means and mean moving ranges"
BY = ["school", "measure", "group"]
Table = dict[str, np.ndarray]


def table_of(series: int, points: int) -> Table:
    """A long table, series by series: whole-number keys and periods, counts and denominators."""
    random = np.random.RandomState(2016)
    rows = series * points
    counted = random.randint(20, 120, size=rows).astype(float)
    counts = np.empty(rows)
    for first in range(0, rows, 1_000_000):
        here = slice(first, first + 1_000_000)
        counts[here] = random.binomial(counted[here].astype(int), 0.2)
    number = np.arange(series)
    keys = {"school": number // 1000, "measure": number // 20 % 50, "group": number % 20}
    kinds = {"school": np.int16, "measure": np.int8, "group": np.int8}
    return {
        **{name: np.repeat(keys[name].astype(kinds[name]), points) for name in BY},
        "week": np.tile(np.arange(points, dtype=np.int16), series),
        "n": counts,
        "d": counted,
    }


def floor(table: Table, points: int) -> tuple[np.ndarray, np.ndarray]:
    """Means and mean moving ranges of every series and nothing else, a block at a time as numpy likes it best."""
    values = table["n"].reshape(-1, points)
    means, ranges = np.empty(len(values)), np.empty(len(values))
    for first in range(0, len(values), BLOCK):
        here = values[first : first + BLOCK]
        means[first : first + BLOCK] = here.mean(axis=1)
        ranges[first : first + BLOCK] = np.abs(np.diff(here, axis=1)).mean(axis=1)
    return means, ranges


def works_of(table: Table, points: int) -> dict[str, Callable[[], object]]:
    works: dict[str, Callable[[], object]] = {FLOOR: lambda: floor(table, points)}
    for chart, rules in (
        ("i", "anhoej"),
        ("p", "anhoej"),
        ("i", "mdc"),
        ("i", "western_electric"),
        ("i", "nelson"),
    ):
        options = ChartOptions(chart=chart, rules=rules, direction="up")  # type: ignore[arg-type]
        denominator = "d" if chart == "p" else None
        works[f"scan: {chart.upper()} chart, {rules}"] = lambda options=options, denominator=denominator: (
            scan(  # type: ignore[misc]
                table, by=BY, x="week", value="n", denominator=denominator, options=options
            )
        )
    return works


def main() -> None:
    series, points = int(sys.argv[1]), int(sys.argv[2])
    seconds = in_turn(works_of(table_of(series, points), points), rounds=3, clock=process_time)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    grown = {
        name: in_turn(
            {"scan": works_of(table_of(20_000, k), k)["scan: I chart, anhoej"]}, rounds=5, clock=process_time
        )
        for name, k in (("points", points), ("four_times_the_points", 4 * points))
    }
    told = {"seconds": seconds, "peak_bytes": peak, **{name: taken["scan"] for name, taken in grown.items()}}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
