"""Schools that serve students much alike, so that a school can learn beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from groundswell.core.equity.expected import Expectations, SchoolExpectation
from groundswell.core.stats.wording import said

EACH_SIDE = 50


@dataclass(frozen=True, slots=True)
class SimilarSchools:
    """A school beside the schools nearest to it in the characteristics index; `peers` by name, not by result."""

    own: SchoolExpectation
    peers: tuple[str, ...]
    peer_median: float

    def words(self, *, unit: str = "", decimals: int = 1, confidence: float = 0.90) -> str:
        """The school's result, its peers' middle and the shrunken distance from what is expected."""
        measured, middle = (said(v, unit, decimals) for v in (self.own.measured, self.peer_median))
        shrunken = self.own.residual
        distance, low, high = (
            said(v, "", decimals) for v in (shrunken.estimate, shrunken.low, shrunken.high)
        )
        kind = "percentage points" if unit == "%" else unit or "units"
        first = (
            f"{self.own.school}: {measured}. Half of {len(self.peers)} similar schools lie below {middle}."
        )
        band = f"{100 * confidence:g}% interval {low} to {high}"
        return f"{first} Beside what its students lead us to expect: {distance} {kind} ({band})."


def nearest_on_index(index: Sequence[float], *, each_side: int = EACH_SIDE) -> tuple[tuple[int, ...], ...]:
    """For every school the positions of its peers: `each_side` next below and above on the index, without itself.

    Near an end the missing ones come from the other side, so all have equally many; with few schools, all others.
    Source: CDE, Similar Schools Ranks based on the API: 50 schools above and 50 below on the index.
    """
    order = sorted(range(len(index)), key=index.__getitem__)
    wanted = min(2 * each_side + 1, len(order))
    peers: list[tuple[int, ...]] = [()] * len(order)
    for place, school in enumerate(order):
        first = min(max(0, place - each_side), len(order) - wanted)
        peers[school] = tuple(other for other in order[first : first + wanted] if other != school)
    return tuple(peers)


def similar_schools(expectations: Expectations, *, each_side: int = EACH_SIDE) -> tuple[SimilarSchools, ...]:
    """Every school with its peers, in the order given. Needs two schools or more."""
    schools = expectations.schools
    if len(schools) < 2:
        raise ValueError("Similar schools need two schools or more.")
    nearest = nearest_on_index(expectations.index, each_side=each_side)
    return tuple(
        _beside(school, [schools[i] for i in near]) for school, near in zip(schools, nearest, strict=True)
    )


def _beside(own: SchoolExpectation, peers: Sequence[SchoolExpectation]) -> SimilarSchools:
    names = tuple(sorted(peer.school for peer in peers))
    return SimilarSchools(own, names, median(peer.measured for peer in peers))
