"""Groups within groups, such as English learners with disabilities, with the many looks counted in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from groundswell.core.equity.gaps import FEWEST, Gap, gaps
from groundswell.core.equity.reference import Reference
from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.wording import counted, said

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intersections:
    """Gaps by joined group, with plain intervals (`gaps`) and with intervals that hold for all at once (`together`).

    `too_few`: joined groups left out since fewer than `fewest` students are in them.
    """

    gaps: tuple[Gap, ...]
    together: tuple[Gap, ...]
    too_few: tuple[str, ...]
    confidence: float

    @property
    def clear(self) -> tuple[str, ...]:
        """Groups whose gap is clear even when all looks are counted in."""
        return tuple(gap.group for gap in self.together if gap.clear)

    def words(self) -> str:
        """How many looks were taken, and how many clear gaps luck alone would bring."""
        looks = len(self.gaps)
        if not looks:
            return "No joined group is large enough to show."
        lucky = said((1 - self.confidence) * looks, "", 1)
        first = (
            f"We looked at {counted(looks, 'joined group')}, so about {lucky} would look apart by luck alone."
        )
        clear = len(self.clear)
        found = "None stays clear" if not clear else f"{clear} {'stays' if clear == 1 else 'stay'} clear"
        left = f" {len(self.too_few)} more have too few students." if self.too_few else ""
        return f"{first} {found} when all looks are counted in.{left}"


def intersections(
    groups: Mapping[Labels, Share],
    *,
    whole: Share,
    higher_is_better: bool,
    reference: Reference | None = None,
    confidence: float = 0.95,
    fewest: int = FEWEST,
) -> Intersections:
    """Gaps of joined groups. Keys are labels such as ("Latinx", "English learner").

    With k looks the intervals of `together` have confidence 1 − (1 − confidence) / k, so that all hold at once at
    least that often. Source: Dunn (1961), JASA 56, 52-64 (Bonferroni).
    """
    named = {" and ".join(labels): share for labels, share in groups.items()}
    large = {name: share for name, share in named.items() if share.n >= fewest}

    def at(level: float) -> tuple[Gap, ...]:
        return gaps(
            large,
            whole=whole,
            higher_is_better=higher_is_better,
            reference=reference,
            confidence=level,
            fewest=fewest,
        )

    plain = at(confidence)
    together = at(1 - (1 - confidence) / max(1, len(plain)))
    return Intersections(plain, together, tuple(sorted(set(named) - set(large))), confidence)


def joined(rows: Iterable[tuple[Labels, bool]]) -> dict[Labels, Share]:
    """Counts of joined groups from students: each row has a student's labels and whether the student counts."""
    counts: dict[Labels, list[int]] = {}
    for labels, counts_in in rows:
        cell = counts.setdefault(labels, [0, 0])
        cell[0] += counts_in
        cell[1] += 1
    return {labels: Share(count, n) for labels, (count, n) in sorted(counts.items())}
