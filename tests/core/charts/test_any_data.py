"""Whatever the data and the words, a chart is well formed and stays inside its frame."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.charts import (
    Captions,
    ContextMark,
    CycleMark,
    GapLine,
    Step,
    control_chart,
    gap_chart,
    prediction_scale,
    ramp,
    run_chart,
    small_multiple,
    sparkline,
    to_svg,
    withheld,
)
from groundswell.core.stats import ChartOptions, Phase, Point, analyze
from tests.core.charts.svg_reader import Drawing

START = dt.date(2024, 9, 2)
phrases = st.text(max_size=60)
titles = st.text(min_size=1, max_size=60).filter(lambda t: bool(t.strip()))
values = st.none() | st.integers(-3000, 20000).map(lambda k: k / 10)
widths = st.integers(320, 1000)


def week(index: int) -> dt.date:
    return START + dt.timedelta(weeks=index)


@settings(deadline=None, max_examples=120)
@given(
    st.lists(values, max_size=130),
    titles,
    phrases,
    widths,
    st.integers(0, 129),
    st.integers(0, 129),
    st.data(),
)
def test_any_series(
    ys: list[float | None], title: str, phrase: str, width: int, freeze: int, start: int, data: st.DataObject
) -> None:
    marks = data.draw(st.lists(st.integers(-5, 140), max_size=40))
    options = ChartOptions(
        chart=data.draw(st.sampled_from(["run", "i"])),
        direction=data.draw(st.sampled_from(["up", "down", "neither"])),
        phases=[Phase(week(start), phrase, name=phrase)],
        baseline_until=week(freeze),
        target=data.draw(values),
    )
    result = analyze([Point(week(i), y) for i, y in enumerate(ys)], options)
    said = Captions(
        title,
        data.draw(st.sampled_from(["%", "", "days per student"])),
        "Invented",
        cycles=[CycleMark(week(m), str(k), phrase) for k, m in enumerate(marks)],
        contexts=[ContextMark(week(m), phrase) for m in marks[:8]],
        point_notes={0: phrase} if ys else {},
        href=lambda i: f"?point={i}",
    )
    for spec in (run_chart(result, said), control_chart(result, said)):
        drawing = Drawing(to_svg(spec, width=width, height=250, ids_prefix="t"))
        assert drawing.outside() == []
        assert len(spec.table.rows) == len(ys)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(values, values), max_size=60), titles, titles, widths)
def test_any_gap(pairs: list[tuple[float | None, float | None]], first: str, second: str, width: int) -> None:
    xs = [week(i) for i in range(len(pairs))]
    group, others = GapLine(first, [a for a, _ in pairs]), GapLine(second, [b for _, b in pairs])
    spec = gap_chart(xs, group, others, Captions("Gap", "%", "Invented"))
    assert Drawing(to_svg(spec, width=width, height=400, ids_prefix="t")).outside() == []


@settings(deadline=None, max_examples=60)
@given(st.lists(values, max_size=60), st.integers(150, 300))
def test_any_small_chart(ys: list[float | None], width: int) -> None:
    result = analyze([Point(week(i), y) for i, y in enumerate(ys)], ChartOptions())
    said = Captions("Group", "%", "Invented")
    spec = small_multiple(result, said, high=2000, low=-300, everyone=[(week(0), 3.0)])
    assert Drawing(to_svg(spec, width=width, height=110, ids_prefix="t")).outside() == []
    assert Drawing(to_svg(sparkline(result, said), width=96, height=30, ids_prefix="s")).outside() == []


@settings(deadline=None, max_examples=60)
@given(
    titles,
    st.integers(120, 400),
    st.lists(st.tuples(phrases, st.floats(1, 5000)), max_size=12),
    values,
    values,
)
def test_any_drawing(
    title: str, width: int, steps: list[tuple[str, float]], guess: float | None, result: float | None
) -> None:
    cycles = [Step(str(k), "decided", scale, words) for k, (words, scale) in enumerate(steps)]
    for spec in (
        withheld(title, title=title, source="Invented"),
        ramp(cycles, title=title),
        prediction_scale(guess, result, 0, 40, title=title),
    ):
        assert Drawing(to_svg(spec, width=width, height=130, ids_prefix="t")).outside() == []
