"""Kill a writer at a named stage, then look at what it left. Run with more kills as
`python -m tests.store.publish --kills 250`; it prints the exposure and ends with 1 when anything is wrong.
"""

import multiprocessing
import os
import random
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

from groundswell.store.publish import durable, editions
from groundswell.store.publish.drafts import Draft, Tell, silent
from groundswell.store.publish.editions import StoreFault
from groundswell.store.publish.reading import damage
from tests.store.oneroster.given import Export, export
from tests.store.oneroster.loading import AT, load, tables

State = dict[editions.PartKey, str]
STAGES = (
    "reading", "read", "checked", "part_written", "part_on_disk", "derived", "manifest_on_disk", "folders_on_disk",
    "edition_named", "pointer_on_disk", "pointer_flipped", "published",
)  # fmt: skip
AT_RANDOM = "at any moment"
TITLES = ("Mathematics", "Geometry", "Algebra")


@dataclass
class Exposure:
    """What was tried, and what was wrong.

    `acknowledged` counts loads of which the writer had told us that they are done, before it was killed;
    `went_through` counts those found whole afterwards, acknowledged or not.
    """

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    went_through: int = 0
    wrong: list[str] = field(default_factory=list)

    def said(self) -> str:
        at = ", ".join(f"{stage} {count}" for stage, count in self.kills.items())
        return (
            f"{sum(self.kills.values())} kills ({at}); {self.acknowledged} loads acknowledged, "
            f"{self.went_through} seen whole; {len(self.wrong)} wrong."
        )


@dataclass(frozen=True)
class Doom:
    """When a writer dies: once its last load reaches `stage` for the `turn`-th time.

    `broken` names its build; with more than one of `threads` it writes parts side by side.
    """

    stage: str
    turn: int
    broken: str = ""
    threads: int = 1

    def teller(self) -> Tell:
        left = [self.turn]

        def tell(reached: str, detail: str) -> None:
            left[0] -= reached == self.stage
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        return tell


def _write(store: Path, packages: Sequence[Path], doom: Doom, done: Connection) -> None:
    """In a process of its own: load the packages, telling of each that is done, and die as `doom` says."""
    BROKEN[doom.broken]()
    done.send("started")
    for package in packages[:-1]:
        done.send(_loaded(store, package, doom.threads, silent))
    done.send(_loaded(store, packages[-1], doom.threads, doom.teller()))
    if doom.stage == "acknowledged":
        os.kill(os.getpid(), signal.SIGKILL)


def _loaded(store: Path, package: Path, threads: int, tell: Tell) -> int:
    from groundswell.store.engine import EngineLimits
    from groundswell.store.read.oneroster.load import LoadSettings, load_oneroster

    settings = LoadSettings(engine=EngineLimits(threads=threads))
    return load_oneroster(store, package, made_at=AT, settings=settings, tell=tell).edition


def _sound() -> None:
    """The build as it is."""


def _pointer_first() -> None:
    """A broken build: the pointer is flipped before the edition has its name."""
    keep, swap = Draft._keep, Draft._swap

    def early(self: Draft, edition: editions.Edition) -> None:
        swap(self, edition.number)
        keep(self, edition)

    Draft._keep = early  # type: ignore[method-assign]
    Draft._swap = lambda self, number: None  # type: ignore[method-assign]


def _in_place() -> None:
    """A broken build: parts are written into the live edition's files."""
    writing = Draft._known

    def over(self: Draft, writer, each, place, rows):  # type: ignore[no-untyped-def]
        part, held = writing(self, writer, each, place, rows), self.before.parts.get(each.key(place))
        if held is not None and held is not part:
            live = self.store / editions.EDITIONS / held.path
            live.write_bytes((self.loading / part.key.filename).read_bytes())
            writer.tell("part_written", "in place")
        return part

    Draft._known = over  # type: ignore[method-assign]


def _half_written() -> None:
    """A broken build: the pointer is written in place, its first half first."""

    def swap(self: Draft, number: int) -> None:
        pointer = self.store / editions.POINTER
        pointer.write_text("")
        self.tell("pointer_on_disk", "")
        durable.write(pointer, f"{number}\n".encode())
        self.tell("pointer_flipped", "")

    Draft._swap = swap  # type: ignore[method-assign]


BROKEN: dict[str, Callable[[], None]] = {
    "": _sound,
    "pointer first": _pointer_first,
    "in place": _in_place,
    "half written": _half_written,
}


