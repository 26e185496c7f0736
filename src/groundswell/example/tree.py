"""Places, calendars and people of the example network."""

from collections.abc import Iterator
from datetime import date

from groundswell.domain.access.actor import Actor
from groundswell.domain.people.actions import affiliate, invite
from groundswell.domain.people.models import Person
from groundswell.domain.places.actions import add_calendar_event, add_place
from groundswell.domain.places.models import Place
from groundswell.example.actors import place, set_up
from groundswell.example.content_files import Record, content

START = date(2013, 7, 1)
PASSWORD = "fernlight"  # noqa: S105  (printed by the demo; the example holds nothing private)


def load_tree() -> None:
    """The network, its districts, departments and schools, their calendar, and everybody who works there."""
    by = set_up(START)
    network = content("network")
    _add_places(by, network)
    _add_calendar(by)
    _add_people()


def _add_places(by: Actor, network: Record) -> None:
    top = network["network"]
    root = add_place(by=by, kind="network", code=top["code"], name=top["name"], about=top["about"].strip())
    for row in network["districts"]:
        add_place(by=by, kind="district", code=row["code"], name=row["name"], parent=root, about=row["kind"])
    for row in network["departments"]:
        add_place(by=by, kind="department", code=row["code"], name=row["name"], parent=place(row["district"]))
    for row in network["schools"]:
        add_place(
            by=by,
            kind="school",
            code=row["code"],
            name=row["name"],
            parent=place(row["district"]),
            level=network["levels"][row["level"]],
            enrolled=row["enrolled"],
            enrolled_source=network["enrolled_source"],
            about=row.get("about", ""),
        )


def _add_calendar(by: Actor) -> None:
    calendar = content("calendar")
    for event in _events(calendar):
        add_calendar_event(by=by, **event)


def _events(calendar: Record) -> Iterator[Record]:
    network: Place = place(calendar["place"])
    real, invented = calendar["real"], calendar["invented"]
    for row in calendar["school_years"]:
        yield _event(row, "school_year", f"School year {row['code']}", network, real)
    for kind, rows in (
        ("gap", calendar["source_gaps"]),
        ("closed", calendar["closed"]),
        ("closed", calendar["staff_days"]),
        ("weather", calendar["weather"]["days"]),
    ):
        yield from (_event(row, kind, row["label"], network, real) for row in rows)
    yield from _half_days(calendar, network)
    for row in calendar["other_low_days"]["days"]:
        for code in row.get("places", [calendar["place"]]):
            yield _event(row, "other", row["label"], place(code), real)
    for row in calendar["testing_weeks"]:
        yield _event(row, "testing", row["label"], network, invented)
    for row in calendar["context"]:
        yield _event(row, "other", row["label"], place(row["place"]), invented)
    yield from _year_ends(network)


def _half_days(calendar: Record, network: Place) -> Iterator[Record]:
    names = content("network")["levels"]
    levels = ", ".join(names[level] for level in calendar["half_days"]["levels"])
    for row in calendar["half_days"]["days"]:
        yield _event(row, "half_day", row["label"], network, calendar["real"]) | {"levels": levels}


def _event(row: Record, kind: str, label: str, where: Place, source: str) -> Record:
    first = row.get("starts_on") or row["date"]
    return {
        "place": where,
        "kind": kind,
        "starts_on": first,
        "ends_on": row.get("ends_on", first),
        "label": label,
        "source": source,
    }


def _year_ends(network: Place) -> Iterator[Record]:
    """Weeks that start on June 7 or later are shown, not judged: attendance slides in every school."""
    rule = next(row for row in content("measures")["common"] if row["code"] == "CM1")["not_judged"][0]
    for year in (2014, 2015, 2016):
        row = {"starts_on": date(year, rule["month"], rule["from_day"]), "ends_on": date(year, 6, 30)}
        yield _event(row, "other", rule["why"], network, "") | {"not_judged_for": "CM1"}


def _add_people() -> None:
    people = content("people")
    since = people["affiliations_start"]
    for row in [*people["people"], *people["unnamed"]]:
        _add_person(row, since)


def _add_person(row: Record, since: date) -> None:
    first, *more = row["affiliations"]
    person = invite(
        by=set_up(first.get("starts_on", since)),
        place=place(first["place"]),
        role=first["role"],
        username=row["key"],
        email=f"{row['key']}@fernlight.example",
        name=row["name"],
        title=row["title"],
        expertise=row.get("expertise", ""),
    )
    if "ends_on" in first:
        person.affiliations.update(ends_on=first["ends_on"])
    for other in more:
        affiliate(
            by=set_up(other.get("starts_on", since)),
            person=person,
            place=place(other["place"]),
            role=other["role"],
            starts_on=other.get("starts_on", since),
            ends_on=other.get("ends_on"),
        )
    _let_in(person, row.get("persona"))


def _let_in(person: Person, persona: Record | None) -> None:
    """A password for everybody who can be tried out, and what to try."""
    if persona is None:
        return
    person.set_password(PASSWORD)
    person.demo_who, person.demo_try = persona["who"], persona["try"]
    person.save()
