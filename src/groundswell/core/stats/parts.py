"""Cuts a series into its parts (phases) and computes each one's lines, points and runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundswell.core.stats import signals
from groundswell.core.stats.columns import BadPointsError, Columns
from groundswell.core.stats.lines import Choices, Lines
from groundswell.core.stats.lines.segment import Flags, Numbers, Segment, missing
from groundswell.core.stats.points import ChartOptions, Layout, Phase, X
from groundswell.core.stats.result import PointResult
from groundswell.core.stats.rules.judged import Judged, judge
from groundswell.core.stats.rules.sets import RULE_SETS
from groundswell.core.stats.stretch import known, limits_shown, lines_of, stretches

SPIKE_NOTE = (
    "Nearly all points are equal, so leaving out the largest steps would leave limits with no width. "
    "The limits here use every step."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part on its way to a result; `first` and `last` are positions in the series, ends included."""

    number: int
    first: int
    last: int
    baseline_end: int | None
    phase: Phase
    xs: Sequence[X]
    included: Flags
    segment: Segment

    @property
    def n_baseline(self) -> int:
        """Points with a value that feed center and limits."""
        return int(known(self.segment.of_base(self.segment.values))[0])


@dataclass(frozen=True, slots=True)
class Drawn:
    """The lines of a part in the raw unit, as rules judge them, and whether its limits may be shown."""

    lines: Lines
    inner: Lines | None
    judged: Judged
    limits_shown: bool
    note: str


def cut(series: Columns, positions: Layout, phases: Sequence[Phase], *, ordered: bool) -> list[Part]:
    """One part per start; no points, no parts."""
    if not series.xs:
        return []
    parts = []
    for number, (here, phase) in enumerate(zip(stretches(positions, len(series.xs)), phases, strict=True)):
        segment = series.part(here.first, here.last, here.base, ordered=ordered)
        xs = series.xs[here.first : here.last + 1]
        parts.append(
            Part(number, here.first, here.last, here.baseline_end, phase, xs, here.included, segment)
        )
    return parts


def drawn(part: Part, options: ChartOptions, given: Numbers | None, *, guarded: bool) -> Drawn:
    """Center, limits and what the rules see. A given center counts unless it is missing somewhere."""
    choices = Choices(screened=options.screened, guarded=guarded)
    lines = _lines(part, options, given, choices)
    inner = _inner(part, options, given, choices)
    shown = bool(limits_shown(lines, np.asarray([part.n_baseline]))[0])
    note = SPIKE_NOTE if lines.unscreened is not None and lines.unscreened[0] else ""
    judged = judge(lines, part.included, everything=not guarded)
    return Drawn(lines, inner, judged, shown, note)


def _lines(part: Part, options: ChartOptions, given: Numbers | None, choices: Choices) -> Lines:
    usable = given is not None and len(given) > 0 and not np.isnan(given).any()
    return lines_of(part.segment, options, given if usable else None, choices)


def _inner(part: Part, options: ChartOptions, given: Numbers | None, choices: Choices) -> Lines | None:
    if options.inner_sigmas is None:
        return None
    if options.inner_sigmas <= 0:
        raise BadPointsError(f"inner_sigmas is {options.inner_sigmas:g}. Use a number above zero, such as 2.")
    return _lines(part, options, given, replace(choices, sigmas=options.inner_sigmas))


def points(part: Part, found: Drawn, options: ChartOptions, *, guarded: bool) -> list[PointResult]:
    """Every point of the part in the shown unit.

    Guarded, points set aside and limits not shown mark nothing.
    """
    counted = _shown(part.segment.denominators, found.lines.values.shape, 1)
    rules = RULE_SETS[options.rules].rules
    marks = signals.of_part(
        found.judged, rules, options, first=part.first, with_limits=found.limits_shown or not guarded
    )
    reasons = {e.x: e.reason for e in options.excluded}
    columns = _columns(found, options.multiply)
    rows = zip(part.xs, *columns, counted, part.included.tolist(), strict=True)
    return [
        PointResult(
            x=x, y=y, n=n, center=center, lower=lower, upper=upper, included=included,
            signals=marks.get(k, ()), part=part.number, set_aside=reasons.get(x, ""),
            inner_lower=inner_lower, inner_upper=inner_upper,
        )
        for k, (x, y, center, lower, upper, inner_lower, inner_upper, n, included) in enumerate(rows)
    ]  # fmt: skip


def _columns(found: Drawn, factor: float) -> list[list[float | None]]:
    """Values, center, limits and inner limits, in the shown unit."""
    lines, inner = found.lines, found.inner
    drawn = [lines.values, lines.center, lines.lower, lines.upper]
    drawn += [inner.lower, inner.upper] if inner else [missing((1, 1))] * 2
    return [_shown(numbers, lines.values.shape, factor) for numbers in drawn]


def _shown(numbers: Numbers, shape: tuple[int, ...], factor: float) -> list[float | None]:
    """One number per point, in the shown unit; what is not known or not finite is None."""
    scaled = np.broadcast_to(numbers, shape)[:, 0] * factor
    return [
        value if finite else None
        for value, finite in zip(scaled.tolist(), np.isfinite(scaled).tolist(), strict=True)
    ]
