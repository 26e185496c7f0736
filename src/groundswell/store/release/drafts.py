"""A release in the making: tables are written beside the live release, which stays whole until the last step."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypedDict

import pyarrow as pa
import pyarrow.parquet as pq

from groundswell.core.disclosure.released import Suppressed
from groundswell.core.indicators.definition import Period
from groundswell.core.indicators.releasing import ReleasedResult
from groundswell.core.indicators.results import PLACE_KINDS, PlaceKind
from groundswell.store.publish import durable
from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.publish.editions import POINTER
from groundswell.store.publish.lock import LOADING, LOCK, is_held
from groundswell.store.release import openness
from groundswell.store.release.columns import write_rows
from groundswell.store.release.manifest import (
    MANIFEST,
    RELEASES,
    ReleaseManifest,
    current_number,
    folder_of,
    to_json,
)
from groundswell.store.release.openness import About
from groundswell.store.release.reading import PLACES, DataPlace


@contextmanager
def releasing(store: Path) -> Iterator[None]:
    """One release at a time, waiting for another to end. Loads may go on: they have a lock of their own."""
    folder = store / RELEASES
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _sweep(store)
        yield


def is_releasing(store: Path) -> bool:
    """Whether a release is being made now."""
    return is_held(store / RELEASES / LOCK)


def _sweep(store: Path) -> None:
    """Remove what was left by one who was stopped before the release was live. Nobody can have read it."""
    live = current_number(store)
    for folder in (store / RELEASES).iterdir():
        if folder.name.endswith(LOADING) or (folder.name.isdecimal() and int(folder.name) > live):
            shutil.rmtree(folder)
    (store / RELEASES / f"{POINTER}.new").unlink(missing_ok=True)


@dataclass
class ReleaseDraft:
    """The next release of `store`. Use it while holding `releasing`; `tell` hears the name of each stage."""

    store: Path
    tell: Tell = silent
    number: int = field(init=False)

    def __post_init__(self) -> None:
        self.number = current_number(self.store) + 1
        self.loading.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def loading(self) -> Path:
        return self.store / RELEASES / f".{self.number:06d}{LOADING}"

    def write_table(
        self, indicator: str, period: Period, rows: Sequence[ReleasedResult], about: About
    ) -> tuple[str, str]:
        """The table's path below `releases`, and the digest of its bytes."""
        name = f"{indicator}.{period}.parquet"
        path = self.loading / name
        write_rows(path, rows)
        self.tell("table_written", name)
        self._settle(path)
        self._settle(openness.write(path, about))
        return f"{self.number:06d}/{name}", durable.digest(path)

    def write_places(self, places: Sequence[DataPlace]) -> None:
        path = self.loading / PLACES
        rows = [asdict(place) | {"grades": list(place.grades)} for place in places]
        text = {name: pa.string() for name in ("id", "kind", "name", "parent")}
        schema = pa.schema({**text, "grades": pa.list_(pa.string())})
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")
        self._settle(path)

    def _settle(self, path: Path) -> None:
        path.chmod(0o600)
        durable.sync(path)
        self.tell("table_on_disk", path.name)

    def give_up(self) -> None:
        """Nothing has changed: leave the live release as it is."""
        shutil.rmtree(self.loading)

    def publish(self, manifest: ReleaseManifest) -> ReleaseManifest:
        """Make it the live release. Until the last step readers see the release before it."""
        durable.write(self.loading / MANIFEST, to_json(manifest))
        self.tell("manifest_on_disk", "")
        durable.sync(self.loading)
        self.loading.rename(folder_of(self.store, self.number))
        durable.sync(self.store / RELEASES)
        self.tell("release_named", "")
        pointer = self.store / RELEASES / POINTER
        new = pointer.with_name(f"{POINTER}.new")
        durable.write(new, f"{self.number}\n".encode())
        self.tell("pointer_on_disk", "")
        new.replace(pointer)
        self.tell("pointer_flipped", "")
        durable.sync(self.store / RELEASES)
        self.tell("published", "")
        return manifest


class Described(TypedDict):
    """What a table's entry says of its rows."""

    rows: int
    withheld: int
    place_kinds: tuple[PlaceKind, ...]
    group_sets: tuple[str, ...]
    school_years: tuple[int, ...]


def described(rows: Sequence[ReleasedResult]) -> Described:
    kinds = {row.place_kind for row in rows}
    return Described(
        rows=len(rows),
        withheld=sum(isinstance(row.value, Suppressed) for row in rows),
        place_kinds=tuple(kind for kind in PLACE_KINDS if kind in kinds),
        group_sets=tuple(sorted({row.group_set for row in rows})),
        school_years=tuple(sorted({row.school_year for row in rows})),
    )
