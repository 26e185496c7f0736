"""Numbers that the teams' stories print and that come from the shipped attendance."""

import datetime as dt
import statistics

import pytest

from tests.example.series import Series, d, is_judged, runs, school_year, w
from tests.example.shipped import day, days_by_school, level_of

HERON_SLIP, PEPPER_QUAY, FOUNDRY_HILL = "LW-01", "LW-07", "LW-02"
FERRYMAN, ANCHOR_STREET, TALLOW_STREET = "LW-19", "LW-11", "LW-06"
CLUB_MONDAYS = ("2015-04-20", "2015-04-27", "2015-05-04", "2015-05-11")
MONDAYS_BEFORE = ("2015-03-09", "2015-03-16", "2015-03-23", "2015-03-30", "2015-04-13")
HALF_DAYS = ("2013-11-14", "2014-03-11", "2014-11-13", "2015-03-19", "2015-11-05", "2016-03-03")
FRIDAY = 4
TUESDAY_TO_THURSDAY = (1, 2, 3)


def printed(number: float) -> object:
    return pytest.approx(number, abs=0.051)


def since(series: Series, iso: str) -> list[float]:
    return [value for monday, value in series.items() if monday >= dt.date.fromisoformat(iso)]


def between(series: Series, first: str, last: str) -> list[float]:
    return [value for monday, value in series.items() if first <= monday.isoformat() <= last]


def peers(school: str, iso: str) -> float:
    """Median of the other network schools at the same level on one day."""
    levels = level_of()
    others = [day(other, iso) for other in levels if other != school and levels[other] == levels[school]]
    return statistics.median(value for value in others if value is not None)


def weekday(school: str, days: tuple[int, ...], first: str, last: str) -> list[float]:
    """Day percents on some weekdays; weeks at the end of a year are left out."""
    return [
        percent
        for date, percent in sorted(days_by_school()[school].items())
        if percent is not None
        and date.weekday() in days
        and first <= date.isoformat() <= last
        and is_judged(date - dt.timedelta(date.weekday()))
    ]


def test_heron_slip_club_mondays() -> None:
    seen = [day(HERON_SLIP, iso) for iso in CLUB_MONDAYS]
    assert seen == [printed(82.5), printed(83.5), printed(90.3), printed(82.4)]
    assert statistics.median(value for value in seen if value) == printed(83.0)


def test_heron_slip_mondays_before_and_peers() -> None:
    assert statistics.median(day(HERON_SLIP, iso) or 0 for iso in MONDAYS_BEFORE) == printed(88.6)
    assert statistics.median(peers(HERON_SLIP, iso) for iso in MONDAYS_BEFORE) == printed(90.9)
    assert statistics.median(peers(HERON_SLIP, iso) for iso in CLUB_MONDAYS) == printed(88.8)


def test_heron_slip_half_days() -> None:
    seen = [day(HERON_SLIP, iso) for iso in HALF_DAYS]
    assert seen == [printed(number) for number in (72.6, 63.8, 67.6, 70.8, 71.9, 70.3)]


def test_heron_slip_half_days_are_among_its_14_lowest_days() -> None:
    values = {
        date: v for date, v in days_by_school()[HERON_SLIP].items() if v is not None and date.month != 6
    }
    lowest = {date.isoformat() for date in sorted(values, key=lambda date: values[date])[:14]}
    assert lowest >= set(HALF_DAYS)


def test_heron_slip_before_and_after() -> None:
    series = w(HERON_SLIP)
    before = between(series, "2013-09-01", "2015-02-06")
    fall = since(series, "2015-09-14")
    assert (len(before), statistics.median(before)) == (49, printed(87.2))
    assert statistics.median(v for monday, v in series.items() if school_year(monday) == 2016) == printed(
        91.6
    )
    assert (sum(v > 87.2 for v in fall), sum(v > 86.5 for v in fall), len(fall)) == (32, 34, 34)


def test_heron_slip_spring_2015() -> None:
    weeks = between(w(HERON_SLIP), "2015-02-09", "2015-06-01")
    assert (sum(value > 87.2 for value in weeks), len(weeks)) == (12, 15)
    assert between(w(HERON_SLIP), "2015-05-11", "2015-05-18") == [printed(84.8), printed(85.4)]
    assert statistics.median(between(w(HERON_SLIP), "2014-10-20", "2015-02-02")) == printed(88.9)


def test_heron_slip_against_peers() -> None:
    before = between(d(HERON_SLIP), "2013-09-01", "2015-02-06")
    after = since(d(HERON_SLIP), "2015-09-14")
    assert (statistics.median(before), statistics.median(after)) == (printed(-3.5), printed(0.3))
    assert (sum(value > statistics.median(before) for value in after), len(after)) == (29, 34)


