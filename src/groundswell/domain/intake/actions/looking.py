"""Show rows that may name a student: the look is written down before the first one is handed out."""

import itertools

from django.db import transaction
from django.db.models import QuerySet

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record_look
from groundswell.domain.intake import files
from groundswell.domain.intake.mapping import mapping_from
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.intake.setting_aside import storable
from groundswell.store.read.tables import Row, Unreadable


@transaction.atomic
def look_at_set_aside(
    by: Actor, *, load: Import, purpose: str, rows: QuerySet[SetAsideRow] | None = None
) -> list[SetAsideRow]:
    """Rows that were set aside, with their raw cells, in the order of the file (all of them by default)."""
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    wanted = load.set_aside.all() if rows is None else rows
    found = list(wanted.select_related("corrected_in").order_by("line", "id"))
    if found:
        record_look(by, load, path=load.place.path, purpose=purpose, fields="set-aside rows", rows=len(found))
    return found


@transaction.atomic
def look_at_first_rows(by: Actor, *, load: Import, count: int = 10) -> list[Row]:
    """The first rows of the file as they stand there, with what a page cannot show made visible."""
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    try:
        with files.open_table(load, mapping_from(load.mapping)) as table:
            rows = list(itertools.islice(table.rows, count))
    except (Unreadable, FileNotFoundError):
        return []
    if rows:
        record_look(by, load, path=load.place.path, purpose="preview", fields="first rows", rows=len(rows))
    return [Row(row.line, {key: storable(cell) for key, cell in row.values.items()}) for row in rows]
