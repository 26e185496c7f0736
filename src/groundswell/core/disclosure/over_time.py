"""Differencing over time: what lies between two cumulative numbers is a group too, and may be a small one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from groundswell.core.disclosure.rules import AdditiveSet, Cell


def between(earlier: Cell, later: Cell) -> tuple[Cell, AdditiveSet] | None:
    """Those who joined (or left) between two releases of one number, as a cell, and the sum it makes.

    None when nobody did. Its count is left out where the counts cannot be those of the people who joined or
    left (somebody who stayed has changed): then the sizes alone are protected.
    """
    fewer, more = sorted((earlier, later), key=lambda cell: cell.n)
    if fewer.n == more.n:
        return None
    count = None
    if fewer.count is not None and more.count is not None:
        moved = more.count - fewer.count
        count = moved if 0 <= moved <= more.n - fewer.n else None
    cell = Cell(f"between {earlier.key} and {later.key}", more.n - fewer.n, count)
    return cell, AdditiveSet(more.key, (fewer.key, cell.key))


def differences(series: Sequence[Cell]) -> tuple[list[Cell], list[AdditiveSet]]:
    """Cells and sums between all neighbors in a series in order of time; give them to `protect` as well.

    The cells themselves are not for printing: a reader gets them by subtraction, or must not.
    """
    pairs = [between(early, late) for early, late in pairwise(series)]
    found = [pair for pair in pairs if pair is not None]
    return [cell for cell, _ in found], [each for _, each in found]
