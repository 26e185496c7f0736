"""What shapes, lines and words say."""

import re
from dataclasses import replace

import pytest

from groundswell.core.charts import (
    GapLine,
    Step,
    control_chart,
    gap_chart,
    gap_reading,
    gap_result,
    prediction_scale,
    ramp,
    run_chart,
    small_multiple,
    sparkline,
    tally,
    to_svg,
    verdict_mark,
    withheld,
)
from groundswell.core.charts.bodies import Spark
from groundswell.core.charts.spec import ChartSpec
from groundswell.core.stats import ChartOptions, Exclusion, analyze
from tests.core.charts import samples
from tests.core.charts.samples import GROUP, MORNINGS, OTHERS, SCHOOL_MONTHS, captions, mornings, week, weekly
from tests.core.charts.svg_reader import Drawing


def drawn(spec: ChartSpec, width: float = 760, height: float = 300) -> Drawing:
    return Drawing(to_svg(spec, width=width, height=height, ids_prefix="t"))


def texts(drawing: Drawing) -> list[str]:
    return [t.text or "" for t in drawing.tags("text")]


def test_points_change_shape_only_when_they_are_marked_themselves() -> None:
    drawing = drawn(samples.phased())
    assert len(drawing.of_class("gs-look-again")) == 1
    assert len([e for e in drawing.of_class("gs-pt") if "gs-expected" in e.attrib["class"]]) == 23


@pytest.mark.parametrize(
    ("direction", "look"), [("up", "gs-improving"), ("down", "gs-look-again"), ("neither", "gs-different")]
)
def test_shape_follows_the_hoped_for_direction(direction: str, look: str) -> None:
    result = mornings(phases=(), direction=direction)
    above = [p for p in result.points if p.signals and p.signals[0].side == "above"]
    drawing = drawn(control_chart(result, captions()))
    bracket = 1 if look in ("gs-improving", "gs-look-again") else 0
    storm = 1 if direction == "down" else 0
    expected = {"up": len(above), "down": len(above), "neither": len(above) + 1}[direction]
    assert len([e for e in drawing.of_class(look) if "gs-pt" in e.attrib["class"]]) == expected + bracket
    assert len(above) == 3
    assert storm in (0, 1)


def test_a_run_is_a_bracket_with_words_not_marked_points() -> None:
    result = analyze(weekly([*[10, 12] * 6, *[20, 21] * 6]), ChartOptions(direction="up"))
    drawing = drawn(run_chart(result, captions()))
    assert result.parts[0].long_run
    assert "12 weeks in a row above" in texts(drawing)
    assert len(drawing.of_class("gs-bracket-improving")) == 1
    assert len(list(drawing.of_class("gs-expected"))) == 24


def test_center_is_solid_over_the_frozen_baseline_and_dashed_beyond() -> None:
    drawing = drawn(control_chart(mornings(phases=()), captions()))
    assert len(drawing.of_class("gs-center")) == 1
    assert len(drawing.of_class("gs-extended")) == 1
    assert len(drawing.of_class("gs-wash")) == 1
    assert len(drawing.of_class("gs-limit")) == 2
    assert {"upper limit 86.7%", "lower limit 71.2%"} <= set(texts(drawing))


def test_a_new_phase_has_its_line_name_reason_and_own_center_without_limits_before_twelve_points() -> None:
    drawing = drawn(samples.phased())
    assert len(drawing.of_class("gs-phase")) == 1
    assert {"Phase B, welcome table", "“Arrival works differently now.” Ana, 20 Jan"} <= set(texts(drawing))
    assert len(drawing.of_class("gs-center-improving")) == 1
    assert len(drawing.of_class("gs-limit")) == 2
    assert "9 weeks in a row above baseline" in texts(drawing)


def test_under_eight_points_there_are_dots_and_nothing_else() -> None:
    drawing = drawn(samples.few())
    assert len(drawing.of_class("gs-expected")) == 5
    assert not drawing.of_class("gs-line")
    assert not drawing.of_class("gs-center")
    spark = drawn(sparkline(analyze(weekly(MORNINGS[:5]), ChartOptions()), captions()), 96, 30)
    assert not spark.of_class("gs-spark")
    assert not spark.of_class("gs-spark-center")


def test_a_few_named_values_are_joined_and_their_ends_told() -> None:
    """Three school years are a line of years; still no middle line. A year between that is not known stays a gap."""
    spec = sparkline(analyze(weekly(MORNINGS[:3]), ChartOptions()), captions())
    assert isinstance(spec.body, Spark)
    named = drawn(replace(spec, body=replace(spec.body, ends=("2023-24", "2025-26"))), 104, 46)
    assert len(named.of_class("gs-spark")) == 1
    assert len(named.of_class("gs-expected")) == 3
    assert texts(named) == ["2023-24", "2025-26"]
    assert not named.of_class("gs-spark-center")
    holed = replace(spec.body, values=(50.0, None, 40.0, 45.0), ends=("2022-23", "2025-26"))
    assert len(drawn(replace(spec, body=holed), 104, 46).of_class("gs-expected")) == 3


