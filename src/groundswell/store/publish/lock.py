"""One writer at a time. Readers need no lock: what they read never changes."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from groundswell.store.publish import rewrites
from groundswell.store.publish.editions import EDITIONS, POINTER, current_number

LOADING = ".loading"
SPILL = ".spill"
LOCK = "lock"


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """Hold the store for writing, waiting for another writer to end. The system ends the hold of a dead one."""
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    (store / EDITIONS).mkdir(mode=0o700, exist_ok=True)
    with (store / LOCK).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        sweep(store)
        yield


def sweep(store: Path) -> None:
    """Remove what a writer left that stopped before its edition was live. Nobody can have read it."""
    live = current_number(store)
    for folder in (store / EDITIONS).iterdir():
        if folder.name.endswith(LOADING) or (folder.name.isdecimal() and int(folder.name) > live):
            shutil.rmtree(folder)
    shutil.rmtree(store / SPILL, ignore_errors=True)
    (store / f"{POINTER}.new").unlink(missing_ok=True)
    rewrites.finish(store)


def is_held(lock: Path) -> bool:
    """Whether some process holds this lock now. It may be free, or taken, a moment later."""
    if not lock.exists():
        return False
    with lock.open() as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def is_writing(store: Path) -> bool:
    """Whether a load, a taking back or a deletion is at work on the store."""
    return is_held(store / LOCK)
