"""Files that survive a crash: on disk before they are named, named before anything points at them."""

import hashlib
import os
from pathlib import Path

PIECE = 1024 * 1024


def sync(path: Path) -> None:
    """Wait until the file or folder is on disk. A folder's names are a content of their own."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, content: bytes) -> None:
    """Write a small file readable by its owner alone, and wait until it is on disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def digest(path: Path) -> str:
    """BLAKE2b of the file's bytes, 32 hexadecimal digits: tells a damaged file from a sound one."""
    seen = hashlib.blake2b(digest_size=16)
    with path.open("rb") as handle:
        while piece := handle.read(PIECE):
            seen.update(piece)
    return seen.hexdigest()
