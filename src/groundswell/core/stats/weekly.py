"""One number per school week from one number per day."""

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Iterable

Day = tuple[dt.date, float | None]
Week = tuple[dt.date, float | None]


def weekly_medians(days: Iterable[Day], *, min_days: int = 3) -> list[Week]:
    """Median of each Monday-to-Friday week's reported days, every week from first to last, by its Monday.

    Weeks with fewer than `min_days` reported days, holidays among them, are None: a gap, never zero.
    On a control chart a None breaks the moving range; leave such weeks out to let the range bridge them.
    """
    by_week: dict[dt.date, list[float]] = defaultdict(list)
    for day, value in days:
        if day.weekday() < 5:
            by_week[monday_of(day)] += [] if value is None else [value]
    if not by_week:
        return []
    return [(week, _median(by_week.get(week, []), min_days)) for week in _weeks(min(by_week), max(by_week))]


def monday_of(day: dt.date) -> dt.date:
    """The Monday of the week that holds `day`."""
    return day - dt.timedelta(days=day.weekday())


def _weeks(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(weeks=k) for k in range((last - first).days // 7 + 1)]


def _median(values: list[float], min_days: int) -> float | None:
    return statistics.median(values) if len(values) >= min_days else None
