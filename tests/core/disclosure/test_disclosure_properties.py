"""No attacker solves a protected table: random tables, checked by the audit and by brute force."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.disclosure.attack import audit, solvable
from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.relations import Relation, Unknowns
from groundswell.core.disclosure.released import Coded, Shown, Suppressed, reason, text
from groundswell.core.disclosure.rules import AdditiveSet, Cell, SuppressionRule
from groundswell.core.disclosure.search import intervals, possible_values

RULES = st.builds(
    SuppressionRule,
    threshold=st.sampled_from([5, 11, 20]),
    smallest_count=st.sampled_from([0, 3]),
    code_ends=st.booleans(),
)


@st.composite
def groups(draw: st.DrawFn) -> tuple[list[Cell], list[AdditiveSet]]:
    """One total with up to three sister tables (by group, by program, by grade)."""
    first = draw(st.lists(st.integers(0, 40), min_size=2, max_size=5))
    total = Cell("all", sum(first), draw(st.integers(0, sum(first))))
    cells, sets = [total], []
    for table in range(draw(st.integers(1, 3))):
        sizes = first if table == 0 else _split(draw, total.n, draw(st.integers(2, 4)))
        counts = _counts(draw, total.count or 0, sizes)
        parts = [
            Cell(f"{table}{index}", n, c) for index, (n, c) in enumerate(zip(sizes, counts, strict=True))
        ]
        cells += parts
        sets.append(AdditiveSet("all", tuple(part.key for part in parts)))
    return cells, sets


def _split(draw: st.DrawFn, total: int, pieces: int) -> list[int]:
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=pieces - 1, max_size=pieces - 1)))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


def _counts(draw: st.DrawFn, total: int, sizes: list[int]) -> list[int]:
    counts, left = [], total
    for index, size in enumerate(sizes):
        room = sum(sizes[index + 1 :])
        counts.append(draw(st.integers(max(0, left - room), min(size, left))))
        left -= counts[-1]
    return counts


@settings(max_examples=120, deadline=None)
@given(groups(), RULES)
def test_nothing_withheld_can_be_worked_out(
    table: tuple[list[Cell], list[AdditiveSet]], rule: SuppressionRule
) -> None:
    cells, sets = table
    release = protect(cells, sets, rule)
    assert not audit(cells, sets, release, rule)
    for cell in cells:
        assert not (rule.is_small(cell) and release[cell.key].is_shown)


@settings(max_examples=60, deadline=None)
@given(groups(), RULES)
def test_every_rendering_of_a_withheld_value_has_no_digit(
    table: tuple[list[Cell], list[AdditiveSet]], rule: SuppressionRule
) -> None:
    release = protect(*table, rule)
    for key in release.hidden():
        decision = release[key]
        for value in (decision.n, decision.count, decision.rate):
            assert isinstance(value, Suppressed)
            assert not any(letter.isdigit() for letter in f"{value}{text(value)}{text(value, percent=True)}")


@settings(max_examples=40, deadline=None)
@given(groups(), RULES)
def test_the_same_table_in_another_order_gives_the_same_release(
    table: tuple[list[Cell], list[AdditiveSet]], rule: SuppressionRule
) -> None:
    cells, sets = table
    assert protect(cells, sets, rule).decisions == protect(list(reversed(cells)), sets, rule).decisions


@st.composite
def crossed(draw: st.DrawFn) -> tuple[list[Cell], list[AdditiveSet]]:
    """A small group-by-school table with totals on both sides."""
    rows, columns = draw(st.integers(2, 3)), draw(st.integers(2, 3))
    sizes = {(row, column): draw(st.integers(0, 9)) for row, column in product(range(rows), range(columns))}
    cells = [Cell(f"{row}{column}", n) for (row, column), n in sizes.items()]
    by_row = {row: sum(n for (r, _), n in sizes.items() if r == row) for row in range(rows)}
    by_column = {column: sum(n for (_, c), n in sizes.items() if c == column) for column in range(columns)}
    cells += [Cell(f"r{row}", n) for row, n in by_row.items()] + [
        Cell(f"c{c}", n) for c, n in by_column.items()
    ]
    cells.append(Cell("all", sum(sizes.values())))
    sets = [
        AdditiveSet(f"r{row}", tuple(f"{row}{column}" for column in range(columns))) for row in range(rows)
    ]
    sets += [
        AdditiveSet(f"c{column}", tuple(f"{row}{column}" for row in range(rows))) for column in range(columns)
    ]
    sets += [AdditiveSet("all", tuple(f"r{row}" for row in range(rows)))]
    sets += [AdditiveSet("all", tuple(f"c{column}" for column in range(columns)))]
    return cells, sets


@settings(max_examples=60, deadline=None)
@given(crossed(), st.sampled_from([3, 4, 5]))
def test_crossed_tables_hold_along_rows_and_columns(
    table: tuple[list[Cell], list[AdditiveSet]], threshold: int
) -> None:
    cells, sets = table
    rule = SuppressionRule(threshold=threshold)
    assert not audit(cells, sets, protect(cells, sets, rule), rule)


def brute_force(unknowns: Unknowns) -> dict[str, set[int]]:
    """Every value of every unknown in some complete solution, by trying them all: the oracle."""
    keys = sorted(unknowns.bounds)
    ranges = [range(unknowns.bounds[key][0], unknowns.bounds[key][1] + 1) for key in keys]
    found: dict[str, set[int]] = {key: set() for key in keys}
    for values in product(*ranges):
        trial = dict(zip(keys, values, strict=True))
        if all(_holds(relation, trial) for relation in unknowns.relations):
            for key in keys:
                found[key].add(trial[key])
    return found


def _holds(relation: Relation, trial: dict[str, int]) -> bool:
    return sum(trial[key] * sign for key, sign in relation.signed) == relation.constant


@st.composite
def small_systems(draw: st.DrawFn) -> Unknowns:
    keys = [f"x{index}" for index in range(draw(st.integers(1, 4)))]
    truth = {key: draw(st.integers(0, 4)) for key in keys}
    relations = []
    for _ in range(draw(st.integers(0, 3))):
        used = draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4, unique=True))
        split = draw(st.integers(0, len(used)))
        added, subtracted = tuple(used[:split]), tuple(used[split:])
        constant = sum(truth[key] for key in added) - sum(truth[key] for key in subtracted)
        relations.append(Relation(added, subtracted, constant))
    hints = truth if draw(st.booleans()) else {}
    return Unknowns(dict.fromkeys(keys, (0, 4)), relations, hints)


@settings(max_examples=200, deadline=None)
@given(small_systems())
def test_the_attack_finds_exactly_what_brute_force_finds(unknowns: Unknowns) -> None:
    oracle = brute_force(unknowns)
    bounds = intervals(unknowns)
    assert bounds is not None
    for key, values in oracle.items():
        assert set(possible_values(unknowns, key, enough=99)) == values
        assert bounds[key][0] <= min(values) <= max(values) <= bounds[key][1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=3, max_size=4), st.data())
def test_protected_tiny_tables_withstand_brute_force(sizes: list[int], data: st.DataObject) -> None:
    parts = [Cell(f"p{index}", n, data.draw(st.integers(0, n))) for index, n in enumerate(sizes)]
    total = Cell("all", sum(sizes), sum(part.count or 0 for part in parts))
    sets = [AdditiveSet("all", tuple(part.key for part in parts))]
    release = protect([total, *parts], sets, SuppressionRule(threshold=3))
    hidden = sorted(release.hidden())
    shown = sum(part.count or 0 for part in parts if part.key not in hidden)
    size = {cell.key: cell.n for cell in [total, *parts]}
    secret = tuple(key for key in hidden if key != "all")
    relation = Relation(
        secret, ("all",) if "all" in hidden else (), (0 if "all" in hidden else total.count or 0) - shown
    )
    for key, values in brute_force(Unknowns({key: (0, size[key]) for key in hidden}, [relation])).items():
        assert len(values) > 1 or size[key] == 0


def test_relations_that_contradict_each_other_have_no_solution() -> None:
    unknowns = Unknowns({"x": (0, 4)}, [Relation(("x",), (), 2), Relation(("x",), (), 3)])
    assert intervals(unknowns) is None
    assert possible_values(unknowns, "x", enough=2) == ()


def test_when_the_work_runs_out_a_value_counts_as_impossible() -> None:
    keys = [f"x{index}" for index in range(6)]
    unknowns = Unknowns(dict.fromkeys(keys, (0, 9)), [Relation(tuple(keys), (), 27)], steps=0)
    assert possible_values(unknowns, "x0", enough=2) == ()


WITHHELD = Suppressed("small group")


@pytest.mark.parametrize(
    "misuse",
    [
        lambda: WITHHELD + 1,  # type: ignore[operator]
        lambda: 1 - WITHHELD,  # type: ignore[operator]
        lambda: sum([1, WITHHELD]),  # type: ignore[list-item]
        lambda: int(WITHHELD),  # type: ignore[call-overload]
        lambda: float(WITHHELD),  # type: ignore[arg-type]
        lambda: round(WITHHELD),  # type: ignore[call-overload]
        lambda: bool(WITHHELD),
        lambda: WITHHELD or 0,
        lambda: WITHHELD < 3,  # type: ignore[operator]
        lambda: max(0, WITHHELD),  # type: ignore[type-var]
        lambda: f"{WITHHELD:.1f}",
        lambda: f"{WITHHELD:d}",
        lambda: [1, 2][WITHHELD],  # type: ignore[call-overload]
        lambda: bool(Coded("at most", 5)),
    ],
)
def test_a_suppressed_value_refuses_to_be_a_number(misuse: object) -> None:
    with pytest.raises(TypeError):
        misuse()  # type: ignore[operator]


@pytest.mark.parametrize("number", [0, 0.0, False, None, "", -1])
def test_a_suppressed_value_equals_no_number(number: object) -> None:
    assert number != WITHHELD
    assert number != WITHHELD


def test_what_readers_see() -> None:
    assert text(Shown(1641)) == "1,641"
    assert text(Shown(30.46), percent=True) == "30.5%"
    assert text(Shown(7.25)) == "7.2"
    assert text(WITHHELD, percent=True) == "withheld"
    assert text(Coded("at least", 95), percent=True) == "at least 95%"
    first, second = (
        reason(Suppressed(why), threshold=11) for why in ("small group", "protects a small group")
    )
    assert first == second


def test_solvable_with_nothing_hidden_is_empty() -> None:
    assert solvable([Cell("A", 5, 2)], [], hidden=[]) == frozenset()
