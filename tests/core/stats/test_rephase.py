import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.stats import ChartOptions, ChartResult, Phase, Point, analyze
from groundswell.core.stats.rephase import rephase_questions

MONDAY = dt.date(2024, 1, 8)
BEFORE = [5.0, 6, 5, 7, 6, 5, 6, 7, 5, 6]
AFTER = [9.0, 10, 9, 11, 10, 9, 10, 11, 10, 9]


def chart(ys: list[float | None], **options: object) -> ChartResult:
    points = [Point(MONDAY + dt.timedelta(weeks=k), y) for k, y in enumerate(ys)]
    chosen = {"baseline_until": MONDAY + dt.timedelta(weeks=len(BEFORE) - 1)} | options
    return analyze(points, ChartOptions(**chosen))  # type: ignore[arg-type]


def test_a_shift_that_lasts_asks_four_questions_and_changes_nothing() -> None:
    result = chart([*BEFORE, *AFTER], direction="up")
    (asked,) = rephase_questions(result)
    assert (asked.part, asked.start_index, asked.start) == (0, 10, dt.date(2024, 3, 18))
    assert asked.window == result.parts[0].run_window
    assert asked.questions == (
        "Is it different now? From 18 Mar on, 10 points in a row lie above the median; up to 7 is ordinary.",
        "Do you know what changed around 18 Mar, and does everyone see it the same way?",
        "Is it what you hoped for? The points lie in the hoped-for direction.",
        "Do you expect it to last, now that it has held up to 20 May?",
    )
    assert "you may start a new phase at 18 Mar" in asked.advice
    assert len(result.parts) == 1


@pytest.mark.parametrize(
    ("direction", "says"), [("up", "in the hoped-for"), ("down", "away from"), ("neither", "does not know")]
)
def test_the_third_question_follows_the_measure(direction: str, says: str) -> None:
    (asked,) = rephase_questions(chart([*BEFORE, *AFTER], direction=direction))
    assert says in asked.desirable


def test_a_shift_rule_asks_too_and_names_no_limit() -> None:
    (asked,) = rephase_questions(chart([*BEFORE, *AFTER], chart="i", rules="mdc"))
    assert asked.different.startswith(
        "Is it different now? From 11 Mar on, 11 points in a row lie above the mean."
    )


@pytest.mark.parametrize(
    "ys",
    [
        [],
        BEFORE,
        [*BEFORE, *AFTER[:5]],
        [*BEFORE[:7], *AFTER],
        [*BEFORE, *AFTER, 2.0],
        [5.0] * 30,
        [None] * 30,
    ],
    ids=["nothing", "no shift", "short shift", "short before", "over", "constant", "missing"],
)
def test_no_question_without_a_lasting_shift_and_enough_points(ys: list[float | None]) -> None:
    assert rephase_questions(chart(ys, baseline_until=None)) == ()


def test_after_a_new_phase_nothing_more_is_asked() -> None:
    phase = Phase(MONDAY + dt.timedelta(weeks=10), "we said yes four times")
    assert rephase_questions(chart([*BEFORE, *AFTER], phases=(phase,), baseline_until=None)) == ()


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(0, 9).map(float), max_size=50), st.sampled_from(["anhoej", "ihi"]))
def test_questions_stand_on_a_run_that_holds_to_the_end(ys: list[float | None], rules: str) -> None:
    result = chart(ys, baseline_until=None, rules=rules)
    for asked in rephase_questions(result):
        center = result.parts[0].center
        assert center is not None
        tail = [p.y for p in result.points[asked.start_index :] if p.y is not None and p.y != center]
        assert len(tail) == len(asked.window.indices) >= 6
        assert {y > center for y in tail} == {asked.window.side == "above"}
