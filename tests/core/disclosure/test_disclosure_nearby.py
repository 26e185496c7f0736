"""Where tables are crossed: movements by linear programs keep all sums and rooms, and networks stay closed."""

from __future__ import annotations

from collections import defaultdict

import pytest
from benchmarks.invented_network import SETS, results_of_network
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.disclosure.attack import audit
from groundswell.core.disclosure.covering import Covering
from groundswell.core.disclosure.draft import Draft
from groundswell.core.disclosure.movements import Link, Web
from groundswell.core.disclosure.nearby import NEXT, WIDE, Nearby
from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.rules import Cell, SuppressionRule
from groundswell.core.disclosure.tidying import tidy
from groundswell.core.indicators.results import Result
from groundswell.core.indicators.tying import Tied, key_of, name_of, tied

RULE = SuppressionRule(shows_zero=True)


def members_of(web: Web, sums: int) -> list[list[Link]]:
    members: list[list[Link]] = [[] for _ in range(sums)]
    for cell, uses in enumerate(web.uses):
        for at, sign in uses:
            members[at].append((cell, sign))
    return members


def cube(*, fall: int = 9, rise: int = 9) -> Nearby:
    """Two schools, two groups of one set and two of another, all totals printed: three sums for each number."""
    uses = [
        [(2 * school + one, 1), (4 + 2 * school + other, 1), (8 + 2 * one + other, 1)]
        for school in (0, 1)
        for one in (0, 1)
        for other in (0, 1)
    ]
    web = Web(uses, 12, fall=[fall] * 8, rise=[rise] * 8)
    web.offer(range(8), [1.0] * 8)
    web.open(0)
    return Nearby(web, members_of(web, 12), [(fall, rise)] * 8)


@pytest.mark.parametrize("step", [1, -5, 20])
def test_a_crossed_number_moves_with_the_seven_corners_of_its_cube(step: int) -> None:
    found = cube().around(0, NEXT, paying=True).movement(step)
    far = max(-9, min(9, step))
    signs = [far, -far, -far, far, -far, far, far, -far]
    assert found.is_whole
    assert found.moved == dict(enumerate(signs))


def test_without_company_it_stands_still() -> None:
    assert not cube().around(0, NEXT, paying=False).movement(5).moved
    assert not cube(fall=0).around(0, NEXT, paying=True).movement(5).moved


def test_up_and_down_are_two_questions_to_one_program() -> None:
    around = cube().around(0, WIDE, paying=True)
    assert [around.movement(step).moved[0] for step in (3, -4, 2)] == [3, -4, 2]


@st.composite
def crossed_webs(draw: st.DrawFn) -> tuple[Web, int]:
    sums = draw(st.integers(3, 6))
    uses = [
        [
            (at, draw(st.sampled_from([1, -1])))
            for at in draw(st.lists(st.integers(0, sums - 1), min_size=1, max_size=4, unique=True))
        ]
        for _ in range(draw(st.integers(4, 10)))
    ]
    room = [draw(st.integers(0, 4)) for _ in uses]
    web = Web(uses, sums, fall=list(room), rise=room[::-1])
    web.offer(range(len(uses)), [1.0 + cell for cell in range(len(uses))])
    web.open(0)
    return web, sums


@settings(max_examples=100, deadline=None)
@given(crossed_webs(), st.integers(-4, 4))
def test_what_is_found_keeps_every_sum_and_all_rooms(crossed: tuple[Web, int], step: int) -> None:
    web, sums = crossed
    nearby = Nearby(web, members_of(web, sums), list(zip(web.fall, web.rise, strict=True)))
    found = nearby.around(0, WIDE, paying=True).movement(step)
    if not found.is_whole:
        return
    off: dict[int, int] = defaultdict(int)
    for cell, moved in found.moved.items():
        assert -web.fall[cell] <= moved <= web.rise[cell]
        for at, sign in web.uses[cell]:
            off[at] += sign * moved
    assert not any(off.values())
    assert 0 <= found.moved.get(0, 0) * (1 if step >= 0 else -1) <= abs(step)


def cell_of(row: Result) -> Cell:
    return Cell(name_of(key_of(row)), row.students, round(row.numerator))


def network(*crossings: str, districts: int, schools: int, seed: int) -> Tied:
    rows, above = results_of_network(
        districts=districts, schools=schools, seed=seed, sets=(*SETS, *crossings)
    )
    return tied([row for row in rows if row.place_kind == "school"], rows, above, cell_of)


@settings(max_examples=12, deadline=None)
@given(
    st.integers(0, 10_000),
    st.sampled_from([("race_ethnicity*sex",), ("race_ethnicity*english_learner",), ("sex*economic",)]),
    st.booleans(),
)
def test_crossed_networks_leave_the_attacker_nothing(seed: int, crossing: tuple[str], coded: bool) -> None:
    table = network(*crossing, districts=2, schools=3, seed=seed)
    rule = SuppressionRule(shows_zero=True, code_ends=coded)
    found = protect(table.cells.values(), table.sets, rule)
    assert not audit(table.cells.values(), table.sets, found, rule)
    assert all(key in found.hidden() for key, cell in table.cells.items() if rule.is_small(cell))


@pytest.mark.parametrize(
    ("crossings", "most"), [((), 1.1), (("race_ethnicity*sex",), 1.3)], ids=["sister tables", "crossed"]
)
def test_larger_networks_withhold_about_one_number_for_each_small_group(
    crossings: tuple[str, ...], most: float
) -> None:
    table = network(*crossings, districts=3, schools=15, seed=2)
    found = protect(table.cells.values(), table.sets, RULE)
    small = [key for key, cell in table.cells.items() if RULE.is_small(cell)]
    company = found.hidden() - set(small)
    assert len(table.cells) > 1_000
    assert not audit(table.cells.values(), table.sets, found, RULE)
    assert len(company) <= most * len(small)
    assert not any(key.endswith("\x1fall\x1fall") for key in company), "totals of places stay"


@pytest.mark.parametrize("seed", [1, 2])
def test_tidying_leaves_nothing_exposed_and_no_needless_company_in_sight(seed: int) -> None:
    table = network("sex*economic", districts=2, schools=4, seed=seed)
    draft = Draft({cell.key: cell for cell in table.cells.values()}, table.sets, RULE, frozenset())
    covering = Covering(draft)
    doubtful = covering.run()
    before = len(draft.why)
    tidy(covering)
    assert len(draft.why) <= before
    assert not draft.exposed(draft.secrets() - doubtful)
