"""Every other chart to draw in tests: each kind of control chart, pairs, funnels, bars, intervals, grids."""

import random
from collections.abc import Callable

from groundswell.core.charts import (
    Captions,
    ChartSpec,
    Little,
    change_chart,
    control_chart,
    cusum_chart,
    funnel_chart,
    paired_chart,
    pareto_chart,
    shrinkage_chart,
    small_multiples,
    xmr_chart,
)
from groundswell.core.stats import ChartOptions, ChartResult, Exclusion, Phase, Point, analyze
from groundswell.core.stats.bernoulli import bernoulli_cusum
from groundswell.core.stats.change.before_after import compare_means
from groundswell.core.stats.change.difference_in_differences import BeforeAfter, difference_in_differences
from groundswell.core.stats.funnel import funnel
from groundswell.core.stats.pareto import pareto
from groundswell.core.stats.shrinkage.normal import shrink
from tests.core.charts.samples import LONG, MORNINGS, SOURCE, captions, month, week, weekly

PRIVATE = "Fewer than 11 students. We keep small groups private, in charts, tables and downloads alike."


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (invented numbers, the same every time)


def drawn(count: int, middle: float, spread: float, seed: int) -> list[float | None]:
    source = chance(seed)
    return [round(source.gauss(middle, spread), 1) for _ in range(count)]


def counts(chart: str, *, count: int = 26, rate: float = 0.2, **options: object) -> ChartResult:
    source = chance(count)
    sizes = [source.randint(60, 240) for _ in range(count)]
    points = [
        Point(week(i), sum(source.random() < (rate if i < 16 else rate * 0.6) for _ in range(n)), n)
        for i, n in enumerate(sizes)
    ]
    chosen = {"chart": chart, "multiply": 100, "direction": "down"} | options
    return analyze(points, ChartOptions(**chosen))  # type: ignore[arg-type]


def shares() -> ChartSpec:
    return control_chart(counts("p"), captions("Late at first bell"))


def wide_shares() -> ChartSpec:
    return control_chart(counts("pp", baseline_until=week(15)), captions("Late at first bell"))


def rates() -> ChartSpec:
    result = counts("u", multiply=100)
    return control_chart(result, Captions("Referrals", "per 100 students", SOURCE))


def plain_counts() -> ChartSpec:
    source = chance(5)
    points = [Point(week(i), source.randint(2, 9) + (6 if i == 17 else 0)) for i in range(24)]
    result = analyze(points, ChartOptions(chart="c", direction="down"))
    return control_chart(result, Captions("Nurse visits", "visits", SOURCE))


def normalized() -> ChartSpec:
    result = counts("ip", direction="neither")
    return control_chart(result, captions("Late at first bell"))


def waits() -> ChartSpec:
    source = chance(8)
    days = [round(source.expovariate(1 / 9), 1) + 0.5 for _ in range(16)] + [31.5, 44.0, 28.5, 39.0, 52.0]
    points = [Point(i + 1, y) for i, y in enumerate(days)]
    result = analyze(points, ChartOptions(chart="t", direction="up"))
    return control_chart(result, Captions("Days between fights", "days", SOURCE))


def opportunities() -> ChartSpec:
    source = chance(9)
    points = [Point(i + 1, source.randint(2, 60) * (3 if i > 14 else 1)) for i in range(22)]
    result = analyze(points, ChartOptions(chart="g", direction="up"))
    return control_chart(result, Captions("Bus rides between missed stops", "rides", SOURCE))


def three_phases() -> ChartSpec:
    ys = drawn(16, 30, 3, 1) + drawn(14, 24, 3, 2) + drawn(15, 17, 2.5, 3)
    phases = [
        Phase(week(16), "Calls home within two days.", "Calls home", "Ana", baseline_until=week(28)),
        Phase(week(30), "A late bus on Mondays.", "Late bus", "Luis"),
    ]
    ys[20] = None
    options = ChartOptions(
        chart="i",
        phases=phases,
        baseline_until=week(12),
        excluded=[Exclusion(week(7), "snow day"), Exclusion(week(33), "exam week")],
        direction="down",
        target=15,
        first_phase_name="Before",
    )
    ys[7], ys[33] = 52.0, 38.0
    return control_chart(analyze(weekly(ys), options), captions("Late at first bell"))


