"""Movements and the one-pass publisher: whatever they believe is a solution."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.disclosure.attack import audit
from groundswell.core.disclosure.covering import Covering
from groundswell.core.disclosure.draft import Draft
from groundswell.core.disclosure.movements import Web
from groundswell.core.disclosure.protect import protect
from groundswell.core.disclosure.rules import AdditiveSet, Cell, SuppressionRule
from tests.core.disclosure.test_disclosure_crossing import network

CALIFORNIA = SuppressionRule(threshold=11)


@st.composite
def webs(draw: st.DrawFn) -> Web:
    """Up to nine numbers in up to four sums each, some of them open, some offered."""
    sums = draw(st.integers(2, 5))
    uses = []
    for _ in range(draw(st.integers(3, 9))):
        at = draw(st.lists(st.integers(0, sums - 1), min_size=1, max_size=4, unique=True))
        uses.append([(each, draw(st.sampled_from([1, -1]))) for each in at])
    room = [draw(st.integers(0, 3)) for _ in uses]
    web = Web(uses, sums, fall=list(room), rise=room[::-1])
    offered = [cell for cell in range(len(uses)) if draw(st.booleans())]
    web.offer(offered, [1.0 + cell for cell in range(len(uses))])
    for cell in range(len(uses)):
        if cell not in offered:
            web.open(cell)
    return web


@settings(max_examples=200, deadline=None)
@given(webs(), st.booleans(), st.sampled_from([1, 2]))
def test_a_movement_keeps_every_sum_and_all_rooms(web: Web, paying: bool, by: int) -> None:
    for cell, way in ((cell, way) for cell in range(len(web.uses)) for way in (1, -1)):
        taken = web.movement(cell, way, by=by, paying=paying)
        if taken is None:
            continue
        off: dict[int, int] = defaultdict(int)
        for each, step in taken.items():
            assert -web.fall[each] <= by * step <= web.rise[each]
            assert paying or each == cell or web.is_open[each]
            for at, sign in web.uses[each]:
                off[at] += sign * step
        assert taken[cell] == way
        assert not any(off.values())


def test_a_square_of_open_numbers_moves_and_three_of_it_do_not() -> None:
    uses = [[(0, 1), (2, 1)], [(0, 1), (3, 1)], [(1, 1), (2, 1)], [(1, 1), (3, 1)]]
    web = Web(uses, 4, fall=[5] * 4, rise=[5] * 4)
    for cell in range(3):
        web.open(cell)
    assert web.movement(0, 1, paying=False) is None
    web.offer([3], [1.0] * 4)
    assert web.movement(0, 1, paying=True) == {0: 1, 1: -1, 2: -1, 3: 1}
    assert web.movement(0, 1, by=6, paying=True) is None


@pytest.mark.parametrize("coded", [False, True])
def test_one_pass_leaves_the_attacker_nothing_where_it_has_no_doubt(coded: bool) -> None:
    """The attack by linear programs agrees on every cell that the pass believes to be safe."""
    cells, sets = network(15, 11)
    rule = SuppressionRule(threshold=11, code_ends=coded)
    draft = Draft({cell.key: cell for cell in cells}, sets, rule, frozenset())
    doubtful = Covering(draft).run()
    settled = draft.secrets() - doubtful
    assert settled
    assert not draft.exposed(settled)


def test_what_another_table_withholds_is_withheld_here_with_company() -> None:
    cells = [Cell("all", 600), Cell("a", 200), Cell("b", 190), Cell("c", 210)]
    sets = [AdditiveSet("all", ("a", "b", "c"))]
    release = protect(cells, sets, CALIFORNIA, withheld=["c"])
    assert release.hidden() == {"c", "b"}
    assert not audit(cells, sets, release, CALIFORNIA)
