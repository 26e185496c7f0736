"""The words beside a chart."""

from groundswell.core.stats import ChartOptions, Exclusion, Phase, analyze, explain_point, reading
from tests.core.stats.test_analyze import MORNINGS, week, weekly

STEADY: list[float | None] = [12, 15, 11, 14, 16, 10, 13, 17, 12, 14, 11, 15, 16, 12, 13, 10, 15, 14, 11, 16]


def test_too_few_points() -> None:
    read = reading(analyze(weekly(MORNINGS[:5]), ChartOptions()))
    assert (read.verdict, read.headline) == ("too_few", "Too few points to say.")
    assert read.sentences == ("5 weeks so far; 8 are needed before we draw a middle line.",)


def test_no_signal_says_longest_run_and_what_is_ordinary() -> None:
    read = reading(analyze(weekly(STEADY), ChartOptions(direction="up")), unit="%")
    assert (read.verdict, read.headline) == ("no_signal", "No signal yet.")
    assert read.sentences == ("20 weeks, median 13.5%.", "The longest run is 3; up to 7 is ordinary.")
    assert "cannot tell" in read.cannot_tell


def test_different_from_baseline_in_the_hoped_for_direction() -> None:
    phase = Phase(week(15), "changed", name="Phase B")
    options = ChartOptions(chart="i", phases=[phase], baseline_until=week(11), direction="up")
    read = reading(analyze(weekly(MORNINGS), options), unit="%")
    assert (read.verdict, read.headline) == (
        "improving",
        "Different from baseline, in the hoped-for direction.",
    )
    assert read.sentences[0] == "24 weeks, baseline mean 78.9%."
    assert (
        "The latest 9 weeks have a mean of 85.2%: 9 of 9 weeks above the frozen mean 78.9%." in read.sentences
    )
    assert "There are 9 weeks in a row above the baseline mean; up to 8 is ordinary." in read.sentences
    assert "One week lies below the limits: 8 Dec." in read.sentences


def test_the_same_change_away_from_the_hoped_for_direction_asks_to_look_again() -> None:
    options = ChartOptions(chart="i", baseline_until=week(11), direction="down")
    read = reading(analyze(weekly(MORNINGS), options))
    assert (read.verdict, read.headline) == (
        "look_again",
        "Look again: different from baseline, away from the hoped-for direction.",
    )


def test_without_a_direction_it_is_different() -> None:
    read = reading(analyze(weekly(MORNINGS), ChartOptions(chart="i", baseline_until=week(11))))
    assert (read.verdict, read.headline) == ("different", "Different from baseline.")


def test_few_crossings_are_said_as_such() -> None:
    ys: list[float | None] = [9, 8, 9, 8, 9, 8, 30, 31, 30, 31, 30, 31, 9, 8, 32, 33]
    result = analyze(weekly(ys), ChartOptions(direction="down"))
    part = result.parts[0]
    assert part.runs_signal
    assert not part.long_run
    read = reading(result, period_word="month")
    assert read.verdict == "look_again"
    assert f"crosses its median {part.crossings} times; chance alone would give at least" in read.text


def test_a_run_that_is_over_gives_no_direction() -> None:
    ys: list[float | None] = [*[20, 21] * 6, *[5, 6, 30] * 12]
    read = reading(analyze(weekly(ys), ChartOptions(direction="up")))
    assert read.verdict == "different"
    assert "That run ended before the latest week." in read.text


def test_one_point_outside_is_named_and_judged_by_its_side() -> None:
    ys: list[float | None] = [*STEADY, 60]
    up = reading(analyze(weekly(ys), ChartOptions(chart="i", direction="up")))
    down = reading(analyze(weekly(ys), ChartOptions(chart="i", direction="down")))
    assert (up.verdict, down.verdict) == ("improving", "look_again")
    assert "One week lies above the limits: 19 Jan." in up.sentences


def test_a_point_explains_its_run_and_its_limit() -> None:
    options = ChartOptions(chart="i", baseline_until=week(11), direction="up")
    result = analyze(weekly(MORNINGS), options)
    assert explain_point(result, 23, unit="%") == (
        "It is the ninth week of 9 in a row above the mean.",
        "In 24 points, chance alone rarely makes a run longer than 8.",
        "It is above the upper limit, 86.7%.",
    )


def test_a_point_of_a_new_phase_explains_its_run_beside_the_baseline() -> None:
    phase = Phase(week(15), "changed")
    options = ChartOptions(chart="i", phases=[phase], baseline_until=week(11), direction="up")
    result = analyze(weekly(MORNINGS), options)
    assert explain_point(result, 15)[0] == "It is the first week of 9 in a row above the baseline mean."


def test_ordinary_missing_and_set_aside_points_explain_themselves() -> None:
    ys: list[float | None] = [*STEADY, None, 40]
    result = analyze(weekly(ys), ChartOptions(excluded=[Exclusion(week(21), "exam week")]))
    assert explain_point(result, 3) == ("Expected variation: nothing marks it.",)
    assert "gap is not a zero" in explain_point(result, 20)[0]
    assert "set aside" in explain_point(result, 21)[0]
