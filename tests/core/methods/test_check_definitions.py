"""Loading the shipped definitions, and every way a definition file can be wrong."""

from datetime import date
from typing import Any

import pytest

from groundswell import library
from groundswell.core.methods.coach import choose, evaluate
from groundswell.core.methods.definitions import CheckDefinition, DefinitionError
from groundswell.core.methods.facts import AimFacts, ReleaseCell, ReleaseFacts
from tests.core.methods.check_examples import project

GOOD: dict[str, Any] = {
    "id": "K01",
    "name": "A number",
    "level": "caution",
    "subject": "aim",
    "order": 1,
    "saw": "{aim} has no number.",
    "why": "It helps.",
    "step": "Add one.",
    "examples": ["From 3 to 4."],
    "source": "us",
    "authored_by": "us",
    "checked_by": None,
    "review_by": date(2027, 1, 1),
    "status": "trial",
}


def test_all_shipped_checks_load_in_upstream_order() -> None:
    definitions = library.check_definitions()
    orders = [definition.order for definition in definitions]
    assert len(definitions) == 33
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)


def test_nothing_claims_a_review_that_did_not_happen() -> None:
    assert all(d.checked_by for d in library.check_definitions() if d.status == "reviewed")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"lvl": "hint"}, "lvl: unknown field"),
        ({"level": "stop"}, "level: 'stop' is not one of"),
        ({"subject": "school"}, "subject"),
        ({"order": "first"}, "order: expected a whole number"),
        ({"order": True}, "order: expected a whole number"),
        ({"saw": ""}, "saw: expected words"),
        ({"saw": {}}, "saw: expected a sentence, or one"),
        ({"saw": "{aim has"}, "broken placeholder"),
        ({"saw": "{} has"}, "empty placeholder"),
        ({"examples": []}, "examples: give at least one"),
        ({"examples": "one"}, "examples: expected a list"),
        ({"review_by": "soon"}, "review_by: expected a date"),
        ({"status": "reviewed"}, "checked_by: a reviewed check names"),
        ({"blocking": "no"}, "blocking: expected true or false"),
        ({"parameters": {"n": "two"}}, "parameters.n: expected a number"),
        ({"parameters": [1]}, "parameters: expected name: number"),
        ({"words": {"blame": "lazy"}}, "words.blame: expected a list"),
        ({"words": 3}, "words: expected name: list"),
    ],
)
def test_a_wrong_definition_says_file_field_and_remedy(change: dict[str, Any], field: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        CheckDefinition.from_mapping(GOOD | change, file="k01.yaml")
    assert str(raised.value).startswith("k01.yaml: ")
    assert field in str(raised.value)


@pytest.mark.parametrize("field", sorted(GOOD))
def test_every_field_is_needed(field: str) -> None:
    with pytest.raises(DefinitionError, match=f"{field}: missing"):
        CheckDefinition.from_mapping({name: value for name, value in GOOD.items() if name != field})


def test_missing_threshold_word_list_trigger_variant_and_value_are_named() -> None:
    facts = project(aim=AimFacts(text="Improve"), aims_of_team=9)
    wrong = {
        "parameters.max_aims is missing": GOOD | {"id": "K09"},
        "words.solution is missing": GOOD | {"id": "K06"},
        "no trigger of this name": GOOD | {"id": "K99"},
        "no value for 'place'": GOOD | {"saw": "{place} has no number."},
        "no text for variant 'many'": GOOD
        | {"id": "K09", "saw": {"short": "x"}, "parameters": {"max_aims": 3}},
    }
    for message, data in wrong.items():
        with pytest.raises(DefinitionError, match=message):
            evaluate(facts, [CheckDefinition.from_mapping(data)])


def test_draft_and_retired_checks_stay_silent() -> None:
    facts = project(aim=AimFacts(text="Improve"))
    for status, count in {"draft": 0, "retired": 0, "trial": 1}.items():
        assert len(evaluate(facts, [CheckDefinition.from_mapping(GOOD | {"status": status})])) == count


def test_a_threshold_in_the_file_changes_the_answer() -> None:
    facts = project(aim=AimFacts(text="Improve"), aims_of_team=2)
    data = GOOD | {
        "id": "K09",
        "saw": "{count} aims.",
        "parameters": {"max_aims": 1, "min_weeks": 4, "max_months": 36},
    }
    assert evaluate(facts, [CheckDefinition.from_mapping(data)])[0].saw == "2 aims."


def test_blocking_findings_come_first_cannot_be_dismissed_and_leave_room_for_advice() -> None:
    release = ReleaseFacts(cells=tuple(ReleaseCell(str(n), f"Group {n}", n) for n in range(1, 6)))
    findings = evaluate(
        project(aim=AimFacts(text="Improve"), releases=(release,)), library.check_definitions()
    )
    shown = choose(findings, {finding.key for finding in findings if finding.blocking})
    assert [finding.blocking for finding in shown] == [True] * 5 + [False] * 3
