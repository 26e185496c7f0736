"""A file arrives: keep it, suggest how to read it, and say what would come in."""

import itertools
from typing import BinaryIO

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import files, policies, reading
from groundswell.domain.intake.mapping import FileMapping, suggest_columns, suggest_dates
from groundswell.domain.intake.models import Import
from groundswell.domain.intake.queries import mapping_as_last_time
from groundswell.domain.intake.setting_aside import as_json, keep_aside
from groundswell.domain.intake.targets import Ready, SetAside, Target
from groundswell.domain.places.models import Place
from groundswell.domain.refusals import refuse_if
from groundswell.domain.versions import save_if_unchanged
from groundswell.store.read.tables import Row, Table, Unreadable

PREVIEW_ROWS = 5_000
KEPT_ASIDE = 500


@transaction.atomic
def preview(
    by: Actor,
    *,
    place: Place,
    filename: str,
    stream: BinaryIO,
    target: Target,
    mapping: FileMapping | None = None,
) -> Import:
    """Store the file and look at it: an import in `PREVIEW`, or in `REFUSED` when it is not a table.

    Without a `mapping` the one of the last accepted file with the same columns here is taken, else one
    is suggested from the columns' names. Raises `NotNow` for a file that is too large.
    """
    require(by, Permission.IMPORT_RUN, within=place.path)
    load = Import(place=place, target=target.code, by_id=by.id, created_at=by.now)
    files.keep(load, stream, filename=filename)
    try:
        chosen = _read_header(load, target, mapping)
        load.save()
        _look(by, load, target, chosen)
    except Unreadable as problem:
        _not_a_table(load, problem, by)
    record(
        by,
        "import.previewed",
        load,
        path=place.path,
        filename=load.filename,
        rows=load.rows_read,
        state=load.state,
    )
    return load


@transaction.atomic
def set_mapping(by: Actor, *, load: Import, target: Target, mapping: FileMapping, version: int) -> Import:
    """Read the file in another way and look again. Raises `Conflict` when someone chose first."""
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    refuse_if(policies.change_refusals(load))
    save_if_unchanged(load, version=version, changes={"mapping": mapping.as_json()})
    try:
        with files.open_table(load, mapping) as table:
            load.header = list(table.header)
        _look(by, load, target, mapping)
    except Unreadable as problem:
        _not_a_table(load, problem, by)
    record(by, "import.mapped", load, path=load.place.path, mapping=load.mapping)
    return load


def _read_header(load: Import, target: Target, mapping: FileMapping | None) -> FileMapping:
    given = mapping or FileMapping(not_submitted=target.not_submitted, withheld=target.withheld)
    with files.open_table(load, given) as table:
        load.header = list(table.header)
        load.notices = [as_json(notice) for notice in table.notices]
        chosen = mapping or mapping_as_last_time(load) or _suggest(table, load.place, target, given)
    load.mapping = chosen.as_json()
    return chosen


def _suggest(table: Table, place: Place, target: Target, given: FileMapping) -> FileMapping:
    columns = suggest_columns(table.header, target.fields)
    dated = [columns[field.name] for field in target.fields if field.kind == "date" and field.name in columns]
    first = itertools.islice(table.rows, PREVIEW_ROWS)
    texts = [row.values.get(column, "").strip() for row in first for column in dated or table.header]
    return FileMapping(
        columns=columns,
        fixed={name: said for name, said in target.defaults(place).items() if name not in columns},
        dates=suggest_dates(texts),
        not_submitted=given.not_submitted,
        withheld=given.withheld,
        delimiter=table.delimiter,
    )


def _look(by: Actor, load: Import, target: Target, mapping: FileMapping) -> None:
    """Judge the first rows and write down what would happen. Nothing comes in."""
    load.set_aside.all().delete()
    load.content_key = files.content_key(load.sha256, mapping)
    load.rows_read = load.accepted = load.quarantined = load.skipped = 0
    if not policies.mapping_refusals(mapping, load.header, target):
        _judge_first_rows(by, load, target, mapping)
    load.save()


def _judge_first_rows(by: Actor, load: Import, target: Target, mapping: FileMapping) -> None:
    check = target.check(by, load.place, mapping)
    with files.open_table(load, mapping) as table:
        first: list[Row] = list(itertools.islice(table.rows, PREVIEW_ROWS))
        load.is_sample = next(table.rows, None) is not None
    known = reading.survey(first, check)
    outcomes = [outcome for piece in reading.judge(first, check, known) for outcome in piece]
    aside = [outcome for outcome in outcomes if isinstance(outcome, SetAside)]
    load.rows_read = load.rows_total = len(outcomes)
    load.accepted = sum(isinstance(outcome, Ready) for outcome in outcomes)
    load.quarantined = sum(outcome.kind == reading.QUARANTINED for outcome in aside)
    load.skipped = len(aside) - load.quarantined
    keep_aside(load, sorted(aside, key=_most_useful_first)[:KEPT_ASIDE])


def _most_useful_first(aside: SetAside) -> tuple[bool, int]:
    return (aside.kind == reading.SKIPPED, aside.line)


def _not_a_table(load: Import, problem: Unreadable, by: Actor) -> None:
    load.state, load.finished_at = Import.State.REFUSED, by.now
    load.refusal = str(problem)
    load.notices = [*load.notices, as_json(problem.fault)]
    load.rows_read = load.accepted = load.quarantined = load.skipped = 0
    load.save()
