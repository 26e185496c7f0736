"""What has to hold for every kind of chart with every rule set."""

import random
from dataclasses import replace

import numpy as np
import pytest

from groundswell.core.stats import ChartOptions, ChartResult, Point, analyze
from groundswell.core.stats.columns import columns
from groundswell.core.stats.lines import CHARTS, Choices, Lines, Segment
from groundswell.core.stats.rules.judged import judge
from groundswell.core.stats.rules.marks import marked
from groundswell.core.stats.rules.sets import RULE_SETS

EVERY = [(chart, rules) for chart in CHARTS for rules in RULE_SETS]
every_kind = pytest.mark.parametrize(("chart", "rules"), EVERY)

# A period is two whole numbers, which each chart takes in its own way, or missing.
Period = tuple[int, int] | None


def period(rng: random.Random, *, gaps: float, spread: int) -> Period:
    return None if rng.random() < gaps else (rng.randint(0, spread), rng.randint(20, 20 + spread))


def some_series() -> list[list[Period]]:
    """Short and long ones, with and without gaps, some with many ties, one that rises and one that shifts."""
    rng = random.Random(20_241_122)  # noqa: S311  (numbers, not secrets)
    kinds = [(5, 0.2, 30), (13, 0.0, 20), (30, 0.2, 4)]
    made = [[period(rng, gaps=gaps, spread=spread) for _ in range(n)] for n, gaps, spread in kinds]
    rising: list[Period] = [(k, 30) for k in range(20)]
    shifted: list[Period] = [(4 + k % 3 if k < 14 else 11 + k % 2, 25 + k % 4) for k in range(30)]
    return [*made, rising, shifted]


SERIES = some_series()


def points_of(chart: str, series: list[Period]) -> list[Point]:
    return [point for x, period in enumerate(series) for point in points_at(chart, x, period)]


def points_at(chart: str, x: int, period: Period) -> list[Point]:
    family = CHARTS[chart]  # type: ignore[index]
    if family.needs_denominator:
        return [Point(x, None, 10) if period is None else Point(x, min(period), period[1])]
    if period is None:
        return [Point(x, None)]
    if family.by_subgroup:
        return [Point(x, y) for y in (*period, sum(period) % 7)]
    return [Point(x, period[0] + family.positive)]


def options_of(chart: str, rules: str, **others: object) -> ChartOptions:
    return ChartOptions(chart=chart, rules=rules, direction="up", **others)  # type: ignore[arg-type]


def marks(result: ChartResult) -> list[list[tuple[str, str | None]]]:
    return [[(s.rule, s.side) for s in p.signals] for p in result.points]


def lines(result: ChartResult) -> list[tuple[float | None, ...]]:
    return [(p.y, p.center, p.lower, p.upper, p.inner_lower, p.inner_upper) for p in result.points]


def near(ours: list[tuple[float | None, ...]], theirs: list[tuple[float | None, ...]]) -> bool:
    pairs = [pair for a, b in zip(ours, theirs, strict=True) for pair in zip(a, b, strict=True)]
    return all(
        (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= 1e-9 * max(1, abs(a), abs(b)))
        for a, b in pairs
    )


@every_kind
def test_order_does_not_matter_and_twice_is_the_same(chart: str, rules: str) -> None:
    options = options_of(chart, rules, inner_sigmas=2.0)
    for seed, series in enumerate(SERIES):
        points = points_of(chart, series)
        shuffled = list(points)
        random.Random(seed).shuffle(shuffled)  # noqa: S311  (an order, not a secret)
        result, other = analyze(points, options), analyze(shuffled, options)
        assert analyze(points, options) == result
        assert near(lines(other), lines(result))
        assert marks(other) == marks(result)


@every_kind
def test_the_shown_unit_changes_no_signal(chart: str, rules: str) -> None:
    for series in SERIES:
        points = points_of(chart, series)
        plain = analyze(points, options_of(chart, rules, inner_sigmas=2.0))
        percent = analyze(points, options_of(chart, rules, inner_sigmas=2.0, multiply=100))
        assert marks(plain) == marks(percent)
        assert near(lines(percent), moved_lines(plain, 100, 0))


def moved_lines(result: ChartResult, factor: float, by: float) -> list[tuple[float | None, ...]]:
    return [tuple(None if v is None else v * factor + by for v in row) for row in lines(result)]


