"""Every check against its examples, and the tone of every word it says."""

import re

import pytest

from groundswell import library
from groundswell.core.methods.checks import TRIGGERS
from groundswell.core.methods.coach import evaluate
from groundswell.core.methods.facts import ProjectFacts
from groundswell.core.methods.findings import Finding
from tests.core.methods.check_examples import EXAMPLES, Example, project

DEFINITIONS = library.check_definitions()
BANNED = re.compile(
    r"\b(?:fail(?:ed|s|ure)?|poor(?:ly)?|at risk|only|must|wrong answer|bad|caused)\b|!", re.IGNORECASE
)


def findings_of(check: str, facts: ProjectFacts) -> list[Finding]:
    return [finding for finding in evaluate(facts, DEFINITIONS) if finding.check == check]


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{n}-{e[0]}-{'speaks' if e[1] else 'silent'}" for n, e in enumerate(EXAMPLES)]
)
def test_example(example: Example) -> None:
    check, speaks, facts = example
    assert bool(findings_of(check, facts)) is speaks


@pytest.mark.parametrize("check", sorted(TRIGGERS))
def test_each_check_has_two_examples_of_each_kind(check: str) -> None:
    kinds = [speaks for id_, speaks, _ in EXAMPLES if id_ == check]
    assert kinds.count(True) >= 2
    assert kinds.count(False) >= 2


def test_every_trigger_has_one_definition_and_the_other_way_round() -> None:
    assert sorted(definition.id for definition in DEFINITIONS) == sorted(TRIGGERS)


def test_every_variant_in_the_definitions_is_reached_by_an_example() -> None:
    said = {finding.saw for _, _, facts in EXAMPLES for finding in evaluate(facts, DEFINITIONS)}
    for definition in DEFINITIONS:
        for variant, template in definition.saw.items():
            pattern = re.compile(
                ".+".join(re.escape(part) for part in re.split(r"\{\w+\}", template)), re.DOTALL
            )
            reached = any(pattern.fullmatch(text) for text in said)
            assert reached or template.startswith("{"), f"{definition.id} {variant!r} is never said"


def test_the_coach_speaks_kindly() -> None:
    for _, _, facts in EXAMPLES:
        for finding in evaluate(facts, DEFINITIONS):
            own_words = re.sub(
                "\N{LEFT DOUBLE QUOTATION MARK}.*?\N{RIGHT DOUBLE QUOTATION MARK}", "", finding.saw
            )
            for words in (own_words, finding.why, finding.step, finding.name):
                assert not BANNED.search(words), f"{finding.check}: {words}"
                assert "{" not in words


def test_only_privacy_and_counting_block() -> None:
    assert {definition.id for definition in DEFINITIONS if definition.blocking} == {"K00", "K41"}


def test_privacy_messages_never_name_the_size_of_a_small_group() -> None:
    for _, speaks, facts in EXAMPLES:
        if speaks and facts.releases:
            for finding in findings_of("K41", facts):
                assert not re.search(r"\b(?:8|10)\b", finding.saw + finding.step)


def test_nothing_known_means_nothing_said() -> None:
    assert evaluate(project(), DEFINITIONS) == []
