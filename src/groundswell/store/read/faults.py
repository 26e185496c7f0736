"""What is wrong with a file, where, and how to put it right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding. `line` is the physical line from 1; `column` the column's name, or "" for all of it."""

    line: int
    column: str
    rule: str
    message: str
    fix: str


class Unreadable(Exception):
    """The file cannot be read as a table from here on. Nothing of it should be used."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"Line {fault.line}: {fault.message} {fault.fix}")
        self.fault = fault


@dataclass(frozen=True)
class Limits:
    """How much a file may hold. Sizes in bytes or characters; memory stays within a few lines of text."""

    packed_bytes: int = 50 * 1024 * 1024
    unpacked_bytes: int = 250 * 1024 * 1024
    line_characters: int = 1_000_000
    field_characters: int = 10_000
    columns: int = 500
    rows: int = 500_000
