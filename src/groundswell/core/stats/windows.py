"""The runs of one series about a center, with the longest run named point by point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter

import numpy as np

from groundswell.core.stats.lines.segment import Flags
from groundswell.core.stats.result import RunWindow
from groundswell.core.stats.rules import boxes, runs
from groundswell.core.stats.rules.judged import Places, Sides, sides
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


BOXES = {"bestbox": boxes.best_box, "cutbox": boxes.cut_box}
JUDGES: dict[RunsRule, Callable[[runs.Runs], Flags]] = {
    "anhoej": runs.anhoej,
    "bestbox": partial(boxes.box_signal, cut=False),
    "cutbox": partial(boxes.box_signal, cut=True),
    "runs_count": runs.runs_count,
}
NOTHING = RunsTest(0, None, None, None, None, signal=False, window=None)


def runs_test(side: Sides, first: int, rule: RunsRule, *, guarded: bool = True) -> RunsTest:
    """Judge the sides (points, 1) of one part that begins at position `first` of its series.

    Unguarded, a box reports the two plain limits beside its own verdict, as the reference software does.
    """
    found = runs.runs_of(side)
    useful, longest, crossings = (int(each[0]) for each in (found.n_useful, found.longest, found.crossings))
    if not useful:
        return NOTHING
    fewest, most = ordinary_limits(useful, rule if guarded else _reported(rule), longest, crossings)
    return RunsTest(
        n_useful=useful,
        longest_run=longest,
        longest_run_max=most,
        crossings=crossings,
        crossings_min=fewest,
        signal=_signal(found, rule),
        window=_window(side, longest, first),
    )


def _reported(rule: RunsRule) -> RunsRule:
    return "anhoej" if rule in BOXES else rule


def ordinary_limits(useful: int, rule: RunsRule, longest: int, crossings: int) -> tuple[int, int]:
    """Fewest crossings and longest run still ordinary; in a cut box each one given the other."""
    box = BOXES[rule](useful) if rule in BOXES else None
    if box:
        return box.crossings_given(longest), box.longest_given(crossings)
    most = runs.longest_run_limit(useful)
    if rule == "runs_count":
        return runs.runs_count_limits(useful)[0] - 1, most
    return runs.crossings_limit(useful), most


def ordinary_of(found: runs.Runs, rule: RunsRule) -> tuple[Places, Places]:
    """The same for many series at once, (series,) each; zeros where no point is useful."""
    if rule not in BOXES:
        fewest, most = runs.of_each(found.n_useful, lambda n: ordinary_limits(n, rule, 0, 0) if n else (0, 0))
        return fewest, most
    # The three numbers as one, since few combinations occur: sorting one column is quick.
    joint = (found.n_useful.astype(np.int64) << 32) + (found.longest.astype(np.int64) << 16) + found.crossings
    _, first, places = np.unique(joint, return_index=True, return_inverse=True)
    each = zip(
        *(column[first].tolist() for column in (found.n_useful, found.longest, found.crossings)), strict=True
    )
    limits = [ordinary_limits(n, rule, longest, crossings) if n else (0, 0) for n, longest, crossings in each]
    fewest, most = np.asarray(limits, dtype=np.int16).reshape(-1, 2)[places].T
    return fewest, most


def _signal(found: runs.Runs, rule: RunsRule) -> bool:
    if rule == "none":
        return False
    return bool(JUDGES[rule](found)[0])


def _window(side: Sides, longest: int, first: int) -> RunWindow:
    """The latest of the longest runs: it is the one people act on."""
    useful = [(place, sign) for place, sign in enumerate(side[:, 0].tolist(), first) if sign]
    runs_found = [(sign, [place for place, _ in run]) for sign, run in groupby(useful, key=itemgetter(1))]
    sign, places = next(run for run in reversed(runs_found) if len(run[1]) == longest)
    return RunWindow(tuple(places), "above" if sign > 0 else "below")


def runs_about(values: Sequence[float | None], center: float) -> RunsTest:
    """The same for plain values about one center, by the rules of Anhoej."""
    numbers = np.asarray(values, dtype=np.float64).reshape(len(values), 1)
    return runs_test(sides(numbers, np.full((1, 1), center)), 0, "anhoej")
