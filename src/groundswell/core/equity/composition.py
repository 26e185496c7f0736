"""Who is among the students counted, beside who is among all students."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.core.equity.reference import all_others
from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.rates import PointChange
from groundswell.core.stats.wording import said


@dataclass(frozen=True, slots=True)
class Composition:
    """Shares from 0 to 1: of the students counted, and of all students.

    `index` is the first over the second, `difference` the first minus the second. `excess`: how many more students
    of the group are counted than at the rate of all students; below 0, how many fewer.
    """

    group: str
    share_of_counted: float
    share_of_all: float
    index: float
    difference: PointChange
    excess: float

    def words(self, decimals: int = 1) -> str:
        counted, everyone = (said(100 * s, "%", decimals) for s in (self.share_of_counted, self.share_of_all))
        size = said(abs(self.excess), "", 0)
        more = "more" if self.excess >= 0 else "fewer"
        first = f"{self.group}: {counted} of the students counted, {everyone} of all students"
        return f"{first}; {size} {more} students than at the rate of all students."


def composition(groups: Mapping[str, Share], *, whole: Share) -> tuple[Composition, ...]:
    """Composition, composition index, difference and excess of every group, in the order given.

    c = x_g / X, s = n_g / N; index c / s, difference c − s, excess x_g − n_g X / N. Source: Bollmer and others (2007),
    Journal of Special Education 41, 186-198. Raises ValueError when nobody is counted, or a group exceeds the whole.
    """
    if not whole.count:
        raise ValueError("Nobody is counted, so there is no composition. Look at the counts first.")
    for share in groups.values():
        all_others(share, whole)
    return tuple(_of(group, share, whole) for group, share in groups.items())


def _of(group: str, share: Share, whole: Share) -> Composition:
    counted, everyone = share.count / whole.count, share.n / whole.n
    return Composition(
        group=group,
        share_of_counted=counted,
        share_of_all=everyone,
        index=counted / everyone,
        difference=PointChange(100 * (counted - everyone)),
        excess=share.count - share.n * whole.proportion,
    )
