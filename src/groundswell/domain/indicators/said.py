"""How released numbers, changes and periods are said: in tables, cards, charts and files alike."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.core.disclosure.released import Coded, Released, Shown, Suppressed, reason
from groundswell.core.indicators.definition import Indicator, Period
from groundswell.core.indicators.periods import period_start
from groundswell.core.stats import said
from groundswell.core.stats.rates import Difference, difference_in
from groundswell.store.release.reading import ReleaseManifest

NO_NUMBER = "–"
PERIOD_WORDS: dict[Period, str] = {
    "school_year": "school year",
    "term": "term",
    "month": "month",
    "week": "week",
    "day": "day",
}


def unit_of(indicator: Indicator) -> str:
    return "%" if indicator.unit == "percent" else "points"


def value_words(value: Released | None, indicator: Indicator) -> str:
    """23.4%, 12.5 points, at most 5%, withheld, or a dash where there is no number."""
    if value is None:
        return NO_NUMBER
    if isinstance(value, Shown):
        return said(value.value, unit_of(indicator))
    return coded_words(value) if isinstance(value, Coded) else _("withheld")


def coded_words(value: Coded) -> str:
    words = {"at most": _("at most %(bound)d%%"), "at least": _("at least %(bound)d%%")}
    return words[value.side] % {"bound": value.bound}


def count_words(value: Released | None) -> str:
    """1,641, withheld, or a dash."""
    if value is None:
        return NO_NUMBER
    return f"{value.value:,.0f}" if isinstance(value, Shown) else _("withheld")


def students_words(value: Released | None) -> str:
    """96 students; nothing where that may not be said."""
    if not isinstance(value, Shown):
        return ""
    count = int(value.value)
    return ngettext("%(said)s student", "%(said)s students", count) % {"said": f"{count:,}"}


def is_withheld(value: Released | None) -> bool:
    return isinstance(value, Suppressed)


def number_of(value: Released | None) -> float | None:
    """The number, where it may be drawn. A value said as a bound is not drawn."""
    return float(value.value) if isinstance(value, Shown) else None


def why_withheld(manifest: ReleaseManifest) -> str:
    """One wording, true of every withheld number."""
    return _(reason(Suppressed("small group"), threshold=manifest.rule.threshold))


def difference(indicator: Indicator, value: float) -> Difference:
    """Percentage points for a percent, points of the scale for a score."""
    return difference_in(unit_of(indicator), value)


def direction_words(indicator: Indicator) -> str:
    return _("higher is better") if indicator.direction == "higher" else _("lower is better")


def period_said(label: str, kind: Period) -> str:
    """As people say it: 2025-26, October 2025, Week of 6 October 2025; a term by its own name."""
    day = period_day(label, kind)
    if day is None or kind == "school_year":
        return label
    if kind == "month":
        return date_format(day, "F Y")
    said_day = date_format(day, "j F Y")
    return _("Week of %(day)s") % {"day": said_day} if kind == "week" else said_day


def period_day(label: str, kind: Period) -> date | None:
    """The first day of a period; None for a term, whose name tells no date."""
    return None if kind == "term" else period_start(label, kind)


def kind_words(kind: Period) -> str:
    words = {
        "school_year": _("School years"),
        "term": _("Terms"),
        "month": _("Months"),
        "week": _("Weeks"),
        "day": _("Days"),
    }
    return words[kind]


def year_said(school_year: int) -> str:
    """2026 is 2025-26."""
    return f"{school_year - 1}-{school_year % 100:02d}"
