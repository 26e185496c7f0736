"""Dates as declared: year first unless the person says month first or day first. Never guessed."""

import datetime as dt
import re
from typing import Literal

DateOrder = Literal["iso", "mdy", "dmy"]

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_PARTED = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$")
_TIME = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}")

LOOKS_ISO = re.compile(r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}([T ].*)?")
LOOKS_PARTED = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{4}|[0-9]{2})([T ].*)?")


class NoDate(Exception):
    """The text is no date in this order: what is wrong, and the fix."""

    def __init__(self, rule: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.described = rule, message, fix


def date_of(text: str, order: DateOrder) -> dt.date:
    """The day. ISO is always understood; a month without a day is its first. Raises `NoDate`."""
    day = _MIDNIGHT.sub("", text)
    if _TIME.search(day):
        fix = "Leave the time out, so that each row has a day."
        raise NoDate("time_of_day", f"“{text[:40]}” carries a time of day.", fix)
    if found := _ISO.fullmatch(day) or _COMPACT.fullmatch(day):
        return _day(text, *(int(part) for part in found.groups()))
    if found := _MONTH.fullmatch(day):
        return _day(text, int(found[1]), int(found[2]), 1)
    if order == "iso":
        raise NoDate("not_a_date", f"“{text[:40]}” is not a date.", "Write dates as 2024-01-31.")
    return _parted(text, day, order)


def _parted(text: str, day: str, order: DateOrder) -> dt.date:
    found = _PARTED.fullmatch(day)
    if found is None:
        example = "1/31/2024" if order == "mdy" else "31/1/2024"
        fix = f"Write dates as {example} or 2024-01-31, with four digits for the year."
        raise NoDate("not_a_date", f"“{text[:40]}” is not a date.", fix)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    month, day_of_month = (first, second) if order == "mdy" else (second, first)
    return _day(text, year, month, day_of_month)


def _day(text: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        fix = "Check the day and the month, and how the dates are written."
        raise NoDate("no_such_day", f"“{text[:40]}” is a day that does not exist.", fix) from None


def readings(text: str) -> list[DateOrder]:
    """Both orders in which a date such as 3/4/2024 can be read, or the only one."""
    possible: list[DateOrder] = []
    for order in ("mdy", "dmy"):
        try:
            date_of(text, order)
        except NoDate:
            continue
        possible.append(order)
    return possible
