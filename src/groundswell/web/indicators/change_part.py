"""Under the tab over time: is the gap closing, from the first school year to the latest and between the last two."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.equity.gap_change import GapChange
from groundswell.core.equity.lines import Line
from groundswell.core.stats import said
from groundswell.core.stats.rates import ChangeInterval, signed
from groundswell.domain.indicators.queries import IndicatorHere
from groundswell.domain.indicators.queries.gap_over_years import GapSpan, gap_over_years

CANNOT_LEAD = "What this cannot tell: "


@dataclass(frozen=True)
class Change:
    """From one number to another, and the change in words: percentage points or percent."""

    numbers: str
    words: str
    interval: str


@dataclass(frozen=True)
class ChangeRow:
    span: str
    group: Change
    others: Change
    gap: Change
    ratio: Change | None


@dataclass(frozen=True)
class ChangePart:
    group: str
    sentences: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    note: str
    why_none: str
    cannot: str


def change_part(here: IndicatorHere) -> ChangePart | None:
    view = gap_over_years(here)
    if view is None:
        return None
    return ChangePart(
        group=view.group,
        sentences=tuple(span.sentence for span in view.spans),
        rows=tuple(_row(span) for span in view.spans),
        note=_note(by_chance_known=view.by_chance_known) if view.spans else "",
        why_none=view.why_none,
        cannot=view.cannot_tell.removeprefix(CANNOT_LEAD),
    )


def _note(*, by_chance_known: bool) -> str:
    ratio = _(
        "Gap: how far those behind at first lie from the others; below 0 once they are ahead. "
        "Ratio: the higher share over the lower at first."
    )
    if by_chance_known:
        return f"{ratio} " + _("Small figures: the change, and its 95% interval in percentage points.")
    return f"{ratio} " + _(
        "Days are counted here and not students, so we cannot say what chance alone gives."
    )


def _row(span: GapSpan) -> ChangeRow:
    return ChangeRow(
        span=_("%(first)s to %(last)s") % {"first": span.first, "last": span.last},
        group=_line(span.group),
        others=_line(span.others),
        gap=_gap(span.change),
        ratio=_ratio(span.change),
    )


def _line(line: Line) -> Change:
    numbers = _from_to(said(line.before, "%"), said(line.after, "%"))
    return Change(numbers, line.change.words(), _ends(line.change_interval()))


def _gap(change: GapChange) -> Change:
    numbers = _from_to(said(change.gap_before.value, ""), said(change.gap_after.value, ""))
    return Change(numbers, change.points.words(), _ends(change.points_interval))


def _ratio(change: GapChange) -> Change | None:
    """None where a share is 0: nothing can be said as so many times of it."""
    if change.ratio_before is None or change.ratio_after is None or change.ratio_percent is None:
        return None
    numbers = _from_to(said(change.ratio_before, "", 2), said(change.ratio_after, "", 2))
    return Change(numbers, change.ratio_percent.words(0), "")


def _from_to(before: str, after: str) -> str:
    return _("%(before)s to %(after)s") % {"before": before, "after": after}


def _ends(interval: ChangeInterval | None) -> str:
    """In percentage points, as the column's other words say; with signs, since the ends may lie on both sides."""
    if interval is None:
        return ""
    return _from_to(signed(interval.low.value), signed(interval.high.value))
