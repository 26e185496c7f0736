"""Phases by date, freezes, points set aside, guards, and what is refused."""

import datetime as dt

import pytest

from groundswell.core.stats import (
    BadPointsError,
    ChartOptions,
    Exclusion,
    Phase,
    Point,
    analyze,
    compare_with_baseline,
)

MONDAY = dt.date(2025, 9, 1)
MORNINGS = [78, 80, 77, 81, 79, 76, 80, 78, 79, 82, 77, 80, 80, 78, 66, 81, 83, 84, 86, 85, 87, 86, 88, 87]


def week(index: int) -> dt.date:
    return MONDAY + dt.timedelta(weeks=index)


def weekly(ys: list[float | None]) -> list[Point]:
    return [Point(week(i), y) for i, y in enumerate(ys)]


def test_each_phase_has_its_own_center_and_its_own_freeze() -> None:
    phase = Phase(week(15), "Arrival works differently now.", name="B", by="Ana", baseline_until=week(18))
    result = analyze(weekly(MORNINGS), ChartOptions(chart="i", phases=[phase], baseline_until=week(11)))
    first, second = result.parts
    assert (first.start_index, first.end_index, second.start_index, second.end_index) == (0, 14, 15, 23)
    assert first.center == pytest.approx(sum(MORNINGS[:12]) / 12)
    assert second.center == pytest.approx(sum(MORNINGS[15:19]) / 4)
    assert (first.n_baseline, second.n_baseline) == (12, 4)
    assert first.limits_shown
    assert not second.limits_shown
    assert (second.name, second.reason, second.by) == ("B", "Arrival works differently now.", "Ana")


def test_a_phase_that_starts_between_two_points_begins_with_the_next_one() -> None:
    phase = Phase(week(15) - dt.timedelta(days=3), "changed")
    result = analyze(weekly(MORNINGS), ChartOptions(phases=[phase]))
    assert result.parts[1].start_index == 15


def test_a_phase_that_has_not_begun_yet_is_left_out() -> None:
    assert len(analyze(weekly(MORNINGS), ChartOptions(phases=[Phase(week(99), "later")])).parts) == 1


def test_phases_given_in_any_order() -> None:
    phases = [Phase(week(18), "two", name="C"), Phase(week(10), "one", name="B")]
    assert [p.name for p in analyze(weekly(MORNINGS), ChartOptions(phases=phases)).parts] == ["", "B", "C"]


def test_the_storm_is_marked_and_only_the_storm() -> None:
    phase = Phase(week(15), "changed")
    options = ChartOptions(chart="i", phases=[phase], baseline_until=week(11), direction="up")
    marked = [
        (i, p.signals[0].side, p.signals[0].meaning)
        for i, p in enumerate(analyze(weekly(MORNINGS), options).points)
        if p.signals
    ]
    assert marked == [(14, "below", "concern")]


def test_a_point_set_aside_feeds_nothing_and_is_not_marked() -> None:
    storm = [Exclusion(week(14), "ice storm")]
    result = analyze(weekly(MORNINGS[:15]), ChartOptions(chart="i", excluded=storm))
    assert result.parts[0].center == pytest.approx(sum(MORNINGS[:14]) / 14)
    point = result.points[14]
    assert (point.y, point.included, point.signals, point.set_aside) == (66, False, (), "ice storm")
    assert 66 not in result.values


def test_a_time_set_aside_makes_no_pattern_either() -> None:
    days: list[float | None] = [10, 12, 9, 11, 10, 13, 9, 10, 12, 11, 10, 9, 60, 58, 11, 10, 12, 9]
    strike = [Exclusion(week(12), "strike"), Exclusion(week(13), "strike")]
    counted = analyze(weekly(days), ChartOptions(chart="t", rules="western_electric"))
    aside = analyze(weekly(days), ChartOptions(chart="t", rules="western_electric", excluded=strike))
    assert {i for i, p in enumerate(counted.points) if p.signals} >= {12, 13}
    assert not any(p.signals for p in aside.points)


