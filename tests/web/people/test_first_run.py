"""From an empty database to a school's first numbers, each step as its own person would take it."""

import re
from argparse import Namespace
from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rich.console import Console

from groundswell.cli.begin import begin_network
from groundswell.cli.commands import CannotRun
from groundswell.domain.audit.models import Event
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.models import Measure
from groundswell.domain.people.models import Affiliation, Person
from groundswell.domain.places.models import Place

pytestmark = pytest.mark.django_db
PASSWORD = "six quiet herons by the river"
STARTED = {"starts_on": "2016-06-10"}
ASKED = Namespace(network="Cedar County", code="", name="Ana Ruiz", email="ana@cedar.example", username="")


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setenv("GROUNDSWELL_PASSWORD", PASSWORD)
    begin_network(ASKED, Console(quiet=True))
    return Person.objects.get()


def _words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    main = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def _post(client: Client, address: str, leads_to: str = "", **sent: object) -> None:
    response = client.post(address, sent)
    assert response.status_code == 302, (address, response.content.decode()[-3000:])
    if leads_to:
        assert response.headers["Location"] == leads_to


def _signed_in(username: str) -> Client:
    client = Client()
    _post(client, "/account/login/", "/", login=username, password=PASSWORD)
    return client


def _chooses_password(message: mail.EmailMessage) -> str:
    """Follow the link of the mail, as a stranger's browser would. Gives the sign-in name that the mail says."""
    client = Client()
    link = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    named = re.search(r"You sign in as (\S+?),", str(message.body))
    assert link
    assert named
    form = client.get(link[1], follow=True)
    assert "password1" in form.content.decode()
    address = form.redirect_chain[-1][0]
    done = client.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert done.status_code == 302, done.content.decode()[-2000:]
    return named[1]


def test_a_network_sets_itself_up(begun: Person) -> None:
    hub = _signed_in("ana.ruiz")
    first = _words(hub, "/places/cedar-county/")
    assert "First steps" in first
    assert "Add your schools" in first
    _post(hub, "/places/cedar-county/add/", "/places/near-district/", kind="district", name="Near District")
    _post(
        hub,
        "/places/near-district/add/",
        "/places/hill/",
        kind="school",
        name="Hill School",
        code="hill",
        level="K-8",
        enrolled="412",
    )
    assert Place.objects.get(code="hill").path.startswith(Place.objects.get(code="near-district").path)
    assert "Done: Add your schools" in _words(hub, "/places/cedar-county/")

    _post(
        hub, "/places/hill/people/invite/", "/places/hill/people/", name="Ben Ode", email="ben@hill.example",
        title="Principal", role="school_leader", **STARTED,
    )  # fmt: skip
    _post(
        hub, "/places/near-district/people/invite/", name="Sam Lake", email="sam@near.example",
        role="data_steward", **STARTED,
    )  # fmt: skip
    assert [message.to for message in mail.outbox] == [["ben@hill.example"], ["sam@near.example"]]
    assert "Hello Ben Ode" in str(mail.outbox[0].body)
    invited = list(mail.outbox)

    assert _chooses_password(invited[0]) == "ben.ode"
    ben = _signed_in("ben.ode")
    assert "No numbers yet" in _words(ben, "/places/hill/")
    assert ben.get("/places/near-district/people/").status_code == 403
    assert "Ben Ode" in _words(ben, "/places/hill/people/")

    sam = _signed_in(_chooses_password(invited[1]))
    _post(
        sam, "/places/near-district/measures/new/", "/places/near-district/measures/attendance/",
        name="Attendance", code="attendance", kind="outcome", numerator="days present", denominator="days enrolled",
        unit="percent", better="up", grain="month", source_note="Near District, attendance records",
    )  # fmt: skip
    assert "Attendance" in _words(sam, "/places/near-district/").split("wait for their first number")[1]
    rows = "".join(f"hill,attendance,2015-{month:02}-01,{90 + month / 10}\n" for month in range(9, 13))
    file = SimpleUploadedFile("numbers.csv", f"place,measure,period,value\n{rows}".encode())
    sent = sam.post("/places/near-district/imports/", {"file": file})
    assert sent.status_code == 302
    _post(sam, f"{sent.headers['Location']}accept/")
    assert Import.objects.get().state == Import.State.ACCEPTED

    page = _words(ben, "/places/hill/")
    assert "Attendance" in page
    assert "91.2%" in page
    assert "Source: Near District, attendance records" in page
    assert "First steps" not in _words(hub, "/places/cedar-county/")
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"place.add", "people.invite", "people.affiliate", "measure.add", "import.accepted"} <= verbs


def test_the_first_person_looks_after_the_whole_network(begun: Person) -> None:
    held = begun.affiliations.get()
    assert (held.role, held.place.kind, held.place.code) == ("hub", "network", "cedar-county")
    assert (begun.username, begun.check_password(PASSWORD)) == ("ana.ruiz", True)
    assert PASSWORD not in str(list(Event.objects.values_list("data", flat=True)))


def test_beginning_twice_is_refused_and_says_who_can_help(begun: Person) -> None:
    with pytest.raises(CannotRun, match=r"Cedar County.*/places/cedar-county/people/"):
        begin_network(ASKED, Console(quiet=True))
    assert Person.objects.count() == Place.objects.count() == 1


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"email": "nowhere"}, "e-mail address"),
        ({"code": "two words"}, "letters, digits and dashes"),
        ({"network": " ", "code": "x"}, "its name"),
        ({"name": ""}, "person's name"),
        ({"username": "a b"}, "no spaces"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, asked: dict[str, str], why: str
) -> None:
    monkeypatch.setenv("GROUNDSWELL_PASSWORD", PASSWORD)
    with pytest.raises(CannotRun, match=why):
        begin_network(Namespace(**(vars(ASKED) | asked)), Console(quiet=True))
    assert not Place.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.parametrize("weak", ["short", "ana@cedar.example", ""])
def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    monkeypatch.setenv("GROUNDSWELL_PASSWORD", weak)
    with pytest.raises(CannotRun):
        begin_network(ASKED, Console(quiet=True))
    assert not Place.objects.exists()


def test_an_empty_site_tells_its_keeper_how_to_begin(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "groundswell begin --network" in _words(client, "/account/login/")
    monkeypatch.setenv("GROUNDSWELL_PASSWORD", PASSWORD)
    begin_network(ASKED, Console(quiet=True))
    assert "groundswell begin" not in _words(client, "/account/login/")


def test_what_the_first_steps_made_is_dated_and_owned(begun: Person) -> None:
    hub = _signed_in("ana.ruiz")
    _post(
        hub, "/places/cedar-county/measures/new/", name="Graduation", kind="outcome", numerator="graduates",
        denominator="cohort", unit="percent", better="up", grain="year",
    )  # fmt: skip
    measure = Measure.objects.get()
    assert (measure.code, measure.path, measure.owner) == ("graduation", measure.place.path, begun)
    assert measure.definitions.get().number == 1
    assert Affiliation.objects.get().starts_on == date(2016, 6, 10)
