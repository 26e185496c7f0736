"""The kinds of records, their layouts and what their fields are, as a mapping for the reader of plain tables."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.mapping import Cell, FileMapping, Output
from groundswell.store.read.package import RefusedFile
from groundswell.store.schema.columns import Column, Kind, Table

KINDS: dict[str, Kind] = {
    "birth_date": "date", "entry_date": "date", "exit_date": "date", "begin_date": "date", "end_date": "date", "date": "date",
    "hispanic": "flag", "days": "number", "days_expected": "number", "days_attended": "number", "days_suspended": "number",
    "days_suspended_in_school": "number", "days_excused": "number", "days_unexcused": "number",
    "credits_attempted": "number", "credits_earned": "number",
}  # fmt: skip
NEEDED = (
    "school",
    "ssid",
    "entry_date",
    "program",
    "incident",
    "status",
    "days_expected",
    "days_attended",
    "offense",
    "result",
    "course",
)
_KEYS = {
    "SENR": ("ssid", "school", "entry_date"),
    "SINF": ("ssid", "school", "begin_date"),
    "SELA": ("ssid", "school", "begin_date", "status"),
    "SPRG": ("ssid", "school", "program", "begin_date"),
    "STAS": ("ssid", "school"),
    "SCSC": ("ssid", "school", "course", "section", "term", "marking_period"),
    "SINC": ("school", "incident"),
    "SIRS": ("school", "incident", "ssid", "result"),
    "SOFF": ("school", "incident", "ssid", "offense"),
}
# Field 2 of a record that is to be kept; D asks the state to remove what it holds.
_KEPT = ("", "A", "R")
_SEX = {"F": "female", "M": "male", "X": "other", "N": "other"}
_GRADES = {"KN": "KG", "IN": "IT", "PS": "PK", "TD": "PR", "AD": "Other", "UE": "UG", "US": "UG"}
_STATUS = {"EO": "no", "IFEP": "no", "EL": "yes", "RFEP": "reclassified", "TBD": None, "ADEL": "yes"}
VALUES: dict[str, Cell] = {
    "sex": Cell(values=_SEX, otherwise="fault"),
    "grade": Cell(values=_GRADES, otherwise="keep"),
    "status": Cell(values=_STATUS, otherwise="fault"),
}


@dataclass(frozen=True)
class Layout:
    """One kind of record. `fields` gives positions from 1; `unconfirmed` names those we could not check."""

    kind: str
    about: str
    fields: Mapping[str, int]
    unconfirmed: tuple[str, ...]

    @property
    def table(self) -> Table:
        """The fields as a table of the store's kind, with a key."""
        described = tuple(
            Column(name, KINDS.get(name, "text"), "", required=name in NEEDED)
            for name in self.fields
            if name != "school_year"
        )
        return Table(self.kind, self.about, ("school_year", *_KEYS[self.kind]), described)


def layouts(own: Path | None = None) -> dict[str, Layout]:
    """Ours, with what a district's own file gives in their place. Raises `RefusedFile`."""
    ours = yaml.safe_load(resources.files(__package__).joinpath("layouts.yaml").read_text("utf-8"))
    found = {kind: _layout(kind, told) for kind, told in ours.items()}
    for kind, told in (_own(own) if own else {}).items():
        if kind not in found:
            raise _refused(f"We do not know records of the kind {kind}.", f"We know: {', '.join(found)}.")
        fields = told.get("fields") if isinstance(told, dict) else None
        if not isinstance(fields, dict) or not all(
            isinstance(each, int) and each > 0 for each in fields.values()
        ):
            raise _refused(f"The layout of {kind} has no fields with positions.", "Write fields: {ssid: 8}.")
        unknown = set(fields) - set(found[kind].fields)
        if unknown:
            raise _refused(f"{kind} has no field “{min(unknown)}”.", f"Use: {', '.join(found[kind].fields)}.")
        left = tuple(name for name in found[kind].unconfirmed if name not in fields)
        found[kind] = replace(found[kind], fields={**found[kind].fields, **fields}, unconfirmed=left)
    return found


def _layout(kind: str, told: dict[str, Any]) -> Layout:
    return Layout(kind, told["about"], told["fields"], tuple(told["unconfirmed"]))


def _own(file: Path) -> dict[str, Any]:
    try:
        told = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise _refused(
            f"The layout {file.name} cannot be read.", "Write it as layouts.yaml is written."
        ) from error
    return told if isinstance(told, dict) else {}


def _refused(words: str, fix: str) -> RefusedFile:
    return RefusedFile("", Fault(1, "", "layout", words, fix))


def as_mapping(chosen: Mapping[str, Layout]) -> FileMapping:
    """One output per kind of record: the first field of a row says which. Extracts have -R after the kind."""
    outputs = tuple(_output(layout) for layout in chosen.values())
    return FileMapping(outputs, dates="compact", delimiter="caret", header_line=0)


def _output(layout: Layout) -> Output:
    cells = {name: _cell(layout, name, position) for name, position in layout.fields.items()}
    return Output(layout.kind, cells, when={"1": (layout.kind, f"{layout.kind}-R"), "2": _KEPT})


def _cell(layout: Layout, name: str, position: int) -> Cell:
    known = VALUES.get(name, Cell())
    return replace(known, column=str(position), label=f"{layout.kind} field {position} ({name})")