def test_heron_slip_fall_2014_weekdays() -> None:
    first, last = "2014-10-20", "2015-01-16"
    assert statistics.median(weekday(HERON_SLIP, (0,), first, last)) == printed(86.6)
    assert statistics.median(weekday(HERON_SLIP, (FRIDAY,), first, last)) == printed(86.4)
    assert statistics.median(weekday(HERON_SLIP, TUESDAY_TO_THURSDAY, first, last)) == printed(90.5)


def test_why_the_median_and_not_the_mean() -> None:
    week = [day(HERON_SLIP, f"2014-02-{number}") or 0 for number in (10, 11, 12, 13, 14)]
    assert (statistics.fmean(week), statistics.median(week)) == (printed(76.5), printed(88.1))


def test_pepper_quay_step() -> None:
    after = since(w(PEPPER_QUAY), "2015-10-05")
    before = between(w(PEPPER_QUAY), "2014-10-20", "2015-05-04")
    assert (len(before), statistics.median(before)) == (25, printed(89.4))
    assert (sum(value > 89.4 for value in after), len(after)) == (31, 31)
    assert statistics.median(after) == printed(94.0)
    assert statistics.median(between(d(PEPPER_QUAY), "2014-10-20", "2015-05-04")) == printed(-2.6)
    assert statistics.median(since(d(PEPPER_QUAY), "2015-10-05")) == printed(1.0)


def test_foundry_hill_storm_day_and_ordinary_day() -> None:
    assert (day(FOUNDRY_HILL, "2016-02-05"), day(FOUNDRY_HILL, "2016-02-09")) == (
        printed(74.2),
        printed(89.4),
    )


def test_foundry_hill_last_41_weeks_under_the_old_mean() -> None:
    series = w(FOUNDRY_HILL)
    mean = statistics.fmean(value for monday, value in series.items() if school_year(monday) == 2014)
    *_, one_before = list(series.items())[:-41]
    last = dict(list(series.items())[-41:])
    assert max(last.values()) < mean < one_before[1]
    assert max(last, key=lambda monday: last[monday]) == dt.date(2016, 4, 11)
    assert last[dt.date(2016, 4, 11)] == printed(91.5)


def test_ferryman_half_days_and_storms() -> None:
    half_days = [day(FERRYMAN, iso) or 0 for iso in HALF_DAYS]
    assert half_days[:4] == [printed(number) for number in (81.8, 86.2, 81.8, 77.2)]
    assert statistics.median(half_days[:4]) == printed(81.8)
    assert half_days[4:] == [printed(82.6), printed(79.0)]
    assert [peers(FERRYMAN, iso) for iso in HALF_DAYS[4:]] == [printed(76.3), printed(73.9)]
    storms = [day(FERRYMAN, iso) for iso in ("2015-01-08", "2015-02-02", "2015-03-05")]
    assert storms == [printed(82.6), printed(55.4), printed(78.0)]
    assert [peers(FERRYMAN, iso) for iso in ("2015-02-02", "2015-03-05")] == [printed(67.8), printed(80.5)]


def test_anchor_street_fridays() -> None:
    before = weekday(ANCHOR_STREET, (FRIDAY,), "2013-09-09", "2015-09-10")
    weekly = weekday(ANCHOR_STREET, (FRIDAY,), "2015-09-11", "2016-01-22")
    every_other = weekday(ANCHOR_STREET, (FRIDAY,), "2016-02-05", "2016-06-03")
    year = weekday(ANCHOR_STREET, (FRIDAY,), "2015-09-11", "2016-06-03")
    assert (len(before), statistics.median(before)) == (59, printed(68.5))
    assert (len(weekly), statistics.median(weekly)) == (17, printed(76.2))
    assert (len(every_other), statistics.median(every_other)) == (14, printed(71.1))
    assert (len(year), sum(value > statistics.median(before) for value in year)) == (31, 27)


def test_tallow_street_fridays_and_mondays() -> None:
    everything = ("2013-09-09", "2016-06-30")
    midweek = statistics.median(weekday(TALLOW_STREET, TUESDAY_TO_THURSDAY, *everything))
    assert midweek - statistics.median(weekday(TALLOW_STREET, (FRIDAY,), *everything)) == printed(2.9)
    assert midweek - statistics.median(weekday(TALLOW_STREET, (0,), *everything)) == printed(2.2)


def test_runs_of_the_two_stories_that_may_say_more_than_in_peer_schools() -> None:
    for school in (HERON_SLIP, PEPPER_QUAY):
        assert runs(list(w(school).values()))[2]
        assert runs(list(d(school).values()))[2]
