"""Finish a rewriting of history: point every kept edition at its new files, then remove what nobody names any more.

Killed at any moment, the next writer goes on from `rewrites.json`, which the new edition's folder holds until
all is done.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from groundswell.store.publish import durable, editions
from groundswell.store.publish.editions import EDITIONS, MANIFEST, Edition, Part, PartKey

PLAN, LOG = "rewrites.json", "deletions.jsonl"
NewParts = Mapping[str, Part | None]  # by the old file's path; None: nothing of it is left


def plan_json(new: NewParts) -> bytes:
    """The plan as it is kept beside the new edition."""
    rows = {old: editions.part_row(part) if part else None for old, part in new.items()}
    return json.dumps(rows, indent=1, ensure_ascii=False).encode()


def replaced(parts: Mapping[PartKey, Part], new: NewParts) -> dict[PartKey, Part]:
    """The parts of an edition after the rewriting."""
    found: dict[PartKey, Part] = {}
    for key, part in parts.items():
        now = new.get(part.path, part)
        if now is not None:
            found[key] = replace(now, key=key)
    return found


def finish(store: Path) -> None:
    """Do what is left of a rewriting that was published. Call it while holding the store for writing."""
    for plan in sorted((store / EDITIONS).glob(f"*/{PLAN}")):
        if plan.parent.name.isdecimal():
            _finish(store, plan)


def _finish(store: Path, plan: Path) -> None:
    rows: dict[str, dict[str, Any] | None] = json.loads(plan.read_bytes())
    new = {old: editions.part_from(row) if row else None for old, row in rows.items()}
    for edition in editions.history(store):
        parts = replaced(edition.parts, new)
        if parts != edition.parts:
            _rewrite_manifest(store, replace(edition, parts=parts))
    remove_unnamed(store)
    _log(store, editions.read(store, int(plan.parent.name)))
    plan.unlink()
    durable.sync(plan.parent)


def _rewrite_manifest(store: Path, edition: Edition) -> None:
    folder = editions.folder_of(store, edition.number)
    new = folder / f"{MANIFEST}.new"
    durable.write(new, editions.to_json(edition))
    new.replace(folder / MANIFEST)
    durable.sync(folder)


def remove_unnamed(store: Path) -> list[str]:
    """Remove the files of parts that no kept edition names. Returns their paths."""
    named = {part.path for edition in editions.history(store) for part in edition.parts.values()}
    gone = [path for path in _part_files(store) if str(path.relative_to(store / EDITIONS)) not in named]
    for path in gone:
        path.unlink()
    for folder in sorted({path.parent for path in gone}, reverse=True):
        _remove_if_empty(folder)
        _remove_if_empty(folder.parent)
    return [str(path.relative_to(store / EDITIONS)) for path in gone]


def _part_files(store: Path) -> Iterator[Path]:
    for folder in sorted((store / EDITIONS).iterdir()):
        if folder.is_dir() and folder.name.isdecimal():
            yield from sorted(folder.glob("*/*.parquet"))


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _log(store: Path, edition: Edition) -> None:
    """One line per deletion, once: what, when, how much and why, and of a student no more than a digest."""
    file = store / LOG
    known = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    line = json.dumps(
        {"edition": edition.number, "kind": edition.kind, "at": edition.made_at, **edition.about},
        ensure_ascii=False,
    )
    if line not in known:
        durable.write(file, "\n".join([*known, line, ""]).encode())
