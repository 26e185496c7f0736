"""Load the example network, once, through the same actions and the same intake as a user's."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.example.numbers import TODAY, load_common_measures, load_common_numbers
from groundswell.example.teams import load_team
from groundswell.example.tree import load_tree

TEAMS = ("team_t1", "team_t2", "team_t12")
Say = Callable[[str], object]


@dataclass(frozen=True)
class Persona:
    username: str
    name: str
    try_this: str


def load_if_missing(*, say: Say) -> bool:
    """Load everything or nothing; False when the example is here already."""
    if Place.objects.filter(code="FIC").exists():
        return False
    with transaction.atomic():
        load(say=say)
    return True


def load(*, say: Say) -> None:
    """Places and people, then common measures and their numbers, then each team's story."""
    say("Loading the example network: 40 schools, 49 people ...")
    load_tree()
    say("Bringing in three years of daily attendance and the yearly tables ...")
    load_common_measures()
    load_common_numbers()
    for name in TEAMS:
        project = load_team(name, until=TODAY)
        say(f"Replayed {project.name}, {project.place.name}.")


def personas() -> list[Persona]:
    """Who can be tried out, in the order of the story."""
    rows = Person.objects.exclude(demo_try="").order_by("pk")
    return [Persona(row.username, row.name, row.demo_try) for row in rows]
