"""Taking back undoes exactly what an import did, in any order."""

import random

import pytest

from groundswell.domain.audit.models import Event
from groundswell.domain.intake import actions
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.models import Observation
from groundswell.domain.refusals import NotNow
from tests.domain.intake.conftest import HEADER, Desk, live
from tests.factories import make_observations

Thing = tuple[str, int]


def test_the_numbers_are_as_before(desk: Desk):
    make_observations(desk.daily, desk.net.school, [88.0, 89.0], step=1)
    desk.rows("S-1,present,,2015-09-07,90,,")
    before = live()
    load = desk.rows(
        "S-1,present,,2015-09-07,91,,", "S-1,present,,2015-09-08,92,,", "S-1,present,,2015-09-09,93,,"
    )
    assert live() != before
    back = actions.revert(desk.by, load=load, target=desk.target)
    assert live() == before
    assert (back.state, back.accepted) == (Import.State.REVERTED, 3)
    assert Event.objects.get(verb="import.reverted").data == {"rows": 3}


def test_it_can_come_in_again_afterwards(desk: Desk):
    text = HEADER + "S-1,present,,2015-09-07,91,,\n"
    actions.revert(desk.by, load=desk.bring(text), target=desk.target)
    assert live() == []
    again = desk.bring(text)
    assert (again.state, again.accepted, len(live())) == ("accepted", 1, 1)


def test_what_a_later_file_said_stays(desk: Desk):
    first = desk.rows("S-1,present,,2015-09-07,90,,")
    second = desk.rows("S-1,present,,2015-09-07,91,,")
    actions.revert(desk.by, load=first, target=desk.target)
    assert [row[4] for row in live()] == [91.0]
    actions.revert(desk.by, load=second, target=desk.target)
    assert live() == []


def test_what_a_person_wrote_afterwards_stays(desk: Desk):
    make_observations(desk.daily, desk.net.school, [88.0], step=1)
    load = desk.rows("S-1,present,,2015-09-07,90,,")
    Observation.objects.filter(is_live=True).update(is_live=False)
    make_observations(desk.daily, desk.net.school, [77.0], step=1)
    actions.revert(desk.by, load=load, target=desk.target)
    assert [row[4] for row in live()] == [77.0]


@pytest.mark.parametrize("state", ["preview", "refused", "reverted"])
def test_there_is_nothing_to_take_back_twice_or_too_early(desk: Desk, state: str):
    load = desk.preview(HEADER + "S-1,present,,2015-09-07,90,,\n")
    Import.objects.filter(pk=load.pk).update(state=state)
    load.refresh_from_db()
    with pytest.raises(NotNow):
        actions.revert(desk.by, load=load, target=desk.target)


@pytest.mark.parametrize("seed", range(12))
def test_random_sequences_equal_the_naive_replay(desk: Desk, seed: int):
    """The oracle: each number is what the last import in force wrote, or what was there first."""
    chance = random.Random(seed)  # noqa: S311
    make_observations(desk.daily, desk.net.school, [10.0, 11.0], step=1)
    base: dict[Thing, float] = {("S-1", 7): 10.0, ("S-1", 8): 11.0}
    wrote: dict[int, dict[Thing, float]] = {}
    loads: dict[int, Import] = {}
    for step in range(14):
        if loads and chance.random() < 0.45:
            number = chance.choice(sorted(loads))
            actions.revert(desk.by, load=loads.pop(number), target=desk.target)
            del wrote[number]
        else:
            now = _replay(base, wrote)
            said = {
                (f"S-{chance.randint(1, 2)}", chance.randint(7, 11)): float(chance.randint(20, 23))
                for _ in range(4)
            }
            lines = [f"{code},present,,2015-09-{day:02d},{value:g},," for (code, day), value in said.items()]
            load = desk.bring(HEADER + "\n".join(lines) + f"\nnobody,present,,2015-09-07,{step},,\n")
            assert load.state == "accepted"
            loads[load.pk] = load
            wrote[load.pk] = {thing: value for thing, value in said.items() if now.get(thing) != value}
            assert load.accepted == len(wrote[load.pk])
        assert _stored() == _replay(base, wrote)


def _replay(base: dict[Thing, float], wrote: dict[int, dict[Thing, float]]) -> dict[Thing, float]:
    state = dict(base)
    for number in sorted(wrote):
        state |= wrote[number]
    return state


def _stored() -> dict[Thing, float]:
    rows = Observation.objects.filter(is_live=True).values_list("place__code", "period", "value")
    return {(code, period.day): value for code, period, value in rows}
