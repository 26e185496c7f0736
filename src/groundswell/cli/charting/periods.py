"""The periods of an axis: how long one is, and which are missing between the first and the last."""

import datetime as dt
import statistics
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, cast

from groundswell.cli.charting.refusing import Refusal
from groundswell.core.stats.points import X

Period = Literal["day", "week", "month", "quarter", "year"]
LONGEST: dict[Period, float] = {"day": 2, "week": 13, "month": 45, "quarter": 150, "year": 800}
MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}


def usual_period(labels: Sequence[X]) -> Period | None:
    """What one step of dates most often is; None for other places, and for a single date."""
    days = [label.toordinal() for label in labels if isinstance(label, dt.date)]
    steps = [after - before for before, after in pairwise(days)]
    if not steps:
        return None
    typical = statistics.median(steps)
    return next((period for period, longest in LONGEST.items() if typical <= longest), "year")


def filled(labels: list[X], period: Period) -> list[X]:
    """The labels with every missing period between the first and the last. Raises `Refusal`.

    Whole numbers go up by one. The places that are there keep their own labels.
    """
    if not labels:
        return labels
    if isinstance(labels[0], str):
        raise Refusal(
            "--period needs dates or whole numbers on the axis; words have no periods between them."
        )
    if isinstance(labels[0], int):
        whole = cast("list[int]", labels)
        return list(range(whole[0], whole[-1] + 1))
    return list(_with_gaps(cast("list[dt.date]", labels), period))


def _with_gaps(days: list[dt.date], period: Period) -> list[dt.date]:
    number, start = _numbering(days, period)
    known: dict[int, dt.date] = {}
    for day in days:
        other = known.setdefault(number(day), day)
        if other != day:
            raise Refusal(
                f"{other} and {day} lie in one {period}. Give each {period} one date, or name a shorter --period."
            )
    return [known.get(k) or start(k) for k in range(min(known), max(known) + 1)]


def _numbering(
    days: list[dt.date], period: Period
) -> tuple[Callable[[dt.date], int], Callable[[int], dt.date]]:
    """Which period a day lies in, counted on; and the day that stands for a period without one."""
    if period in ("day", "week"):
        length, first = (7 if period == "week" else 1), days[0].toordinal()
        return (
            lambda day: (day.toordinal() - first) // length,
            lambda k: dt.date.fromordinal(first + k * length),
        )
    months = MONTHS[period]
    shift = (days[0].year * 12 + days[0].month - 1) % months
    at_end = all((day + dt.timedelta(days=1)).day == 1 for day in days)

    def number(day: dt.date) -> int:
        return (day.year * 12 + day.month - 1 - shift) // months

    def start(k: int) -> dt.date:
        year, month = divmod(k * months + shift + (1 if at_end else 0), 12)
        first = dt.date(year, month + 1, 1 if at_end else min(days[0].day, 28))
        return first - dt.timedelta(days=1) if at_end else first

    return number, start


def holding(labels: Sequence[X], x: X, period: Period | None) -> X | None:
    """The place that x names: its own, or the period longer than a day that begins before it and holds it."""
    if x in labels:
        return x
    if not isinstance(x, dt.date) or period in (None, "day"):
        return None
    before = [label for label in labels if isinstance(label, dt.date) and label < x]
    if not before:
        return None
    return before[-1] if x < _next(before[-1], period) else None


def _next(day: dt.date, period: Period) -> dt.date:
    if period == "week":
        return day + dt.timedelta(days=7)
    year, month = divmod(day.year * 12 + day.month - 1 + MONTHS[period], 12)
    return dt.date(year, month + 1, min(day.day, 28))
