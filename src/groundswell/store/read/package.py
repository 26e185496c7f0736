"""A set of files sent together: a zip file or a folder. Opened with limits, never unpacked onto the disk."""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from groundswell.store.read.faults import Fault, Limits, Unreadable

GIBIBYTE = 1024**3
PACKAGE_LIMITS = Limits(packed_bytes=8 * GIBIBYTE, unpacked_bytes=64 * GIBIBYTE, rows=2_000_000_000)
MOST_FILES = 500
MOST_PACKED = 200  # text packs 10 to 40 times; what packs more is made to fill a disk
HARMLESS = 16 * 1024 * 1024
LEFT_BY_SYSTEMS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
ENCRYPTED = 0x1


class RefusedFile(Exception):
    """A file, or the whole package, cannot be used. Nothing was changed."""

    def __init__(self, file: str, fault: Fault) -> None:
        where = f"{file}, line {fault.line}: " if file else ""
        super().__init__(f"{where}{fault.message} {fault.fix}")
        self.file, self.fault = file, fault


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a package. `size` is its size unpacked, in bytes."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


@contextmanager
def open_package(
    path: Path, *, limits: Limits = PACKAGE_LIMITS, suffixes: tuple[str, ...] = (".csv",)
) -> Iterator[Mapping[str, Member]]:
    """The files of a zip file or folder by name; of a folder those with such endings. Raises `RefusedFile`."""
    if path.is_dir():
        yield _within(_in_folder(path, suffixes), limits)
        return
    _require_zip(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            yield _within(_in_archive(archive), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as damage:
        raise _refused("damaged_zip", f"The zip file is damaged ({damage}).", "Pack it again.") from damage


def _in_folder(folder: Path, suffixes: tuple[str, ...]) -> dict[str, Member]:
    found = {}
    paths = [path for path in folder.iterdir() if path.suffix.lower() in suffixes]
    if len(paths) > MOST_FILES:
        words = f"The folder holds {len(paths):,} {'/'.join(suffixes)} files."
        raise _refused("too_many_files", words, "Name the right folder.")
    for path in sorted(paths):
        if path.is_symlink():
            words = f"“{path.name}” is a link to another place."
            raise _refused("link", words, "Put the file itself in the folder.")
        if path.is_file():
            found[path.name] = Member(path.name, path.stat().st_size, lambda path=path: path.open("rb"))  # type: ignore[misc]
    return found


def _require_zip(path: Path, limits: Limits) -> None:
    if not path.exists():
        raise _refused("no_file", f"There is nothing at {path}.", "Check the name.")
    if path.stat().st_size > limits.packed_bytes:
        raise _refused("too_large", "The file is larger than we take.", "Send it in parts.")
    if not zipfile.is_zipfile(path):
        words = f"{path.name} is neither a zip file nor a folder."
        raise _refused("not_a_package", words, "Name the zip file or the folder that holds the files.")


def _in_archive(archive: zipfile.ZipFile) -> dict[str, Member]:
    entries = [entry for entry in archive.infolist() if not _left_by_a_system(entry)]
    if len(entries) > MOST_FILES:
        raise _refused(
            "too_many_files", f"The zip file holds {len(entries):,} files.", "Send the data files alone."
        )
    top = _common_folder(entries)
    found: dict[str, Member] = {}
    for entry in entries:
        _require_plain(entry)
        name = entry.filename.removeprefix(top)
        if name in found:
            raise _refused("twice", f"The zip file holds “{name}” twice.", "Pack it again.")
        found[name] = Member(name, entry.file_size, lambda entry=entry: _opened(archive, entry))  # type: ignore[misc]
    return found


def _left_by_a_system(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    return entry.is_dir() or name.startswith(LEFT_BY_SYSTEMS[0]) or name.endswith(LEFT_BY_SYSTEMS[1:])


def _common_folder(entries: list[zipfile.ZipInfo]) -> str:
    """The one folder that every file lies in, as export/; else nothing."""
    tops = {PurePosixPath(entry.filename).parts[0] for entry in entries if "/" in entry.filename}
    return f"{tops.pop()}/" if len(tops) == 1 and all("/" in entry.filename for entry in entries) else ""


def _require_plain(entry: zipfile.ZipInfo) -> None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        words = f"“{entry.filename}” is a link to another place."
        raise _refused("link", words, "Pack the file itself.")
    if entry.flag_bits & ENCRYPTED:
        words = f"“{entry.filename}” is locked with a password."
        raise _refused("encrypted", words, "Pack it again without a password.")
    if entry.file_size > max(HARMLESS, MOST_PACKED * entry.compress_size):
        words = f"“{entry.filename}” would unpack to {entry.file_size:,} bytes from {entry.compress_size:,}."
        raise _refused("bomb", words, "A real export does not pack that small. Check where it comes from.")


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    return io.BufferedReader(archive.open(entry), buffer_size=1024 * 1024)  # type: ignore[type-var]


def _within(members: dict[str, Member], limits: Limits) -> Mapping[str, Member]:
    total = sum(member.size for member in members.values())
    if total > limits.unpacked_bytes:
        raise _refused("too_large", f"Unpacked, the files hold {total:,} bytes; we take {limits.unpacked_bytes:,}.",
                       "Send them in parts.")  # fmt: skip
    return members


def _refused(rule: str, message: str, fix: str) -> RefusedFile:
    return RefusedFile("", Fault(1, "", rule, message, fix))


def unreadable(file: str, problem: Unreadable) -> RefusedFile:
    """The same refusal, with the file's name."""
    return RefusedFile(file, problem.fault)
