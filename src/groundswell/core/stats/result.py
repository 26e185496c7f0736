"""What comes out: one frozen result, enough to draw, to explain and to store."""

from dataclasses import dataclass
from typing import Literal

from groundswell.core.stats.points import ChartName, Direction, RunsMethod, X

Side = Literal["above", "below"]
Meaning = Literal["improvement", "concern", "neutral"]

FEWEST_FOR_A_VERDICT = 8
FEWEST_FOR_LIMITS = 12


@dataclass(frozen=True, slots=True)
class RunWindow:
    """The longest run (the latest one if several tie).

    Positions of its points, all on one side of the center.
    """

    indices: tuple[int, ...]
    side: Side

    @property
    def start(self) -> int:
        return self.indices[0]

    @property
    def end(self) -> int:
        return self.indices[-1]


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule that marks one point; `window` holds the positions of its pattern, `side` None when it has none."""

    rule: str
    side: Side | None
    window: tuple[int, ...]
    meaning: Meaning
    words: str


@dataclass(frozen=True, slots=True)
class PointResult:
    """One plotted point in the shown unit.

    `n` is its denominator, `included` False when people set it aside (and why). The inner limits are there when
    the options ask for them; no rule looks at them.
    """

    x: X
    y: float | None
    n: float | None
    center: float | None
    lower: float | None
    upper: float | None
    included: bool
    signals: tuple[Signal, ...]
    part: int
    set_aside: str = ""
    inner_lower: float | None = None
    inner_upper: float | None = None


@dataclass(frozen=True, slots=True)
class PartResult:
    """One phase. Indices are positions in the series, ends included. Runs signals belong here, not to points.

    `n_points` all positions, `n_values` included points with a value, `n_useful` those off the center.
    `lower` and `upper` are the limits when they are the same all along the part, else None (P charts).
    """

    start_index: int
    end_index: int
    name: str
    reason: str
    by: str
    n_points: int
    n_values: int
    n_useful: int
    n_baseline: int
    center: float | None
    center_shown: bool
    baseline_until: X | None
    baseline_end_index: int | None
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    runs_signal: bool
    run_window: RunWindow | None
    lower: float | None
    upper: float | None
    limits_shown: bool

    @property
    def judged(self) -> bool:
        """Enough useful points for the runs rules to say anything."""
        return self.n_useful >= FEWEST_FOR_A_VERDICT

    @property
    def long_run(self) -> bool:
        """The runs signal is one long run, rather than few crossings."""
        return self.runs_signal and (self.longest_run or 0) > (self.longest_run_max or 0)


@dataclass(frozen=True, slots=True)
class ChartResult:
    """One chart, computed. `notes` are plain sentences about anything unusual that was done with the data."""

    chart: ChartName
    rules: str
    rules_version: str
    direction: Direction
    target: float | None
    parts: tuple[PartResult, ...]
    points: tuple[PointResult, ...]
    notes: tuple[str, ...]
    center_word: str
    runs_method: RunsMethod = "anhoej"

    @property
    def values(self) -> tuple[float, ...]:
        """Plotted values that count: not missing, not set aside."""
        return tuple(p.y for p in self.points if p.y is not None and p.included)
