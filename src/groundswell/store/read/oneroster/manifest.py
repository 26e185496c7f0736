"""manifest.csv: which version, and for each file whether it is bulk, delta or absent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.oneroster.spec import FILES, UNUSED, VERSIONS
from groundswell.store.read.package import Member, RefusedFile, unreadable
from groundswell.store.read.tables import read_table

Mode = Literal["bulk", "delta"]
NAME = "manifest.csv"
SMALL = Limits(packed_bytes=1024 * 1024, unpacked_bytes=1024 * 1024, rows=1000, columns=20)


@dataclass(frozen=True)
class Manifest:
    """`modes` names the files to read. `notices` say what is odd and does not matter."""

    version: str
    modes: Mapping[str, Mode]
    system: str
    notices: tuple[Fault, ...]


def read_manifest(members: Mapping[str, Member]) -> Manifest:
    """The manifest, held against the files that are there. Raises `RefusedFile`."""
    if NAME not in members:
        fix = "Export the whole OneRoster package again, or add its manifest.csv."
        raise _refused(
            1, "no_manifest", "There is no manifest.csv beside the files.", _called(NAME, members) or fix
        )
    rows = _rows(members[NAME])
    version = _version(rows)
    modes, notices = _modes(rows, version, members)
    return Manifest(version, modes, rows.get("source.systemName", ("", 1))[0], (*_oddities(rows), *notices))


def _rows(member: Member) -> dict[str, tuple[str, int]]:
    """Property -> value and line."""
    try:
        with read_table(member.open(), limits=SMALL, delimiter=",") as table:
            if table.header[:2] != ("propertyName", "value"):
                raise _refused(1, "header", "The first row is not propertyName,value.", "Export it again.")
            found: dict[str, tuple[str, int]] = {}
            for row in table.rows:
                name = row.values["propertyName"].strip()
                if row.faults or name in found:
                    words = f"The row for “{name}” is damaged or there twice."
                    raise _refused(row.line, "manifest_row", words, "Export the package again.")
                found[name] = (row.values["value"].strip(), row.line)
            return found
    except Unreadable as problem:
        raise unreadable(NAME, problem) from problem


def _version(rows: Mapping[str, tuple[str, int]]) -> str:
    written, line = rows.get("oneroster.version", ("", 1))
    version = next((each for each in VERSIONS if written == each or written.startswith(f"{each}.")), "")
    if not version:
        words = f"oneroster.version is “{written}”; we read {' and '.join(VERSIONS)}."
        raise _refused(line, "version", words, "Export as OneRoster CSV 1.1 or 1.2.")
    return version


def _modes(
    rows: Mapping[str, tuple[str, int]], version: str, members: Mapping[str, Member]
) -> tuple[dict[str, Mode], list[Fault]]:
    modes: dict[str, Mode] = {}
    notices = []
    for name in FILES[version]:
        written, line = rows.get(f"file.{name}", ("absent", 1))
        mode = written.lower()
        if mode not in {"bulk", "delta", "absent"}:
            words = f"file.{name} is “{written}”; it can be bulk, delta or absent."
            raise _refused(line, "mode", words, "Correct the manifest.")
        here = f"{name}.csv" in members
        if mode == "absent" and here:
            notices.append(
                _notice(
                    line,
                    "not_announced",
                    f"{name}.csv is there, and the manifest says absent. It was left out.",
                )
            )
        if mode != "absent":
            if not here:
                raise _refused(line, "missing_file", f"The manifest promises {name}.csv, and it is not there.",
                               _called(f"{name}.csv", members) or "Pack it again with that file.")  # fmt: skip
            modes[name] = cast("Mode", mode)
    return modes, notices + _strangers(version, members)


def _called(name: str, members: Mapping[str, Member]) -> str:
    """What to do where the file is there under a name in other letters; "" where it is not."""
    other = next((each for each in members if each.lower() == name.lower()), "")
    return f"Give {other} the name that the standard asks for: {name}." if other else ""


def _strangers(version: str, members: Mapping[str, Member]) -> list[Fault]:
    known = {NAME, *(f"{name}.csv" for name in (*FILES[version], *UNUSED))}
    unused = [name for name in members if name.removesuffix(".csv") in UNUSED]
    return [
        _notice(1, "unused_file", f"{name} holds nothing that we use. It was left out.") for name in unused
    ] + [
        _notice(1, "unknown_file", f"{name} is not a OneRoster file. It was left out.")
        for name in members
        if name not in known
    ]


def _oddities(rows: Mapping[str, tuple[str, int]]) -> list[Fault]:
    written, line = rows.get("manifest.version", ("", 1))
    if written == "1.0":
        return []
    return [
        _notice(
            line,
            "manifest_version",
            f"manifest.version is “{written}”, not 1.0. A spreadsheet may have changed it.",
        )
    ]


def _notice(line: int, rule: str, message: str) -> Fault:
    return Fault(line, "", rule, message, "")


def _refused(line: int, rule: str, message: str, fix: str) -> RefusedFile:
    return RefusedFile(NAME, Fault(line, "", rule, message, fix))
