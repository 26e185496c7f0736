"""The publisher where tables cross: sister tables, organization levels, time, coding. Checked by enumeration."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from groundswell.core.disclosure.attack import audit, count_unknowns, size_unknowns, solvable
from groundswell.core.disclosure.draft import Draft
from groundswell.core.disclosure.linear import System, limits_of
from groundswell.core.disclosure.over_time import differences
from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.relations import Unknowns
from groundswell.core.disclosure.released import Shown
from groundswell.core.disclosure.rules import AdditiveSet, Cell, SuppressionRule
from tests.core.disclosure.enumeration import values

Table = tuple[list[Cell], list[AdditiveSet]]
CALIFORNIA = SuppressionRule(threshold=11)


def crossed(sizes: dict[tuple[str, str], tuple[int, int]]) -> Table:
    """Places by groups with the totals of both and of all."""
    sums: dict[str, list[int]] = {}
    parts: dict[str, list[str]] = {}
    for (place, group), (n, count) in sizes.items():
        for key in (place + group, f"{place}*", f"*{group}", "**"):
            held = sums.setdefault(key, [0, 0])
            sums[key] = [held[0] + n, held[1] + count]
        parts.setdefault(f"{place}*", []).append(place + group)
        parts.setdefault(f"*{group}", []).append(place + group)
    sets = [AdditiveSet(total, tuple(keys)) for total, keys in parts.items()]
    sets += [AdditiveSet("**", tuple(key for key in parts if key[side] == "*")) for side in (0, 1)]
    return [Cell(key, n, count) for key, (n, count) in sums.items()], sets


@st.composite
def small_crossed(draw: st.DrawFn) -> Table:
    places, groups = "st", "FM" if draw(st.booleans()) else "FMX"
    sizes = {}
    for place, group in product(places, groups):
        n = draw(st.integers(0, 5))
        sizes[place, group] = (n, draw(st.integers(0, n)))
    return crossed(sizes)


def enumerated(unknowns: Unknowns) -> dict[str, set[int]]:
    return values(System(unknowns.bounds, limits_of(unknowns.relations)))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)
@given(small_crossed(), st.sampled_from([2, 3]))
def test_enumeration_leaves_every_withheld_number_open(table: Table, threshold: int) -> None:
    cells, sets = table
    known = {cell.key: cell for cell in cells}
    rule = SuppressionRule(threshold=threshold, least_candidates=2)
    hidden = protect(cells, sets, rule).hidden()
    assume(len(hidden) <= 6)  # more solutions than one can list: the audit looks at those
    for unknowns in (size_unknowns(known, sets, hidden), count_unknowns(known, sets, hidden)):
        for key, seen in enumerated(unknowns).items():
            assert len(seen) > 1 or unknowns.bounds[key] == (0, 0)
    assert all(key in hidden for key, cell in known.items() if rule.is_small(cell))


def network(schools: int, seed: int) -> Table:
    """A district of schools with three sister tables each; small groups occur, as they do."""
    chance = random.Random(seed)  # noqa: S311 (a fixed sequence, nothing secret)
    tables = {"race": ((2, "H"), (1, "W"), (0.2, "A"), (0.05, "P")), "sex": ((1, "F"), (1, "M"))}
    tables |= {"english": ((1, "L"), (6, "N"))}
    n: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for school, _ in product(range(schools), range(90)):
        absent = chance.random() < 0.2
        chosen = [chance.choices([g for _, g in each], [w for w, _ in each])[0] for each in tables.values()]
        for place, group in product((f"s{school}", "D"), ("", *chosen)):
            n[place + group] += 1
            count[place + group] += absent
    groups = [[name for _, name in each] for each in tables.values()]
    places = [*(f"s{school}" for school in range(schools)), "D"]
    listed = [
        (place, tuple(place + g for g in each if place + g in n)) for place in places for each in groups
    ]
    sets = [AdditiveSet(place, parts) for place, parts in listed]
    for group in ("", *(name for each in groups for name in each)):
        parts = tuple(f"s{school}{group}" for school in range(schools) if f"s{school}{group}" in n)
        sets.append(AdditiveSet(f"D{group}", parts))
    return [Cell(key, n[key], count[key]) for key in n], sets


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_district_of_schools_holds_and_hides_little(seed: int) -> None:
    cells, sets = network(12, seed)
    small = [cell.key for cell in cells if CALIFORNIA.is_small(cell)]
    assert solvable(cells, sets, hidden=small), "the small groups alone would give themselves away"
    release = protect(cells, sets, CALIFORNIA)
    assert not audit(cells, sets, release, CALIFORNIA)
    assert len(release.hidden()) <= 4 * len(small)
    assert not any(key in release.hidden() for key in ("D", *(f"s{school}" for school in range(12))))


def test_the_order_of_cells_and_sets_does_not_matter() -> None:
    cells, sets = network(10, 4)
    one = protect(cells, sets, CALIFORNIA)
    assert one.decisions == protect(cells[::-1], sets[::-1], CALIFORNIA).decisions


def test_no_neighbor_in_crossing_tables_could_be_shown_beside_the_others() -> None:
    cells, sets = network(6, 5)
    known = {cell.key: cell for cell in cells}
    hidden = protect(cells, sets, CALIFORNIA).hidden()
    draft = Draft(known, sets, CALIFORNIA, frozenset())
    company = sorted(hidden - draft.why.keys())
    for key in company:
        draft.hide(key)
    assert company
    assert not draft.exposed(draft.secrets())
    for key in company:
        draft.show(key)
        assert draft.exposed(draft.secrets()), f"{key} is withheld for nothing"
        draft.hide(key)


def test_top_and_bottom_coding_holds_over_levels() -> None:
    cells, sets = network(8, 6)
    coded = SuppressionRule(threshold=11, code_ends=True)
    release = protect(cells, sets, coded)
    assert not audit(cells, sets, release, coded)


def test_months_of_a_growing_count_are_protected_from_each_other() -> None:
    months = [Cell("March", 30, 6), Cell("April", 33, 8), Cell("May", 60, 20), Cell("June", 60, 21)]
    cells, sets = differences(months)
    release = protect([*months, *cells], sets, CALIFORNIA)
    assert not audit([*months, *cells], sets, release, CALIFORNIA)
    hidden = release.hidden()
    assert "between March and April" in hidden
    assert {"March", "April"} & hidden, "three joiners are the difference of two printed numbers"
    assert release["June"].n == Shown(60)


def test_what_was_printed_before_stays_and_others_are_withheld_instead() -> None:
    cells = [Cell("all", 100, 30), Cell("a", 5, 2), Cell("b", 20, 6), Cell("c", 75, 22)]
    sets = [AdditiveSet("all", ("a", "b", "c"))]
    assert protect(cells, sets, CALIFORNIA).hidden() == {"a", "b"}
    assert protect(cells, sets, CALIFORNIA, printed_before=["b"]).hidden() == {"a", "c"}


def test_groups_of_nobody_can_be_printed_as_zero() -> None:
    cells = [Cell("all", 40), Cell("none", 0), Cell("few", 3), Cell("many", 37)]
    sets = [AdditiveSet("all", ("none", "few", "many"))]
    rule = SuppressionRule(threshold=6, shows_zero=True)
    release = protect(cells, sets, rule)
    assert release["none"].n == Shown(0)
    assert release.hidden() == {"few", "many"}
    assert not audit(cells, sets, release, rule)


def test_a_publisher_that_withholds_small_groups_alone_is_caught() -> None:
    cells, sets = network(12, 7)
    small = {cell.key for cell in cells if CALIFORNIA.is_small(cell)}
    found = solvable(cells, sets, hidden=small)
    assert found
    assert found <= small
