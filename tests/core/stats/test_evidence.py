"""The graded words: each step needs the one before, each says what it cannot tell, none names a reason."""

import itertools
import re
from typing import get_args

import pytest

from groundswell.core.stats.change.compared import ComparedChange
from groundswell.core.stats.change.evidence import (
    CANNOT_TELL,
    SHORT_WORDS,
    Evidence,
    Grade,
    WhereTested,
    graded,
)
from groundswell.core.stats.change.found import BaselineSignal, Found, signal_of
from groundswell.core.stats.change.parallel_trend import ParallelCheck, ParallelVerdict
from groundswell.core.stats.points import Direction
from groundswell.core.stats.rates import ChangeInterval, PointChange

CLAIMS = re.compile(
    r"\b(caus|effect|impact|because|due to|thanks to|led to|result of|prove[sd]?\b)", re.IGNORECASE
)
UNKIND = re.compile(r"\b(fail|poor|at risk|only|must)", re.IGNORECASE)
ORDER: tuple[Grade, ...] = get_args(Grade)
HERE = WhereTested("Room 12 and Room 14", signal_came_after=True)
EARLY = WhereTested("Room 12", signal_came_after=False)


def _compared(
    found: Found, verdict: ParallelVerdict | None = "no_drift_seen", reach: float = 1.0
) -> ComparedChange:
    parallel = None if verdict is None else ParallelCheck(verdict, 10, 0.0, -0.1, 0.1, -reach, reach)
    return ComparedChange(
        tested_change=PointChange(6),
        comparison_change=PointChange(1),
        difference=PointChange(5),
        interval=ChangeInterval(PointChange(2), PointChange(8)),
        n_comparison=1,
        found=found,
        parallel=parallel,
    )


def _everything() -> list[Evidence]:
    comparisons = [
        None,
        *itertools.starmap(_compared, itertools.product(get_args(Found), [None, *get_args(ParallelVerdict)])),
    ]
    known = itertools.product(get_args(BaselineSignal), get_args(Direction), (None, HERE, EARLY), comparisons)
    return [graded(signal=s, direction=d, tested=t, compared=c) for s, d, t, c in known]


def test_the_ladder() -> None:
    assert graded(signal="too_few", direction="up").grade == "not_enough_data"
    assert graded(signal="no_signal", direction="up").grade == "no_clear_change"
    assert graded(signal="improving", direction="up").grade == "different_from_baseline"
    assert graded(signal="improving", direction="up", tested=HERE).grade == "improved_where_tested"
    best = graded(signal="improving", direction="up", tested=HERE, compared=_compared("higher"))
    assert best.grade == "improved_vs_comparison"
    assert best.sentence == "Improved where tested (Room 12 and Room 14), and more than the comparison."
    assert best.short == "Improved vs comparison"


def test_down_can_be_the_hoped_for_direction() -> None:
    for found, grade in (("lower", "improved_vs_comparison"), ("higher", "improved_where_tested")):
        evidence = graded(signal="improving", direction="down", tested=HERE, compared=_compared(found))  # type: ignore[arg-type]
        assert evidence.grade == grade


@pytest.mark.parametrize(
    ("compared", "reason"),
    [
        (_compared("not_enough"), "does not have enough data"),
        (_compared("no_clear_change"), "not clearly better"),
        (_compared("lower"), "not clearly better"),
        (_compared("higher", None), "too short to check"),
        (_compared("higher", "not_enough"), "too short to check"),
        (_compared("higher", "drifting"), "not moving side by side"),
    ],
)
def test_a_comparison_that_does_not_carry_says_why(compared: ComparedChange, reason: str) -> None:
    evidence = graded(signal="improving", direction="up", tested=HERE, compared=compared)
    assert evidence.grade == "improved_where_tested"
    assert reason in evidence.sentence


def test_a_weak_check_of_the_time_before_is_admitted() -> None:
    weak = graded(signal="improving", direction="up", tested=HERE, compared=_compared("higher", reach=9.0))
    assert weak.grade == "improved_vs_comparison"
    assert "A drift too small to see" in weak.sentence
    strong = graded(signal="improving", direction="up", tested=HERE, compared=_compared("higher", reach=1.0))
    assert "drift" not in strong.sentence


def test_a_signal_before_the_test_is_no_improvement_where_tested() -> None:
    evidence = graded(signal="improving", direction="up", tested=EARLY, compared=_compared("higher"))
    assert evidence.grade == "different_from_baseline"
    assert "does not come after the test began" in evidence.sentence


def test_without_a_signal_no_comparison_helps() -> None:
    for signal in ("too_few", "no_signal", "look_again", "different"):
        evidence = graded(signal=signal, direction="up", tested=HERE, compared=_compared("higher"))  # type: ignore[arg-type]
        assert not evidence.grade.startswith("improved")
    away = graded(signal="look_again", direction="up", tested=HERE)
    assert away.sentence == "Different from baseline, away from the hoped-for direction."


def test_every_combination_says_what_it_cannot_tell_and_claims_no_reason() -> None:
    everything = _everything()
    assert {e.grade for e in everything} == set(ORDER)
    assert set(SHORT_WORDS) == set(CANNOT_TELL) == set(ORDER)
    for evidence in everything:
        assert "cannot tell" in evidence.text
        assert not CLAIMS.search(evidence.text), evidence.text
        assert not UNKIND.search(evidence.text), evidence.text


def test_more_knowledge_never_lowers_the_words() -> None:
    for signal, direction in itertools.product(get_args(BaselineSignal), get_args(Direction)):
        alone = graded(signal=signal, direction=direction).grade
        tested = graded(signal=signal, direction=direction, tested=HERE).grade
        compared = graded(signal=signal, direction=direction, tested=HERE, compared=_compared("higher")).grade
        assert ORDER.index(alone) <= ORDER.index(tested) <= ORDER.index(compared)


def test_a_before_and_after_speaks_the_words_of_a_chart() -> None:
    assert signal_of("not_enough", "up") == "too_few"
    assert signal_of("no_clear_change", "up") == "no_signal"
    assert signal_of("higher", "up") == signal_of("lower", "down") == "improving"
    assert signal_of("lower", "up") == signal_of("higher", "down") == "look_again"
    assert signal_of("higher", "neither") == "different"
