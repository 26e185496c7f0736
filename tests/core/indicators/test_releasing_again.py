"""A second release beside the first: what readers have in hand is no company, and what was shown is no secret."""

import pytest

from groundswell.core.disclosure.published import Printed, attack_published
from groundswell.core.disclosure.released import Shown
from groundswell.core.disclosure.rules import AdditiveSet, SuppressionRule
from groundswell.core.indicators.releasing import ReleasedResult, release
from groundswell.core.indicators.results import Result
from tests.core.indicators.test_releasing import PERSONS, RULE, result, withheld

Sizes = dict[str, tuple[int, int]]
FIRST: Sizes = {"a": (8, 2), "b": (25, 6), "c": (40, 9), "d": (60, 12)}
LATER: Sizes = FIRST | {"b": (90, 20)}
"""The smallest neighbor of the small group is another one now."""
STRICTER = SuppressionRule(threshold=30)


def table(groups: Sizes) -> list[Result]:
    total = (sum(n for n, _ in groups.values()), sum(count for _, count in groups.values()))
    named = {"all=all": total} | {f"race=r{name}": numbers for name, numbers in groups.items()}
    return [result("S1", name, *numbers) for name, numbers in named.items()]


def hidden(rows: list[ReleasedResult]) -> set[str]:
    return {group.removeprefix("r") for _, group in withheld(rows)}


def followed(first: list[ReleasedResult], second: list[ReleasedResult], now: Sizes) -> int:
    """How many withheld counts of the second follow, with what the first printed that still holds."""
    known: dict[str, int | None] = {row.group: _count(row) for row in second}
    for row in first:
        if known.get(row.group) is None and _count(row) is not None:
            known[row.group] = _count(row) if now[row.group.removeprefix("r")][1] == _count(row) else None
    cells = [
        Printed(name, (count, count) if count is not None else (0, 1000), None, withheld=count is None)
        for name, count in known.items()
    ]
    sets = [AdditiveSet("all", tuple(name for name in known if name != "all"))]
    return len(attack_published(cells, sets).recovered)


def _count(row: ReleasedResult) -> int | None:
    return int(row.numerator.value) if isinstance(row.numerator, Shown) else None


def test_company_is_not_moved_to_a_number_that_readers_have() -> None:
    first = release(PERSONS, table(FIRST), RULE)
    assert hidden(first) == {"a", "b"}
    alone = release(PERSONS, table(LATER), RULE)
    assert hidden(alone) == {"a", "c"}
    assert followed(first, alone, LATER) > 0, "c is known from the first release, and then a follows"
    again = release(PERSONS, table(LATER), RULE, earlier=first)
    assert hidden(again) == {"a", "b"}
    assert followed(first, again, LATER) == 0


def test_what_has_changed_since_may_be_company() -> None:
    first = release(PERSONS, table(FIRST), RULE)
    later = LATER | {"c": (41, 10)}
    again = release(PERSONS, table(later), RULE, earlier=first)
    assert hidden(again) == {"a", "c"}
    assert followed(first, again, later) == 0


def test_the_same_numbers_again_are_decided_alike() -> None:
    first = release(PERSONS, table(FIRST), RULE)
    assert release(PERSONS, table(FIRST), RULE, earlier=first) == first


def test_a_stricter_rule_withholds_and_takes_no_company_for_what_is_known() -> None:
    """Those of 30 and more that were shown stay; the group of 25 was never shown."""
    first = release(PERSONS, table(FIRST), RULE)
    stricter = release(PERSONS, table(FIRST | {"e": (28, 7)}), STRICTER, earlier=first)
    assert "a" in hidden(stricter)
    shown = release(PERSONS, table({"a": (15, 3), "b": (40, 9), "c": (60, 12)}), RULE)
    assert hidden(shown) == set()
    again = release(PERSONS, table({"a": (15, 3), "b": (40, 9), "c": (60, 12)}), STRICTER, earlier=shown)
    assert hidden(again) == {"a"}, "nothing is withheld for the sake of a number that readers have"


@pytest.mark.parametrize("counted", [7, 8])
def test_of_the_same_size_but_another_count_is_not_known(counted: int) -> None:
    first = release(PERSONS, table(FIRST), RULE)
    again = release(PERSONS, table(LATER | {"c": (40, counted)}), RULE, earlier=first)
    assert hidden(again) == {"a", "c"}
