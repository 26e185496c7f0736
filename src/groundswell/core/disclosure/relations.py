"""Linear relations among withheld whole numbers: what a reader can write down about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Bounds = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Relation:
    """Sum of the added unknowns minus the subtracted ones equals `constant`."""

    added: tuple[str, ...]
    subtracted: tuple[str, ...]
    constant: int

    @property
    def signed(self) -> tuple[tuple[str, int], ...]:
        return (*((key, 1) for key in self.added), *((key, -1) for key in self.subtracted))


@dataclass(frozen=True)
class Unknowns:
    """Withheld values with the bounds a reader knows, and the relations between them.

    `truth` is one solution, which a publisher has: it makes networks exact at any size and the search fast.
    """

    bounds: Mapping[str, tuple[int, int]]
    relations: Sequence[Relation]
    truth: Mapping[str, int] = field(default_factory=dict)
    steps: int = 400
