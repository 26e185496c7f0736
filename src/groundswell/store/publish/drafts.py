"""An edition in the making: parts that changed are written, the others are taken over as they are."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from groundswell.store.publish import durable, editions
from groundswell.store.publish.editions import EDITIONS, Edition, Part, PartKey
from groundswell.store.publish.lock import LOADING
from groundswell.store.publish.parts import PartWriter, Rows, fingerprints, places_in
from groundswell.store.publish.side_by_side import Tell, begun

__all__ = ["Draft", "Replacement", "Tell", "silent"]


def silent(stage: str, detail: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """From now on `relation` holds all that `source` has in `table`, as far as `scope` reaches.

    `split` names the columns (school_year, date) by whose values the rows go into parts; `places` are these
    values where the caller knows them all. A part whose rows are the ones it had is not written again.
    """

    table: str
    source: str
    relation: str
    split: tuple[str, ...] = ()
    scope: Callable[[PartKey], bool] | None = None
    places: Sequence[tuple[Any, ...]] = ()

    def key(self, place: tuple[Any, ...]) -> PartKey:
        return PartKey(self.table, self.source, *place)

    def reaches(self, key: PartKey) -> bool:
        """Whether a part that was held goes, unless the relation brings it again."""
        return key[:2] == (self.table, self.source) and (self.scope is None or self.scope(key))


@dataclass
class Draft:
    """The next edition of `store`, made from `before`. Call it while holding `lock.writing`.

    `tell` hears the name of each stage once it is reached: it drives the progress display.
    """

    store: Path
    before: Edition
    connection: duckdb.DuckDBPyConnection
    tell: Tell = silent
    parts: dict[PartKey, Part] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parts = dict(self.before.parts)

    @property
    def number(self) -> int:
        return self.before.number + 1

    @property
    def loading(self) -> Path:
        return self.store / EDITIONS / f".{self.number:06d}{LOADING}"

    @property
    def changed(self) -> bool:
        """Whether the draft holds other rows than the live edition."""
        return {key: part.fingerprint for key, part in self.parts.items()} != self.before.state()

    def of(self, table: str, source: str) -> list[Part]:
        """The parts that one feed has of one table as things stand."""
        return [part for key, part in self.parts.items() if key[:2] == (table, source)]

    def replace(
        self,
        *,
        table: str,
        source: str,
        relation: str,
        split: tuple[str, ...] = (),
        scope: Callable[[PartKey], bool] | None = None,
    ) -> None:
        """One table, as `Replacement` says."""
        one = Replacement(table=table, source=source, relation=relation, split=split, scope=scope)
        self._take_in(one, self._worked_out(one, self.connection, self.tell))
        self._remove_empty_folders()

    def replace_all(self, replacements: Sequence[Replacement], *, rows: int | None = None) -> None:
        """Several tables at once. Their relations must be ones that every connection to the engine sees.

        `rows`: about how many there are in all, if that is known.
        """
        with self.replacing(rows=rows) as add:
            for each in replacements:
                add(each)

    @contextmanager
    def replacing(self, *, rows: int | None = None) -> Iterator[Callable[[Replacement], None]]:
        """The same, told one by one and written beside what the caller does; in the draft once the block ends."""
        replacements: list[Replacement] = []
        with begun(self.connection, rows=rows) as under_way:

            def add(each: Replacement) -> None:
                replacements.append(each)
                under_way.add(partial(self._worked_out, each))

            yield add
            found = under_way.results(self.tell)
        for replacement, parts in zip(replacements, found, strict=True):
            self._take_in(replacement, parts)
        self._remove_empty_folders()

    def _take_in(self, each: Replacement, parts: dict[PartKey, Part]) -> None:
        for key in [key for key in self.parts if each.reaches(key)]:
            del self.parts[key]
        self.parts |= parts

    def _remove_empty_folders(self) -> None:
        """Of parts that turned out to hold no rows."""
        for folder in (*self.loading.glob("*/"), self.loading):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _worked_out(
        self, each: Replacement, connection: duckdb.DuckDBPyConnection, tell: Tell
    ) -> dict[PartKey, Part]:
        writer = PartWriter(self.loading, self.number, connection, tell)
        if not self.before.of(each.table, each.source):
            places = each.places or places_in(connection, each.relation, each.split)
            return writer.parts([each.key(place) for place in places], each.relation, each.split)
        found = fingerprints(connection, each.relation, each.split)
        return {each.key(place): self._known(writer, each, place, rows) for place, rows in found.items()}

    def _known(self, writer: PartWriter, each: Replacement, place: tuple[Any, ...], rows: Rows) -> Part:
        """The part as it was where its rows are the ones it had, else written anew."""
        key = each.key(place)
        known = self.before.parts.get(key)
        if known is not None and known.fingerprint == rows[1]:
            return known
        return writer.part(key, each.relation, each.split, rows)

    def publish(self, *, kind: str, made_at: str, source: str = "", about: dict[str, Any]) -> Edition:
        """Make the draft the live edition. Until the last step readers see the edition before it."""
        edition = replace(
            self.before,
            number=self.number,
            parent=self.before.number,
            kind=kind,
            made_at=made_at,
            source=source,
            about=about,
            parts=dict(self.parts),
        )
        self._keep(edition)
        self._swap(edition.number)
        return edition

    def _keep(self, edition: Edition) -> None:
        self.loading.mkdir(mode=0o700, exist_ok=True)
        durable.write(self.loading / editions.MANIFEST, editions.to_json(edition))
        self.tell("manifest_on_disk", "")
        durable.sync_all([path for path in self.loading.iterdir() if path.is_dir()])
        durable.sync(self.loading)
        self.tell("folders_on_disk", "")
        self.loading.rename(editions.folder_of(self.store, edition.number))
        durable.sync(self.store / EDITIONS)
        self.tell("edition_named", "")

    def _swap(self, number: int) -> None:
        new = self.store / f"{editions.POINTER}.new"
        durable.write(new, f"{number}\n".encode())
        self.tell("pointer_on_disk", "")
        new.replace(self.store / editions.POINTER)
        self.tell("pointer_flipped", "")
        durable.sync(self.store)
        self.tell("published", "")
