"""Weekly medians of daily percents."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.stats.weekly import monday_of, weekly_medians

MONDAY = dt.date(2014, 9, 8)


def day(offset: int) -> dt.date:
    return MONDAY + dt.timedelta(days=offset)


def test_median_of_the_reported_days() -> None:
    days = [(day(0), 90.0), (day(1), 80.0), (day(2), None), (day(3), 85.0), (day(4), 95.0)]
    assert weekly_medians(days) == [(MONDAY, 87.5)]


def test_weekends_do_not_count_and_thin_weeks_are_gaps() -> None:
    days = [(day(0), 90.0), (day(1), 80.0), (day(5), 10.0), (day(6), 10.0)]
    assert weekly_medians(days) == [(MONDAY, None)]
    assert weekly_medians(days, min_days=2) == [(MONDAY, 85.0)]


def test_a_holiday_week_is_a_gap_between_its_neighbors() -> None:
    full = [(day(k), 90.0) for k in (0, 1, 2, 14, 15, 16)]
    assert [value for _, value in weekly_medians(full)] == [90.0, None, 90.0]


def test_no_days() -> None:
    assert weekly_medians([]) == []


@given(
    st.lists(
        st.tuples(st.dates(dt.date(2013, 1, 1), dt.date(2016, 1, 1)), st.none() | st.floats(0, 100)),
        unique_by=lambda pair: pair[0],
        max_size=80,
    )
)
def test_weeks_are_mondays_without_holes_and_order_does_not_matter(
    days: list[tuple[dt.date, float | None]],
) -> None:
    weeks = weekly_medians(days)
    assert weeks == weekly_medians(reversed(days))
    assert all(week == monday_of(week) for week, _ in weeks)
    assert all((b - a).days == 7 for (a, _), (b, _) in itertools.pairwise(weeks))
