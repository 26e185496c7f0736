"""A date as a file writes it, to the first day of the period it stands for."""

import re
from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from groundswell.domain.measures.periods import period_start

Tell = Callable[[str, str, str, str], None]
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SCHOOL_YEAR = re.compile(r"(\d{4})[-/–](\d{2}|\d{4})")
_PARTS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
YEAR_STARTS = 7
EARLIEST = 1970


def read_period(text: str, grain: str, dates: str, today: date, tell: Tell) -> date | None:
    """The first day of the period that the text names, by the measure's grain.

    `dates` is "iso", "mdy" or "dmy". Yearly measures also take school years ("2014-15" starts on 1 July),
    monthly ones months ("2015-03"). Tells what is wrong and returns None otherwise.
    """
    if not text:
        tell("period", "no_date", _("This row has no date."), _("Write the first day of the period."))
        return None
    day = _school_year(text) if grain == "year" and _is_school_year(text) else _day(text, grain, dates)
    if day is None:
        tell(
            "period",
            "not_a_date",
            _("“%(text)s” is not a date we can read.") % {"text": text[:40]},
            _fix(grain, dates),
        )
        return None
    if not EARLIEST <= day.year <= today.year + 1:
        words = _("The year %(year)s is far from now.") % {"year": day.year}
        tell("period", "year_out_of_range", words, _("Check the year."))
        return None
    return period_start(grain, day)


def _is_school_year(text: str) -> bool:
    match = _SCHOOL_YEAR.fullmatch(text)
    return bool(match) and int(match[2]) % 100 == (int(match[1]) + 1) % 100 if match else False


def _school_year(text: str) -> date:
    return date(int(text[:4]), YEAR_STARTS, 1)


def _day(text: str, grain: str, dates: str) -> date | None:
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if grain == "month" and (match := _MONTH.fullmatch(text)):
        return _date(int(match[1]), int(match[2]), 1)
    if dates in {"mdy", "dmy"} and (match := _PARTS.fullmatch(text)):
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if dates == "mdy" else (second, first)
        return _date(int(match[3]), month, day)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fix(grain: str, dates: str) -> str:
    example = {"mdy": "3/9/2015", "dmy": "9/3/2015"}.get(dates, "2015-03-09")
    if grain == "year":
        return _("Write it like 2014-15 or %(example)s.") % {"example": example}
    return _("Write it like %(example)s.") % {"example": example}
