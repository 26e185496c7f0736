"""How far is this piece of a CSV file regular? Asked of all its bytes at once.

Regular means that RFC 4180 leaves no doubt: each row has as many cells as the header, quotes stand around
whole cells, lines end alike, the bytes are UTF-8, and there is no NUL. From the first row on that is not,
the rows are read one by one; what stands before it does not suffer for it.
"""

import codecs
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEWLINE, RETURN, COMMA, QUOTE, SPACE, DELETE = 10, 13, 44, 34, 32, 127
_LONE_RETURN = re.compile(rb"\r(?!\n)")
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]
Positions = NDArray[np.int64]


def _any_of(*signs: int) -> Flags:
    """A table of the 256 bytes: true for these."""
    table = np.zeros(256, dtype=np.bool_)
    table[list(signs)] = True
    return table


_BEFORE_OPENING = _any_of(COMMA, NEWLINE, QUOTE)
_AFTER_CLOSING = _any_of(COMMA, NEWLINE, RETURN, QUOTE)


@dataclass(frozen=True, slots=True)
class Shape:
    """The regular rows at the start of a piece: `size` bytes and each row's first line.

    `untidy` are the rows, counted from 0, in which a cell may hold a control character or begin or end with a
    space. `whole` means that every row of the piece that ends in it is regular.
    """

    size: int
    line_ends: int
    first_lines: Positions
    quoted: bool
    untidy: Positions
    whole: bool


def regular(piece: bytes, *, columns: int, line: int, longest: int) -> Shape | None:
    """The shape of the regular rows at the start of `piece`, which begins on `line`; None when there are none."""
    quoted = b'"' in piece
    cells = np.frombuffer(piece, dtype=np.uint8)
    outside = _outside_quotes(cells) if quoted else None
    ends, whole = _even_rows(cells, outside, columns)
    rows = _without_doubt(piece, cells, ends, outside, longest)
    if not rows:
        return None
    return _shape(piece, cells, ends[:rows], quoted=quoted, line=line, whole=whole and rows == len(ends))


def _shape(piece: bytes, cells: Bytes, ends: Positions, *, quoted: bool, line: int, whole: bool) -> Shape:
    kept = cells[: int(ends[-1]) + 1]
    all_ends = np.flatnonzero(kept == NEWLINE) if quoted else ends
    return Shape(
        size=len(kept),
        line_ends=len(all_ends),
        first_lines=_first_lines(ends, all_ends, line),
        quoted=quoted,
        untidy=_untidy_rows(piece, kept, ends),
        whole=whole,
    )


def _outside_quotes(cells: Bytes) -> Flags:
    """True from a closing quote on (the closing quote too), False from the opening quote on."""
    is_quote = (cells == QUOTE).view(np.uint8)
    outside: Flags = np.bitwise_xor.accumulate(is_quote) == 0
    return outside


def _even_rows(cells: Bytes, outside: Flags | None, columns: int) -> tuple[Positions, bool]:
    """Where the first rows end that have `columns` cells each, and whether no other row ends in the piece.

    A single column is left to the careful way: there an empty cell is a blank line.
    """
    found = (cells == COMMA) | (cells == NEWLINE)
    separators = np.flatnonzero(found if outside is None else found & outside)
    rows = len(separators) // columns
    ends_row = cells[separators] == NEWLINE
    grid = ends_row[: rows * columns].reshape(rows, columns)
    even = grid[:, -1] & ~grid[:, :-1].any(axis=1) if columns > 1 else np.zeros(rows, dtype=np.bool_)
    good = rows if even.all() else int(even.argmin())
    ends: Positions = separators[columns - 1 : good * columns : columns]
    return ends, not ends_row[good * columns :].any()


def _without_doubt(piece: bytes, cells: Bytes, ends: Positions, outside: Flags | None, longest: int) -> int:
    """How many of the rows come before the first doubtful byte and before the first that is too long."""
    if not len(ends):
        return 0
    size = int(ends[-1]) + 1
    doubts = [_first_odd_byte(piece, size)]
    if outside is not None:
        doubts.append(_first_odd_quote(cells[:size], outside[:size]))
    too_long = np.flatnonzero(np.diff(ends, prepend=-1) > longest)
    rows = int(np.searchsorted(ends, min(doubts)))
    return min(rows, int(too_long[0])) if len(too_long) else rows


def _first_odd_byte(piece: bytes, size: int) -> int:
    """Where the first NUL, return without a new line, or byte that is no UTF-8 stands; `size` for nowhere."""
    nul = piece.find(b"\x00", 0, size)
    found = [size if nul < 0 else nul]
    if b"\r" in piece and piece.count(b"\r", 0, size) != piece.count(b"\r\n", 0, size):
        lone = _LONE_RETURN.search(piece, 0, size)
        found.append(lone.start() if lone else size)
    if not piece.isascii():
        try:
            codecs.utf_8_decode(memoryview(piece)[:size])
        except UnicodeDecodeError as error:
            found.append(error.start)
    return min(found)


def _first_odd_quote(cells: Bytes, outside: Flags) -> int:
    """Where the first quote stands that is not at the edge of a cell; the size for nowhere."""
    quotes = np.flatnonzero(cells == QUOTE)
    closing = outside[quotes]
    opens, closes = quotes[~closing], quotes[closing]
    odd_opens = opens[(opens > 0) & ~_BEFORE_OPENING[cells[opens - 1]]]
    odd_closes = closes[~_AFTER_CLOSING[cells[closes + 1]]]
    return min([len(cells), *map(int, odd_opens[:1]), *map(int, odd_closes[:1])])


def _untidy_rows(piece: bytes, cells: Bytes, ends: Positions) -> Positions:
    """Rows with a control character besides their line end, or a space at the edge of a cell.

    Judged strictly: a space beside a quote counts, as does a line end within quotes.
    """
    spaces = np.flatnonzero(cells == SPACE)
    at_edge = _BEFORE_OPENING[cells[spaces - 1]] | _AFTER_CLOSING[cells[spaces + 1]] | (spaces == 0)
    odd = np.concatenate((spaces[at_edge], _control_characters(piece, cells, ends)))
    rows: Positions = np.unique(np.searchsorted(ends, odd))
    return rows


def _control_characters(piece: bytes, cells: Bytes, ends: Positions) -> Positions:
    line_ends = np.concatenate((ends, ends[cells[ends - 1] == RETURN] - 1)) if b"\r" in piece else ends
    low = cells < SPACE
    found = [np.flatnonzero(cells == DELETE)] if b"\x7f" in piece else []
    if np.count_nonzero(low) != len(line_ends):
        low[line_ends] = False
        found.append(np.flatnonzero(low))
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)


def _first_lines(ends: Positions, all_ends: Positions, line: int) -> Positions:
    if len(ends) == len(all_ends):
        return np.arange(line, line + len(ends), dtype=np.int64)
    starts = np.concatenate(([0], ends[:-1] + 1))
    return line + np.searchsorted(all_ends, starts)
