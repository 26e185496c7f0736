"""Run chart: the median and nothing else."""

import numpy as np

from groundswell.core.stats.lines.segment import Choices, Family, Lines, Numbers, Segment, missing


def median(numbers: Numbers) -> Numbers:
    """Medians down each series, missing ones left out; (1, series)."""
    if not len(numbers):
        return missing((1, numbers.shape[1]))
    ordered = np.sort(numbers, axis=0)  # missing ones sort last
    known = (~np.isnan(numbers)).sum(axis=0)
    columns = np.arange(numbers.shape[1])
    below, above = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, len(numbers) - 1)
    middle = (ordered[below, columns] + ordered[above, columns]) / 2
    return np.where(known > 0, middle, np.nan)[np.newaxis]


def _lines(segment: Segment, given: Numbers | None, choices: Choices) -> Lines:
    center = median(segment.of_base(segment.values)) if given is None else given
    nothing = missing((1, segment.values.shape[1]))
    return Lines(segment.values, center, nothing, nothing)


RUN = Family(title="Run chart", center_word="median", lines=_lines)
