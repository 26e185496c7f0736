"""A file's first row, held against the standard."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.store.read.faults import Fault
from groundswell.store.read.headers import DELIMITERS, suggest_delimiter
from groundswell.store.read.oneroster.fields import FileSpec
from groundswell.store.read.package import RefusedFile

EXTENSION = "metadata."
OURS = "metadata.groundswell."  # what we write into an export of quarantined rows


@dataclass(frozen=True)
class Places:
    """Where the fields stand: field name -> column number; likewise the extension columns."""

    fields: dict[str, int]
    extensions: dict[str, int]
    notices: tuple[Fault, ...]


def places_in(header: Sequence[str], spec: FileSpec) -> Places:
    """Raises `RefusedFile` when a required column is not there; other oddities become notices."""
    wanted = {field.name: field for field in spec.fields}
    by_case = {name.lower(): name for name in wanted}
    fields: dict[str, int] = {}
    extensions: dict[str, int] = {}
    notices: list[Fault] = []
    for index, name in enumerate(header):
        meant = name if name in wanted else by_case.get(name.lower(), "")
        if meant and meant not in fields:
            fields[meant] = index
            notices += [_notice(name, "header_case", f"“{name}” was read as “{meant}”.")] * (meant != name)
        elif name.startswith(OURS):
            continue
        elif name.lower().startswith(EXTENSION):
            extensions[name[len(EXTENSION) :]] = index
        else:
            notices.append(_unknown(name, [each for each in wanted if each not in header]))
    _require(spec, fields, header)
    return Places(fields, extensions, (*notices, *_order(fields, spec), *_absent(fields, spec)))


def _require(spec: FileSpec, fields: dict[str, int], header: Sequence[str]) -> None:
    _require_commas(spec, header)
    for field in spec.fields:
        if field.required and field.name not in fields:
            close = difflib.get_close_matches(field.name, [name for name in header if name not in fields], 1)
            meant = f" Is “{close[0]}” meant? Write it “{field.name}”." if close else ""
            words = f"There is no column “{field.name}”."
            fault = Fault(1, field.name, "missing_column", words, f"Export the file with it.{meant}")
            raise RefusedFile(spec.filename, fault)


def _require_commas(spec: FileSpec, header: Sequence[str]) -> None:
    separator = suggest_delimiter(header[0])
    if len(header) == 1 and separator in header[0] and separator != ",":
        words = f"The columns of this file have a {DELIMITERS[separator]} between them, and OneRoster has a comma."
        fault = Fault(1, "", "separator", words, "Export it with commas, or save it as CSV UTF-8.")
        raise RefusedFile(spec.filename, fault)


def _unknown(name: str, missing: list[str]) -> Fault:
    close = difflib.get_close_matches(name, missing, 1)
    meant = f" Is “{close[0]}” meant?" if close else ""
    return _notice(name, "unknown_column", f"“{name}” is not a column of this file. It was left out.{meant}")


def _order(fields: dict[str, int], spec: FileSpec) -> list[Fault]:
    found = [fields[field.name] for field in spec.fields if field.name in fields]
    words = "The columns are not in the order of the standard. They were read by name."
    return [] if found == sorted(found) else [_notice("", "column_order", words)]


def _absent(fields: dict[str, int], spec: FileSpec) -> list[Fault]:
    absent = [field.name for field in spec.fields if field.name not in fields]
    words = f"These columns are not there and were read as empty: {', '.join(absent)}."
    return [_notice("", "absent_columns", words)] if absent else []


def _notice(column: str, rule: str, message: str) -> Fault:
    return Fault(1, column, rule, message, "")
