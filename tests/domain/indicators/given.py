"""A network in the house, linked to the invented network of a release."""

from dataclasses import dataclass
from pathlib import Path

from groundswell.domain.indicators.queries import Choice, DataHere, IndicatorHere, data_at, indicator_at
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from tests.factories import make_actor, make_person, make_place, make_place_in_data


@dataclass
class Linked:
    """The places by their organization's id: "network", "101", "1010000" and so on."""

    places: dict[str, Place]
    store: Path

    def person(self, organization: str, role: str = "staff") -> Person:
        return make_person(place=self.places[organization], role=role)

    def here(self, organization: str, person: Person) -> DataHere:
        return data_at(make_actor(person), self.places[organization])

    def look(self, organization: str, person: Person, indicator: str, **asked: str) -> IndicatorHere:
        found = indicator_at(self.here(organization, person), indicator, Choice.of(asked))
        assert found is not None
        return found


def link_network(store: Path, *, schools: int = 28) -> Linked:
    """Every place of the invented network, linked."""
    top = make_place(kind="network", name="Tamarack Network")
    places = {"network": top}
    for id_, name in (("101", "Quail Lake Unified"), ("102", "Otter Creek Unified")):
        places[id_] = make_place(parent=top, kind="district", name=name)
    for number in range(schools):
        district = ("101", "102")[number % 2]
        id_ = f"{district}{number:04d}"
        places[id_] = make_place(parent=places[district], name=f"School {number}", code=f"school-{id_}")
    for id_, place in places.items():
        make_place_in_data(place, id_)
    return Linked(places, store)
