"""Run chart: the median and nothing else."""

import statistics

from groundswell.core.stats.family import Family, LimitChoices, Limits, Segment, Values


def _center(segment: Segment) -> float | None:
    values = segment.base_values
    return statistics.median(values) if values else None


def _no_limits(segment: Segment, centers: Values, choices: LimitChoices) -> Limits:
    nothing = [None] * len(segment.values)
    return Limits(nothing, nothing)


RUN = Family(title="Run chart", center_word="median", center=_center, limits=_no_limits)