def kept() -> ChartSpec:
    ys = drawn(24, 30, 3, 4)
    ys[9] = ys[10] = ys[18] = None
    result = analyze(weekly(ys), ChartOptions(chart="i", direction="down", inner_sigmas=2))
    return control_chart(result, captions("Foster youth late", kept=dict.fromkeys((9, 10, 18), PRIVATE)))


def nelson() -> ChartSpec:
    ys = drawn(14, 50, 4, 6) + [50 + 1.6 * k for k in range(8)] + drawn(10, 60, 3, 7)
    result = analyze(weekly(ys), ChartOptions(chart="i", rules="nelson", direction="up"))
    return control_chart(result, captions("On time"))


def making_data_count() -> ChartSpec:
    ys = drawn(18, 78, 3, 11) + drawn(8, 84, 2, 12)
    points = [Point(month(i), y) for i, y in enumerate(ys)]
    options = ChartOptions(chart="xmr", rules="mdc", direction="up", target=90)
    return xmr_chart(analyze(points, options), captions("In class at first bell", period_word="month"))


def too_early() -> ChartSpec:
    options = ChartOptions(chart="xmr", rules="mdc", direction="up", target=90)
    return xmr_chart(analyze(weekly(MORNINGS[:10]), options), captions())


def values_and_ranges() -> ChartSpec:
    both = [
        analyze(weekly([*MORNINGS]), ChartOptions(chart=chart, direction="up"))  # type: ignore[arg-type]
        for chart in ("i", "mr")
    ]
    return paired_chart(both[0], both[1], captions())


def means_and_spreads() -> ChartSpec:
    source = chance(13)
    points = [
        Point(week(i), round(source.gauss(62, 9), 1)) for i in range(20) for _ in range(source.randint(4, 9))
    ]
    both = [analyze(points, ChartOptions(chart=chart)) for chart in ("xbar", "s")]  # type: ignore[arg-type]
    return paired_chart(both[0], both[1], Captions("Reading score", "points", SOURCE))


def places(names: list[str], seed: int = 14) -> list[Point]:
    source = chance(seed)
    points = []
    for i, name in enumerate(names):
        n = int(40 * 1.11 ** source.randint(0, 28))
        rate = 0.34 if i % 11 == 3 else 0.08 if i % 13 == 5 else 0.2
        points.append(Point(name, sum(source.random() < rate for _ in range(n)), n))
    return points


def schools(*, overdispersion: bool = False) -> ChartSpec:
    names = [f"{a} {b}" for a in ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
             for b in ("Street", "Park", "Hill", "Creek", "Avenue, dual language", "North")]  # fmt: skip
    found = funnel(places(names), "p", multiply=100, overdispersion=overdispersion)
    said = captions("Missing 2 or more days", period_word="school")
    return funnel_chart(found, said, kept={"Glen School": PRIVATE})


def wide_schools() -> ChartSpec:
    return schools(overdispersion=True)


def few_schools() -> ChartSpec:
    found = funnel(places(["Alder", "Birch", "Cedar", "Elm"]), "p", multiply=100)
    return funnel_chart(found, captions("Missing 2 or more days", period_word="school"))


REASONS = {
    "Overslept": 88,
    "Bus late or missed": 61,
    "Care of a younger sibling": 34,
    "Appointment": 17,
    "Weather": 12,
    LONG: 9,
    None: 21,
}


def reasons() -> ChartSpec:
    return pareto_chart(pareto(REASONS), captions("Why late", value_word="Late arrivals"))


def few_reasons() -> ChartSpec:
    short = {k: v for k, v in REASONS.items() if k != LONG}
    return pareto_chart(pareto(short), captions("Why late", value_word="Late arrivals"))


def cases() -> ChartSpec:
    source = chance(15)
    happened = [source.random() < (0.1 if i < 90 else 0.32 if i < 150 else 0.04) for i in range(260)]
    found = bernoulli_cusum(happened, target=0.1)
    said = Captions("Bus missed", "", SOURCE, value_word="missed the bus", period_word="student")
    return cusum_chart(found, said, direction="down")


