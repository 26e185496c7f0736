"""What goes in: the points of one series and how the team chose to look at them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

X = dt.date | int | str
ChartName = Literal["run", "i", "mr", "xmr", "ip", "xbar", "s", "t", "c", "u", "up", "p", "pp", "g"]
Aggregate = Literal["mean", "median", "sum", "sd"]
RuleSetName = Literal["anhoej", "mdc", "ihi", "western_electric", "nelson"]
RunsMethod = Literal["anhoej", "bestbox", "cutbox"]
Direction = Literal["up", "down", "neither"]


@dataclass(frozen=True, slots=True)
class Point:
    """One period. `y` None is a gap, never zero. With `n`, the plotted value is y / n, on every chart.

    Several points on one x are one subgroup: counts and denominators add up, Xbar and S charts use every
    measurement, other charts need `ChartOptions.aggregate`.
    """

    x: X
    y: float | None
    n: float | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """From `start` (its first period) the work is judged anew.

    `baseline_until` freezes this phase's own baseline.
    """

    start: X
    reason: str
    name: str = ""
    by: str = ""
    baseline_until: X | None = None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A period shown but kept out of centers, limits and rules, with the reason people gave."""

    x: X
    reason: str


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """Choices that make a chart.

    `center` is in the raw unit (a proportion for P); `multiply` turns it into the shown unit.
    `target` is in the shown unit. `baseline_until` is the last period of the first phase's frozen baseline.
    `time_ordered` False (schools side by side, a funnel) switches the runs rules off.
    `aggregate` says how several values on one x become one; G and T charts never combine any.
    `inner_sigmas`, 2 for instance, adds limits closer to the center that are drawn and never used for signals.
    `runs_method` is how the Anhoej rule set judges runs: its own two limits, or one box for both numbers (10 to
    100 useful points; the two limits elsewhere).
    """

    chart: ChartName = "run"
    phases: Sequence[Phase] = ()
    baseline_until: X | None = None
    excluded: Sequence[Exclusion] = ()
    center: float | None = None
    screened: bool = True
    target: float | None = None
    direction: Direction = "neither"
    rules: RuleSetName = "anhoej"
    multiply: float = 1.0
    floor_at_zero: bool = False
    time_ordered: bool = True
    first_phase_name: str = ""
    aggregate: Aggregate | None = None
    runs_method: RunsMethod = "anhoej"
    inner_sigmas: float | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The same choices by position.

    First index of each part, last baseline index of each part (None: whole part).
    """

    starts: tuple[int, ...]
    baseline_ends: tuple[int | None, ...]
    excluded: frozenset[int] = frozenset()