@pytest.mark.parametrize("rules", RULE_SETS)
@pytest.mark.parametrize("chart", ["run", "i", "xmr", "ip", "xbar", "mr", "s"])
@pytest.mark.parametrize(("factor", "shift"), [(0.5, 7.0), (8.0, -3.0)])
def test_scaling_and_shifting_move_the_lines_along(
    chart: str, rules: str, factor: float, shift: float
) -> None:
    """Charts of measurements; ranges and spreads only scale, counts and times between do neither."""
    for series in SERIES:
        points = points_of(chart, series)
        moved = [replace(p, y=None if p.y is None else p.y * factor + shift) for p in points]
        a, b = (analyze(each, options_of(chart, rules, inner_sigmas=2.0)) for each in (points, moved))
        assert near(lines(b), moved_lines(a, factor, 0.0 if chart in ("mr", "s") else shift))
        assert marks(a) == marks(b)
        assert [p.runs_signal for p in a.parts] == [p.runs_signal for p in b.parts]


@every_kind
def test_periods_without_data_at_the_end_change_nothing(chart: str, rules: str) -> None:
    options = options_of(chart, rules)
    for series in SERIES:
        known, longer = (analyze(points_of(chart, each), options) for each in (series, [*series, None, None]))
        assert [p.y for p in longer.points[len(series) :]] == [None, None]
        assert marks(longer) == [*marks(known), [], []]
        assert near([row[:2] for row in lines(longer)[: len(series)]], [row[:2] for row in lines(known)])
        assert longer.parts[0].runs_signal == known.parts[0].runs_signal
        assert longer.parts[0].n_values == known.parts[0].n_values


@every_kind
@pytest.mark.parametrize("count", [0, 1, 2])
def test_none_one_and_two_points_say_nothing(chart: str, rules: str, count: int) -> None:
    for period in (None, (0, 1), (7, 9)):
        result = analyze(points_of(chart, [period] * count), options_of(chart, rules))
        assert len(result.points) == count
        assert len(result.parts) == bool(count)
        assert marks(result) == [[]] * count
        assert not any(p.runs_signal or p.limits_shown or p.center_shown for p in result.parts)


@every_kind
@pytest.mark.parametrize("period", [None, (0, 20), (5, 20)])
def test_a_constant_series_is_never_unusual(chart: str, rules: str, period: Period) -> None:
    result = analyze(points_of(chart, [period] * 40), options_of(chart, rules))
    found = {rule for point in marks(result) for rule, _ in point}
    # Fifteen points close to the center are what that rule is for, where limits promise more variation.
    assert found <= ({"hugging_15"} if result.parts[0].limits_shown else set())
    assert not result.parts[0].runs_signal


def beside(segments: list[Segment]) -> Segment:
    names = ("values", "counts", "denominators", "sizes", "means", "spreads")
    return replace(segments[0], **{n: np.hstack([getattr(s, n) for s in segments]) for n in names})


def drawn(chart: str, segment: Segment) -> Lines:
    with np.errstate(all="ignore"):
        return CHARTS[chart].lines(segment, None, Choices())  # type: ignore[index]


@every_kind
def test_a_batch_of_series_equals_each_series_alone(chart: str, rules: str) -> None:
    options, long = options_of(chart, rules), [(s * 9)[:40] for s in SERIES]
    base = np.ones(40, dtype=np.bool_)
    alone = [
        columns(points_of(chart, series), options, CHARTS[options.chart]).part(0, 39, base, ordered=True)
        for series in long
    ]
    together, every = drawn(chart, beside(alone)), [drawn(chart, segment) for segment in alone]
    for k, own in enumerate(every):
        for name in ("values", "center", "lower", "upper"):
            column = np.broadcast_to(getattr(together, name), (40, len(long)))[:, k]
            single = np.broadcast_to(getattr(own, name), (40, 1))[:, 0]
            np.testing.assert_allclose(column, single, rtol=1e-12, atol=1e-12)
    everything, each = judge(together, base), [judge(own, base) for own in every]
    for rule in RULE_SETS[options.rules].rules:
        if rule.needs_zones and everything.unit is None:
            continue
        in_batch = marked(rule.find(everything), rule.marking)
        for k, judged in enumerate(each):
            for batch, single in zip(in_batch, marked(rule.find(judged), rule.marking), strict=True):
                assert batch[:, k].tolist() == single[:, 0].tolist()


def test_these_series_show_something_to_every_rule_of_most_sets() -> None:
    """Checks that hold for series without any mark would say little."""
    seen = {
        rule
        for _, rules in EVERY[:5]
        for series in SERIES
        for point in marks(analyze(points_of("xmr", series), options_of("xmr", rules)))
        for rule, _ in point
    }
    assert seen >= {
        "outside_limits",
        "shift_6",
        "shift_7",
        "shift_8",
        "shift_9",
        "trend_5",
        "trend_6",
        "trend_7",
    }
    assert seen & {"2_of_3", "4_of_5"}
