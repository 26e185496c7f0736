"""Records from a file, one at a time, in the API's shape whatever the format."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from groundswell.store.read.faults import Fault, Limits, Unreadable

PIECE = 64 * 1024
DEEPEST = 40
MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `row` counts from 1; `line` is where it begins, or `row` again when all is on one line.

    `name` is the XML element, or "" in JSON. `rule` is what makes the whole record unusable, "" when nothing does.
    """

    row: int
    line: int
    name: str
    data: dict[str, Any]
    rule: str = ""


def stopped(line: int, rule: str, message: str, fix: str) -> Unreadable:
    """The file cannot be used from here on."""
    return Unreadable(Fault(line, "", rule, message, fix))


def pieces(source: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The bytes of a file. Raises `Unreadable` when it holds more than it said."""
    total = 0
    while piece := source.read(PIECE):
        total += len(piece)
        if total > limits.unpacked_bytes:
            raise stopped(1, "too_large", "The file is larger than we take.", "Send it in parts.")
        yield piece
    if not total:
        raise stopped(1, "empty", "The file is empty.", "Export it again, or leave it out.")


def too_long(line: int, most: int) -> Unreadable:
    words = f"A record that begins here is longer than {most:,} characters."
    return stopped(line, "record_too_long", words, "Check that each record is closed where it ends.")


def too_deep(line: int) -> Unreadable:
    words = f"The record on this line is nested more than {DEEPEST} deep."
    return stopped(line, "too_deep", words, "No Ed-Fi record is. Check where the file comes from.")
