"""The words of every rule set: each pattern once, where and how many; nothing where there is too little."""

import pytest

from groundswell.core.stats import (
    ChartOptions,
    ChartResult,
    Exclusion,
    Phase,
    analyze,
    compare_with_baseline,
    explain_point,
    reading,
)
from groundswell.core.stats.rules.sets import RULE_SETS
from tests.core.stats.test_analyze import week, weekly

STEADY: list[float | None] = [12, 15, 11, 14, 16, 10, 13, 17, 12, 14, 11, 15, 16, 12, 13, 10, 15, 14, 11, 16]
SHIFTED: list[float | None] = [*STEADY[:12], 20, 22, 21, 23, 20, 24, 22, 21, 23]
CLIMBING: list[float | None] = [*STEADY[:14], 14, 15, 16, 17, 18, 19, 20]


def charted(ys: list[float | None], rules: str, chart: str = "i", **more: object) -> ChartResult:
    return analyze(weekly(ys), ChartOptions(chart=chart, rules=rules, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("rules", RULE_SETS)
@pytest.mark.parametrize("chart", ["run", "i", "xmr"])
def test_a_steady_series_is_never_called_changed(rules: str, chart: str) -> None:
    read = reading(charted(STEADY, rules, chart, direction="up"))
    assert read.verdict == "no_signal"
    assert read.headline == "No signal yet."


@pytest.mark.parametrize("rules", RULE_SETS)
def test_fewer_than_eight_points_earn_no_verdict(rules: str) -> None:
    read = reading(charted([10, 30, 10, 30, 90, 10, 30], rules))
    assert (read.verdict, read.headline) == ("too_few", "Too few points to say.")


def test_making_data_count_waits_for_thirteen_points() -> None:
    twelve = reading(charted(STEADY[:12], "mdc", "xmr"))
    assert twelve.verdict == "too_few"
    assert "Not enough data: a verdict needs 13 points, and there are 12." in twelve.sentences
    assert reading(charted(STEADY[:13], "mdc", "xmr")).verdict == "no_signal"


def test_a_shift_is_said_once_with_its_place_and_length() -> None:
    read = reading(charted(SHIFTED, "nelson", direction="up"))
    assert (read.verdict, read.headline) == ("improving", "A signal, in the hoped-for direction.")
    assert [s for s in read.sentences if "in a row lie above" in s] == [
        "9 weeks in a row lie above the mean, from 24 Nov to 19 Jan."
    ]
    assert read.verdict != reading(charted(SHIFTED, "nelson", direction="down")).verdict


@pytest.mark.parametrize(
    ("rules", "length"), [("mdc", 7), ("ihi", 6), ("western_electric", 8), ("nelson", 9)]
)
def test_beside_a_baseline_each_set_uses_its_own_shift(rules: str, length: int) -> None:
    higher: list[float | None] = [float(20 + k % 2) for k in range(length)]
    long = compare_with_baseline(charted([*STEADY[:14], *higher], rules, baseline_until=week(13)))
    short = compare_with_baseline(charted([*STEADY[:14], *higher[1:]], rules, baseline_until=week(13)))
    assert long
    assert short
    assert (long.runs_signal, long.longest_run_max) == (True, length - 1)
    assert (short.runs_signal, short.longest_run) == (False, length - 1)


def test_a_trend_and_both_of_its_directions() -> None:
    up = reading(charted(CLIMBING, "ihi", "run", direction="up"))
    assert any(s.startswith("8 weeks in a row go up, from 1 Dec to 19 Jan") for s in up.sentences)
    turned: list[float | None] = [None if y is None else 40 - y for y in CLIMBING]
    down = reading(charted(turned, "ihi", "run", direction="up"))
    assert any("in a row go down" in s for s in down.sentences)
    assert (up.verdict, down.verdict) == ("improving", "look_again")


def test_too_few_and_too_many_runs() -> None:
    halves: list[float | None] = [10, 11] * 5 + [20, 21] * 5
    few = reading(charted(halves, "ihi", "run"))
    assert "The line makes 2 runs; chance alone would give at least 7." in few.sentences
    saw: list[float | None] = [10, 20] * 10
    many = reading(charted(saw, "ihi", "run", direction="up"))
    assert any(
        s.startswith("The line makes 20 runs; chance alone would give at most 15.") for s in many.sentences
    )
    assert (many.verdict, many.headline) == ("different", "A signal: this is not one steady process.")
    assert any("at most 15" in s for s in explain_point(charted(saw, "ihi", "run"), 3))


def test_patterns_without_a_side_have_no_direction() -> None:
    saw: list[float | None] = [10, 20, 11, 19, 10, 21, 12, 20, 11, 19, 10, 20, 12, 21, 11, 20]
    read = reading(charted(saw, "nelson", direction="up"))
    assert read.verdict == "different"
    assert sum("in a row go up and down in turn" in s for s in read.sentences) == 1


def test_a_pattern_that_is_over_gives_no_direction_and_says_so() -> None:
    over: list[float | None] = [*STEADY[:10], *[20.0, 21.0] * 5, *STEADY[:10]]
    read = reading(charted(over, "western_electric", direction="up"))
    assert read.verdict == "different"
    assert "No rule marks the latest week." in read.sentences


def test_two_stretches_of_one_rule_are_one_sentence() -> None:
    twice: list[float | None] = [*[10.0, 11.0] * 4, *[20.0, 21.0] * 4, *[10.0, 11.0] * 4, *[20.0, 21.0] * 4]
    read = reading(charted(twice, "mdc", "run"))
    above = [s for s in read.sentences if "lie above the median" in s]
    assert above == ["8 weeks in a row lie above the median, from 27 Oct to 15 Dec and again from "
                     "16 Feb to 6 Apr (8 weeks)."]  # fmt: skip


def test_target_and_variation_are_both_read_under_making_data_count() -> None:
    read = reading(charted(STEADY, "mdc", "xmr", direction="up", target=40))
    assert read.sentences[-1] == "As it runs now, the process will not reach the target without a change."
    ranges = reading(charted(STEADY, "mdc", "mr", direction="up", target=40))
    assert "target" not in ranges.text


def test_ranges_and_spreads_speak_of_points_and_of_no_hope() -> None:
    jumpy: list[float | None] = [10.0, 11.0] * 8 + [30.0]
    result = charted(jumpy, "anhoej", "mr", direction="up")
    read = reading(result, unit="%")
    assert read.sentences[0] == "16 weeks, mean change from one week to the next 2.1 points."
    assert (read.verdict, read.headline) == ("different", "A signal.")
    assert "longest run" not in read.text
    assert explain_point(result, 16, unit="%")[-1] == "It varies more than usual here."


@pytest.mark.parametrize(("chart", "what"), [("t", "time"), ("g", "rides")])
def test_time_between_events_is_longer_when_higher(chart: str, what: str) -> None:
    waits: list[float | None] = [float(k % 7 + 3) for k in range(20)]
    read = reading(charted(waits, "anhoej", chart, direction="up"), unit="rides")
    assert read.sentences[0].startswith("20 events, ")
    assert (
        read.sentences[-1]
        == f"A higher point means more {what} between two events, which is what you hope for."
    )


def test_places_have_no_runs_and_no_rank() -> None:
    from groundswell.core.stats import Point

    points = [Point(f"School {i}", 30 if i == 4 else 12 + i % 3, 100) for i in range(20)]
    options = ChartOptions(chart="p", multiply=100, time_ordered=False, direction="down")
    result = analyze(points, options)
    read = reading(result, unit="%", period_word="school", ordered=False)
    assert read.headline == "1 of 20 lies outside the limits for its size."
    assert "School 4 lies above the limits for its size." in read.sentences
    assert read.verdict == "different"
    assert not any(word in read.text for word in ("run", "rank", "best", "worst", "baseline"))
    assert explain_point(result, 4, unit="%", ordered=False)[0].startswith(
        "It is above the upper limit for its size"
    )
    few = reading(analyze(points[:9], options), period_word="school", ordered=False)
    assert (few.verdict, few.headline) == ("too_few", "Too few places to say.")


def test_a_point_tells_every_rule_that_marks_it_and_what_that_means() -> None:
    result = charted(SHIFTED, "mdc", "xmr", direction="down")
    said = explain_point(result, len(SHIFTED) - 1)
    assert "It belongs to a pattern: 9 weeks in a row above the mean, from 24 Nov to 19 Jan." in said
    assert said[-1] == "For this measure that is away from the hoped-for direction: worth another look."
    assert len([s for s in said if "pattern" in s]) == len(result.points[-1].signals)


def test_points_set_aside_belong_to_no_pattern() -> None:
    ys: list[float | None] = [*SHIFTED, 500.0]
    result = charted(ys, "nelson", excluded=[Exclusion(week(21), "typing error")])
    assert "set aside" in explain_point(result, 21)[0]
    assert "500" not in reading(result).text


def test_each_phase_is_judged_alone() -> None:
    phase = Phase(week(12), "new bell times", name="New bell")
    read = reading(charted(SHIFTED, "western_electric", phases=[phase]))
    assert not any("in a row lie" in s for s in read.sentences)
