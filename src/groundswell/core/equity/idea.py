"""Risk ratios with the minimum sizes of IDEA's rule on significant disproportionality, 34 CFR 300.647."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeGuard

from groundswell.core.stats.rate_intervals import RiskRatio, Share, risk_ratio_interval
from groundswell.core.stats.wording import said

RatioKind = Literal["risk ratio", "alternate risk ratio", "not calculated"]
MOST_YEARS = 3


@dataclass(frozen=True, slots=True)
class MinimumSizes:
    """Smallest count in the category (`cell`) and smallest group (`n`).

    Up to 10 and up to 30 are presumptively reasonable: 34 CFR 300.647(b)(1)(iv).
    """

    cell: int = 10
    n: int = 30

    @property
    def presumptively_reasonable(self) -> bool:
        return self.cell <= 10 and self.n <= 30

    def met_by(self, share: Share | None) -> TypeGuard[Share]:
        return share is not None and share.count >= self.cell and share.n >= self.n


@dataclass(frozen=True, slots=True)
class DisproportionateRisk:
    """A group's risk over the comparison group's, and which of the two ratios it is; `ratio` None when neither."""

    kind: RatioKind
    ratio: RiskRatio | None
    words: str


def idea_risk_ratio(
    group: Share | None,
    others: Share | None,
    *,
    state_others: Share | None = None,
    sizes: MinimumSizes | None = None,
    confidence: float = 0.95,
) -> DisproportionateRisk:
    """Risk ratio, or the alternate one when the district's comparison group is too small.

    `group`: children of one race or ethnicity in the district, `others`: all other children of the district,
    `state_others`: all other children of the state. None where nobody is enrolled. Source: 34 CFR 300.647(a), (b)
    and (c). The interval is ours: the rule knows the ratio alone.
    """
    least = sizes or MinimumSizes()
    if not least.met_by(group):
        return _not_calculated("this group", least)
    if least.met_by(others):
        return _ratio("risk ratio", group, others, confidence)
    if least.met_by(state_others):
        return _ratio("alternate risk ratio", group, state_others, confidence)
    return _not_calculated("the comparison group, in the district and in the state,", least)


def _ratio(kind: RatioKind, group: Share, beside: Share, confidence: float) -> DisproportionateRisk:
    found = risk_ratio_interval(group, beside, confidence=confidence)
    where = "the state" if kind == "alternate risk ratio" else "the district"
    value, low, high = (said(each, "", 2) for each in (found.ratio, found.low, found.high))
    words = f"{kind.capitalize()} {value} ({low} to {high}), beside all other children in {where}."
    return DisproportionateRisk(kind, found, words)


def _not_calculated(who: str, least: MinimumSizes) -> DisproportionateRisk:
    words = f"Not calculated: {who} has fewer than {least.cell} children in the category or fewer than {least.n} in all."
    return DisproportionateRisk("not calculated", None, words)


def pooled_years(years: Sequence[Share | None]) -> Share | None:
    """Counts of up to three consecutive years added up, for groups too small in one. None when nobody is there.

    A child counts once in each year.
    """
    known = _recent(years)
    return Share(sum(s.count for s in known), sum(s.n for s in known)) if known else None


def _recent(years: Sequence[Share | None]) -> list[Share]:
    if len(years) > MOST_YEARS:
        raise ValueError(f"Give at most {MOST_YEARS} consecutive years, not {len(years)}.")
    return [share for share in years if share is not None]


@dataclass(frozen=True, slots=True)
class Disproportionality:
    """`above`: the ratio exceeded the threshold in every one of the needed years. `progress`: it came down enough."""

    above: bool
    progress: bool

    @property
    def significant(self) -> bool:
        return self.above and not self.progress


def disproportionality(
    ratios: Sequence[float | None],
    *,
    threshold: float,
    years: int = MOST_YEARS,
    reasonable_progress: float | None = None,
) -> Disproportionality:
    """Whether a state's threshold is exceeded in the last `years` years (1 to 3), oldest first.

    None is a year whose ratio was not calculated and counts as not exceeding. `reasonable_progress`: how much the
    ratio has to fall in each of the two prior years for the state not to identify the district.
    Source: 34 CFR 300.647(d)(1) and (2).
    """
    if not 1 <= years <= MOST_YEARS or threshold <= 1:
        raise ValueError(
            f"Give 1 to {MOST_YEARS} years and a threshold above 1, not {years} and {threshold:g}."
        )
    last = list(ratios)[-years:]
    above = len(last) == years and all(r is not None and r > threshold for r in last)
    return Disproportionality(above, _fell_enough(ratios, reasonable_progress))


def _fell_enough(ratios: Sequence[float | None], least: float | None) -> bool:
    three = list(ratios)[-3:]
    if least is None or len(three) < 3 or any(r is None for r in three):
        return False
    first, second, third = (float(r or 0) for r in three)
    return first - second >= least and second - third >= least
