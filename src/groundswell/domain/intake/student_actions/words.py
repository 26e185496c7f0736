"""What the district's own columns, titles and codes mean, kept in the store for every later load."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from groundswell.domain.access.actor import Actor
from groundswell.domain.access.decisions import require
from groundswell.domain.access.permissions import Permission
from groundswell.domain.audit.actions import record
from groundswell.domain.intake.student_mappings import place_for_all
from groundswell.domain.intake.student_queries import store_folder
from groundswell.store.read.edfi.descriptors import CODES
from groundswell.store.read.oneroster.own_words import WORDS

KEEPERS: dict[str, Callable[[Path, str], None]] = {"oneroster": WORDS.keep, "edfi": CODES.keep}


@transaction.atomic
def keep_own_words(by: Actor, *, kind: str, text: str) -> None:
    """Keep the text for loads of this kind; a blank one takes it away. Raises `RefusedFile`, which names the line."""
    place = place_for_all(by)
    require(by, Permission.STUDENT_DATA_LOAD, within=place.path)
    digest = hashlib.sha256(text.encode()).hexdigest() if text.strip() else ""
    record(by, "student_words.changed", place, path=place.path, of=kind, sha256=digest)
    KEEPERS[kind](store_folder(), text)
