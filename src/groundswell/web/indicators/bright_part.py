"""Under the tab of schools: schools to go and ask, by name."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.stats import said
from groundswell.domain.indicators.queries import IndicatorHere
from groundswell.domain.indicators.queries.bright import BrightView, bright_view
from groundswell.web.indicators.change_part import CANNOT_LEAD


@dataclass(frozen=True)
class BrightLine:
    name: str
    url: str
    words: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class BrightPart:
    group: str
    question: str
    rows: tuple[BrightLine, ...]
    unnamed: str
    by_chance: str
    why_none: str
    how: str
    cannot: str


def bright_part(here: IndicatorHere) -> BrightPart | None:
    view = bright_view(here)
    if view is None:
        return None
    return BrightPart(
        group=view.group,
        question=_("What might they do that we could learn?"),
        rows=tuple(
            BrightLine(
                each.name,
                reverse("place_indicator", args=[each.code, here.indicator.id]),
                _better(each.years, view.at_least),
                each.evidence,
            )
            for each in view.schools
        ),
        unnamed=_unnamed(view.unnamed),
        by_chance=_by_chance(view) if view.looked_at else "",
        why_none=view.why_none,
        how=view.how,
        cannot=view.cannot_tell.removeprefix(CANNOT_LEAD),
    )


def _better(years: str, at_least: float) -> str:
    if at_least < 1:
        return _("clearly better than expected in %(years)s.") % {"years": years}
    words = ngettext(
        "clearly better than expected by %(size)d percentage point or more in %(years)s.",
        "clearly better than expected by %(size)d percentage points or more in %(years)s.",
        int(at_least),
    )
    return words % {"size": at_least, "years": years}


def _unnamed(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(count)d more school that is not named here.",
        "%(count)d more schools that are not named here.",
        count,
    )
    return words % {"count": count}


def _by_chance(view: BrightView) -> str:
    words = ngettext(
        "Of %(count)d school looked at, chance alone would list about %(chance)s at most.",
        "Of %(count)d schools looked at, chance alone would list about %(chance)s at most.",
        view.looked_at,
    )
    return words % {"count": view.looked_at, "chance": said(view.by_chance, "", 1)}
