"""The attacker against the oracle: on small random tables its bounds are the lowest and highest solutions."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.disclosure.linear import Contradiction, Limit, System
from groundswell.core.disclosure.over_time import between, differences
from groundswell.core.disclosure.published import (
    CEILING,
    Printed,
    attack_published,
    rounding_interval,
)
from groundswell.core.disclosure.ranges import answer, ranges
from groundswell.core.disclosure.rules import AdditiveSet, Cell
from tests.core.disclosure.enumeration import values


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Up to five unknowns and four limits with a known solution: sums, inequalities, odd coefficients."""
    keys = [f"x{index}" for index in range(draw(st.integers(1, 5)))]
    bounds = {key: (0, draw(st.integers(0, 4))) for key in keys}
    truth = {key: draw(st.integers(0, bounds[key][1])) for key in keys}
    limits = []
    for _ in range(draw(st.integers(0, 4))):
        used = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
        terms = tuple((key, draw(st.sampled_from([1, 1, -1, 2, -3, 7]))) for key in used)
        value = sum(truth[key] * sign for key, sign in terms)
        low, high = draw(st.sampled_from([(0, 0), (0, 0), (0, 2), (None, 0), (1, None)]))
        limits.append(
            Limit(terms, None if low is None else value - low, None if high is None else value + high)
        )
    return System(bounds, limits)


@settings(max_examples=250, deadline=None)
@given(systems())
def test_bounds_are_the_lowest_and_highest_solution(system: System) -> None:
    oracle = values(system)
    found = ranges(system)
    assert {key: (each.low, each.high, each.proof) for key, each in found.items()} == {
        key: (min(seen), max(seen), "tightest") for key, seen in oracle.items()
    }


@settings(max_examples=80, deadline=None)
@given(systems(), st.integers(2, 4))
def test_stopping_early_never_says_too_much(system: System, enough: int) -> None:
    oracle = values(system)
    for key, found in ranges(system, enough=enough).items():
        seen = oracle[key]
        assert found.surely_has(enough) == (max(seen) - min(seen) + 1 >= enough)
        if found.proof != "at most":
            assert {found.low, found.high} <= seen


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[Printed], list[AdditiveSet], System]:
    """One place with two sister tables and a total; some counts, some sizes and some rates are printed.

    The system is written down here from the definitions: sums of counts and of sizes, no count above its
    group, and 2 * |100 * count - rate * n| <= n for a rate printed without decimals.
    """
    total = (draw(st.integers(2, 5)),) * 2
    parts = {f"{table}{side}": (0, 0) for table, side in product("ab", "12")}
    all_count = draw(st.integers(0, total[0]))
    truth = {"all": (total[0], all_count)}
    for table in "ab":
        n = draw(st.integers(0, total[0]))
        count = draw(st.integers(max(0, all_count - (total[0] - n)), min(n, all_count)))
        truth |= {f"{table}1": (n, count), f"{table}2": (total[0] - n, all_count - count)}
    sets = [AdditiveSet("all", (f"{table}1", f"{table}2")) for table in "ab"]
    printed, bounds, limits = [], {}, []
    for key in ("all", *parts):
        n, count = truth[key]
        shows_n, shows_count, shows_rate = draw(st.booleans()), draw(st.booleans()), draw(st.booleans())
        size, number = (n, n) if shows_n else (0, 5), (count, count) if shows_count else (0, 5)
        bounds |= {f"n{key}": size, f"x{key}": number}
        limits.append(Limit(((f"x{key}", 1), (f"n{key}", -1)), None, 0))
        share = None
        if shows_rate and n:
            percent = round(100 * count / n)
            share = rounding_interval(Fraction(percent), digits=0)
            limits.append(Limit(((f"x{key}", 200), (f"n{key}", -2 * percent + 1)), 0, None))
            limits.append(Limit(((f"x{key}", 200), (f"n{key}", -2 * percent - 1)), None, 0))
        printed.append(Printed(key, number, size, share, withheld=not shows_count))
    for each, kind in product(sets, "xn"):
        terms = ((f"{kind}all", -1), *((f"{kind}{part}", 1) for part in each.parts))
        limits.append(Limit(terms, 0, 0))
    return printed, sets, System(bounds, limits)


@settings(max_examples=150, deadline=None)
@given(tables())
def test_a_published_table_gives_away_what_enumeration_finds(
    table: tuple[list[Printed], list[AdditiveSet], System],
) -> None:
    printed, sets, system = table
    oracle = values(system)
    findings = attack_published(printed, sets)
    assert findings.not_adding_up == ()
    assert {cell.key: (cell.count.low, cell.count.high) for cell in findings.cells} == {
        cell.key: (min(oracle[f"x{cell.key}"]), max(oracle[f"x{cell.key}"]))
        for cell in printed
        if cell.withheld
    }


def test_a_crossed_table_needs_a_program_and_gets_the_exact_bounds() -> None:
    """Three by three with all margins printed: no sum has one hole, and no bound is visible by hand."""
    rows, columns = (7, 2, 3), (2, 6, 4)
    limits = [Limit(tuple((f"{r}{c}", 1) for c in range(3)), rows[r], rows[r]) for r in range(3)]
    limits += [Limit(tuple((f"{r}{c}", 1) for r in range(3)), columns[c], columns[c]) for c in range(3)]
    system = System({f"{r}{c}": (0, 4) for r, c in product(range(3), repeat=2)}, limits)
    assert {key: (found.low, found.high) for key, found in ranges(system).items()} == {
        key: (min(seen), max(seen)) for key, seen in values(system).items()
    }


