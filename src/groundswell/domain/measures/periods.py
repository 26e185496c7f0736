"""Periods by their first day, and how they are said."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.domain.measures.models import Measure

GRAIN = Measure.Grain
WORDS = {GRAIN.DAY: "day", GRAIN.WEEK: "week", GRAIN.MONTH: "month", GRAIN.TERM: "term", GRAIN.YEAR: "year"}


def period_start(grain: str, day: date) -> date:
    """The first day of the period that holds `day`.

    Its Monday, the first of its month; terms and years as given.
    """
    if grain == GRAIN.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == GRAIN.MONTH else day


def shown_grain(measure: Measure) -> str:
    """The rhythm of the points on the chart: daily numbers summed up by week are weekly points."""
    return GRAIN.WEEK if measure.summary == Measure.Summary.WEEK_MEDIAN else measure.grain


def period_word(measure: Measure) -> str:
    """One period in words: "week"."""
    return WORDS[Measure.Grain(shown_grain(measure))]


def said_period(grain: str, start: date) -> str:
    """A period as people say it: "Week of 9 March 2016", "March 2016", "2015-16"."""
    if grain == GRAIN.WEEK:
        return _("Week of %(day)s") % {"day": date_format(start, "j F Y")}
    if grain in {GRAIN.MONTH, GRAIN.TERM}:
        return date_format(start, "F Y")
    if grain == GRAIN.YEAR:
        return f"{start.year}-{(start.year + 1) % 100:02d}" if start.month >= 7 else str(start.year)
    return date_format(start, "j F Y")


def period_label(grain: str, start: date) -> str:
    """The same for a table's first column, where the heading says "Week of"."""
    return date_format(start, "j M Y") if grain in {GRAIN.WEEK, GRAIN.DAY} else said_period(grain, start)
