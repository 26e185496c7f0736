"""Who is among the students counted, beside who is among all students; and ratios where groups are large enough."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.disclosure.released import Coded, Suppressed
from groundswell.core.equity.composition import Composition, composition
from groundswell.core.equity.idea import MinimumSizes, idea_risk_ratio
from groundswell.core.equity.intersections import Intersections, intersections
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import CROSS
from groundswell.core.stats import said
from groundswell.core.stats.rate_intervals import RiskRatio, Share
from groundswell.domain.indicators.names import group_name
from groundswell.domain.indicators.queries.beside import counts_of, everyone_else
from groundswell.domain.indicators.queries.opened import IndicatorHere

SIZES = MinimumSizes()
LEAST_POINTS = 0.05
CANNOT = (
    "What this cannot tell: why a group is counted more or less often, or whether anyone was treated unfairly. "
    "A ratio tells where to look and whom to ask."
)


@dataclass(frozen=True)
class GroupShare:
    """One group. `composition` is None where the group may not be shown in full, and `note` says why.

    `ratio` is None below the minimum sizes, and `why_no_ratio` says so.
    """

    name: str
    composition: Composition | None
    ratio: RiskRatio | None
    why_no_ratio: str
    note: str


@dataclass(frozen=True)
class CompositionView:
    """The groups of one set as pages list them. `crossed`: joined groups with the many looks counted in."""

    who_counts: str
    groups: tuple[GroupShare, ...]
    sentence: str
    crossed: Intersections | None
    sizes: MinimumSizes
    cannot_tell: str


def composition_view(here: IndicatorHere, group_set: str) -> CompositionView | None:
    """None unless the indicator is a percent of students of whom some are counted, and a group may be shown."""
    whole = _share(here.rows.at(here.when))
    if here.indicator.unit != "percent" or not here.indicator.counts_persons or whole is None:
        return None
    rows = here.rows.groups(here.when, group_set) if group_set else ()
    found = tuple(_group(here, row, whole) for row in rows) if whole.count else ()
    if not any(each.composition for each in found):
        return None
    return CompositionView(
        who_counts=here.indicator.numerator.words,
        groups=found,
        sentence=_sentence(here, found),
        crossed=_crossed(here, rows, whole) if CROSS in group_set else None,
        sizes=SIZES,
        cannot_tell=_(CANNOT),
    )


def _share(row: ReleasedResult | None) -> Share | None:
    counts = counts_of(row)
    return counts.share() if counts else None


def _group(here: IndicatorHere, row: ReleasedResult, whole: Share) -> GroupShare:
    name, share = group_name(row.group_set, row.group), _share(row)
    if share is None or share.n > whole.n or share.count > whole.count:
        return GroupShare(name, None, None, "", _why_not(row))
    found = composition({name: share}, whole=whole)[0]
    others = _others(here, row)
    if others is None:
        return GroupShare(name, found, None, _("too few others to set it beside"), "")
    risk = idea_risk_ratio(share, others, sizes=SIZES)
    return GroupShare(name, found, risk.ratio, "" if risk.ratio else _too_small(share), "")


def _others(here: IndicatorHere, row: ReleasedResult) -> Share | None:
    """Everyone else, where the rule of the release lets them be told."""
    found = everyone_else(here.indicator, row, here.rows.at(here.when), here.manifest.rule)
    return found.share() if found else None


def _why_not(row: ReleasedResult) -> str:
    if isinstance(row.value, Suppressed):
        return _("withheld")
    if isinstance(row.value, Coded):
        return _("said as a bound, so no share can be told")
    return _("no share can be told")


def _too_small(share: Share) -> str:
    words = {"cell": SIZES.cell, "n": SIZES.n}
    if share.n < SIZES.n:
        return _("not calculated: fewer than %(n)d students") % words
    if share.count < SIZES.cell:
        return _("not calculated: fewer than %(cell)d counted") % words
    return _("not calculated: everyone else has fewer than %(cell)d counted or %(n)d students") % words


def _sentence(here: IndicatorHere, groups: tuple[GroupShare, ...]) -> str:
    """The group that is among those counted most beyond its share, on the unwanted side."""
    sign = -1 if here.indicator.direction == "higher" else 1
    known = [each.composition for each in groups if each.composition]
    furthest = max(known, key=lambda each: sign * each.difference.value)
    if sign * furthest.difference.value < LEAST_POINTS:
        return ""
    return _("%(group)s: %(all)s of all students and %(counted)s of those counted.") % {
        "group": furthest.group,
        "all": said(100 * furthest.share_of_all, "%"),
        "counted": said(100 * furthest.share_of_counted, "%"),
    }


def _crossed(here: IndicatorHere, rows: tuple[ReleasedResult, ...], whole: Share) -> Intersections | None:
    groups = {
        _labels(row): share for row in rows if (share := _share(row)) is not None and _others(here, row)
    }
    if not groups:
        return None
    return intersections(groups, whole=whole, higher_is_better=here.indicator.direction == "higher")


def _labels(row: ReleasedResult) -> tuple[str, ...]:
    pairs = zip(row.group_set.split(CROSS), row.group.split(CROSS), strict=True)
    return tuple(group_name(*pair) for pair in pairs)
