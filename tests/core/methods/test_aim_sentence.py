"""The aim in one sentence, and the problem statement started from a gap."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell import library
from groundswell.core.methods.aim_sentence import (
    AimParts,
    Balancing,
    GapFacts,
    aim_sentence,
    change_words,
    plain,
    problem_statement,
    value_words,
)
from groundswell.core.methods.coach import evaluate
from groundswell.core.methods.facts import GroupTarget, ProblemFacts
from tests.core.methods.check_examples import project

WHOLE = AimParts(
    what="the share of students who miss 10% or more of their days",
    direction="down",
    baseline=26,
    baseline_period="September to December 2025",
    target=18,
    unit="percent",
    change_in="points",
    by_when=date(2026, 6, 12),
    population="grades 3 to 5",
    place="Alder Street School",
    group_targets=(GroupTarget("English learners", 37, 25),),
    balancing=(Balancing("adult call time", "45 minutes a week per grade"),),
)


def test_the_whole_sentence() -> None:
    assert plain(aim_sentence(WHOLE)) == (
        "By 12 June 2026, lower the share of students who miss 10% or more of their days for grades 3 to 5 "
        "at Alder Street School from 26% (September to December 2025) "
        "to 18% (8 percentage points); "
        "for English learners from 37% to 25%; while adult call time stays at most 45 minutes a "
        "week per grade."
    )


def test_date_baseline_and_target_can_be_emphasized() -> None:
    kinds = {segment.kind: segment.text for segment in aim_sentence(replace(WHOLE, group_targets=()))}
    assert kinds["date"] == "12 June 2026"
    assert kinds["baseline"] == "26%"
    assert kinds["target"] == "18%"
    assert "missing" not in kinds


def test_missing_parts_become_gentle_placeholders() -> None:
    missing = [segment.text for segment in aim_sentence(AimParts()) if segment.kind == "missing"]
    assert missing == [
        "a date you choose",
        "what you will measure",
        "which students",
        "where you are now",
        "your target",
    ]


@pytest.mark.parametrize(
    ("change_in", "words"),
    [
        ("points", "(21.4 percentage points)"),
        ("percent", "(35.2 percent more)"),
        (None, "(percent or percentage points?)"),
    ],
)
def test_percent_and_points_are_said(change_in: object, words: str) -> None:
    parts = replace(WHOLE, baseline=60.8, target=82.2, change_in=change_in)  # type: ignore[arg-type]
    assert words in plain(aim_sentence(parts))


def test_change_words_by_hand() -> None:
    assert change_words(baseline=10, target=11, unit="percent", change_in="points") == "1 percentage point"
    assert change_words(baseline=50, target=40, unit="percent", change_in="percent") == "20 percent less"
    assert change_words(baseline=0, target=40, unit="percent", change_in="percent") == ""
    assert change_words(baseline=13.7, target=8, unit="minutes", change_in="points") == ""
    assert value_words(13.7, "minutes") == "13.7 minutes"
    assert value_words(1641, "count") == "1,641"


def test_no_group_falls_is_part_of_a_gap_aim() -> None:
    assert "while no group falls below its own baseline" in plain(
        aim_sentence(replace(WHOLE, no_group_falls=True))
    )


@given(
    st.builds(
        AimParts,
        baseline=st.none() | st.floats(0, 100),
        target=st.none() | st.floats(0, 100),
        unit=st.sampled_from(["percent", "minutes", ""]),
        change_in=st.sampled_from([None, "percent", "points"]),
        what=st.text(max_size=20),
    )
)
def test_points_and_percent_never_appear_for_the_other_choice(parts: AimParts) -> None:
    said = "".join(segment.text for segment in aim_sentence(parts) if segment.kind == "words")
    if parts.change_in == "percent" or parts.unit != "percent":
        assert "percentage point" not in said
    if parts.change_in == "points":
        assert " percent " not in said
    assert said.startswith("By ")
    assert said.endswith(".")


def test_problem_statement_from_a_gap() -> None:
    gap = GapFacts("chronic absence", "Tallow Street K-8", "2014-15", 27.8, desired=20, group="", n=671)
    assert problem_statement(gap) == (
        "2014-15 at Tallow Street K-8: chronic absence was 27.8% (n 671). We hope for 20%."
    )
    grouped = replace(gap, current=39.7, group="students with disabilities", n=131, others=25.9)
    assert problem_statement(grouped) == (
        "2014-15 at Tallow Street K-8: chronic absence for students with disabilities was 39.7% (n 131). "
        "For everyone else it was 25.9%: 13.8 percentage points apart. We hope for 20%."
    )


def test_the_prefilled_statement_holds_no_cause_and_no_fix() -> None:
    statement = problem_statement(GapFacts("chronic absence", "Tallow Street K-8", "2014-15", 27.8, n=671))
    facts = project(problem=ProblemFacts(statement, evidence_kinds=("numbers", "voices")))
    assert evaluate(facts, library.check_definitions()) == []
