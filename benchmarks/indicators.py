"""Chronic absence by school, group and month from invented attendance, against others for the same answer.

Every way gives the same cells before it is timed; a cell that differs counts as an error. GROUNDSWELL_BENCH_STUDENTS
sets the size: 180 days of each (default 20,000 students: 3.6 million rows). The store is made in the folder for
temporary files. With GROUNDSWELL_BENCH_SPARK=1 Spark's local mode comes along, for information. On a machine that others
use, GROUNDSWELL_BENCH_CLOCK=cpu compares seconds of all processors instead of seconds on the wall.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.attendance_peers import (
    ROOMY,
    asked,
    by_definition,
    by_hand,
    by_pandas,
    by_polars,
    by_spark,
    definition,
    different,
    in_cells,
)
from benchmarks.attendance_store import publish, publish_day
from benchmarks.line import Line, in_turn, line
from groundswell.store.query.opening import opened
from groundswell.store.release.making import make_release
from groundswell.store.release.reading import numbers

STUDENTS = int(os.environ.get("GROUNDSWELL_BENCH_STUDENTS", "20000"))
ROUNDS = int(os.environ.get("GROUNDSWELL_BENCH_ROUNDS", "5"))
CLOCK = process_time if os.environ.get("GROUNDSWELL_BENCH_CLOCK") == "cpu" else perf_counter
DAYS, SAMPLE = 180, 2_000
Works = dict[str, Callable[[], object]]


def measure() -> list[Line]:
    with TemporaryDirectory(prefix="groundswell-bench-") as folder:
        store, sample = Path(folder) / "store", Path(folder) / "sample"
        loaded = _seconds(partial(publish, store, students=STUDENTS, days=range(DAYS)))
        publish(sample, students=SAMPLE, days=range(DAYS))
        return [
            *computing(store),
            *pandas_on_a_sample(sample),
            *memory(store),
            *one_more_day(store, loaded),
            *a_page(sample),
        ]


def computing(store: Path) -> list[Line]:
    """The whole answer from an edition opened anew, and once more from one that is open."""
    expected, rows = by_hand(store), STUDENTS * DAYS
    works: Works = {
        "SQL by hand": lambda: by_hand(store),
        "the definition": lambda: by_definition(store),
        "Polars, lazy and streaming": lambda: by_polars(store),
    }
    errors = [0, different(expected, by_definition(store)), different(expected, by_polars(store))]
    if os.environ.get("GROUNDSWELL_BENCH_SPARK"):
        works["the definition on Spark, local"] = lambda: by_spark(store)
        errors.append(different(expected, by_spark(store)))
    with opened(store, limits=ROOMY) as (engine, _):
        asked(engine)
        works["the definition, asked again"] = lambda: in_cells(asked(engine))
        errors.append(0)
        taken = in_turn(works, rounds=ROUNDS, clock=CLOCK)
    floor = median(taken["SQL by hand"])
    return [
        line(
            f"chronic absence, {name}", seconds, errors=wrong, per_second=rows / median(seconds),
            ratio=None if name == "SQL by hand" else median(seconds) / floor,
        )
        for (name, seconds), wrong in zip(taken.items(), errors, strict=True)
    ]  # fmt: skip


def pandas_on_a_sample(sample: Path) -> list[Line]:
    """pandas holds all rows in memory, so it is measured on a few; the ratio is to SQL by hand on the same few."""
    errors = different(by_hand(sample), by_pandas(sample))
    works: Works = {"hand": lambda: by_hand(sample), "pandas": lambda: by_pandas(sample)}
    taken = in_turn(works, rounds=ROUNDS, clock=CLOCK)
    ratio = median(taken["pandas"]) / median(taken["hand"])
    each = SAMPLE * DAYS / median(taken["pandas"])
    name = f"chronic absence, pandas on {SAMPLE:,} students"
    return [line(name, taken["pandas"], ratio=ratio, per_second=each, errors=errors)]


def memory(store: Path) -> list[Line]:
    """Peak memory of each in a process of its own; the ratio is to 1 GB."""
    found = []
    for name in ("hand", "definition", "definition, held to 1 GB", "polars"):
        command = [sys.executable, "-m", "benchmarks.attendance_peers", name, str(store)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, megabytes = map(float, done.stdout.split())
        found.append(line(f"peak memory as a part of 1 GB, {name}", [seconds] * 2, ratio=megabytes / 1024))
    return found


def one_more_day(store: Path, loaded: float) -> list[Line]:
    """A day of attendance published, and the indicator again, against publishing all days."""
    days = [
        _seconds(partial(publish_day, store, students=STUDENTS, day=DAYS + number))
        for number in range(ROUNDS)
    ]
    again = [_seconds(lambda: by_definition(store)) for _ in range(2)]
    whole = loaded + median(again)
    both = [seconds + median(again) for seconds in days]
    return [
        line("one more day, published, against all days", days, ratio=median(days) / loaded),
        line("one more day and the indicator again, against all", both, ratio=median(both) / whole),
    ]


def a_page(sample: Path) -> list[Line]:
    """One school's numbers from a release, as a page asks for them: the ratio is to the first time."""
    indicator = definition()
    manifest = make_release(sample, [indicator], made_at="2026-11-22T00:00:00+00:00", periods=["month"])

    def read() -> object:
        return numbers(sample, manifest, indicator.id, period="month", place_kind="school", places=["S0"])

    first = _seconds(read)
    warm = [_seconds(read) for _ in range(200)]
    return [line("a page's numbers, against the first read", warm, ratio=median(warm) / first)]


def _seconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started
