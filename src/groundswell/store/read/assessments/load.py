"""Load the file of a well-known assessment by the mapping that we keep for it."""

from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

import yaml

from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.read.faults import Limits
from groundswell.store.read.mapped.load import LoadSettings, load_table
from groundswell.store.read.mapped.mapping import Cell, FileMapping
from groundswell.store.read.mapped.mapping_file import parse_mapping
from groundswell.store.read.package import PACKAGE_LIMITS
from groundswell.store.report import Report

MOST_COLUMNS = 3_000
# Kinds whose files have a column for another id of the student beside the state's.
OTHER_IDS = {
    "caaspp": {"local_id": "LocalStudentID"},
    "elpac": {"local_id": "LocalStudentID"},
    "elpac_2019": {"local_id": "Student ID Number (Local ID)"},
}
_FOLDER = "kinds"


class NoSuchKind(Exception):
    """We have no mapping of that name. The message lists those we have."""


@cache
def kinds() -> dict[str, str]:
    """Name -> what kind of file it is."""
    folder = resources.files(__package__).joinpath(_FOLDER)
    files = sorted(
        (each for each in folder.iterdir() if each.name.endswith(".yaml")), key=lambda each: each.name
    )
    return {
        each.name.removesuffix(".yaml"): str(yaml.safe_load(each.read_text("utf-8"))["about"])
        for each in files
    }


def mapping_of(kind: str) -> FileMapping:
    """Our mapping for one kind. Raises `NoSuchKind`."""
    if kind not in kinds():
        raise NoSuchKind(f"we do not know assessment files of the kind '{kind}'. We know: {', '.join(kinds())}. "
                         f"For another file, start with 'groundswell data preview FILE --for assessments'.")  # fmt: skip
    file = resources.files(__package__).joinpath(_FOLDER, f"{kind}.yaml")
    return parse_mapping(file.read_text("utf-8"), f"{kind}.yaml")


def load_assessments(
    store: Path,
    path: Path,
    *,
    kind: str,
    made_at: str,
    settings: LoadSettings | None = None,
    match: str = "",
    tell: Tell = silent,
) -> Report:
    """Load a file of one kind; the feed is named after the kind unless `settings` name it. Raises `NoSuchKind`.

    `match` (such as local_id) says which other id of ours the file's student ids are; where the file has a column of
    its own for that id, that column is read.
    """
    mapping = mapping_of(kind)
    chosen = settings or LoadSettings(source=kind)
    limits = _wide(chosen.limits)
    return load_table(
        store,
        path,
        with_match(mapping, match, column=OTHER_IDS.get(kind, {}).get(match, "")) if match else mapping,
        made_at=made_at,
        settings=replace(chosen, limits=limits),
        tell=tell,
    )


def with_match(mapping: FileMapping, match: str, *, column: str = "") -> FileMapping:
    """The same mapping, with students looked up by another id, which may stand in another `column`."""
    outputs = tuple(
        replace(each, cells={**each.cells, "student_id": _matched(each.cells["student_id"], match, column)})
        for each in mapping.outputs
    )
    return replace(mapping, outputs=outputs)


def _matched(cell: Cell, match: str, column: str) -> Cell:
    return replace(cell, match=match, column=column or cell.column)


def _wide(limits: Limits = PACKAGE_LIMITS) -> Limits:
    """Vendors' files have more columns than others."""
    return replace(limits, columns=max(limits.columns, MOST_COLUMNS))
