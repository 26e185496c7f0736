"""Numbers of other teams' things, in addresses and in forms: nothing comes in, nothing goes out."""

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests.architecture.house.canaries import owners_found
from tests.architecture.house.network import House
from tests.architecture.house.teams import TeamWork
from tests.architecture.visiting import taken_back

pytestmark = pytest.mark.django_db

OTHERS = ("mates", "next", "far", "away")
REFUSED = {302, 403, 404, 409, 422}


@dataclass(frozen=True)
class Crossed:
    """An address that joins our project or test with a thing of another team."""

    name: str
    args: Callable[[House, TeamWork], tuple[object, ...]]
    method: str = "get"


CROSSED = (
    Crossed("project_measure", lambda h, t: (h.ours.project.pk, t.measure.pk)),
    Crossed("project_measure_csv", lambda h, t: (h.ours.project.pk, t.measure.pk)),
    Crossed("project_measure_number", lambda h, t: (h.ours.project.pk, t.measure.pk)),
    Crossed("project_measure_definition", lambda h, t: (h.ours.project.pk, t.measure.pk)),
    Crossed("project_measure_note", lambda h, t: (h.ours.project.pk, t.measure.pk)),
    Crossed("project_measure_baseline", lambda h, t: (h.ours.project.pk, t.measure.pk)),
    Crossed("project_measure_phase", lambda h, t: (h.ours.project.pk, t.measure.pk)),
    Crossed(
        "project_measure_phase_remove",
        lambda h, t: (h.ours.project.pk, h.ours.measure.pk, t.phase.pk),
        "post",
    ),
    Crossed("member_change", lambda h, t: (h.ours.project.pk, t.memberships["lead"].pk), "post"),
    Crossed("test_card_take_back", lambda h, t: (h.ours.cycles["doing"].pk, t.cards["valid"].pk), "post"),
    Crossed("theory_node", lambda h, t: (h.ours.project.pk, t.drivers[0].pk)),
    Crossed("theory_node", lambda h, t: (h.ours.project.pk, t.drivers[0].pk), "post"),
    Crossed(
        "place_event_remove",
        lambda h, t: (h.net.school.code, h.net.far_school.calendar_events.get().pk),
        "post",
    ),
    Crossed("place_measure", lambda h, t: (h.net.school.code, t.measure.code)),
    Crossed(
        "place_measure_phase_remove", lambda h, t: (h.net.school.code, h.common.code, t.phase.pk), "post"
    ),
)


@pytest.mark.parametrize("crossed", CROSSED, ids=lambda each: f"{each.method}-{each.name}")
def test_crossed_addresses_are_not_there(house: House, crossed: Crossed) -> None:
    for person in ("lead", "data_steward"):
        for key in OTHERS:
            url = reverse(crossed.name, args=crossed.args(house, house.teams[key]))
            with taken_back():
                answer = getattr(house.clients[person], crossed.method)(url)
            at_place = crossed.name.startswith("place_") and crossed.method == "post" and person == "lead"
            assert answer.status_code == (403 if at_place else 404), (
                f"{url} as {person}: {answer.status_code}"
            )


@dataclass(frozen=True)
class Smuggled:
    """A form of ours with another team's number in one field, and how to see whether it came in."""

    name: str
    args: Callable[[House], tuple[object, ...]]
    field: str
    value: Callable[[TeamWork], object]
    rest: Callable[[House], dict[str, object]]
    came_in: Callable[[House, TeamWork], bool]


def _ours(house: House) -> tuple[object, ...]:
    return (house.ours.project.pk,)


def _draft(house: House) -> tuple[object, ...]:
    return (house.ours.cycles["draft"].pk,)


def _node(house: House) -> tuple[object, ...]:
    return (house.ours.project.pk, house.ours.drivers[1].pk)


def _plan(house: House) -> dict[str, object]:
    return {"version": 1, "title": "One class", "scale": "1", "scale_unit": "class"}


def _board(house: House) -> dict[str, object]:
    return {"headline": "Calls", "story": "We called.", "based_on": house.ours.boards["draft"].number}


def _aim(house: House) -> dict[str, object]:
    return {"what": "attendance", "based_on": 1, "group-TOTAL_FORMS": 0, "group-INITIAL_FORMS": 0}


def _start(house: House) -> dict[str, object]:
    return {"place": house.net.school.code, "name": "Evenings", "statement": "A gap.", "mode": "simple"}


