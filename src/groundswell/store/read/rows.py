"""One row under its header, with what is wrong with it."""

import re
from dataclasses import dataclass

from groundswell.store.read.faults import Fault
from groundswell.store.read.records import OpenQuote, Record

EXTRA = "(more cells)"
SAVE_AGAIN = "Save the file as CSV UTF-8 and send it again."
_SUSPECT = re.compile("[\x00\ud800-\udfff]")
_GRAMMAR = {
    "stray_quote": (
        "There is a quote mark in the middle of this cell.",
        "Put the whole cell in quote marks and double the quote mark inside.",
    ),
    "text_after_quote": (
        "There is text after the closing quote mark. A quote may be open that should not be.",
        "Put the whole cell in quote marks and double the quote marks inside.",
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as text, by column name. `line` is the physical line on which it starts."""

    line: int
    values: dict[str, str]
    faults: tuple[Fault, ...] = ()


def row_from(record: Record, header: tuple[str, ...], *, field_limit: int) -> Row:
    """The record under its header. Cells beyond the header are kept under `EXTRA`."""
    values = dict(zip(header, record.cells, strict=False))
    if len(record.cells) > len(header):
        values[EXTRA] = " | ".join(record.cells[len(header) :])
    return Row(record.line, values, _faults(record, header, field_limit))


def _faults(record: Record, header: tuple[str, ...], field_limit: int) -> tuple[Fault, ...]:
    found = [
        Fault(record.line, column_at(header, index), rule, *_GRAMMAR[rule]) for index, rule in record.faults
    ]
    found += _ragged(record, header)
    found += [
        fault
        for index, cell in enumerate(record.cells)
        if len(cell) > field_limit or _SUSPECT.search(cell)
        for fault in _cell_faults(record.line, column_at(header, index), cell, field_limit)
    ]
    return tuple(found)


def _ragged(record: Record, header: tuple[str, ...]) -> list[Fault]:
    have, want = len(record.cells), len(header)
    if have == want:
        return []
    words = f"This row has {have} cells; the header names {want} columns."
    where = header[have] if have < want else EXTRA
    fix = "Add the missing cells." if have < want else "Remove them, or put text with separators in quotes."
    return [Fault(record.line, where, "ragged_row", words, fix)]


def _cell_faults(line: int, column: str, cell: str, field_limit: int) -> list[Fault]:
    found = []
    if len(cell) > field_limit:
        words = f"This cell is longer than {field_limit:,} characters."
        found.append(Fault(line, column, "field_too_long", words, "Shorten it, or look for an open quote."))
    if "\x00" in cell:
        words = "This cell holds an empty (NUL) character."
        found.append(Fault(line, column, "nul_character", words, SAVE_AGAIN))
    if re.search("[\ud800-\udfff]", cell):
        words = "This cell holds bytes that are not text in any encoding we know."
        found.append(Fault(line, column, "encoding", words, SAVE_AGAIN))
    return found


def column_at(header: tuple[str, ...], index: int) -> str:
    """The name of the column at `index`, or where it stands when it has no name."""
    return header[index] if index < len(header) else f"column {index + 1}"


def open_quote_fault(problem: OpenQuote, header: tuple[str, ...]) -> Fault:
    """Where the quote opens that is never closed."""
    words = "A quote mark opens in this cell and is not closed."
    if problem.rule == "open_quote_too_long":
        words = "A quote mark opens in this cell, and the cell becomes longer than we take."
    fix = "Close the quote mark, or double it if it belongs to the text."
    return Fault(problem.line, column_at(header, problem.index), problem.rule, words, fix)
