"""The first run: an empty database gets its network and the person who lets the others in."""

import argparse
import getpass
import os
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from rich.console import Console

from groundswell import clock
from groundswell.cli.commands import CannotRun
from groundswell.domain.access.actor import Actor, Grant
from groundswell.domain.people.actions import invite
from groundswell.domain.people.models import Person
from groundswell.domain.people.policies import against_account
from groundswell.domain.people.queries import free_username
from groundswell.domain.places.actions import add_place
from groundswell.domain.places.models import Place
from groundswell.domain.places.policies import against_adding_place
from groundswell.domain.places.queries import free_code
from groundswell.domain.refusals import NotNow, refuse_if

HINT = (
    "Nobody is in here yet. Make your network and its first account with\n"
    '  groundswell begin --network "Name of the network" --name "Your name" --email you@example.org'
)
TRIES = 3


def begin_network(options: argparse.Namespace, console: Console) -> None:
    """Make the network and its first hub member. Raises `CannotRun` with every reason when that cannot be."""
    there = Place.objects.filter(parent=None).first()
    if there is not None:
        raise CannotRun(
            f"there is a network already: {there.name}. Its hub members invite others at "
            f"/places/{there.code}/people/."
        )
    person = _person(options)
    code = options.code or free_code(options.network)
    try:
        _refuse_early(options, person, code)
        _make(options, person, code, _password(person))
    except NotNow as refusal:
        raise CannotRun(str(refusal)) from refusal
    console.print(
        f"{options.network} is there. Run 'groundswell serve' and sign in as {person.username}.", markup=False
    )


def _person(options: argparse.Namespace) -> Person:
    username = options.username or free_username(options.name)
    return Person(username=username, email=options.email, name=options.name)


def _refuse_early(options: argparse.Namespace, person: Person, code: str) -> None:
    """Everything that would be refused later, before anyone types a password."""
    account = against_account(username=person.username, email=person.email, name=person.name, taken=[])
    refuse_if(against_adding_place(kind="network", code=code, name=options.network, parent=None) + account)


@transaction.atomic
def _make(options: argparse.Namespace, person: Person, code: str, password: str) -> None:
    by = Actor(person_id=None, name="Set-up", now=clock.now(), grants=(Grant("hub", "/"),))
    network = add_place(by=by, kind="network", code=code, name=options.network.strip())
    made = invite(
        by=by, place=network, role="hub", username=person.username, email=person.email, name=person.name
    )
    made.set_password(password)
    made.save(update_fields=["password"])


def _password(person: Person) -> str:
    """From GROUNDSWELL_PASSWORD for scripts, else asked twice on the terminal."""
    given = os.environ.get("GROUNDSWELL_PASSWORD")
    if given is not None:
        _require_strong(given, person)
        return given
    if not sys.stdin.isatty():
        raise CannotRun("there is no terminal to ask for a password on. Put one in GROUNDSWELL_PASSWORD.")
    for _ in range(TRIES):
        try:
            return _asked(person)
        except CannotRun as refusal:
            print(refusal, file=sys.stderr)
    raise CannotRun("no password was chosen. Nothing was changed.")


def _asked(person: Person) -> str:
    password = getpass.getpass(f"A password for {person.username}: ")
    _require_strong(password, person)
    if getpass.getpass("The same again: ") != password:
        raise CannotRun("the two differ. Once more.")
    return password


def _require_strong(password: str, person: Person) -> None:
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise CannotRun(" ".join(weak.messages)) from weak