def _entry(house: House) -> dict[str, object]:
    return {"number": 5, "total": 12, "on": "2016-06-08", "surprise": "smuggled"}


def _questions(house: House, team: TeamWork) -> bool:
    house_rows = team.questions["draft"]
    house_rows.refresh_from_db()
    return house_rows.text == "smuggled" or house_rows.cycle_id == house.ours.cycles["draft"].pk


SMUGGLED = (
    Smuggled(
        "aim_edit",
        _ours,
        "measure",
        lambda t: t.measure.pk,
        _aim,
        lambda h, t: h.ours.project.aims.filter(measure=t.measure).exists(),
    ),
    Smuggled(
        "project_start",
        lambda h: (),
        "measure",
        lambda t: t.measure.pk,
        _start,
        lambda h, t: h.net.school.projects.exclude(pk=t.project.pk).filter(measure=t.measure).exists(),
    ),
    Smuggled(
        "test_plan",
        _draft,
        "measures",
        lambda t: t.measure.pk,
        _plan,
        lambda h, t: h.ours.cycles["draft"].measures.filter(pk=t.measure.pk).exists(),
    ),
    Smuggled(
        "test_plan",
        _draft,
        "owner_id",
        lambda t: t.project.created_by_id,
        _plan,
        lambda h, t: h.ours.project.cycles.filter(owner=t.project.created_by_id).exists(),
    ),
    Smuggled(
        "test_plan",
        _draft,
        "q0-id",
        lambda t: t.questions["draft"].pk,
        lambda h: _plan(h) | {"q0-text": "smuggled"},
        _questions,
    ),
    Smuggled(
        "tests",
        _ours,
        "idea",
        lambda t: t.idea.pk,
        lambda h: {"title": "Two classes"},
        lambda h, t: h.ours.project.ramps.filter(idea=t.idea).exists(),
    ),
    Smuggled(
        "test_amend",
        lambda h: (h.ours.cycles["doing"].pk,),
        "question",
        lambda t: t.questions["doing"].pk,
        lambda h: {"text": "Moved"},
        lambda h, t: t.questions["doing"].amendments.exists(),
    ),
    Smuggled(
        "test_study",
        lambda h: (h.ours.cycles["studying"].pk,),
        "r{}-verdict",
        lambda t: "not",
        lambda h: {"version": 1},
        lambda h, t: t.cycles["studying"].questions.filter(verdict="not").exists(),
    ),
    Smuggled(
        "entry",
        lambda h: (h.ours.cycles["doing"].pk,),
        "key",
        lambda t: str(t.entry.key),
        _entry,
        lambda h, t: t.cycles["doing"].entries.filter(surprise="smuggled").exists(),
    ),
    Smuggled(
        "theory_add",
        _ours,
        "parent",
        lambda t: t.drivers[0].pk,
        lambda h: {"kind": "secondary", "text": "x"},
        lambda h, t: t.drivers[0].links_down.filter(child__project=h.ours.project).exists(),
    ),
    Smuggled(
        "theory_node",
        _node,
        "parent",
        lambda t: t.drivers[0].pk,
        lambda h: {"do": "link"},
        lambda h, t: t.drivers[0].links_down.filter(child__project=h.ours.project).exists(),
    ),
    Smuggled(
        "theory_node",
        _node,
        "measure",
        lambda t: t.measure.pk,
        lambda h: {"do": "hang"},
        lambda h, t: h.ours.drivers[1].measures.filter(pk=t.measure.pk).exists(),
    ),
    Smuggled(
        "theory_node",
        _node,
        "thing",
        lambda t: t.link.pk,
        lambda h: {"do": "unlink"},
        lambda h, t: not t.project.links.filter(pk=t.link.pk).exists(),
    ),
    Smuggled(
        "storyboard_write",
        _ours,
        "measures",
        lambda t: t.measure.pk,
        _board,
        lambda h, t: (
            t.measure.pk in h.ours.project.storyboards.order_by("number").last().content["chosen"]["measures"]
        ),
    ),
    Smuggled(
        "storyboard_write",
        _ours,
        "cycles",
        lambda t: t.cycles["decided"].pk,
        _board,
        lambda h, t: (
            t.cycles["decided"].pk
            in h.ours.project.storyboards.order_by("number").last().content["chosen"]["cycles"]
        ),
    ),
)


