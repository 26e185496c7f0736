"""Whatever the data and the words: funnels, bars, cases, intervals, grids, pairs and verdicts stay in shape."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.charts import (
    Captions,
    ChartSpec,
    Interval,
    Little,
    control_chart,
    cusum_chart,
    funnel_chart,
    interval_chart,
    paired_chart,
    pareto_chart,
    shrinkage_chart,
    small_multiples,
    to_svg,
    xmr_chart,
)
from groundswell.core.stats import ChartOptions, Exclusion, Phase, Point, analyze
from groundswell.core.stats.bernoulli import bernoulli_cusum
from groundswell.core.stats.funnel import funnel
from groundswell.core.stats.pareto import pareto
from groundswell.core.stats.shrinkage.normal import shrink
from tests.core.charts.svg_reader import Drawing

START = dt.date(2024, 9, 2)
RULES = ("anhoej", "mdc", "ihi", "western_electric", "nelson")
phrases = st.text(max_size=60)
titles = st.text(min_size=1, max_size=60).filter(lambda t: bool(t.strip()))
values = st.none() | st.integers(-3000, 20000).map(lambda k: k / 10)
amounts = st.none() | st.integers(1, 20000).map(lambda k: k / 10)
widths = st.integers(320, 1000)
units = st.sampled_from(["%", "", "days per student"])


def week(index: int) -> dt.date:
    return START + dt.timedelta(weeks=index)


def check(spec: ChartSpec, width: int, height: int = 250) -> Drawing:
    drawing = Drawing(to_svg(spec, width=width, height=height, ids_prefix="t"))
    assert drawing.outside() == []
    assert drawing.all_finite()
    assert all(len(row) == len(spec.table.header) for row in spec.table.rows)
    return drawing


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["i", "mr", "xmr", "ip", "t", "c", "g", "p", "pp", "u", "up", "xbar", "s"]),
    st.sampled_from(RULES),
    st.lists(st.tuples(amounts, st.integers(0, 400)), max_size=60),
    widths,
    st.data(),
)
def test_any_control_chart(
    chart: str, rules: str, rows: list[tuple[float | None, int]], width: int, data: st.DataObject
) -> None:
    counted = chart in ("p", "pp", "u", "up", "ip")
    points = []
    for i, (y, n) in enumerate(rows):
        value = y if y is None or not counted else float(min(int(y), n))
        points.append(Point(week(i), value, n if counted else None))
        if chart in ("xbar", "s"):
            points.append(Point(week(i), None if value is None else value + n / 10))
    options = ChartOptions(
        chart=chart,  # type: ignore[arg-type]
        rules=rules,  # type: ignore[arg-type]
        direction=data.draw(st.sampled_from(["up", "down", "neither"])),
        phases=[Phase(week(data.draw(st.integers(1, 40))), data.draw(phrases), baseline_until=week(50))],
        baseline_until=week(data.draw(st.integers(0, 40))),
        excluded=[Exclusion(week(3), data.draw(phrases))],
        target=data.draw(values),
        inner_sigmas=data.draw(st.none() | st.just(2.0)),
    )
    kept = {i: "Fewer than 11 students." for i, (y, _) in enumerate(rows) if y is None}
    said = Captions(data.draw(titles), data.draw(units), "Invented", kept=kept)
    result = analyze(points, options)
    check(control_chart(result, said), width)
    check(xmr_chart(result, said), width)


@settings(deadline=None, max_examples=20)
@given(st.lists(values, max_size=60), titles, units, widths)
def test_any_pair(ys: list[float | None], title: str, unit: str, width: int) -> None:
    points = [Point(week(i), y) for i, y in enumerate(ys)]
    both = [analyze(points, ChartOptions(chart=chart)) for chart in ("i", "mr")]  # type: ignore[arg-type]
    check(paired_chart(both[0], both[1], Captions(title, unit, "Invented")), width, 320)


@settings(deadline=None, max_examples=25)
@given(
    st.dictionaries(phrases, st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=60),
    st.sampled_from(["p", "u"]),
    st.booleans(),
    titles,
    widths,
)
def test_any_funnel(
    rows: dict[str, tuple[int, int]],
    kind: str,
    widened: bool,
    title: str,
    width: int,
) -> None:
    points = [Point(name, min(y, n), n) for name, (y, n) in rows.items()]
    found = funnel(points, kind, overdispersion=widened, multiply=100)  # type: ignore[arg-type]
    check(funnel_chart(found, Captions(title, "%", "Invented"), kept={"Glen": "Small."}), width)


@settings(deadline=None, max_examples=25)
@given(
    st.dictionaries(st.none() | phrases, st.integers(0, 100000), max_size=14),
    titles,
    widths,
)
def test_any_pareto(counts: dict[str | None, int], title: str, width: int) -> None:
    found = pareto({name: float(count) for name, count in counts.items()})
    check(pareto_chart(found, Captions(title, "", "Invented")), width)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.booleans(), min_size=1, max_size=400), st.integers(1, 9), titles, widths)
def test_any_cases(happened: list[bool], tenths: int, title: str, width: int) -> None:
    found = bernoulli_cusum(happened, target=tenths / 10)
    check(cusum_chart(found, Captions(title, "", "Invented"), direction="down"), width)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(phrases, phrases, st.none() | st.integers(-(10**6), 10**6)), max_size=14),
    st.none() | st.integers(-1000, 1000),
    phrases,
    titles,
    units,
    widths,
)
def test_any_intervals(
    rows: list[tuple[str, str, int | None]],
    reference: int | None,
    phrase: str,
    title: str,
    unit: str,
    width: int,
) -> None:
    drawn = [
        Interval(label, words, y, None if y is None else y - 5.0, None if y is None else y + 70.0)
        for label, words, y in rows
    ]
    spec = interval_chart(
        drawn,
        Captions(title, unit, "Invented"),
        sentence="Said.",
        method="Made.",
        reference=reference,
        reference_words=phrase,
    )
    check(spec, width)


@settings(deadline=None, max_examples=12)
@given(st.lists(st.tuples(phrases, st.integers(0, 100), st.integers(1, 90)), min_size=4, max_size=12), widths)
def test_any_groups_that_lean(rows: list[tuple[str, int, int]], width: int) -> None:
    found = shrink([float(y) for _, y, _ in rows], [float(v) for _, _, v in rows])
    spec = shrinkage_chart([name for name, _, _ in rows], found, Captions("Groups", "%", "Invented"))
    check(spec, width)


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.tuples(titles, st.none() | st.lists(values, max_size=30)), min_size=1, max_size=9),
    st.booleans(),
    widths,
)
def test_any_grid(
    rows: list[tuple[str, list[float | None] | None]],
    own: bool,
    width: int,
) -> None:
    series = [
        Little(title, None, "Fewer than 11 students.")
        if ys is None
        else Little(title, analyze([Point(week(i), y) for i, y in enumerate(ys)], ChartOptions()))
        for title, ys in rows
    ]
    check(small_multiples(series, Captions("Groups", "%", "Invented"), own_scales=own), width, 110)
