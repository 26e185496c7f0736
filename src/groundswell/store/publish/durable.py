"""Files that survive a crash: on disk before they are named, named before anything points at them."""

import hashlib
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PIECE = 1024 * 1024


def sync(path: Path) -> None:
    """Wait until the file or folder is on disk. A folder's names are a content of their own."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(paths: Sequence[Path]) -> None:
    """Wait for several at once: the disk takes them together."""
    if paths:
        with ThreadPoolExecutor(min(8, len(paths))) as threads:
            list(threads.map(sync, paths))


def write(path: Path, content: bytes) -> None:
    """Write a small file readable by its owner alone, and wait until it is on disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def replace(path: Path, content: bytes) -> None:
    """Write a small file in one step: readers see the one before or this one, also after a crash."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_native_id()}")
    try:
        write(beside, content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync(path.parent)


def digest(path: Path) -> str:
    """BLAKE2b of the file's bytes, 32 hexadecimal digits: tells a damaged file from a sound one."""
    seen = hashlib.blake2b(digest_size=16)
    with path.open("rb") as handle:
        while piece := handle.read(PIECE):
            seen.update(piece)
    return seen.hexdigest()