def test_limits_wait_for_twelve_baseline_points_but_are_computed() -> None:
    eleven = analyze(weekly(MORNINGS[:11]), ChartOptions(chart="i")).parts[0]
    twelve = analyze(weekly(MORNINGS[:12]), ChartOptions(chart="i")).parts[0]
    assert eleven.lower is not None
    assert not eleven.limits_shown
    assert twelve.limits_shown


def test_a_lonely_spike_falls_back_to_every_step_and_says_so() -> None:
    spiky: list[float | None] = [0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]
    result = analyze(weekly(spiky), ChartOptions(chart="i"))
    part = result.parts[0]
    assert part.lower is not None
    assert part.upper is not None
    assert part.lower < part.upper
    assert result.notes
    assert "every step" in result.notes[0]
    assert [i for i, p in enumerate(result.points) if p.signals] == [5]


def test_nobody_counted_is_a_gap_with_a_note_not_a_zero() -> None:
    result = analyze(
        [Point(1, 3, 10), Point(2, 0, 0), Point(3, 4, 10)], ChartOptions(chart="p", multiply=100)
    )
    assert [p.y for p in result.points] == [pytest.approx(30), None, pytest.approx(40)]
    assert result.parts[0].center == pytest.approx(35)
    assert "gap" in result.notes[0]


def test_a_rate_is_plotted_on_a_run_chart_too() -> None:
    points = [Point(i, y, 40) for i, y in enumerate((10, 20, 30))]
    assert [p.y for p in analyze(points, ChartOptions(multiply=100)).points] == [25, 50, 75]


@pytest.mark.parametrize(
    ("points", "chart", "words"),
    [
        ([Point(1, 12, 10)], "p", "larger than its denominator"),
        ([Point(1, -1, 10)], "p", "below zero"),
        ([Point(1, 1, -10)], "run", "below zero"),
        ([Point(1, 1), Point(2, 2)], "p", "needs a denominator"),
        ([Point(1, 1), Point(1, 2)], "run", "more than once"),
        ([Point(1, 1), Point("a", 2)], "run", "Use one kind"),
        ([Point(1, float("inf"))], "run", "infinite"),
    ],
)
def test_bad_points_are_refused_with_a_reason(points: list[Point], chart: str, words: str) -> None:
    with pytest.raises(BadPointsError, match=words):
        analyze(points, ChartOptions(chart=chart))  # type: ignore[arg-type]


def test_not_a_number_is_a_missing_value() -> None:
    assert analyze([Point(1, float("nan"))], ChartOptions()).points[0].y is None


def test_words_on_the_axis_keep_their_order_and_take_phases() -> None:
    terms = ["2013-14", "2014-15", "2015-16"]
    result = analyze(
        [Point(t, i) for i, t in enumerate(terms)], ChartOptions(phases=[Phase("2015-16", "new")])
    )
    assert [p.start_index for p in result.parts] == [0, 2]
    with pytest.raises(BadPointsError, match="not among"):
        analyze([Point("a", 1)], ChartOptions(phases=[Phase("b", "new")]))


def test_two_phases_on_one_period_are_refused() -> None:
    with pytest.raises(BadPointsError, match="start together"):
        analyze(weekly(MORNINGS), ChartOptions(phases=[Phase(week(5), "a"), Phase(week(5), "b")]))


def test_no_points_at_all() -> None:
    result = analyze([], ChartOptions(chart="i", phases=[Phase(week(1), "a")]))
    assert (result.parts, result.points) == ((), ())


def test_later_weeks_beside_the_frozen_baseline() -> None:
    phase = Phase(week(15), "changed")
    result = analyze(weekly(MORNINGS), ChartOptions(chart="i", phases=[phase], baseline_until=week(11)))
    compared = compare_with_baseline(result)
    assert compared is not None
    assert (compared.n, compared.above, compared.below, compared.side) == (9, 9, 0, "above")
    assert compared.words(unit="%") == "9 of 9 weeks above the frozen mean 78.9%"
    span = compare_with_baseline(result, start=week(12), end=week(14))
    assert span is not None
    assert (span.n, span.above, span.below) == (3, 1, 2)
    assert span.words(unit="%") == "2 of 3 weeks below the frozen mean 78.9%"


def test_without_a_baseline_there_is_nothing_to_compare() -> None:
    assert compare_with_baseline(analyze(weekly(MORNINGS), ChartOptions())) is None