def test_a_missing_week_breaks_the_line_and_draws_no_dot() -> None:
    ys = [*MORNINGS[:5], None, *MORNINGS[6:12]]
    drawing = drawn(run_chart(analyze(weekly(ys), ChartOptions()), captions()))
    assert len(drawing.of_class("gs-line")) == 2
    assert len(drawing.of_class("gs-expected")) == 11


def test_summer_breaks_both_lines_and_is_named() -> None:
    drawing = drawn(samples.gap(), 760, 420)
    assert "summer" in texts(drawing)
    assert len(drawing.of_class("gs-line-first")) == 2
    assert len(drawing.of_class("gs-line-other")) == 2
    assert len(drawing.of_class("gs-band")) == 2


def test_a_gap_names_both_lines_says_its_size_and_starts_at_zero() -> None:
    spec = gap_chart(SCHOOL_MONTHS, GapLine("Learners", GROUP), GapLine("Others", OTHERS), captions())
    drawing = drawn(spec, 760, 420)
    assert {
        "37%",
        "Learners",
        "19%",
        "Others",
        "18 points apart",
        "The gap itself, percentage points",
    } <= set(texts(drawing))
    assert texts(drawing).count("0") == 2
    assert len(drawing.of_class("gs-first")) == 16
    assert len(drawing.of_class("gs-square")) == 16
    assert not drawing.of_class("gs-look-again") or "row" in spec.sentence


def test_a_gap_is_turned_so_that_it_is_positive_and_its_reading_speaks_of_points() -> None:
    result = gap_result(SCHOOL_MONTHS, GapLine("Others", OTHERS), GapLine("Learners", GROUP))
    assert (
        result.values
        == gap_result(SCHOOL_MONTHS, GapLine("Learners", GROUP), GapLine("Others", OTHERS)).values
    )
    assert min(result.values) > 0
    assert "median 12.5 points" in gap_reading(result, captions(period_word="month")).text


def test_a_growing_gap_asks_to_look_again_and_a_shrinking_one_says_so() -> None:
    grows: list[float | None] = [5, 6] * 6 + [15, 16] * 6
    zero: list[float | None] = [0.0] * 24
    weeks = [week(i) for i in range(24)]
    up = gap_reading(gap_result(weeks, GapLine("a", grows), GapLine("b", zero)), captions())
    down = gap_reading(gap_result(weeks, GapLine("a", grows[::-1]), GapLine("b", zero)), captions())
    assert up.headline == "Look again: the gap has widened."
    assert down.headline == "A signal: the gap has narrowed."


def test_a_gap_with_a_group_withheld_in_one_period_shows_no_gap_there() -> None:
    values = [*GROUP[:5], None, *GROUP[6:]]
    spec = gap_chart(SCHOOL_MONTHS, GapLine("Learners", values), GapLine("Others", OTHERS), captions())
    row = spec.table.rows[5]
    assert (row[1], row[3]) == ("", "")
    with pytest.raises(ValueError, match="one value"):
        gap_chart(SCHOOL_MONTHS, GapLine("a", GROUP[:3]), GapLine("b", OTHERS), captions())


def test_withheld_never_leaks_a_number_and_is_never_blank() -> None:
    spec = withheld("Fewer than eleven students.", title="Foster youth", source="Invented")
    drawing = drawn(spec, 218, 130)
    said = " ".join(e.text or "" for e in drawing.root.iter())
    assert not re.search(r"\d", said)
    assert "Fewer than eleven students." in said
    assert len(drawing.of_class("gs-veil")) > 20
    assert spec.table.rows == ()
    assert "value" not in type(spec.body).__slots__


def test_a_set_aside_week_without_a_number_is_nowhere_in_drawing_table_or_words() -> None:
    """The neighbors have numbers of their own, so 63.7 can come from nowhere but the withheld week."""
    open_, held = [61.2] * 9 + [63.7] + [64.4] * 9, [61.2] * 9 + [None] + [64.4] * 9
    for ys, found in ((open_, True), (held, False)):
        spec = run_chart(analyze(weekly(list(ys)), ChartOptions()), captions())
        everything = to_svg(spec, width=760, height=300, ids_prefix="t") + str(spec.table) + spec.sentence
        assert ("63.7" in everything) is found


def test_small_multiples_share_their_scale_and_carry_the_ghost() -> None:
    drawing = drawn(samples.multiple(), 218, 110)
    assert {"0", "20", "40%", "37%", "29%"} <= set(texts(drawing))
    assert len(drawing.of_class("gs-line-ghost")) == 2
    low = small_multiple(mornings(phases=()), captions(), high=100)
    assert "100%" in texts(drawn(low, 218, 110))


