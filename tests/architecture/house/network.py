"""The network, its people in every relation to one team, and a signed-in client for each of them."""

import io
import json
from dataclasses import dataclass, field
from datetime import date

from django.test import Client

from groundswell.domain.indicators.folder import store_folder
from groundswell.domain.intake import actions as intake
from groundswell.domain.intake import student_files
from groundswell.domain.intake.models import Import, StudentLoad
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.measures.models import Measure, Phase
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.store.publish.editions import current_number
from groundswell.store.read.mapped.kept import keep
from groundswell.store.read.oneroster.own_words import WORDS
from groundswell.store.release.reading import current
from tests.architecture.house.canaries import canary, owners_found, plant
from tests.architecture.house.teams import TeamWork, make_team, share_boards
from tests.factories import (
    make_actor,
    make_affiliation,
    make_calendar_event,
    make_chart_setting,
    make_context_note,
    make_measure,
    make_membership,
    make_network,
    make_observations,
    make_person,
    make_phase,
    make_place,
    make_student_finding,
    make_student_load,
)
from tests.factories.people import NOW
from tests.factories.places import Network
from tests.factories.student_data import make_place_in_data
from tests.store.query.stores import publish
from tests.store.release.given import release_rows

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
AFTER = date(2016, 1, 31)


@dataclass
class House:
    """Everything a row of the matrix may speak of."""

    net: Network
    away: Place
    common: Measure
    place_phase: Phase
    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    teams: dict[str, TeamWork] = field(default_factory=dict)
    imports: dict[str, Import] = field(default_factory=dict)
    student_loads: dict[str, StudentLoad] = field(default_factory=dict)

    @property
    def ours(self) -> TeamWork:
        return self.teams["ours"]


def make_house() -> House:
    net = make_network()
    away = make_place(kind="network", name="Another Network")
    common = make_measure(net.top, name="Daily attendance", code="attendance")
    for place in (net.school, net.other_school, net.far_school):
        make_observations(common, place, [91, 90, 92, 91, 93, 90, 92, 93, 91, 94], denominator=100)
    steward = make_person(name="Sam Steward", place=net.district, role="data_steward")
    setting = make_chart_setting(common, net.school)
    house = House(net, away, common, make_phase(setting, by=steward))
    house.people["data_steward"] = steward
    make_context_note(net.school, by=steward, measure=common, text="New bell times")
    make_calendar_event(net.school, label="Boiler day", kind="closed")
    make_calendar_event(net.far_school, label=canary("farschool", "place"))
    _people(house)
    _teams(house)
    _places_of_others(house)
    _imports(house)
    _student_loads(house)
    _released(house)
    house.clients = {name: _client(person) for name, person in house.people.items()} | {"anonymous": Client()}
    return house


def _people(house: House) -> None:
    net = house.net
    here = ("lead", "facilitator", "member", "expert", "staff", "neighbor", "ex_member", "suspended")
    for name in here:
        house.people[name] = make_person(name=name.title(), place=net.school)
    for name in ("coach", "coach_expired", "network_coach"):
        house.people[name] = make_person(name=name.title(), place=net.top, role="network_coach")
    elsewhere = {
        "sponsor": (net.school, "school_leader"),
        "school_leader": (net.school, "school_leader"),
        "next_school": (net.other_school, "staff"),
        "district_leader": (net.district, "district_leader"),
        "hub": (net.top, "hub"),
        "adviser": (net.top, "adviser"),
        "researcher": (net.top, "researcher"),
        "far": (net.far_school, "staff"),
        "far_steward": (net.other_district, "data_steward"),
        "far_leader": (net.other_district, "district_leader"),
        "away": (house.away, "hub"),
    }
    for name, (place, role) in elsewhere.items():
        house.people[name] = make_person(name=name.title(), place=place, role=role)
    make_person(name="Guide", username="prewitt", place=net.school, demo_try="Open the school")
    left = house.people["left"] = make_person(name="Left")
    make_affiliation(left, net.school, ends_on=AFTER)


def _teams(house: House) -> None:
    leads = {"ours": "lead", "mates": "neighbor", "next": "next_school", "far": "far"}
    for key, name in leads.items():
        lead = house.people[name]
        place = lead.affiliations.get().place
        house.teams[key] = make_team(key, place, lead=lead, common=house.common)
    visitor = make_person(name=f"Away {canary('away', 'person')}", place=house.away)
    house.people["away_lead"] = visitor
    own = make_measure(house.away, name="Their attendance", code="attendance")
    house.teams["away"] = make_team("away", make_place(parent=house.away), lead=visitor, common=own)
    _members(house)
    share_boards(house.ours, ("school", "district", "network"))
    for key in ("mates", "next", "far"):
        share_boards(house.teams[key], ("school",))