@dataclass
class Bench:
    """One store that lives through all the kills: each writer goes on from what the killed one left.

    The packages come in turn, so that each load changes the store, and the edition's number tells its state.
    """

    folder: Path
    broken: str = ""
    exposure: Exposure = field(default_factory=Exposure)

    def __post_init__(self) -> None:
        self.packages = [_changed(title).as_zip(self.folder / f"{title}.zip") for title in TITLES]
        self.first, self.store = self.folder / "first", self.folder / "store"
        load(self.first, self.packages[0])
        ahead = shutil.copytree(self.first, self.folder / "ahead")
        self.states, self.tables, started = [_state(ahead)], [tables(ahead)], perf_counter()
        for package in self.packages[1:]:
            load(ahead, package)
            self.states.append(_state(ahead))
            self.tables.append(tables(ahead))
        self.takes = perf_counter() - started
        shutil.copytree(self.first, self.store)
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(
            ["groundswell.store.read.oneroster.load", "tests.store.publish.killing"]
        )

    def kill(self, doom: Doom, *, loads: int, after: float | None = None) -> None:
        """One writer of some `loads`, killed by itself in the last or by us `after` seconds; then look."""
        before = editions.current_number(self.store)
        coming = [self.packages[(before + each) % len(self.packages)] for each in range(loads)]
        mine, theirs = self.processes.Pipe()
        writer = self.processes.Process(target=_write, args=(self.store, coming, doom, theirs))
        writer.start()
        theirs.close()
        acknowledged = max(0, len(_said(mine, writer, after)) - 1)
        writer.join()
        if writer.exitcode == -signal.SIGKILL:
            self.exposure.kills[doom.stage] += 1
        self.exposure.acknowledged += acknowledged
        told = f"{doom.stage} {doom.turn}, load {loads}"
        if wrong := self._wrong(before, acknowledged, loads if after is None else 1):
            self.exposure.wrong.append(f"{told}: {wrong}")
            shutil.rmtree(self.store)
            shutil.copytree(self.first, self.store)

    def _wrong(self, before: int, acknowledged: int, loads: int) -> str:
        """What is wrong with the store, "" for nothing. All loads but the last were to be acknowledged."""
        try:
            whole = self._number() - before
            self.exposure.went_through += max(0, whole)
        except (StoreFault, AssertionError, OSError, ValueError) as fault:
            return str(fault)
        if whole < acknowledged:
            return "an acknowledged load is lost"
        if acknowledged < loads - 1:
            return "the next load did not get there"
        left = [path.name for path in (self.store / editions.EDITIONS).iterdir() if path.name.startswith(".")]
        return f"{left} lie about" if len(left) > 1 else ""

    def _number(self) -> int:
        """The live edition's number. It must be sound, and hold what the loads up to it brought."""
        now = editions.current(self.store)
        assert not (broken := damage(self.store, now)), f"unreadable: {broken}"
        which = (now.number - 1) % len(self.packages)
        assert now.state() == self.states[which], "half a load is visible"
        assert tables(self.store) == self.tables[which], "the tables are not those of the edition"
        return now.number

    def end(self) -> None:
        """One more load, by a writer that lives: it gets there, and nothing lies about."""
        number = editions.current_number(self.store)
        load(self.store, self.packages[number % len(self.packages)])
        if wrong := self._wrong(number, 1, 1):
            self.exposure.wrong.append(f"in the end: {wrong}")
        left = {path.name for path in (self.store / editions.EDITIONS).iterdir()}
        if any(not name.isdecimal() for name in left) or (self.store / f"{editions.POINTER}.new").exists():
            self.exposure.wrong.append(f"in the end: {sorted(left)} lie about")


def _state(store: Path) -> State:
    return editions.current(store).state()


def _changed(title: str) -> Export:
    after = export()
    after.row("classes", "2026-S002-1")["title"] = title
    after.row("users", "0001041")["familyName"] = title
    return after


def _said(mine: Connection, writer: multiprocessing.process.BaseProcess, after: float | None) -> list[object]:
    """What the writer told us before it ended, or before we killed it `after` seconds from its start."""
    said: list[object] = []
    try:
        said.append(mine.recv())
        until = None if after is None else perf_counter() + after
        while True:
            if until is not None and not mine.poll(max(0.0, until - perf_counter())):
                os.kill(writer.pid or 0, signal.SIGKILL)
                until = None
            said.append(mine.recv())
    except (EOFError, ConnectionResetError):
        return said


def run(kills: int, broken: str = "", *, stages: tuple[str, ...] = STAGES, seed: int = 1) -> Exposure:
    """`kills` writers killed: at each stage in turn, and (with more than one round) at random moments as well.

    One that is through before its moment comes is not counted, and another takes its place (twice as many at most).
    Every second one has brought a load in before the one in which it dies, and every second one writes side by side.
    """
    chance = random.Random(seed)  # noqa: S311
    plan = [*stages, "acknowledged", *([AT_RANDOM] * (len(stages) // 3) if kills > len(stages) + 1 else [])]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), broken)
        for number in range(2 * kills):
            if sum(bench.exposure.kills.values()) >= kills:
                break
            stage = plan[number % len(plan)]
            after = chance.uniform(0, bench.takes) if stage == AT_RANDOM else None
            several = {"read": 10, "reading": 10, "part_written": 4, "part_on_disk": 4}.get(stage, 1)
            loads = 2 if stage == AT_RANDOM else 1 + (number + number // len(plan)) % 2
            doom = Doom(stage, chance.randint(1, several), broken, threads=1 + number % 2)
            bench.kill(doom, loads=loads, after=after)
        bench.end()
        return bench.exposure
