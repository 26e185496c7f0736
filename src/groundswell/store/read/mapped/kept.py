"""Mappings that a store keeps under a name, for the next file of the same kind: `STORE/mappings/NAME.yaml`.

They are the files that `data load table --mapping` reads, and hold headings and codes, and no one's data.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from groundswell.store.publish import durable
from groundswell.store.read.mapped.mapping import FileMapping
from groundswell.store.read.mapped.mapping_file import BadMapping, parse_mapping

FOLDER, ENDING = "mappings", ".yaml"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@dataclass(frozen=True)
class Kept:
    """A mapping under its name. `mapping` is None where somebody broke the file by hand; `fault` says how."""

    name: str
    text: str
    mapping: FileMapping | None
    fault: str = ""

    def fits(self, headings: set[str]) -> bool:
        """Whether a file with these headings has all that it reads."""
        return self.mapping is not None and bool(self.mapping.read) and headings.issuperset(self.mapping.read)


def kept(store: Path) -> list[Kept]:
    """All that are kept, by name."""
    folder = store / FOLDER
    files = sorted(folder.glob(f"*{ENDING}")) if folder.is_dir() else []
    return [_kept(path) for path in files if NAME.fullmatch(path.stem) and path.is_file()]


def _kept(path: Path) -> Kept:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        return Kept(path.stem, text, parse_mapping(text, path.name))
    except BadMapping as bad:
        return Kept(path.stem, text, None, str(bad))


def keep(store: Path, name: str, text: str) -> None:
    """Keep it; one of the same name is replaced. Raises `BadMapping`, ValueError for a name that is none."""
    path = _path(store, name)
    parse_mapping(text, path.name)
    durable.replace(path, text.encode())


def forget(store: Path, name: str) -> bool:
    """Take it away. False: there was none."""
    path = _path(store, name)
    was_there = path.is_file()
    path.unlink(missing_ok=True)
    return was_there


def _path(store: Path, name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError(f"“{name}” is no name for a mapping. Use lower-case letters, digits and -.")
    return store / FOLDER / f"{name}{ENDING}"
