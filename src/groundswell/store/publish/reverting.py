"""Take a load back, or go back to an edition. Both make a new edition; nothing is ever overwritten."""

from collections.abc import Mapping
from pathlib import Path

from groundswell.store.engine import open_engine
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft, Tell, silent
from groundswell.store.publish.editions import Edition, Part, PartKey
from groundswell.store.publish.lock import writing

Parts = Mapping[PartKey, Part]


class CannotRevert(Exception):
    """The edition cannot be taken back as things stand. The message says what to do first."""


def take_back(store: Path, number: int, *, made_at: str, tell: Tell = silent) -> Edition:
    """A new edition without what edition `number` changed. Later loads stay, as far as they do not touch it.

    Raises `CannotRevert` when a later edition changed the same parts, and `StoreFault` when there is no
    such edition. Returns the live edition as it is when there is nothing to take back.
    """
    with writing(store):
        now, load = editions.current(store), editions.read(store, number)
        parent = editions.read(store, load.parent)
        wanted = dict(now.parts)
        for key in _touched(parent.parts, load.parts):
            if _print_of(now.parts, key) != _print_of(load.parts, key):
                _require_not_canonical(store, key, load, now)
                continue
            wanted.pop(key, None)
            if key in parent.parts:
                wanted[key] = parent.parts[key]
        about = {"words": f"Took back edition {number}."}
        return _published(store, now, wanted, made_at=made_at, about=about, tell=tell)


def go_back(store: Path, number: int, *, made_at: str, tell: Tell = silent) -> Edition:
    """A new edition that holds what edition `number` held. 0 is the empty store."""
    with writing(store):
        now, then = editions.current(store), editions.read(store, number)
        about = {"words": f"Went back to edition {number}."}
        return _published(store, now, dict(then.parts), made_at=made_at, about=about, tell=tell)


def _touched(before: Parts, after: Parts) -> list[PartKey]:
    return [key for key in {**before, **after} if _print_of(before, key) != _print_of(after, key)]


def _print_of(parts: Parts, key: PartKey) -> str:
    return parts[key].fingerprint if key in parts else ""


def _require_not_canonical(store: Path, key: PartKey, load: Edition, now: Edition) -> None:
    """A later load's own records stay as they are; a table for readers cannot be taken apart."""
    if not key.is_canonical:
        return
    later = (editions.read(store, number) for number in range(now.number, load.number, -1))
    number = next(each.number for each in later if _changed_in(store, each, key))
    raise CannotRevert(
        f"edition {number} changed the same {key.table} after edition {load.number}. Take back {number} first, "
        f"or go back to an earlier edition with --to."
    )


def _changed_in(store: Path, edition: Edition, key: PartKey) -> bool:
    parent = editions.read(store, edition.parent)
    return _print_of(parent.parts, key) != _print_of(edition.parts, key)


def _published(
    store: Path,
    now: Edition,
    wanted: dict[PartKey, Part],
    *,
    made_at: str,
    about: dict[str, str],
    tell: Tell,
) -> Edition:
    with open_engine(folders=[store]) as connection:
        draft = Draft(store, now, connection, tell)
        draft.parts = wanted
        return draft.publish(kind="revert", made_at=made_at, about=about) if draft.changed else now