def test_a_value_outside_the_shared_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="shared scale"):
        small_multiple(mornings(phases=()), captions(), high=40)


def test_points_can_be_links_that_say_why() -> None:
    drawing = drawn(samples.phased())
    links = drawing.tags("a")
    assert links[0].attrib["href"] == "?point=0&of=<x>"
    storm = next(a for a in links if a.attrib["href"].startswith("?point=14"))
    assert "Look again: below the lower limit" in storm.attrib["aria-label"]
    assert "tabindex" not in storm.attrib
    assert links[0].attrib["tabindex"] == "-1"
    assert len(drawing.of_class("gs-selected")) == 1


def test_a_point_set_aside_is_hollow_and_the_table_says_why() -> None:
    result = analyze(weekly(MORNINGS[:14]), ChartOptions(excluded=[Exclusion(week(3), "exam week")]))
    spec = run_chart(result, captions())
    assert len(drawn(spec).of_class("gs-set-aside")) == 1
    assert spec.table.rows[3][-1] == "Set aside: exam week"


def test_the_table_says_what_the_chart_says() -> None:
    spec = control_chart(mornings(phases=()), captions())
    assert spec.table.header == ("Week", "In class at first bell", "Reading")
    assert spec.table.rows[14] == ("9 Dec 2024", "66%", "Look again: below the lower limit")
    assert spec.table.rows[23][2] == "Improving: above the upper limit, part of the run"
    assert spec.table.rows[0][2] == "Expected variation"
    with_n = samples.proportions()
    assert with_n.table.header[2] == "Students"
    assert with_n.table.rows[0][2] == "96"


def test_guess_and_result_on_one_scale() -> None:
    drawing = drawn(prediction_scale(33, 35, 0, 41, title="Greeted"), 270, 50)
    assert len(drawing.of_class("gs-guess")) == 1
    assert len(drawing.of_class("gs-first")) == 1
    assert "guess 33" in texts(drawing)
    outside = prediction_scale(5, 60, 0, 41, title="Greeted")
    assert "60" in texts(drawn(outside, 270, 50))
    assert not drawn(prediction_scale(5, None, 0, 41, title="Greeted"), 270, 50).of_class("gs-first")


def test_a_ramp_shows_states_by_form_and_set_down_ends_with_a_bar() -> None:
    drawing = drawn(samples.rising(), 720, 120)
    assert [len(drawing.of_class(f"gs-step-{s}")) for s in ("decided", "current", "planned")] == [3, 1, 1]
    assert len(drawing.of_class("gs-ramp-planned")) == 1
    assert not drawing.of_class("gs-bar")
    spec = ramp([Step("1", "set_down", 1, "1 class")], title="Ended")
    assert len(drawn(spec, 720, 120).of_class("gs-bar")) == 1
    assert "set down" in spec.sentence
    heights = [float(c.attrib["cy"]) for c in drawing.tags("circle")]
    assert heights[0] == heights[1] > heights[2] == heights[3] > heights[4]


@pytest.mark.parametrize("count", [0, 1, 4, 5, 7, 63])
def test_a_tally_has_as_many_strokes_as_counted(count: int) -> None:
    assert len(drawn(tally(count, title="Here"), 200, 50).of_class("gs-tally")) == count


def test_a_tally_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        tally(-1, title="Here")


def test_each_verdict_has_a_shape_of_its_own() -> None:
    marks = [verdict_mark(v) for v in ("too_few", "no_signal", "improving", "look_again", "different")]
    shapes = [re.sub(r' class="[^"]*"', "", m) for m in marks]
    assert len(set(marks)) == 5
    assert len(set(shapes)) == 4
    assert all('aria-hidden="true"' in m for m in marks)


def test_a_title_is_escaped_everywhere() -> None:
    said = replace(captions("<script>alert('x')</script> & \"co\""), point_notes={3: "<b>note</b>"})
    svg = to_svg(control_chart(mornings(), said), width=760, height=300, ids_prefix="t")
    assert "<script>" not in svg
    assert "<b>" not in svg
    assert Drawing(svg).tags("title")[0].text == "<script>alert('x')</script> & \"co\""


def test_where_one_line_goes_on_alone_the_words_are_of_the_last_period_of_both() -> None:
    months = SCHOOL_MONTHS[:4]
    spec = gap_chart(
        months,
        GapLine("Learners", [30.0, 31.0, 29.0, 12.0]),
        GapLine("Others", [20.0, 20.0, 21.0, None]),
        captions(period_word="month"),
    )
    found = set(texts(drawn(spec, 760, 420)))
    assert {"29%", "21%", "8 points apart"} <= found
    assert "12%" not in found
    when = f"{months[2]:%b} {months[2].year}"
    assert any(when in words for words in found)
    assert "Latest (" in spec.alt
    assert "Learners 29%, Others 21%, 8 points apart" in spec.alt
