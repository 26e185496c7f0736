"""Kill the maker of a release at a named stage, in a process of its own; then look at what it left."""

import multiprocessing
import os
import shutil
import signal
from pathlib import Path

from groundswell.store.release import reading
from groundswell.store.release.making import check_release
from tests.store.release.small_store import ABSENCE, make, publish_edition

STAGES = ("table_written", "manifest_on_disk", "release_named", "pointer_on_disk", "pointer_flipped")


def _die_at(store: Path, stage: str) -> None:
    def tell(reached: str, _detail: str) -> None:
        if reached == stage:
            os.kill(os.getpid(), signal.SIGKILL)

    make(store, tell=tell)


class Bench:
    """A store with release 1 live, and an edition that leads to release 2."""

    def __init__(self, folder: Path) -> None:
        self.first, self.store = folder / "first", folder / "store"
        publish_edition(self.first)
        make(self.first)
        publish_edition(self.first, late=20)
        self.before = self._numbers(self.first)
        done = shutil.copytree(self.first, folder / "done")
        make(done)
        self.after = self._numbers(done)
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(["tests.store.release.killing"])

    def kill(self, stage: str) -> bool:
        """Whether the new release is live. Raises AssertionError when anything but one of the two is there."""
        store = shutil.copytree(self.first, self.store)
        maker = self.processes.Process(target=_die_at, args=(store, stage))
        maker.start()
        maker.join()
        assert maker.exitcode == -signal.SIGKILL, "it was not killed"
        seen = self._numbers(store)
        assert seen in (self.before, self.after), "half a release is visible"
        assert check_release(store).exposed == ()
        if stage == "release_named":
            self._go_on(store)
        shutil.rmtree(store)
        return seen == self.after

    def _go_on(self, store: Path) -> None:
        """The next release is made as if nothing had been, and nothing lies about."""
        make(store)
        assert self._numbers(store) == self.after
        left = sorted(path.name for path in (store / "releases").iterdir())
        assert left == ["000001", "000002", "CURRENT", "lock"]

    def _numbers(self, store: Path) -> object:
        now = reading.current(store)
        assert now is not None
        return now.number, reading.numbers(store, now, ABSENCE, period="school_year", place_kind="school")