def _members(house: House) -> None:
    project, people = house.ours.project, house.people
    parts: dict[str, dict[str, object]] = {
        "facilitator": {"role": "facilitator"},
        "member": {"role": "member"},
        "expert": {"role": "content_expert"},
        "coach": {"role": "coach", "ends_on": date(2016, 6, 30)},
        "coach_expired": {"role": "coach", "ends_on": date(2016, 6, 9)},
        "sponsor": {"role": "sponsor"},
        "ex_member": {"ends_on": date(2016, 6, 10), "ended_at": NOW, "ended_by": people["lead"]},
        "left": {"ends_on": AFTER},
        "suspended": {"role": "member"},
    }
    for name, fields in parts.items():
        house.ours.memberships[name] = make_membership(project, people[name], **fields)
    house.ours.mark("member", *house.ours.memberships.values())


def _places_of_others(house: House) -> None:
    for place, key in (
        (house.net.other_district, "fardistrict"),
        (house.net.far_school, "farschool"),
        (house.away, "awayplace"),
    ):
        plant(place, canary(key, "place"))


def _imports(house: House) -> None:
    net, places = house.net, {"near": house.net.district, "far": house.net.other_district}
    schools = {"near": net.school, "far": net.far_school}
    stewards = {"near": house.people["data_steward"], "far": house.people["far_steward"]}
    for key, place in places.items():
        by = make_actor(stewards[key])
        for number, state in enumerate(("preview", "accepted")):
            good = f"{schools[key].code},attendance,2016-05-{2 + number:02},91\n"
            rows = f"{good}{canary(key, 'row')},attendance,2016-05-02,90\n"
            stream = io.BytesIO(b"place,measure,period,value\n" + rows.encode())
            name = f"{canary(key, 'file')}.csv"
            load = intake.preview(by, place=place, filename=name, stream=stream, target=observations_target())
            if state == "accepted":
                intake.accept(by, load=load, target=observations_target())
            load.refresh_from_db()
            assert load.state == state, (
                f"the house needs an import that is {state}, but this one is {load.state}"
            )
            house.imports[f"{key} {state}"] = load


def _student_loads(house: House) -> None:
    for key, place in (("near", house.net.district), ("far", house.net.other_district)):
        by = house.people["data_steward" if key == "near" else "far_steward"]
        name = f"{canary(key, 'file')}.zip"
        for state in ("preview", "in"):
            if state == "in" and key == "far":
                continue  # one place's data are in the store, so that its steward may go on
            load = make_student_load(place, by=by, filename=name, state=state, is_reported=state == "in")
            house.student_loads[state if key == "near" else f"far {state}"] = load
    make_student_finding(house.student_loads["in"])
    _plain_table(house)


def _plain_table(house: House) -> None:
    """A table that was sent with the way to read it, which two names keep: one is taken away."""
    by, text = (
        house.people["data_steward"],
        "table: attendance\ncolumns: {student_id: Pupil, school_id: School, date: Date}\n",
    )
    load = StudentLoad(
        place=house.net.district, by=by, format="table", options={"mapping": text}, created_at=NOW
    )
    student_files.keep(load, io.BytesIO(b"Pupil,School,Date\n1,S001,2026-03-09\n"), filename="table.csv")
    load.save()
    house.student_loads["table"] = load
    for name in ("office", "old-office"):
        keep(store_folder(), name, text)
    WORDS.keep(store_folder(), "subjects: {reading: [Story time]}\n")


def _released(house: House) -> None:
    """A release of student data in which our school is one of two."""
    store = store_folder()
    if not current_number(store):
        publish(store, {"students": [{"student_id": "1", "school_year": 2026}]})
    if current(store) is None:
        release_rows(store)
    make_place_in_data(house.net.school, "S001")
    make_place_in_data(house.net.district, "D1")


def _client(person: Person) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(person, backend=BACKEND)
    if person.name == "Suspended":
        Person.objects.filter(pk=person.pk).update(is_active=False)
    return client


def words_in_board(team: TeamWork, level: str) -> set[tuple[str, str]]:
    """The canaries that a shared storyboard was frozen with: its readers may see these."""
    board = team.boards[level]
    return owners_found(f"{json.dumps(board.content)} {board.headline} {board.story} {board.ask}")