def _sent(case: Smuggled, house: House, team: TeamWork) -> dict[str, object]:
    name = case.field.format(team.questions["studying"].pk)
    return case.rest(house) | {name: case.value(team)}


@pytest.mark.parametrize("case", SMUGGLED, ids=lambda case: f"{case.name}-{case.field}")
def test_numbers_of_other_teams_do_not_come_in(house: House, case: Smuggled) -> None:
    for key in OTHERS:
        team = house.teams[key]
        with taken_back():
            answer = house.clients["lead"].post(
                reverse(case.name, args=case.args(house)), _sent(case, house, team)
            )
            text = answer.content.decode(errors="replace")
            assert answer.status_code in REFUSED, f"{case.name}: {answer.status_code}"
            assert not case.came_in(house, team), f"{case.name} took {case.field} of team {key}"
            seen = {owner for owner, _ in owners_found(text)} & {key}
            assert not seen, f"{case.name} shows what belongs to team {key}"


def test_people_of_another_network_cannot_be_invited(house: House) -> None:
    stranger = house.people["away_lead"]
    url = reverse("team", args=_ours(house))
    with taken_back():
        answer = house.clients["lead"].post(url, {"person": stranger.pk, "role": "member"})
        assert answer.status_code == 422
        assert not house.ours.project.memberships.filter(person=stranger).exists()
    assert not owners_found(answer.content.decode()) & {("away", "person")}


def test_search_finds_nobody_of_another_network(house: House) -> None:
    for word in ("Away", "cnry", house.people["away_lead"].email):
        answer = house.clients["lead"].get(reverse("team", args=_ours(house)), {"q": word})
        assert ("away", "person") not in owners_found(answer.content.decode())


def test_a_card_opens_one_test_and_nothing_else(house: House) -> None:
    """With a card in hand, every other address still asks for sign-in, and other tests stay closed."""
    card = house.ours.cards["valid"]
    address = reverse("entry_by_link", args=[card.token])
    other = house.teams["mates"]
    sent = _entry(house) | {"key": str(other.entry.key)}
    with taken_back():
        assert house.clients["anonymous"].get(address).status_code == 200
        assert house.clients["anonymous"].post(address, sent).status_code == 409
        for url in _closed_to_a_card(house):
            assert house.clients["anonymous"].get(url).status_code == 302, url
        assert not other.cycles["doing"].entries.filter(surprise="smuggled").exists()


def _closed_to_a_card(house: House) -> Iterator[str]:
    yield reverse("test", args=[house.ours.cycles["doing"].pk])
    yield reverse("entry", args=[house.ours.cycles["doing"].pk])
    yield reverse("photo", args=[house.ours.photo.pk])
    yield reverse("test_cards", args=[house.ours.cycles["doing"].pk])


def test_a_card_does_not_show_what_others_wrote(house: House) -> None:
    """`?done=` and `?entry=` with the key of an entry from elsewhere show the empty form."""
    address = reverse("entry_by_link", args=[house.ours.cards["valid"].token])
    for query in ("done", "entry"):
        for key in (house.ours.entry.key, house.teams["mates"].entry.key, uuid.uuid4(), "no key"):
            answer = house.clients["anonymous"].get(address, {query: str(key)})
            assert answer.status_code == 200
            assert not {kind for _, kind in owners_found(answer.content.decode())} & {"entry"}


def test_missing_and_foreign_look_the_same(house: House) -> None:
    """Nobody learns from an answer that a number is taken."""
    pairs = (
        ("project", house.ours.project.pk),
        ("test", house.ours.cycles["doing"].pk),
        ("photo", house.ours.photo.pk),
        ("storyboard", house.ours.boards["draft"].pk),
        ("import", house.imports["near preview"].pk),
    )
    for name, number in pairs:
        foreign, missing = (house.clients["far"].get(reverse(name, args=[n])) for n in (number, 999_999))
        assert foreign.status_code == missing.status_code == 404
        assert _plain(foreign) == _plain(missing), name
        assert foreign.headers.keys() == missing.headers.keys()


def _plain(answer: object) -> str:
    """The page without nonce and token, which differ for each request."""
    nonce = answer.headers["Content-Security-Policy"].split("'nonce-")[-1].split("'")[0]
    return re.sub(r'"[A-Za-z0-9]{64}"', "", answer.content.decode().replace(nonce, ""))
