"""What shapes, lines and words of the other charts say."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from groundswell.core.charts import (
    Captions,
    ChartSpec,
    Interval,
    Little,
    control_chart,
    funnel_chart,
    interval_chart,
    method_of,
    paired_chart,
    pareto_chart,
    released_points,
    run_chart,
    shrinkage_chart,
    small_multiples,
    to_svg,
    xmr_chart,
)
from groundswell.core.charts.marks import Plot
from groundswell.core.disclosure.released import Coded, Shown, Suppressed
from groundswell.core.stats import ChartOptions, Exclusion, Phase, Point, analyze
from groundswell.core.stats.funnel import funnel
from groundswell.core.stats.lines import CHARTS
from groundswell.core.stats.pareto import pareto
from groundswell.core.stats.shrinkage.normal import shrink
from tests.core.charts import more_samples
from tests.core.charts.more_samples import MORE, PRIVATE
from tests.core.charts.samples import MORNINGS, SOURCE, captions, week, weekly
from tests.core.charts.svg_reader import Drawing


def drawn(spec: ChartSpec, width: float = 760, height: float = 300) -> Drawing:
    return Drawing(to_svg(spec, width=width, height=height, ids_prefix="t"))


def texts(drawing: Drawing) -> list[str]:
    return [t.text or "" for t in drawing.tags("text")]


def points_of(drawing: Drawing, look: str) -> int:
    return len([e for e in drawing.of_class(look) if "gs-pt" in e.attrib["class"]])


@pytest.mark.parametrize("chart", CHARTS)
def test_every_kind_says_how_its_lines_were_made_and_by_which_rules(chart: str) -> None:
    rated = chart in ("p", "pp", "u", "up")
    points = [Point(week(i), 5.0 + i % 4, 40 if rated else None) for i in range(20)]
    said = method_of(analyze(points, ChartOptions(chart=chart)))  # type: ignore[arg-type]
    assert said.startswith(("Run chart", "X", "P", "I", "Individuals", "Moving", "Normalized", "Means", "Standard",
                            "Time", "Counts", "Rates", "Opportunities"))  # fmt: skip
    assert "Anhøj runs rules, version 1." in said
    assert chart == "run" or "limits" in said or "limit" in said


def test_the_method_tells_screening_phases_freezes_and_points_set_aside() -> None:
    options = ChartOptions(
        chart="i",
        rules="nelson",
        screened=False,
        phases=[Phase(week(15), "changed", name="Late bus")],
        baseline_until=week(12),
        excluded=[Exclusion(week(2), "snow day")],
        first_phase_name="Before",
    )
    result = analyze(weekly(MORNINGS), options)
    said = method_of(result, options=options)
    assert "Nelson rules, version 1." in said
    assert "Every moving range counts for the limits." in said
    assert "2 phases, each with its own lines." in said
    assert "Before: baseline frozen after 25 Nov, 12 weeks." in said
    assert "Before: limits need" not in said
    assert "Late bus: limits need 12 points to stand on; there are 9." in said
    assert "Set aside: 16 Sep (snow day)." in said
    assert control_chart(result, captions(options=options)).method == said
    assert "given, not computed" in method_of(result, options=replace(options, center=80.0))


def test_every_phase_has_its_own_freeze_limits_and_center() -> None:
    drawing = drawn(more_samples.three_phases())
    assert len(drawing.of_class("gs-phase")) == 2
    assert len(drawing.of_class("gs-wash")) == 2
    assert len(drawing.of_class("gs-limit")) == 6
    assert points_of(drawing, "gs-set-aside") == 2
    assert len(drawing.of_class("gs-line")) == 4


def test_limits_follow_the_denominators_in_steps() -> None:
    spec = more_samples.shares()
    drawing = drawn(spec)
    steps = [e.attrib["d"] for e in drawing.of_class("gs-limit")]
    assert len(steps) == 2
    assert all(d.count("L") == 2 * 26 - 1 for d in steps)
    assert "upper limit" in texts(drawing)


def test_a_number_kept_private_is_a_veil_and_words_and_never_a_point() -> None:
    spec = more_samples.kept()
    drawing = drawn(spec)
    assert len(drawing.of_class("gs-expected")) == 21
    assert drawing.of_class("gs-kept")
    assert f"Kept private. {PRIVATE}" in [row[-1] for row in spec.table.rows]
    assert [row[1] for row in spec.table.rows].count("") == 3
    assert "3 weeks kept private." in spec.sentence
    assert "3 weeks kept private." in spec.alt
    assert len(drawing.of_class("gs-inner")) >= 2


def test_a_rule_set_marks_points_and_a_bracket_is_for_anhoej_alone() -> None:
    nelson = drawn(more_samples.nelson())
    assert points_of(nelson, "gs-improving") > 5
    assert not nelson.of_class("gs-bracket-improving")
    ys = [*MORNINGS[:14], *[90.0] * 10]
    anhoej = drawn(control_chart(analyze(weekly(ys), ChartOptions(chart="i", direction="up")), captions()))
    assert anhoej.of_class("gs-bracket-look-again")


def test_ranges_stand_under_their_values_on_one_axis_without_a_verdict_of_their_own() -> None:
    spec = more_samples.values_and_ranges()
    drawing = drawn(spec, 760, 380)
    assert isinstance(spec.body, Plot)
    assert len(spec.body.panels) == 2
    assert "Change from one week to the next, points" in texts(drawing)
    assert spec.table.header[-2:] == ("Change from one week to the next", "Reading of it")
    assert points_of(drawing, "gs-different") == 2
    assert "points" in spec.sentence
    other = analyze(weekly(MORNINGS[:20]), ChartOptions(chart="mr"))
    values = analyze(weekly(MORNINGS), ChartOptions(chart="i"))
    with pytest.raises(ValueError, match="different periods"):
        paired_chart(values, other, captions())
    with pytest.raises(ValueError, match="MR or an S"):
        paired_chart(values, values, captions())


def test_both_verdicts_stand_in_marks_and_words() -> None:
    spec = more_samples.making_data_count()
    said = texts(drawn(spec))
    assert "A signal in the hoped-for direction: the latest value is unusually high." in said
    assert "As it runs now, the process will not reach the target without a change." in said
    early = more_samples.too_early()
    assert "Not enough data: a verdict needs 13 points, and there are 10." in texts(drawn(early))
    no_target = xmr_chart(analyze(weekly(MORNINGS), ChartOptions(chart="xmr", rules="mdc")), captions())
    assert "No target to judge against." in texts(drawn(no_target))


@pytest.mark.parametrize(
    ("direction", "target", "kind"),
    [
        ("up", 99, "below_target"),
        ("up", 20, "above_target"),
        ("down", 99, "below_target"),
        ("down", 20, "above_target"),
        ("up", 80, "about_target"),
    ],
)
def test_the_target_mark_shows_where_values_lie(direction: str, target: float, kind: str) -> None:
    options = ChartOptions(chart="xmr", rules="mdc", target=target, direction=direction)  # type: ignore[arg-type]
    spec = xmr_chart(analyze(weekly(MORNINGS), options), captions())
    assert isinstance(spec.body, Plot)
    assert spec.body.badges[1].kind == kind


def test_a_funnel_names_those_outside_and_ranks_nobody() -> None:
    spec = more_samples.schools()
    drawing = drawn(spec, 760, 360)
    outside = [
        row[0] for row in spec.table.rows if "the limits for its size" in row[-1] and "Within" not in row[-1]
    ]
    assert len(outside) == points_of(drawing, "gs-different") == 4
    assert set(outside) <= set(texts(drawing))
    assert not drawing.of_class("gs-look-again")
    assert not drawing.of_class("gs-line")
    assert [row[0] for row in spec.table.rows][:2] == ["Alder Street", "Alder Park"]
    assert spec.table.rows[-1] == ("Glen School", "", "", f"Kept private. {PRIVATE}")
    assert not re.search(r"rank|best|worst|\brun\b", spec.alt)


def test_a_funnel_of_few_places_has_no_limits_and_no_verdict() -> None:
    spec = more_samples.few_schools()
    assert not drawn(spec).of_class("gs-limit")
    assert "Limits need 12 places; there are 4." in spec.method
    assert {row[-1] for row in spec.table.rows} == {"Limits need 12 places"}


def test_a_place_without_people_is_not_drawn() -> None:
    points = [Point(f"S{i}", i % 7, 40 + i) for i in range(15)] + [Point("Empty", 0, 0)]
    spec = funnel_chart(funnel(points, "p", multiply=100), Captions("Late", "%", SOURCE))
    assert points_of(drawn(spec), "gs-expected") + points_of(drawn(spec), "gs-different") == 15


def test_a_pareto_has_one_scale_and_both_forms_hold_the_same_words() -> None:
    spec = more_samples.few_reasons()
    wide, phone = drawn(spec), drawn(spec, 340, 220)
    assert len(wide.of_class("gs-column")) == len(phone.of_class("gs-column")) == 6
    assert float(phone.of_class("gs-column")[0].attrib["width"]) > float(
        wide.of_class("gs-column")[0].attrib["width"]
    )
    for drawing in (wide, phone):
        assert {"Overslept", "88", "100%"} <= set(texts(drawing))
    assert spec.sentence.startswith("Overslept and Bus late or missed make up 64%.")
    few = pareto_chart(pareto({"a": 90.0, "b": 5.0, "c": 5.0}), captions())
    assert few.sentence.startswith("a makes up 90%.")
    assert pareto_chart(pareto([]), captions()).sentence == "Nothing was counted yet."


def test_cases_signal_at_the_limit_with_the_meaning_of_their_side() -> None:
    spec = more_samples.cases()
    drawing = drawn(spec)
    assert points_of(drawing, "gs-look-again") == 1
    assert points_of(drawing, "gs-improving") == 1
    assert len(drawing.of_class("gs-limit")) == 2
    assert len(drawing.of_class("gs-line-first")) == 2
    assert "More often than usual by student 117: worth another look." in spec.sentence
    assert len(spec.table.rows) == 260


def test_a_change_is_drawn_beside_no_change_in_points_and_never_in_percent() -> None:
    spec = more_samples.before_after()
    drawing = drawn(spec, 760, 100)
    assert points_of(drawing, "gs-improving") == 1
    assert "no change (percentage points)" in texts(drawing)
    assert not any("%" in text for text in texts(drawing))
    beside = more_samples.beside_others()
    assert [row[0] for row in beside.table.rows] == [
        "Where tested",
        "In the comparison",
        "Difference between them",
    ]
    assert "This reading assumes:" in beside.sentence


def test_groups_that_lean_show_both_numbers_and_keep_their_order() -> None:
    spec = more_samples.leaning()
    drawing = drawn(spec, 760, 100)
    assert points_of(drawing, "gs-measured") == points_of(drawing, "gs-first") == 5
    assert spec.table.rows[-1] == ("Foster youth", "kept private")
    assert f"Foster youth is kept private. {PRIVATE}" in spec.sentence
    with pytest.raises(ValueError, match="2 names for 4"):
        shrinkage_chart(["a", "b"], shrink([1.0, 2, 3, 4], [1.0, 1, 1, 1]), captions())


def test_an_interval_without_an_estimate_says_why() -> None:
    spec = interval_chart(
        [Interval("Grade 3", "not enough data")], captions(), sentence="Not enough.", method="Made up."
    )
    drawing = drawn(spec, 760, 100)
    assert "not enough data" in texts(drawing)
    assert not drawing.of_class("gs-interval")


def test_a_grid_shares_one_scale_or_says_that_it_does_not() -> None:
    shared, own = more_samples.grid(), more_samples.own_grid()
    assert "All charts share one scale, 0% to 40%." in texts(drawn(shared, 900, 110))
    assert "own scale" in own.method
    assert texts(drawn(shared, 900, 110)).count("40%") == 5
    assert shared.sentence == (
        "6 charts: 1 improving, 1 look again, 2 no signal, 1 too few points to say, 1 kept private."
    )
    assert shared.table.rows[3] == ("Foster youth", "", "", "", f"Kept private. {PRIVATE}")
    assert drawn(shared, 900, 110).of_class("gs-veil")


def test_a_grid_needs_series_and_reasons() -> None:
    with pytest.raises(ValueError, match="no series"):
        small_multiples([], captions())
    with pytest.raises(ValueError, match="Foster youth has no result"):
        small_multiples([Little("Foster youth", None)], captions())


def test_places_on_a_control_chart_are_not_joined() -> None:
    points = [Point(f"School {i}", 10 + i % 5, 90) for i in range(14)]
    result = analyze(points, ChartOptions(chart="p", multiply=100, time_ordered=False))
    drawing = drawn(control_chart(result, captions(ordered=False, period_word="school")))
    assert not drawing.of_class("gs-line")
    assert points_of(drawing, "gs-expected") == 14


def test_a_unit_that_is_not_percent_is_written_on_the_chart() -> None:
    assert "days" in texts(drawn(more_samples.waits()))
    minutes = run_chart(analyze(weekly(MORNINGS), ChartOptions()), Captions("Wait", "minutes", SOURCE))
    assert "minutes" in texts(drawn(minutes))


def test_a_limit_of_zero_is_not_drawn_where_nothing_lies_below() -> None:
    for name in ("waits", "opportunities", "plain_counts"):
        assert len(drawn(MORE[name][0]()).of_class("gs-limit")) == 1


def test_dates_are_optional() -> None:
    assert isinstance(week(0), dt.date)
    spec = more_samples.opportunities()
    assert spec.table.header[0] == "Event"
    assert spec.table.rows[0][0] == "1"


def test_a_suppressed_value_is_never_drawn_and_never_zero() -> None:
    values = [Suppressed("small group") if i in (4, 9) else Coded("at most", 5) if i == 6 else Shown(20 + i % 5)
              for i in range(16)]  # fmt: skip
    points, kept = released_points([week(i) for i in range(16)], [*values], reason="Small group.")
    assert kept == {4: "Small group.", 6: "Said as a bound: at most 5%.", 9: "Small group."}
    assert [points[i].y for i in (4, 6, 9)] == [None, None, None]
    spec = control_chart(analyze(points, ChartOptions(chart="i")), captions(kept=kept))
    drawing = drawn(spec)
    assert len(drawing.of_class("gs-expected")) == 13
    assert [spec.table.rows[i][1] for i in (4, 6, 9)] == ["", "", ""]
    with pytest.raises(TypeError, match="not been released"):
        released_points([week(0)], [7.0], reason="Small group.")  # type: ignore[list-item]
    with pytest.raises(ValueError, match="1 values for 2 periods"):
        released_points([week(0), week(1)], [Shown(3)], reason="Small group.")
