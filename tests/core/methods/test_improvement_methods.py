"""Methods and the scale-of-test table as data."""

from copy import deepcopy
from typing import Any

import pytest

from groundswell import library
from groundswell.core.methods.methods import QUESTIONS, Method, MethodError
from groundswell.core.methods.scale import ScaleRules, ScaleRulesError


def test_the_shipped_methods_load_and_each_serves_the_three_questions() -> None:
    keys = {method.key for method in library.methods()}
    assert keys == {"pdsa", "roci", "lesson-study", "lean-a3", "dmaic", "ninety-day-cycle", "nine-step"}
    for method in library.methods():
        for question in QUESTIONS:
            assert method.stages_for(question)


def by_key(key: str) -> Method:
    return next(method for method in library.methods() if method.key == key)


def test_two_methods_say_the_same_in_their_own_words() -> None:
    assert by_key("roci").matching_stage("Set Goals ") == by_key("roci").stage("set-goals")
    assert by_key("lean-a3").matching_stage("change ideas") == by_key("lean-a3").stage("countermeasures")
    assert by_key("pdsa").matching_stage("countermeasures") == by_key("pdsa").stage("ideas")
    assert by_key("pdsa").matching_stage("stocktake") is None
    assert by_key("nine-step").stage("test").question == 3
    assert len(by_key("nine-step").stages) == 9
    with pytest.raises(MethodError, match="no stage 'x'"):
        by_key("roci").stage("x")


def test_every_method_can_plan_study_and_decide_somewhere() -> None:
    for method in library.methods():
        forms = {form for stage in method.stages for form in stage.forms}
        assert {"aim", "cycle-plan", "cycle-do", "cycle-study", "cycle-decide"} <= forms, method.key


GOOD: dict[str, Any] = {
    "key": "m",
    "name": "M",
    "about": "a",
    "cycle_word": "c",
    "idea_word": "i",
    "source": "s",
    "authored_by": "us",
    "review_by": "2027",
    "status": "trial",
    "stages": [{"key": str(n), "name": "n", "questions": [n], "about": "a"} for n in (1, 2, 3)],
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"color": 1}, "color: unknown field"),
        ({"source": ""}, "source: missing"),
        ({"stages": GOOD["stages"][:2]}, "none serves question 3"),
        ({"stages": [*GOOD["stages"], GOOD["stages"][0]]}, "two stages share a key"),
        (
            {"stages": [{"key": "x", "name": "n", "questions": [4], "about": "a"}]},
            "expected a list of 1, 2 or 3",
        ),
        ({"stages": [{"key": "x", "questions": [1], "about": "a"}]}, "name: missing"),
    ],
)
def test_a_wrong_method_says_what_to_do(change: dict[str, Any], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        Method.from_mapping(deepcopy(GOOD) | change, file="m.yaml")


RULES = library.scale_rules()


@pytest.mark.parametrize(
    ("count", "unit", "total", "level"),
    [
        (1, "class", 18, "very small"),
        (3, "class", 18, "small"),
        (5, "Class", None, "small"),
        (12, "class", 18, "large"),
        (9, "route", 9, "large"),
        (2, "class", 2, "small"),
        (644, "student", 644, "large"),
        (24, "student", 644, "very small"),
        (79, "student", 644, "small"),
        (1, "school", None, "large"),
        (3, "something of ours", None, "small"),
    ],
)
def test_levels(count: int, unit: str, total: int | None, level: str) -> None:
    assert RULES.level(count=count, unit=unit, total=total) == level


@pytest.mark.parametrize(
    ("belief", "cost", "readiness", "level"),
    [
        ("low", "large", "ready", "very small"),
        ("low", "small", "ready", "small"),
        ("high", "large", "indifferent", "small"),
        ("high", "small", "ready", "implement"),
    ],
)
def test_cells_of_the_table(belief: str, cost: str, readiness: str, level: str) -> None:
    assert RULES.suggested(belief=belief, cost=cost, readiness=readiness) == level


def test_ladder_belief_and_times_five() -> None:
    assert [RULES.next_step(count) for count in (0, 1, 2, 3, 5)] == [1, 3, 3, 5, None]
    assert [RULES.belief_word(belief) for belief in (None, 0, 1, 2, 4)] == [
        "low",
        "low",
        "low",
        "high",
        "high",
    ]
    assert not RULES.is_too_big_a_step(before=3, after=15)
    assert RULES.is_too_big_a_step(before=3, after=16)
    assert not RULES.is_too_big_a_step(before=0, after=16)


ROWS = [
    {"belief": belief, "cost": cost, "resistant": "small", "indifferent": "small", "ready": "small"}
    for belief in ("low", "high")
    for cost in ("large", "small")
]
SCALE = {"table": ROWS, "units": {"class": [1, 5]}, "high_belief_from": 2, "largest_step": 5, "ladder": [1]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"table": ROWS[:3]}, "one row for each belief"),
        ({"table": [*ROWS[:3], ROWS[3] | {"ready": "huge"}]}, "'huge' is not one of"),
        ({"units": {"class": [1]}}, "units.class"),
        ({"largest_step": "five"}, "largest_step: expected a number"),
    ],
)
def test_a_wrong_scale_table_says_what_to_do(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ScaleRulesError, match=message):
        ScaleRules.from_mapping(SCALE | change)
