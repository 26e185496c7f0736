import pytest

from groundswell.core.stats import BadPointsError, ChartOptions, Point, analyze
from groundswell.core.stats.funnel import funnel

SIZES = [40, 55, 80, 90, 120, 150, 200, 260, 300, 420, 500, 640, 700]
PLACES = [Point(f"School {k}", round(n * (0.2 + 0.01 * (k % 3))), n) for k, n in enumerate(SIZES)]


@pytest.mark.parametrize("kind", ["p", "u"])
@pytest.mark.parametrize("overdispersion", [False, True])
def test_the_curve_passes_through_the_limits_of_its_places(kind: str, overdispersion: bool) -> None:
    chart = funnel(PLACES, kind, overdispersion=overdispersion, multiply=100)  # type: ignore[arg-type]
    first, last = chart.curve[0], chart.curve[-1]
    for end, place in ((first, chart.result.points[0]), (last, chart.result.points[-1])):
        assert end.n == pytest.approx(place.n)
        drawn = place.center, place.lower, place.upper, place.inner_lower, place.inner_upper
        assert (end.center, end.lower, end.upper, end.inner_lower, end.inner_upper) == pytest.approx(drawn)
    widths = [limits.upper - limits.lower for limits in chart.curve]
    assert widths == sorted(widths, reverse=True)


def test_places_stay_in_the_order_given_and_only_limits_mark_them() -> None:
    far = [*PLACES, Point("School far", 300, 600)]
    chart = funnel(far, "p", center=0.21)
    assert [p.x for p in chart.result.points] == [p.x for p in far]
    assert [p.x for p in chart.result.points if p.signals] == ["School far"]
    assert not chart.result.parts[0].runs_signal


def test_overdispersion_widens_the_limits_where_places_differ_more_than_chance() -> None:
    spread = [Point(p.x, round((p.n or 0) * (0.1 + 0.05 * (k % 5))), p.n) for k, p in enumerate(PLACES)]
    plain, wide = funnel(spread, "p"), funnel(spread, "p", overdispersion=True)
    assert wide.curve[-1].upper > plain.curve[-1].upper
    assert any(p.signals for p in plain.result.points)
    assert not any(p.signals for p in wide.result.points)


def test_too_few_places_get_no_limits() -> None:
    chart = funnel(PLACES[:5], "p")
    assert chart.curve == ()
    assert not chart.result.parts[0].limits_shown
    assert funnel([], "p").curve == ()


def test_a_place_given_twice_and_odd_counts_are_refused() -> None:
    with pytest.raises(BadPointsError, match="School 1 appears more than once"):
        funnel([*PLACES, PLACES[1]], "p")
    with pytest.raises(BadPointsError, match="larger than its denominator"):
        funnel([Point("School", 5, 4)], "p")


def test_inner_limits_mark_nothing() -> None:
    """A point between two and three sigma is ordinary."""
    ys = [4.0, 6.0] * 8 + [9.5]
    points = [Point(i, y) for i, y in enumerate(ys)]
    result = analyze(points, ChartOptions(chart="i", inner_sigmas=2.0, center=5.0, baseline_until=15))
    last = result.points[-1]
    assert last.inner_upper is not None
    assert last.upper is not None
    assert last.y is not None
    assert last.inner_upper < last.y < last.upper
    assert last.inner_upper - 5 == pytest.approx((last.upper - 5) * 2 / 3)
    assert last.signals == ()
    assert analyze(points, ChartOptions(chart="i")).points[-1].inner_upper is None
    with pytest.raises(BadPointsError, match="above zero"):
        analyze(points, ChartOptions(chart="i", inner_sigmas=0.0))
