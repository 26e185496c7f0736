"""Files of student data on their way in: kept in a folder of our own, or named in the inbox."""

import os
import shutil
import stat
import uuid
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _

from groundswell.domain.intake.student_models import StudentLoad
from groundswell.domain.refusals import refuse_if
from groundswell.store.read.formats import FORMATS

PIECE = 1024 * 1024
LISTED = 200
KEPT_OF_NAME = 40
WORKBOOK = "[Content_Types].xml"  # an Excel file is a zip file whose parts say nothing to people


@dataclass(frozen=True)
class InboxFile:
    """A file or folder of the inbox. `size` in bytes, of a folder's files together."""

    name: str
    size: int


def keep(load: StudentLoad, stream: BinaryIO, *, filename: str) -> None:
    """Copy the bytes to a folder of their own under the name they came with; set name and size on `load` (unsaved).

    Raises `NotNow` when there are more than the setting STUDENT_DATA_MAX_BYTES.
    """
    load.filename = _base_name(filename)
    load.stored_as = f"{uuid.uuid4().hex}/{get_valid_filename(load.filename)[-KEPT_OF_NAME:]}"
    path = path_of(load)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        load.size = _written(stream, path)
    except BaseException:
        delete(load)
        raise


def _written(stream: BinaryIO, path: Path) -> int:
    size, limit = 0, int(settings.STUDENT_DATA_MAX_BYTES)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as copy:
        while piece := stream.read(PIECE):
            size += len(piece)
            refuse_if(_too_large(size, limit))
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return size


def _too_large(size: int, limit: int) -> list[str]:
    if size <= limit:
        return []
    words = _("The file is larger than %(limit)s MB. Put it into the inbox folder of the server instead.")
    return [words % {"limit": limit // (1024 * 1024)}]


def inbox() -> list[InboxFile]:
    """What lies in the inbox, by name. Links and hidden files are left out."""
    folder = Path(settings.STUDENT_DATA_INBOX)
    if not folder.is_dir():
        return []
    found = [path for path in sorted(folder.iterdir()) if _is_plain(path)]
    return [InboxFile(path.name, _size_of(path)) for path in found[:LISTED]]


def _is_plain(path: Path) -> bool:
    return not (path.name.startswith(".") or path.is_symlink()) and (path.is_dir() or path.is_file())


def _size_of(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    modes = [each.lstat() for each in path.iterdir()]
    return sum(each.st_size for each in modes if stat.S_ISREG(each.st_mode))


def path_of(load: StudentLoad) -> Path:
    """Where the load's file lies now. It may be gone."""
    if load.is_from_inbox:
        return Path(settings.STUDENT_DATA_INBOX) / load.filename
    return Path(settings.STUDENT_DATA_INCOMING) / load.stored_as


def delete(load: StudentLoad) -> None:
    """Delete what was sent by browser. A file of the inbox is not ours to delete."""
    if load.stored_as:
        shutil.rmtree(path_of(load).parent, ignore_errors=True)


def sweep(known: set[str], *, before: datetime) -> int:
    """Delete files from before `before` that no load knows, left by a stop between copying and saving. How many."""
    folder = Path(settings.STUDENT_DATA_INCOMING)
    names = {name.split("/")[0] for name in known}
    found = [path for path in folder.iterdir() if path.name not in names] if folder.is_dir() else []
    gone = [path for path in found if path.is_dir() and path.stat().st_mtime < before.timestamp()]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return len(gone)


def contents_of(path: Path) -> list[tuple[str, int]]:
    """The files inside a zip file or folder with their sizes, at most `LISTED`; [] for one file."""
    if path.is_dir():
        return [
            (each.name, each.stat().st_size) for each in sorted(path.iterdir())[:LISTED] if _is_plain(each)
        ]
    if not zipfile.is_zipfile(path):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            if WORKBOOK in archive.namelist():
                return []
            return [
                (entry.filename, entry.file_size)
                for entry in archive.infolist()[:LISTED]
                if not entry.is_dir()
            ]
    except (zipfile.BadZipFile, OSError):
        return []


def path_refusals(load: StudentLoad) -> list[str]:
    """Why the file cannot be read as this format at all, said before anything is queued."""
    path, form = path_of(load), FORMATS[load.format]
    if not path.exists():
        return [_("The file is gone. Send it again.")]
    if form.is_package and not path.is_dir() and not zipfile.is_zipfile(path):
        return [_("This format comes as a zip file. “%(file)s” is none.") % {"file": load.filename}]
    if not form.is_package and not path.is_dir() and path.suffix.lower() not in form.suffixes:
        words = _("This format comes as a file that ends in %(endings)s.")
        return [words % {"endings": ", ".join(form.suffixes)}]
    return []


def _base_name(filename: str) -> str:
    return filename.replace("\\", "/").rsplit("/", 1)[-1][-200:] or _("file")
