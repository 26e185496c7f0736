"""Bytes in, bytes out: gzip is opened here, and a file that is too large stops before it is in memory."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from groundswell.store.read.faults import Fault, Limits, Unreadable

PIECE = 64 * 1024
GZIP = b"\x1f\x8b"
NOT_TABLES = {
    b"PK\x03\x04": "This looks like an Excel workbook or a zip file.",
    b"\xd0\xcf\x11\xe0": "This looks like an older Excel workbook.",
    b"%PDF": "This looks like a PDF.",
}


def pieces(source: BinaryIO, *, limits: Limits) -> Iterator[bytes]:
    """The content of `source` from its start in pieces, unpacked if it is gzip. Raises `Unreadable`."""
    source.seek(0)
    head = source.read(4)
    source.seek(0)
    _refuse_other_kinds(head)
    read = _counted(_raw(source), limits.packed_bytes, "The file is larger than we take.")
    if head.startswith(GZIP):
        yield from _counted(_gunzip(read), limits.unpacked_bytes, "Unpacked, it is larger than we take.")
    else:
        yield from read


def _raw(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(PIECE):
        yield piece


def _counted(stream: Iterator[bytes], limit: int, message: str) -> Iterator[bytes]:
    total = 0
    for piece in stream:
        total += len(piece)
        if total > limit:
            fix = f"Send it in parts of at most {_said(limit)}."
            raise Unreadable(Fault(1, "", "too_large", message, fix))
        yield piece


def _said(size: int) -> str:
    return f"{size // (1024 * 1024)} MB" if size >= 1024 * 1024 else f"{size} bytes"


def _refuse_other_kinds(head: bytes) -> None:
    for start, message in NOT_TABLES.items():
        if head.startswith(start):
            raise Unreadable(Fault(1, "", "not_a_table", message, "Save it as CSV and send that file."))


def _gunzip(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack piece by piece, so that a small file that unpacks to a huge one never gets there."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in packed:
            waiting = piece
            while waiting:
                yield unpacker.decompress(waiting, PIECE)
                waiting = unpacker.unconsumed_tail
                if unpacker.eof:
                    waiting = unpacker.unused_data
                    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if waiting else unpacker
    except zlib.error as error:
        raise _damaged() from error
    if not unpacker.eof:
        raise _damaged()


def _damaged() -> Unreadable:
    words, fix = "The packed file is damaged or cut off.", "Pack it again, or send it unpacked."
    return Unreadable(Fault(1, "", "damaged_gzip", words, fix))
