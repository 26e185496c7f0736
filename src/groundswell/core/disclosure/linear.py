"""Numbers nobody printed, and what everything printed says about them, as linear limits on whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from groundswell.core.disclosure.relations import Relation

Terms = tuple[tuple[str, int], ...]
Proof = Literal["tightest", "at least", "at most"]


class Contradiction(ValueError):
    """What was printed cannot all be true. `terms` are the unknowns of the limit where it shows."""

    def __init__(self, terms: Terms = ()) -> None:
        names = ", ".join(name for name, _ in terms[:5])
        super().__init__(f"The printed numbers contradict each other at {names or 'some cell'}.")
        self.terms = terms


@dataclass(frozen=True, slots=True)
class Limit:
    """`low` <= sum of coefficient x unknown <= `high`. None: no limit on that side."""

    terms: Terms
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class System:
    """Unknown whole numbers with the bounds a reader knows, and limits on their sums.

    `truth` is one solution, where it is known (to a publisher, never to an attacker).
    """

    bounds: Mapping[str, tuple[int, int]]
    limits: Sequence[Limit]
    truth: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`. `proof` says what is known of it.

    tightest: both ends occur in a complete solution. at least: the work stopped as this was enough, the true
    range may be wider. at most: the work ran out (or was not needed), the true range may be narrower.
    """

    low: int
    high: int
    proof: Proof = "tightest"

    @property
    def candidates(self) -> int:
        """Whole numbers from low to high, both included."""
        return self.high - self.low + 1

    def surely_has(self, need: int) -> bool:
        """At least `need` candidates, shown by complete solutions at both ends."""
        return self.candidates >= need and self.proof != "at most"

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


def limits_of(relations: Iterable[Relation]) -> list[Limit]:
    """Sums that must be exact, as limits with both sides equal."""
    return [Limit(relation.signed, relation.constant, relation.constant) for relation in relations]