def test_three_numbers_in_pairs_are_whole_only_together() -> None:
    """x+y, y+z and x+z at most 1 with a sum of at least 2 hold for halves, never for whole numbers."""
    pairs = [("x", "y"), ("y", "z"), ("x", "z")]
    limits = [Limit(tuple((key, 1) for key in pair), None, 1) for pair in pairs]
    limits.append(Limit((("x", 1), ("y", 1), ("z", 1), ("w", -1)), 0, 0))
    found = ranges(System({"x": (0, 1), "y": (0, 1), "z": (0, 1), "w": (0, 3)}, limits))
    assert (found["w"].low, found["w"].high, found["w"].proof) == (0, 1, "tightest")


def test_contradictions_are_named_and_the_rest_is_still_judged() -> None:
    system = System(
        {"x": (0, 4), "y": (0, 4), "z": (0, 9)},
        [Limit((("x", 1), ("y", 1)), 9, 9), Limit((("z", 1),), 3, 3)],
    )
    answers = answer(system)
    assert (answers.found["z"].low, answers.found["z"].high) == (3, 3)
    assert {key for key, _ in answers.contradictions[0].terms} == {"x", "y"}
    with pytest.raises(Contradiction, match="contradict each other at x, y"):
        ranges(system)


def withheld(key: str, n: int) -> Printed:
    return Printed(key, (0, n), (n, n), withheld=True)


def shown(key: str, count: int, n: int) -> Printed:
    return Printed(key, (count, count), (n, n))


def test_one_hole_is_one_subtraction_and_all_or_none_needs_bounds() -> None:
    sets = [AdditiveSet("all", ("a", "b")), AdditiveSet("ALL", ("A", "B"))]
    printed = [shown("all", 9, 30), shown("a", 7, 22), withheld("b", 8)]
    printed += [shown("ALL", 12, 12), withheld("A", 5), withheld("B", 7)]
    found = {cell.key: (cell.count.low, cell.how) for cell in attack_published(printed, sets).recovered}
    assert found == {"b": (2, "one subtraction"), "A": (5, "bounds"), "B": (7, "bounds")}


def test_levels_and_sister_tables_leak_across_places() -> None:
    """Each school has two holes in a table; the district's table fills them."""
    sets = [AdditiveSet(f"{school}", (f"{school}F", f"{school}M")) for school in "stD"]
    sets += [AdditiveSet(f"D{group}", (f"s{group}", f"t{group}")) for group in ("", "F", "M")]
    printed = [shown("D", 20, 90), shown("DF", 9, 40), shown("DM", 11, 50)]
    printed += [shown("s", 8, 30), withheld("sF", 12), withheld("sM", 18)]
    safe = [*printed, shown("t", 12, 60), withheld("tF", 28), withheld("tM", 32)]
    assert attack_published(safe, sets).recovered == ()
    leaking = [*printed, shown("t", 12, 60), shown("tF", 6, 28), withheld("tM", 32)]
    recovered = {cell.key: cell.count.low for cell in attack_published(leaking, sets).recovered}
    assert recovered == {"sF": 3, "sM": 5, "tM": 6}


def test_a_printed_rate_of_a_known_group_gives_the_count_away() -> None:
    share = rounding_interval(Fraction("33.3"), digits=1)
    [found] = attack_published([Printed("a", (0, 9), (9, 9), share, withheld=True)], []).cells
    assert found.is_recovered
    assert found.count.low == 3


def test_cumulative_counts_bound_what_lies_between_them() -> None:
    printed = [Printed(key, span, None, withheld=key == "may") for key, span in
               (("april", (4, 4)), ("may", (0, CEILING)), ("june", (5, 5)))]  # fmt: skip
    [found] = attack_published(printed, [], growing=[("april", "may"), ("may", "june")]).cells
    assert (found.count.low, found.count.high) == (4, 5)
    assert found.is_exposed(protection=3)
    assert not found.is_recovered


def test_those_in_no_listed_group_are_a_part_of_their_own() -> None:
    sets = [AdditiveSet("all", ("a", "b"))]
    [found] = attack_published([shown("all", 9, 30), shown("a", 7, 20), withheld("b", 8)], sets).cells
    assert (found.count.low, found.count.high) == (0, 2)  # two more students are in neither


def test_sums_that_do_not_add_up_are_left_out_and_named() -> None:
    sets = [AdditiveSet("all", ("a", "b"))]
    findings = attack_published([shown("all", 9, 30), shown("a", 7, 25), withheld("b", 8)], sets)
    assert findings.not_adding_up == ("all",)
    assert findings.recovered == ()


def test_joiners_between_two_releases_are_a_cell_of_their_own() -> None:
    april, may, june = Cell("april", 40, 12), Cell("may", 46, 14), Cell("june", 45, 15)
    cells, sets = differences([april, may, june])
    assert [(cell.n, cell.count) for cell in cells] == [(6, 2), (1, None)]
    assert sets[0] == AdditiveSet("may", ("april", "between april and may"))
    assert between(april, Cell("later", 40, 13)) is None
