"""Folded under the tab of groups: who is among those counted, beside who is among all students."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.equity.composition import Composition
from groundswell.core.equity.intersections import Intersections
from groundswell.core.stats import said
from groundswell.core.stats.rate_intervals import RiskRatio
from groundswell.core.stats.rates import signed
from groundswell.domain.indicators.queries import IndicatorHere
from groundswell.domain.indicators.queries.composition import CompositionView, GroupShare, composition_view
from groundswell.web.indicators.change_part import CANNOT_LEAD


@dataclass(frozen=True)
class ShareRow:
    """`note` stands for the whole row, `why_no_ratio` for its ratio."""

    name: str
    of_all: str
    of_counted: str
    difference: str
    excess: str
    ratio: str
    ratio_interval: str
    why_no_ratio: str
    note: str


@dataclass(frozen=True)
class SharePart:
    sentence: str
    who_counts: str
    rows: tuple[ShareRow, ...]
    ratio_words: str
    note: str
    crossed: str
    cannot: str


def share_part(here: IndicatorHere, group_set: str) -> SharePart | None:
    view = composition_view(here, group_set)
    if view is None:
        return None
    return SharePart(
        sentence=view.sentence,
        who_counts=view.who_counts,
        rows=tuple(_row(each) for each in view.groups),
        ratio_words=_("Risk ratio") if here.indicator.direction == "lower" else _("Ratio of rates"),
        note=_note(view),
        crossed=_crossed(view.crossed) if view.crossed else "",
        cannot=view.cannot_tell.removeprefix(CANNOT_LEAD),
    )


def _row(each: GroupShare) -> ShareRow:
    found = each.composition
    if found is None:
        return ShareRow(each.name, "", "", "", "", "", "", "", each.note)
    ratio, interval = _ratio(each.ratio) if each.ratio else ("", "")
    return ShareRow(
        name=each.name,
        of_all=said(100 * found.share_of_all, "%"),
        of_counted=said(100 * found.share_of_counted, "%"),
        difference=signed(found.difference.value),
        excess=_excess(found),
        ratio=ratio,
        ratio_interval=interval,
        why_no_ratio=each.why_no_ratio,
        note="",
    )


def _excess(found: Composition) -> str:
    """Whole students, so that a part of one is never said."""
    return signed(found.excess, 0)


def _ratio(ratio: RiskRatio) -> tuple[str, str]:
    value, low, high = (said(each, "", 2) for each in (ratio.ratio, ratio.low, ratio.high))
    return value, _("%(low)s to %(high)s") % {"low": low, "high": high}


def _note(view: CompositionView) -> str:
    return _(
        "Difference: percentage points between the two shares. Excess: students counted beyond the number that "
        "the rate of all students would give. The ratio is the group's rate over everyone else's, with its 95%% "
        "interval, where at least %(cell)d are counted and %(n)d are in the group, and likewise among everyone "
        "else: the sizes that 34 CFR 300.647 (IDEA) takes as reasonable. What that rule finds, the state says."
    ) % {"cell": view.sizes.cell, "n": view.sizes.n}


def _crossed(found: Intersections) -> str:
    """How many looks were taken, and which groups stay apart when all of them are counted in."""
    clear = _("Still clear: %(groups)s.") % {"groups": "; ".join(found.clear)} if found.clear else ""
    return f"{found.words()} {clear}".strip()
