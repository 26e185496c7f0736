"""The runs of one series about a center, with the longest run named point by point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.core.stats.result import RunWindow
from groundswell.core.stats.rules import runs
from groundswell.core.stats.rules.judged import Sides, sides
from groundswell.core.stats.rules.sets import RunsRule


@dataclass(frozen=True, slots=True)
class RunsTest:
    """Runs of one part; every number None when no point is useful."""

    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool
    window: RunWindow | None


NOTHING = RunsTest(0, None, None, None, None, signal=False, window=None)


def runs_test(side: Sides, first: int, rule: RunsRule) -> RunsTest:
    """Judge the sides (points, 1) of one part that begins at position `first` of its series."""
    found = runs.runs_of(side)
    useful, longest, crossings = (int(each[0]) for each in (found.n_useful, found.longest, found.crossings))
    if not useful:
        return NOTHING
    fewest, most = _limits(useful, rule)
    return RunsTest(
        n_useful=useful,
        longest_run=longest,
        longest_run_max=most,
        crossings=crossings,
        crossings_min=fewest,
        signal=_signal(found, useful, rule),
        window=_window(side, int(found.end[0]), longest, first),
    )


def _limits(useful: int, rule: RunsRule) -> tuple[int, int]:
    most = runs.longest_run_limit(useful)
    if rule == "runs_count":
        return runs.runs_count_limits(useful)[0] - 1, most
    return runs.crossings_limit(useful), most


def _signal(found: runs.Runs, useful: int, rule: RunsRule) -> bool:
    if rule == "none":
        return False
    judge = runs.anhoej if rule == "anhoej" else runs.runs_count
    return bool(judge(found, useful)[0])


def _window(side: Sides, end: int, length: int, first: int) -> RunWindow:
    """The last `length` useful points up to `end`."""
    useful = np.flatnonzero(side[: end + 1, 0])[-length:]
    above = side[end, 0] > 0
    return RunWindow(tuple(first + int(place) for place in useful), "above" if above else "below")


def runs_about(values: Sequence[float | None], center: float, rule: RunsRule = "anhoej") -> RunsTest:
    """The same for plain values about one center."""
    numbers = np.asarray(values, dtype=np.float64).reshape(len(values), 1)
    return runs_test(sides(numbers, np.full((1, 1), center)), 0, rule)
