"""Deciding what may leave for whole networks of three sizes, against the floor: working out what adds up to what.

The ratio to the floor of the same size is the price of privacy. Where the largest has about the ratio of the
smallest, the cost grows with the network and no faster. GROUNDSWELL_BENCH_SCHOOLS sets the schools per district
of the largest (default 60, in 8 districts; a network as large as the CORE Districts has 225).
"""

import os
from collections.abc import Callable
from time import perf_counter

from benchmarks.invented_network import results_of_network
from benchmarks.line import Line, in_turn, line
from groundswell.core.disclosure.attack import audit
from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.rules import Cell, Release, SuppressionRule
from groundswell.core.indicators.results import Result
from groundswell.core.indicators.tying import Tied, key_of, name_of, tied

SCHOOLS = int(os.environ.get("GROUNDSWELL_BENCH_SCHOOLS", "60"))
DISTRICTS, ROUNDS = 8, 3
RULE = SuppressionRule(shows_zero=True)


def measure() -> list[Line]:
    """Lines per size: the floor, deciding, and the attack on what was decided. A cell it finds is an error."""
    return [each for part in (4, 2, 1) for each in _measured(DISTRICTS, max(2, SCHOOLS // part))]


def _measured(districts: int, schools: int) -> list[Line]:
    rows, above = results_of_network(districts=districts, schools=schools, seed=1)
    table = _tied(rows, above)
    cells = list(table.cells.values())
    decided = protect(cells, table.sets, RULE)
    works: dict[str, Callable[[], object]] = {
        "sums": lambda: _tied(rows, above),
        "decide": lambda: protect(cells, table.sets, RULE),
        "attack": lambda: _attacked(table, decided),
    }
    taken = in_turn(works, rounds=ROUNDS, clock=perf_counter)
    size, floor, found = len(cells), sum(taken["sums"]), _attacked(table, decided)
    return [
        line(
            f"{name} {size:,} cells",
            seconds,
            ratio=None if name == "sums" else sum(seconds) / floor,
            per_second=size * ROUNDS / sum(seconds),
            errors=len(found) if name == "attack" else 0,
        )
        for name, seconds in taken.items()
    ]


def _attacked(table: Tied, decided: Release) -> frozenset[str]:
    return audit(table.cells.values(), table.sets, decided, RULE)


def _tied(rows: list[Result], above: dict[str, str]) -> Tied:
    schools = [row for row in rows if row.place_kind == "school"]
    return tied(schools, rows, above, _cell)


def _cell(row: Result) -> Cell:
    return Cell(name_of(key_of(row)), row.students, round(row.numerator))