def before_after() -> ChartSpec:
    before, after = drawn(14, 30, 4, 16), drawn(12, 24, 4, 17)
    found = compare_means(before, after, unit="%")
    return change_chart(found, captions("Late at first bell"), direction="down")


def beside_others() -> ChartSpec:
    tested = BeforeAfter(drawn(14, 30, 3, 18), drawn(12, 22, 3, 19))
    others = BeforeAfter(drawn(14, 29, 3, 20), drawn(12, 27, 3, 21))
    found = difference_in_differences(tested, others, unit="%")
    return change_chart(found, captions("Late at first bell"), direction="down")


def leaning() -> ChartSpec:
    names = ["Grade 3", "Grade 4", "Grade 5", "Estudiantes que aprenden inglés", "Grade 6"]
    found = shrink([31.0, 24.5, 44.0, 12.5, 27.0], [9.0, 12.0, 80.0, 60.0, 10.0])
    said = captions("Late at first bell", period_word="group")
    return shrinkage_chart(names, found, said, kept={"Foster youth": PRIVATE})


def series(count: int, level: float, seed: int, shift: float = 0.0) -> ChartResult:
    ys = drawn(count, level, 2.5, seed)
    moved = [None if y is None else y + (shift if i >= count // 2 else 0) for i, y in enumerate(ys)]
    points = [Point(week(i), y) for i, y in enumerate(moved)]
    return analyze(points, ChartOptions(direction="down"))


def grid(*, own_scales: bool = False) -> ChartSpec:
    rows = [
        Little("Grade 3", series(24, 22, 22)),
        Little("Grade 4", series(24, 30, 23, -9)),
        Little("Grade 5, dual language", series(24, 20, 24, 9)),
        Little("Foster youth", None, PRIVATE),
        Little(LONG, series(24, 27, 25)),
        Little("Newcomers", series(5, 25, 26)),
    ]
    return small_multiples(rows, captions("Late at first bell, by group"), own_scales=own_scales)


def own_grid() -> ChartSpec:
    return grid(own_scales=True)


Sizes = tuple[float, float]
MORE: dict[str, tuple[Callable[[], ChartSpec], Sizes, Sizes]] = {
    name: (builder, wide, phone)
    for name, builder, wide, phone in (
        ("shares", shares, (760, 300), (340, 220)),
        ("wide_shares", wide_shares, (760, 300), (340, 220)),
        ("rates", rates, (760, 300), (340, 220)),
        ("plain_counts", plain_counts, (760, 300), (340, 220)),
        ("normalized", normalized, (760, 300), (340, 220)),
        ("waits", waits, (760, 300), (340, 220)),
        ("opportunities", opportunities, (760, 300), (340, 220)),
        ("three_phases", three_phases, (760, 300), (340, 220)),
        ("kept", kept, (760, 300), (340, 220)),
        ("nelson", nelson, (760, 300), (340, 220)),
        ("making_data_count", making_data_count, (760, 300), (340, 220)),
        ("too_early", too_early, (760, 300), (340, 220)),
        ("values_and_ranges", values_and_ranges, (760, 380), (340, 300)),
        ("means_and_spreads", means_and_spreads, (760, 380), (340, 300)),
        ("schools", schools, (760, 360), (340, 280)),
        ("wide_schools", wide_schools, (760, 360), (340, 280)),
        ("few_schools", few_schools, (760, 300), (340, 220)),
        ("reasons", reasons, (760, 300), (340, 220)),
        ("few_reasons", few_reasons, (760, 300), (340, 220)),
        ("cases", cases, (760, 280), (340, 220)),
        ("before_after", before_after, (760, 100), (340, 100)),
        ("beside_others", beside_others, (760, 100), (340, 100)),
        ("leaning", leaning, (760, 100), (340, 100)),
        ("grid", grid, (900, 110), (340, 110)),
        ("own_grid", own_grid, (700, 110), (340, 110)),
    )
}
