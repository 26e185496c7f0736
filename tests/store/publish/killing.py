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
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from groundswell.store.publish import durable, editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.editions import StoreFault
from groundswell.store.publish.reading import damage
from tests.store.oneroster.given import export
from tests.store.oneroster.loading import load, tables

State = dict[editions.PartKey, str]
STAGES = (
    "reading", "read", "checked", "part_written", "part_on_disk", "derived", "manifest_on_disk", "folders_on_disk",
    "edition_named", "pointer_on_disk", "pointer_flipped", "published",
)  # fmt: skip
AT_RANDOM = "at any moment"


@dataclass
class Exposure:
    """What was tried, and what was wrong. `acknowledged` counts writers that had told us it was done."""

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


def _write(store: Path, given: Path, stage: str, turn: int, broken: str, done: Connection) -> None:
    """In a process of its own: load, and die once `stage` is reached for the `turn`-th time."""
    from groundswell.store.engine import EngineLimits
    from groundswell.store.read.oneroster.load import LoadSettings, load_oneroster

    BROKEN[broken]()
    left = [turn]

    def tell(reached: str, detail: str) -> None:
        if reached == stage:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    done.send("started")
    report = load_oneroster(
        store,
        given,
        made_at="2026-10-02T00:00:00+00:00",
        settings=LoadSettings(engine=EngineLimits(threads=1)),
        tell=tell,
    )
    done.send(report.edition)
    if stage == "acknowledged":
        os.kill(os.getpid(), signal.SIGKILL)


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
    loading = Draft._written

    def over(self: Draft, key, relation, split, rows, fingerprint):  # type: ignore[no-untyped-def]
        part = loading(self, key, relation, split, rows, fingerprint)
        if key in self.before.parts:
            live = self.store / editions.EDITIONS / self.before.parts[key].path
            live.write_bytes((self.loading / key.filename).read_bytes())
            self.tell("part_written", "in place")
        return part

    Draft._written = over  # type: ignore[method-assign]


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
    """A store at the first state, an export that leads to the second, and what both look like."""

    folder: Path
    broken: str = ""
    exposure: Exposure = field(default_factory=Exposure)

    def __post_init__(self) -> None:
        before, after = export(), export()
        after.row("classes", "2026-S002-1")["title"] = "Geometry"
        after.row("users", "0001041")["familyName"] = "Renamed"
        self.first = self.folder / "first"
        load(self.first, before.as_zip(self.folder / "first.zip"))
        self.next = after.as_zip(self.folder / "next.zip")
        second = shutil.copytree(self.first, self.folder / "second")
        load(second, self.next)
        self.states: tuple[State, State] = (
            editions.current(self.first).state(),
            editions.current(second).state(),
        )
        self.tables = (tables(self.first), tables(second))
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(
            ["groundswell.store.read.oneroster.load", "tests.store.publish.killing"]
        )

    def kill(self, stage: str, turn: int, *, after: float | None = None) -> None:
        """One writer, killed by itself at `stage` or by us `after` seconds; then look, and load again."""
        store = shutil.copytree(self.first, self.folder / "store")
        mine, theirs = self.processes.Pipe()
        writer = self.processes.Process(
            target=_write, args=(store, self.next, stage, turn, self.broken, theirs)
        )
        writer.start()
        theirs.close()
        said = _said(mine, writer, after)
        writer.join()
        if writer.exitcode == -signal.SIGKILL:
            self.exposure.kills[stage] += 1
        acknowledged = len(said) > 1
        self.exposure.acknowledged += acknowledged
        self._look(store, f"{stage} {turn}", acknowledged=acknowledged)
        shutil.rmtree(store)

    def _look(self, store: Path, where: str, *, acknowledged: bool) -> None:
        try:
            whole = self._seen(store)
            if acknowledged and not whole:
                self.exposure.wrong.append(f"{where}: an acknowledged load is lost")
            self.exposure.went_through += whole
            load(store, self.next)
            if not self._seen(store):
                self.exposure.wrong.append(f"{where}: the next load did not get there")
            if leftovers := [
                path.name for path in (store / editions.EDITIONS).iterdir() if path.name.startswith(".")
            ]:
                self.exposure.wrong.append(f"{where}: {leftovers} lie about")
        except (StoreFault, AssertionError, OSError, ValueError) as fault:
            self.exposure.wrong.append(f"{where}: {fault}")

    def _seen(self, store: Path) -> bool:
        """Whether the second state is there; anything but the first or second whole is wrong."""
        now = editions.current(store)
        assert not (broken := damage(store, now)), f"unreadable: {broken}"
        state = now.state()
        assert state in self.states, "half a load is visible"
        which = self.states.index(state)
        assert tables(store) == self.tables[which], "the tables are not those of the edition"
        return which == 1


def _said(mine: Connection, writer: multiprocessing.process.BaseProcess, after: float | None) -> list[object]:
    """What the writer told us before it ended."""
    said: list[object] = []
    try:
        said.append(mine.recv())
        if after is not None and not mine.poll(after):
            os.kill(writer.pid or 0, signal.SIGKILL)
        while True:
            said.append(mine.recv())
    except (EOFError, ConnectionResetError):
        return said


def run(kills: int, broken: str = "", *, stages: tuple[str, ...] = STAGES, seed: int = 1) -> Exposure:
    """`kills` writers: at each stage in turn, and (with more than one round) at random moments as well."""
    chance = random.Random(seed)  # noqa: S311
    plan = [*stages, "acknowledged", *([AT_RANDOM] * (len(stages) // 3) if kills > len(stages) + 1 else [])]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), broken)
        for number in range(kills):
            stage = plan[number % len(plan)]
            after = chance.uniform(0, 0.6) if stage == AT_RANDOM else None
            several = {"read": 10, "reading": 10, "part_written": 4, "part_on_disk": 4}.get(stage, 1)
            bench.kill(stage, chance.randint(1, several), after=after)
        return bench.exposure
