"""Say how a plain table is read: look at its columns, keep what was said, use it again."""

import hashlib

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record, record_look
from groundswell.domain.intake.student_mappings import AsRead, first_rows, place_for_all
from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.intake.student_policies import reading_refusals
from groundswell.domain.intake.student_queries import store_folder
from groundswell.domain.refusals import refuse_if
from groundswell.store.read.mapped import kept
from groundswell.store.read.mapped.load import DEFAULT_SOURCE, is_source_name
from groundswell.store.read.mapped.mapping_file import parse_mapping
from groundswell.store.read.mapped.previewing import Preview


@transaction.atomic
def look_at_columns(by: Actor, *, load: StudentLoad, told: AsRead, plain: bool = False) -> Preview:
    """The first rows of the file, for their columns. The look is written down. Raises `NotNow`."""
    require(by, Permission.STUDENT_ROWS_VIEW, within=load.place.path)
    refuse_if(reading_refusals(load))
    found = first_rows(load, told)
    fields = "values of columns" if plain else "columns, with samples that name nobody"
    record_look(by, load, path=load.place.path, purpose="mapping", fields=fields, rows=found.rows)
    return found


@transaction.atomic
def say_how_it_is_read(
    by: Actor, *, load: StudentLoad, text: str, source: str = "", keep_as: str = ""
) -> StudentLoad:
    """Read the load's table by this mapping, and keep it for the next file under a name.

    Raises `BadMapping`, whose faults name lines, and `NotNow`.
    """
    require(by, Permission.STUDENT_DATA_LOAD, within=load.place.path)
    name, feed = slugify(keep_as)[:60], source.strip() or DEFAULT_SOURCE
    refuse_if([*reading_refusals(load), *_name_refusals(keep_as, name), *_feed_refusals(feed)])
    parse_mapping(text, _("the mapping"))
    load.options = {**load.options, "mapping": text, "source": feed, "kept_as": name}
    load.save(update_fields=["options"])
    digest = hashlib.sha256(text.encode()).hexdigest()
    record(by, "student_load.mapped", load, path=load.place.path, kept_as=name, feed=feed, sha256=digest)
    if name:
        kept.keep(store_folder(), name, text)
    return load


def _name_refusals(told: str, name: str) -> list[str]:
    if not told.strip() or name:
        return []
    return [_("Name it in letters and digits, such as attendance-office.")]


def _feed_refusals(feed: str) -> list[str]:
    if is_source_name(feed):
        return []
    return [_("A feed's name has lower-case letters, digits, - and _, such as attendance_office.")]


@transaction.atomic
def forget_mapping(by: Actor, *, name: str) -> bool:
    """Take a kept mapping away. Loads that were read by it keep their own copy. False: there was none."""
    place = place_for_all(by)
    require(by, Permission.STUDENT_DATA_LOAD, within=place.path)
    there = kept.forget(store_folder(), name)
    if there:
        record(by, "student_mapping.forgotten", place, path=place.path, name=name)
    return there
