"""Bring a file in from the command line, through the same intake as the pages."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from groundswell import clock
from groundswell.cli.commands import CannotRun
from groundswell.cli.import_report import progress_of, show_report
from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import Refused
from groundswell.domain.intake import actions, policies
from groundswell.domain.intake.mapping import mapping_from
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.intake_target import observations_target
from groundswell.domain.people.models import Person
from groundswell.domain.places.models import Place
from groundswell.domain.projects.queries import actor_for
from groundswell.domain.refusals import NotNow, refuse_if

CAME_IN, SOME_SET_ASIDE = 0, 3


def bring_in_file(options: argparse.Namespace, console: Console) -> int:
    """0: every row came in, or would; 3: some were set aside. Raises `CannotRun` when nothing came in."""
    by = _actor(options.person)
    try:
        if options.revert is not None:
            return _take_back(by, options.revert, console)
        load = _previewed(by, options)
        return _look(by, load, console) if options.preview else _accept(by, load, console)
    except (Refused, NotNow) as refusal:
        raise CannotRun(str(refusal)) from refusal
    except OSError as fault:
        raise CannotRun(f"{fault.filename or 'the file'} cannot be read: {fault.strerror}.") from fault


def _actor(username: str) -> Actor:
    person = Person.objects.filter(username__iexact=username, is_active=True).first()
    if person is None:
        raise CannotRun(f"nobody signs in as '{username}' here.")
    return actor_for(person, now=clock.now())


def _previewed(by: Actor, options: argparse.Namespace) -> Import:
    if not (options.file and options.place):
        raise CannotRun("say which file, and with --place which school, district or network it is for.")
    file, place = Path(options.file), Place.objects.visible_to(by).filter(code=options.place).first()
    if place is None:
        raise CannotRun(f"{by.name} knows no place with the code '{options.place}'.")
    target = observations_target()
    with file.open("rb") as stream:
        load = actions.preview(by, place=place, filename=file.name, stream=stream, target=target)
    if load.state == Import.State.REFUSED:
        raise CannotRun(load.refusal)
    return _as_told(by, load, options)


def _as_told(by: Actor, load: Import, options: argparse.Namespace) -> Import:
    """The suggested reading of the file, with what the command line says in its place."""
    columns, fixed = _pairs(options.column), _pairs(options.fixed)
    if not (columns or fixed or options.dates):
        return load
    suggested = mapping_from(load.mapping)
    mapping = replace(
        suggested,
        columns={name: said for name, said in suggested.columns.items() if name not in fixed} | columns,
        fixed={name: said for name, said in suggested.fixed.items() if name not in columns} | fixed,
        dates=options.dates or suggested.dates,
    )
    return actions.set_mapping(
        by, load=load, target=observations_target(), mapping=mapping, version=load.version
    )


def _pairs(given: Sequence[str]) -> dict[str, str]:
    wrong = [pair for pair in given if "=" not in pair]
    if wrong:
        raise CannotRun(f"'{wrong[0]}' is not FIELD=VALUE, such as measure=CM1.")
    return {name.strip(): said for name, _, said in (pair.partition("=") for pair in given)}


def _look(by: Actor, load: Import, console: Console) -> int:
    """Show what would come in, then set the import down again, so that nothing waits."""
    target = observations_target()
    questions = policies.accept_refusals(load, target)
    if not questions:
        show_report(by, load, console)
    found = load.quarantined
    actions.cancel(by, load=load, target=target)
    refuse_if(questions)
    return SOME_SET_ASIDE if found else CAME_IN


def _accept(by: Actor, load: Import, console: Console) -> int:
    target = observations_target()
    try:
        with progress_of(load, console) as tell:
            load = actions.accept(by, load=load, target=target, clock=tell)
    except (Refused, NotNow):
        actions.cancel(by, load=load, target=target)
        raise
    if load.state != Import.State.ACCEPTED:
        raise CannotRun(load.refusal)
    show_report(by, load, console)
    return SOME_SET_ASIDE if load.quarantined else CAME_IN


def _take_back(by: Actor, number: int, console: Console) -> int:
    load = Import.objects.visible_to(by).select_related("place").filter(pk=number).first()
    if load is None:
        raise CannotRun(f"{by.name} knows no import {number}.")
    actions.revert(by, load=load, target=observations_target())
    console.print(f"Import {number} was taken back. What it had replaced is in force again.")
    return CAME_IN
