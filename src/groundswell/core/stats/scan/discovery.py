"""Which of many charts stand out, when so many are looked at that chance alone makes some of them signal.

Each series gets a p-value: how often chance alone gives runs as long, crossings as few or a point as far out as
seen in its latest phase. Then the false-discovery rate is held: Benjamini & Hochberg (1995, JRSS B 57), or
Benjamini & Yekutieli (2001, Annals of Statistics 29) for series that share students.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.lines.segment import Flags, Numbers
from groundswell.core.stats.result import FEWEST_FOR_A_VERDICT
from groundswell.core.stats.rules.chance import p_of_runs
from groundswell.core.stats.scan.sweep import BLOCK, Phase, phase
from groundswell.core.stats.special import student_t_cdf

if TYPE_CHECKING:
    from groundswell.core.stats.scan.result import Scan

EFFICIENCY_OF_RANGES = 0.5


@dataclass(frozen=True, slots=True)
class Discoveries:
    """`p` and `stands_out` are (series,); p is NaN where there are too few points to say.

    `rate` is the share of chance finds accepted among those that stand out.
    """

    rate: float
    overlapping: bool
    p: Numbers
    stands_out: Flags

    @property
    def judged(self) -> int:
        """Series with enough points to say anything."""
        return int((~np.isnan(self.p)).sum())

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was found, what it means and what it cannot tell."""
        found, share = int(self.stands_out.sum()), f"{100 * self.rate:g}%"
        chance = self.rate * found
        about = f"about {chance:,.0f}" if chance >= 1 else "fewer than one"
        shared = " It holds also when charts share students." if self.overlapping else ""
        return (
            f"{found:,} of {self.judged:,} charts with enough points stand out.",
            f"Among charts that stand out, {share} or fewer are expected to be chance: here {about}.{shared}",
            f"Looked at one by one, some {self.judged / 20:,.0f} of {self.judged:,} would signal by chance alone.",
            "A chart that does not stand out here can still hold a real change; it cannot be told from chance yet.",
        )


def discoveries(scan: Scan, *, rate: float = 0.05, overlapping: bool = False) -> Discoveries:
    """Hold the false-discovery rate over all series of a scan.

    `overlapping`: series that share students or move together, which asks for more from each. Raises
    ValueError unless 0 < rate < 1.
    """
    if not 0 < rate < 1:
        raise ValueError(f"The false-discovery rate is a share between 0 and 1, such as 0.05, not {rate:g}.")
    p = p_values(scan)
    return Discoveries(rate, overlapping, p, stand_out(p, rate, overlapping=overlapping))


def stand_out(p: Numbers, rate: float, *, overlapping: bool = False) -> Flags:
    """Which p-values (NaN left out) are discoveries at this rate: the largest k with p(k) <= k rate / m."""
    known = ~np.isnan(p)
    ordered = np.sort(p[known])
    ranks = np.arange(1, len(ordered) + 1)
    allowed = rate * ranks / max(len(ordered), 1)
    if overlapping:
        allowed /= (1 / ranks).sum()
    passing = np.flatnonzero(ordered <= allowed)
    return known & (p <= ordered[passing[-1]]) if len(passing) else np.zeros(len(p), dtype=np.bool_)


def p_values(scan: Scan) -> Numbers:
    """One p-value per series from its latest phase; NaN with fewer than eight useful points."""
    p = np.full(scan.n_series, np.nan)
    if not scan.layout.starts:
        return p
    with np.errstate(all="ignore"):
        for first in range(0, scan.n_series, BLOCK):
            here = slice(first, min(first + BLOCK, scan.n_series))
            latest = phase(scan.grid, scan.options, scan.layout, len(scan.layout.starts) - 1, here)
            p[here] = _p_of_phase(latest, scan)
    return p


def _p_of_phase(latest: Phase, scan: Scan) -> Numbers:
    tests = []
    if scan.options.time_ordered and CHARTS[scan.options.chart].has_runs:
        tests.append(p_of_runs(latest.runs, len(latest.judged.side)))
    if latest.judged.unit is not None:
        tests.append(np.where(latest.limits_shown, _p_of_farthest(latest, latest.judged.unit), 1.0))
    if not tests:
        return np.full(len(latest.n_values), np.nan)
    # Bonferroni over the tests of one series: right however they go together.
    smallest = np.minimum(1.0, len(tests) * np.minimum.reduce(tests))
    return np.where(latest.runs.n_useful >= FEWEST_FOR_A_VERDICT, smallest, np.nan)


def _p_of_farthest(latest: Phase, unit: Numbers) -> Numbers:
    """How often the farthest of so many normal values lies as far out.

    A unit made from moving ranges is itself uncertain, about as much as a standard deviation from half as many
    values; Student's t with that many degrees of freedom is on the careful side from 12 to 60 points (simulated).
    """
    judged = latest.judged
    farthest = np.fmax.reduce(np.abs(judged.even - judged.even_center) / unit, axis=0, initial=0.0)
    freedom = np.inf if latest.lines.unscreened is None else (latest.n_baseline - 1) * EFFICIENCY_OF_RANGES
    beyond = 2 * student_t_cdf(freedom, -farthest)
    chance: Numbers = -np.expm1(latest.n_values * np.log1p(-np.minimum(beyond, 1.0)))
    return chance
