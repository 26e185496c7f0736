"""The panel that says what an indicator counts, and the words on what it cannot tell."""

from dataclasses import dataclass

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.domain.indicators.queries import DefinitionView, IndicatorHere, definition_view
from groundswell.domain.indicators.queries.definition import ThresholdLine
from groundswell.domain.indicators.said import year_said


@dataclass(frozen=True)
class DefinitionPart:
    """Terms with their words, and the thresholds by authority and school year."""

    rows: list[tuple[str, str]]
    thresholds: list[tuple[str, str]]
    caveats: tuple[str, ...]
    held: str


def definition_part(here: IndicatorHere) -> DefinitionPart:
    view = definition_view(here)
    return DefinitionPart(
        _rows(view), [_threshold(each) for each in view.thresholds], view.caveats, view.held
    )


def cannot_tell(here: IndicatorHere) -> tuple[str, ...]:
    """What no number on this page can tell, then the caveats of its definition."""
    return (
        _("Why a number is as it is, or what would change it."),
        _("Whether the same students are counted from one year to the next: each year has its own."),
        *((_withheld(here),) if here.entry.withheld else ()),
        *here.indicator.caveats,
    )


def _withheld(here: IndicatorHere) -> str:
    words = _(
        "What lies behind a withheld number: groups of fewer than %(count)d students, and the work of one or two "
        "teachers, stay private."
    )
    return words % {"count": here.manifest.rule.threshold}


def _rows(view: DefinitionView) -> list[tuple[str, str]]:
    made = parse_datetime(view.made_at)
    numbers = _("Release %(release)d of %(day)s, from edition %(edition)d of the student data.") % {
        "release": view.release,
        "day": date_format(made, "j F Y") if made else view.made_at,
        "edition": view.edition,
    }
    rows = [
        (_("Who is looked at"), view.counted),
        (_("Who counts"), view.numerator),
        (_("Out of"), view.denominator),
        (_("Right on the line"), view.boundary),
        (_("Source"), view.source),
        (_("Numbers"), numbers),
        (_("Checked"), _checked(view)),
    ]
    return [(term, words) for term, words in rows if words]


def _checked(view: DefinitionView) -> str:
    by = (
        _("Written by %(author)s, checked by %(checker)s.")
        % {"author": view.authored_by, "checker": view.checked_by}
        if view.checked_by
        else _("Written by %(author)s. No practitioner has checked it yet.") % {"author": view.authored_by}
    )
    return f"{by} " + _("To be looked at again by %(day)s.") % {"day": date_format(view.review_by, "j F Y")}


def _threshold(each: ThresholdLine) -> tuple[str, str]:
    if each.last:
        span = _("%(first)s to %(last)s") % {"first": year_said(each.first), "last": year_said(each.last)}
    else:
        span = _("from %(first)s on") % {"first": year_said(each.first)}
    values = "; ".join(f"{name} {value}" for name, value in each.values)
    return f"{each.authority}, {span}", ". ".join(part for part in (values, each.source) if part) + "."
