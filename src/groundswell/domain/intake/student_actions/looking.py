"""Rows set aside hold student data: the look is written down before the first one is handed out."""

import io
import tempfile
import zipfile
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record_look
from groundswell.domain.intake import student_policies
from groundswell.domain.intake.student_mappings import source_of
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_queries import places_held, store_folder
from groundswell.domain.refusals import refuse_if
from groundswell.store.read.set_aside import RowsSetAside, rows_of_edition, write_corrections


@transaction.atomic
def look_at_rows(
    by: Actor, *, load: StudentLoad, first: int = 0, count: int = 50, file: str = ""
) -> RowsSetAside:
    """Rows that this load set aside, as they came, in the order of the files. Raises `NotNow`."""
    require(by, Permission.STUDENT_ROWS_VIEW, within=load.place.path)
    refuse_if(student_policies.rows_refusals(load))
    whole = (
        [] if load.options.get("adds") else [each["file"] for each in load.files if each["mode"] == "bulk"]
    )
    found = rows_of_edition(
        store_folder(),
        load.edition,
        source=source_of(load),
        whole=whole,
        first=first,
        count=count,
        file=file,
    )
    if found.rows:
        record_look(
            by, load, path=load.place.path, purpose="report", fields="rows set aside", rows=len(found.rows)
        )
    return found


@transaction.atomic
def rows_to_correct(by: Actor, *, load: StudentLoad) -> bytes:
    """A zip file with every row that is set aside now, to correct and load again. Raises `NotNow`."""
    require(by, Permission.STUDENT_ROWS_VIEW, within=load.place.path)
    refuse_if(student_policies.rows_refusals(load))
    refuse_if(student_policies.place_refusals(load.place, others=places_held()))
    with tempfile.TemporaryDirectory() as folder:
        written = write_corrections(
            store_folder(),
            Path(folder),
            source=source_of(load),
            now=by.now.isoformat(timespec="seconds"),
        )
        refuse_if([] if written else [_("Nothing is set aside any more.")])
        record_look(
            by,
            load,
            path=load.place.path,
            purpose="download",
            fields="rows set aside",
            rows=sum(written.values()),
        )
        return _packed(Path(folder))


def _packed(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, path.name)
    return packed.getvalue()
