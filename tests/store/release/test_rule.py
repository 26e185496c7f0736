"""The rule of the next release: what was chosen, else the live release's, else the usual one."""

from dataclasses import replace
from pathlib import Path

import pytest

from groundswell.core.disclosure.rules import SuppressionRule
from groundswell.store.publish.editions import StoreFault
from groundswell.store.release.rule import KEPT, LIMITS, keep_rule, kept_rule, next_rule
from tests.factories.student_data import ReleaseMaker, row

USUAL = SuppressionRule()


def test_a_store_without_a_choice_has_the_usual_rule_then_the_live_one(tmp_path: Path) -> None:
    assert next_rule(tmp_path) == USUAL
    made = ReleaseMaker(tmp_path, rule=replace(USUAL, threshold=20))
    made.place("1", "school", "Alder", None)
    made.table("suspension_rate", [row("suspension_rate", "1", of=100, count=10)])
    made.write()
    assert next_rule(tmp_path).threshold == 20
    keep_rule(tmp_path, replace(USUAL, threshold=15, code_ends=True))
    assert next_rule(tmp_path) == kept_rule(tmp_path) == replace(USUAL, threshold=15, code_ends=True)


@pytest.mark.parametrize("name", LIMITS)
def test_its_limits_hold(tmp_path: Path, name: str) -> None:
    lowest, highest = LIMITS[name]
    for value in (lowest - 1, highest + 1):
        with pytest.raises(ValueError, match=name):
            keep_rule(tmp_path, replace(USUAL, **{name: value}))
    assert not (tmp_path / KEPT).exists()
    for value in (lowest, highest):
        keep_rule(tmp_path, replace(USUAL, **{name: value}))
        assert kept_rule(tmp_path) == replace(USUAL, **{name: value})


@pytest.mark.parametrize(
    "text", ["threshold: 1", "threshold: yes", "treshold: 12", "[", "threshold: eleven", "code_ends: 1", "11"]
)
def test_a_file_broken_by_hand_stops_a_release(tmp_path: Path, text: str) -> None:
    (tmp_path / KEPT).write_text(text)
    with pytest.raises(StoreFault, match="cannot be used"):
        next_rule(tmp_path)


def test_what_a_file_does_not_say_is_as_usual(tmp_path: Path) -> None:
    (tmp_path / KEPT).write_text("threshold: 20\n")
    assert kept_rule(tmp_path) == replace(USUAL, threshold=20)
