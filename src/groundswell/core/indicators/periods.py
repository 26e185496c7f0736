"""When a period begins, from the name that a query gives it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.written_examples import year_label


def period_start(label: str, kind: Period) -> date:
    """The first day of "2025-26" (1 July 2025), "2025-10" (1 October), a week (its Monday) or a day.

    Raises `ValueError` for a term, whose name tells no date, and for a label that is not of this kind.
    """
    if kind == "term":
        raise ValueError(f"The name of a term ({label}) tells no date. Ask for months or school years.")
    if kind == "school_year":
        first, _, second = label.partition("-")
        if int(second) != (int(first) + 1) % 100:
            raise ValueError(f"{label} is no school year. Write it as 2025-26.")
        return date(int(first), 7, 1)
    return date.fromisoformat(f"{label}-01" if kind == "month" else label)


def period_end(label: str, kind: Period) -> date:
    """The last day; a school year ends on 30 June. Raises as `period_start` does."""
    first = period_start(label, kind)
    match kind:
        case "school_year":
            return date(first.year + 1, 6, 30)
        case "month":
            return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        case "week":
            return first + timedelta(days=6)
    return first


def longer_period(
    label: str, kind: Period, school_year: int, among: Collection[Period]
) -> tuple[str, Period] | None:
    """The shortest longer period, of the kinds `among`, that this one lies in: a day's month, a month's year.

    Weeks lie in two months at times, so they are parts of school years alone. None where there is none.
    """
    if kind == "day" and "month" in among:
        return label[:7], "month"
    if kind == "school_year" or "school_year" not in among:
        return None
    return year_label(school_year), "school_year"
