"""The stored file of an import: kept once under a name of our own, and read as a table."""

import hashlib
import json
import uuid
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.intake.models import Import
from groundswell.domain.refusals import refuse_if
from groundswell.store.read.tables import Limits, Table, read_table

PIECE = 64 * 1024
IN_MEMORY = 2 * 1024 * 1024


def limits() -> Limits:
    """What one file may hold, from the settings."""
    return Limits(packed_bytes=settings.IMPORT_MAX_BYTES, unpacked_bytes=5 * settings.IMPORT_MAX_BYTES)


def keep(load: Import, stream: BinaryIO, *, filename: str) -> None:
    """Copy the bytes to the data folder under a random name; set name, size and digest on `load` (unsaved).

    Raises `NotNow` when the file is larger than the setting IMPORT_MAX_BYTES.
    """
    digest, size = hashlib.sha256(), 0
    with SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        while piece := stream.read(PIECE):
            size += len(piece)
            refuse_if(_too_large(size))
            digest.update(piece)
            copy.write(piece)
        copy.seek(0)
        load.filename, load.size, load.sha256 = _base_name(filename), size, digest.hexdigest()
        load.file.save(f"{uuid.uuid4().hex}.table", File(cast("BinaryIO", copy)), save=False)


def open_table(load: Import, mapping: FileMapping) -> Table:
    """The file as a table. Raises `Unreadable`."""
    return read_table(
        Path(load.file.path), limits=limits(), delimiter=mapping.delimiter, encoding=mapping.encoding
    )


def content_key(sha256: str, mapping: FileMapping) -> str:
    """One key for the same bytes read in the same way, whatever the file is called."""
    said = json.dumps([sha256, mapping.as_json()], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _base_name(filename: str) -> str:
    return filename.replace("\\", "/").rsplit("/", 1)[-1][-200:] or _("file")


def _too_large(size: int) -> list[str]:
    limit = settings.IMPORT_MAX_BYTES
    if size <= limit:
        return []
    words = _("The file is larger than %(limit)s MB. Send it in parts, or packed with gzip.")
    return [words % {"limit": limit // (1024 * 1024)}]
