"""Put one quarantined row right: a small import of its own, which can be taken back alone."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake import files, policies, reading
from groundswell.domain.intake.actions.accepting import accept
from groundswell.domain.intake.mapping import FileMapping, mapping_from
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.intake.targets import SetAside, Target
from groundswell.domain.refusals import NotNow, refuse_if
from groundswell.store.read.tables import Row


@transaction.atomic
def correct(by: Actor, *, load: Import, target: Target, line: int, values: Mapping[str, str]) -> Import:
    """Bring in one row with the cells put right. Returns the new import, which names `load` in `corrects`.

    `values` are texts by column name. Raises `NotNow` with what is still in the way.
    """
    require(by, Permission.IMPORT_RUN, within=load.place.path)
    row = quarantined_row(load, line)
    refuse_if(policies.correct_refusals(load, found=row is not None, corrected=is_corrected(row)))
    mapping = replace(mapping_from(load.mapping), delimiter=",", encoding="utf-8")
    cells = {column: values.get(column, "").strip() for column in load.header}
    refuse_if(_still_wrong(by, load, target, mapping, cells))
    corrected = _small_import(by, load, mapping, cells, line)
    accept(by, load=corrected, target=target)
    if corrected.state != Import.State.ACCEPTED:
        raise NotNow([corrected.refusal])
    SetAsideRow.objects.filter(load=load, line=line).update(corrected_in=corrected)
    record(by, "import.row_corrected", load, path=load.place.path, line=line, corrected_in=corrected.pk)
    return corrected


def quarantined_row(load: Import, line: int) -> SetAsideRow | None:
    """The quarantined row that starts on a line."""
    rows = load.set_aside.filter(kind=SetAsideRow.Kind.QUARANTINED, line=line)
    return rows.select_related("corrected_in").first()


def is_corrected(row: SetAsideRow | None) -> bool:
    """Whether a correction is in force (one that was taken back is not)."""
    return bool(row and row.corrected_in and row.corrected_in.state == Import.State.ACCEPTED)


def _still_wrong(
    by: Actor, load: Import, target: Target, mapping: FileMapping, cells: dict[str, str]
) -> list[str]:
    check = target.check(by, load.place, mapping)
    outcome = check.row(Row(2, cells))
    if not isinstance(outcome, SetAside):
        return []
    if outcome.kind == reading.SKIPPED:
        return [_("There is no number in this row to bring in.")]
    return [f"{problem.message} {problem.fix}".strip() for problem in outcome.problems]


def _small_import(by: Actor, load: Import, mapping: FileMapping, cells: dict[str, str], line: int) -> Import:
    words = io.StringIO(newline="")
    writer = csv.DictWriter(words, fieldnames=load.header)
    writer.writeheader()
    writer.writerow(cells)
    small = Import(place=load.place, target=load.target, by_id=by.id, created_at=by.now, corrects=load)
    files.keep(small, io.BytesIO(words.getvalue().encode()), filename=f"{load.filename}, line {line}")
    small.header, small.mapping = load.header, mapping.as_json()
    small.save()
    return small
