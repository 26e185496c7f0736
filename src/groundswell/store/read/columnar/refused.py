"""Everything that is wrong with a file, gathered before anything is said about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from groundswell.store.read.faults import Fault

SHOWN = 20

Rows = NDArray[np.intp]
Described = tuple[str, str, str]


class RefusedFile(Exception):
    """The file cannot be used as it is. `faults` are the first in the file, `total` counts all of them."""

    def __init__(self, name: str, faults: Sequence[Fault], total: int) -> None:
        super().__init__(f"{name}: {total} findings, the first on row {faults[0].line}: {faults[0].message}")
        self.name, self.faults, self.total = name, tuple(faults), total


@dataclass
class Findings:
    """Findings by row, from 0 under the header; the first `SHOWN` keep their words, the others are counted."""

    found: list[tuple[int, str, Described]] = field(default_factory=list)
    total: int = 0

    def add(self, rows: Rows, column: str, describe: Callable[[int], Described]) -> None:
        """Every row of `rows` (ascending) has something wrong in `column`; `describe(row)` says what."""
        self.total += len(rows)
        self.found += [(int(row), column, describe(int(row))) for row in rows[:SHOWN]]

    def refuse(self, name: str, lines_of: Callable[[Sequence[int]], list[int]]) -> None:
        """Raises `RefusedFile` when anything was found."""
        if not self.total:
            return
        first = sorted(self.found, key=lambda each: each[0])[:SHOWN]
        lines = lines_of([row for row, _, _ in first])
        faults = [Fault(line, column, *words) for line, (_, column, words) in zip(lines, first, strict=True)]
        raise RefusedFile(name, faults, self.total)


def refuse_if(name: str, faults: Iterable[Fault]) -> None:
    """Raises `RefusedFile` when there are faults with lines of their own."""
    every = list(faults)
    if every:
        raise RefusedFile(name, every[:SHOWN], len(every))
