"""One group beside everyone else, from released numbers alone: in points and as a ratio, side by side."""

from dataclasses import dataclass

from groundswell.core.disclosure.released import Shown
from groundswell.core.disclosure.rules import Cell, SuppressionRule
from groundswell.core.equity.gaps import Gap, gap
from groundswell.core.equity.reference import ReferenceShare
from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import ALL
from groundswell.core.stats.rate_intervals import Share
from groundswell.core.stats.rates import ChangeInterval, Difference
from groundswell.domain.indicators.said import difference

OTHERS = "all other students"
FEWEST = 20


@dataclass(frozen=True)
class Counts:
    """Counts that may be shown, and the value they make."""

    students: int
    numerator: float
    denominator: float
    value: float

    def share(self) -> Share | None:
        """As a share of persons; None where the counts are no persons of a whole."""
        inside = 0 <= self.numerator <= self.denominator and self.denominator > 0
        return Share(self.numerator, self.denominator) if inside else None


@dataclass(frozen=True)
class Beside:
    """A group beside all other students of its place and period.

    `points` is group minus others. Intervals are None where the numbers count days or scores and not students.
    """

    others: Counts
    points: Difference
    points_interval: ChangeInterval | None
    ratio: float | None
    ratio_interval: tuple[float, float] | None
    behind: bool
    clear: bool | None
    full: Gap | None


def counts_of(row: ReleasedResult | None) -> Counts | None:
    """None unless everything of the row may be shown."""
    if row is None:
        return None
    parts = (row.students, row.numerator, row.denominator, row.value)
    if not all(isinstance(part, Shown) for part in parts):
        return None
    students, numerator, denominator, value = (part.value for part in parts if isinstance(part, Shown))
    return Counts(int(students), float(numerator), float(denominator), float(value))


def everyone_else(
    indicator: Indicator, row: ReleasedResult | None, whole: ReleasedResult | None, rule: SuppressionRule
) -> Counts | None:
    """The whole less the group; None where either is withheld or the others would be too few to be shown."""
    own, everyone = counts_of(row), counts_of(whole)
    if own is None or everyone is None or row is None or (row.group_set, row.group) == ALL:
        return None
    students = everyone.students - own.students
    numerator, denominator = everyone.numerator - own.numerator, everyone.denominator - own.denominator
    value = indicator.scaled(numerator, denominator)
    if students < rule.threshold or value is None or denominator <= 0:
        return None
    found = Counts(students, numerator, denominator, value)
    return found if _may_be_said(indicator, found, rule) else None


def _may_be_said(indicator: Indicator, others: Counts, rule: SuppressionRule) -> bool:
    """By the rule that the release itself was made with."""
    if not indicator.counts_persons:
        return True
    if others.share() is None or rule.is_small(Cell("", others.students, round(others.numerator))):
        return False
    band = rule.end_band(others.students) if rule.code_ends else 0
    return not rule.code_ends or band < others.value < 100 - band


def beside_others(
    indicator: Indicator,
    row: ReleasedResult | None,
    whole: ReleasedResult | None,
    rule: SuppressionRule,
    *,
    name: str,
) -> Beside | None:
    """The gap of one group; None where it cannot be said without telling what is withheld."""
    own, others = counts_of(row), everyone_else(indicator, row, whole, rule)
    if own is None or others is None:
        return None
    higher = indicator.direction == "higher"
    shares = (own.share(), others.share()) if indicator.counts_persons else (None, None)
    if shares[0] is not None and shares[1] is not None:
        reference = ReferenceShare("all others", OTHERS, shares[1])
        return _counted(gap(name, shares[0], reference, higher_is_better=higher), others)
    apart = own.value - others.value
    return Beside(
        others=others,
        points=difference(indicator, apart),
        points_interval=None,
        # A scale of scores has no zero that a ratio could start from.
        ratio=own.value / others.value
        if indicator.unit == "percent" and own.value >= 0 and others.value > 0
        else None,
        ratio_interval=None,
        behind=apart < 0 if higher else apart > 0,
        clear=None,
        full=None,
    )


def _counted(found: Gap, others: Counts) -> Beside:
    return Beside(
        others=others,
        points=found.points,
        points_interval=found.points_interval,
        ratio=found.ratio.ratio,
        ratio_interval=(found.ratio.low, found.ratio.high),
        behind=found.behind,
        clear=found.clear,
        full=found,
    )
