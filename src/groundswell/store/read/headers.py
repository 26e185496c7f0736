"""The first row: it names the columns, each once."""

from groundswell.store.read.faults import Fault, Unreadable
from groundswell.store.read.records import Record

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}


def suggest_delimiter(header: str) -> str:
    """The delimiter that the header line holds most often outside quotes; comma when it holds none."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def check_header(first: Record | None, *, columns: int) -> tuple[str, ...]:
    """The columns' names, trimmed. A column without a name is called by its place. Raises `Unreadable`."""
    if first is None:
        fix = "Send a file whose first row names the columns."
        raise Unreadable(Fault(1, "", "empty_file", "The file is empty.", fix))
    names = tuple(cell.strip() or f"column {index}" for index, cell in enumerate(first.cells, start=1))
    fault = _damaged(first, names) or _too_many(first, columns) or _twice(first, names)
    if fault:
        raise Unreadable(fault)
    return names


def _damaged(first: Record, names: tuple[str, ...]) -> Fault | None:
    unreadable = [index for index, name in enumerate(names) if "\x00" in name or _has_lone_surrogate(name)]
    broken = [index for index, _ in first.faults] + unreadable
    if not broken:
        return None
    where = f"column {broken[0] + 1}"
    words = "The name of this column holds characters that do not belong in a text file."
    return Fault(first.line, where, "header", words, "Save the file as CSV UTF-8 and send it again.")


def _too_many(first: Record, columns: int) -> Fault | None:
    if len(first.cells) <= columns:
        return None
    words = f"The first row names {len(first.cells):,} columns; we take {columns:,}."
    return Fault(first.line, "", "too_many_columns", words, "Check the separator, or send fewer columns.")


def _twice(first: Record, names: tuple[str, ...]) -> Fault | None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            words = f"Two columns are called “{name}”."
            return Fault(first.line, name, "duplicate_header", words, "Give each column a name of its own.")
        seen.add(name.casefold())
    return None


def _has_lone_surrogate(value: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in value)
