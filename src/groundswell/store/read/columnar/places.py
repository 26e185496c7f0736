"""Where the points stand on the axis: dates, whole numbers, or words in order of appearance."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from groundswell.store.read.columnar.dates import (
    LOOKS_ISO,
    LOOKS_PARTED,
    DateOrder,
    NoDate,
    date_of,
    readings,
)
from groundswell.store.read.columnar.numbers import PLAIN
from groundswell.store.read.columnar.refused import Described, Findings
from groundswell.store.read.columnar.sheet import EMPTY, Cells, Codes, Sheet, rows_with, words

PlaceKind = Literal["date", "number", "word"]
Place = dt.date | int | str

_NUMBER = re.compile(PLAIN)
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}(\.0*)?")
_EIGHT = re.compile(r"(19|20)[0-9]{6}")


@dataclass(frozen=True)
class Places:
    """The different places in order (words as they come), and which of them each row holds."""

    kind: PlaceKind
    labels: list[Place]
    codes: Codes


def places(
    sheet: Sheet, column: str, *, kind: PlaceKind | None, order: DateOrder | None, findings: Findings
) -> Places:
    """Read the column as `kind`; None takes dates where most cells look like dates, then whole numbers, else words.

    A date that can be read two ways is a question in `findings`, unless `order` answers it.
    """
    found = sheet.columns[column]
    if pa.types.is_timestamp(found.type):
        found = found.cast(pa.timestamp("us"), safe=False)
    cells = words(found)
    findings.add(np.flatnonzero(cells.codes == EMPTY), column, lambda _row: _EMPTY_PLACE)
    chosen = kind or ("date" if pa.types.is_date(found.type) else _kind_of(cells.texts, order))
    if chosen == "word":
        return Places("word", list(cells.texts), cells.codes)
    if chosen == "date" and order is None and _ask(cells, column, findings):
        return Places("word", list(cells.texts), cells.codes)
    read = _whole(declared=kind == "number") if chosen == "number" else _dated(order or "iso")
    return _ordered(cells, chosen, column, read, findings)


_EMPTY_PLACE = (
    "no_place",
    "This row does not say when (or where) it belongs.",
    "Fill the cell, or take the row out.",
)


def _kind_of(texts: list[str], order: DateOrder | None) -> PlaceKind:
    dates = sum(1 for t in texts if LOOKS_ISO.fullmatch(t) or LOOKS_PARTED.fullmatch(t))
    numbers = sum(1 for t in texts if _NUMBER.fullmatch(t))
    if (order or dates) and dates * 2 >= len(texts):
        return "date"
    return "number" if numbers and numbers * 2 >= len(texts) else "word"


def _ask(cells: Cells, column: str, findings: Findings) -> bool:
    """Ask once, at the first row, how dates such as 3/4/2024 are written."""
    parted = [code for code, text in enumerate(cells.texts) if LOOKS_PARTED.fullmatch(text)]
    if not parted:
        return False
    text = cells.texts[parted[0]]
    told = {orders[0] for code in parted if len(orders := readings(cells.texts[code])) == 1}
    hint = ""
    if len(told) == 1:
        hint = f" Some dates here fit {'month first (mdy)' if told == {'mdy'} else 'day first (dmy)'} alone."
    message = f"“{text}”: is the month first, or the day?{hint}"
    described = "ambiguous_date", message, "Say how dates are written: mdy or dmy."
    findings.add(rows_with(cells, parted)[:1], column, lambda _row: described)
    return True


def _whole(*, declared: bool) -> Callable[[str], Place]:
    def read(text: str) -> Place:
        if not declared and _EIGHT.fullmatch(text):
            fix = f"Write {text[:4]}-{text[4:6]}-{text[6:]}, or say that the column holds numbers."
            raise NoDate("date_or_number", f"“{text}” may be a date or a number.", fix)
        if not _WHOLE.fullmatch(text):
            fix = "Use whole numbers, dates or words throughout."
            raise NoDate("not_whole", f"“{text[:40]}” is not a whole number.", fix)
        return int(text.split(".", maxsplit=1)[0])

    return read


def _dated(order: DateOrder) -> Callable[[str], Place]:
    return lambda text: date_of(text, order)


def _ordered(
    cells: Cells, kind: PlaceKind, column: str, read: Callable[[str], Place], findings: Findings
) -> Places:
    """Places ascending; two ways to write one day become one place."""
    found: list[Place | None] = []
    wrong: dict[int, Described] = {}
    for code, text in enumerate(cells.texts):
        try:
            found.append(read(text))
        except NoDate as fault:
            wrong[code] = fault.described
            found.append(None)
    if wrong:
        rows = rows_with(cells, list(wrong))
        findings.add(rows, column, lambda row: wrong[int(cells.codes[row])])
    labels = sorted({place for place in found if place is not None})
    rank = {place: code for code, place in enumerate(labels)}
    moved = np.asarray([EMPTY if p is None else rank[p] for p in found] + [EMPTY], dtype=np.int32)
    return Places(kind, labels, moved[cells.codes])
