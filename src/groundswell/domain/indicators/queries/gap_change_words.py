"""How a change of a gap is read aloud. It is closing when those behind did better and the others did not fall back."""

from django.utils.translation import gettext as _

from groundswell.core.equity.gap_change import GapChange

NO_CHANGE = ("too close to call", "about the same")


def change_sentence(change: GapChange, first: str, last: str) -> str:
    """For instance: 2023-24 to 2025-26: the gap in percentage points is closing. ..."""
    verdict = _("%(first)s to %(last)s: %(verdict)s") % {
        "first": first, "last": last, "verdict": _verdict(change),
    }  # fmt: skip
    return f"{verdict} {_disagree(change)}".strip()


def _verdict(change: GapChange) -> str:
    names = {"behind": change.behind.group, "ahead": change.ahead.group}
    if change.verdict == "too close to call":
        return _("the gap changed no more than chance alone can give.")
    if change.crossed:
        return _("those behind at first (%(behind)s) are ahead now.") % names
    return {
        "closing up": _(
            "the gap in percentage points is closing. Those behind did better (%(behind)s), and the others "
            "did not clearly fall back (%(ahead)s)."
        ),
        "closing, but not up": _smaller(change),
        "widening": _("the gap in percentage points got wider."),
        "about the same": _("the gap in percentage points is about the same."),
    }[change.verdict] % names


def _smaller(change: GapChange) -> str:
    if change.ahead_worsened:
        return _("the gap got smaller, but those ahead fell back (%(ahead)s).")
    return _("the gap got smaller, but we cannot see clearly that those behind did better (%(behind)s).")


def _disagree(change: GapChange) -> str:
    """Both are true when points and ratio point apart, so both are said; not of changes too small to be any."""
    if not change.disagree or change.verdict in NO_CHANGE:
        return ""
    if change.points.value < 0:
        return _(
            "Points and ratio disagree: in points it got smaller, as a ratio larger. Look at both lines."
        )
    return _("Points and ratio disagree: in points it got larger, as a ratio smaller. Look at both lines.")
