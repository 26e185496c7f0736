"""Is this piece of a CSV file regular? Asked of all its bytes at once.

Regular means that RFC 4180 leaves no doubt: each row has as many cells as the header, quotes stand around
whole cells, lines end alike, the bytes are UTF-8, and there is no NUL. All else is read row by row.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEWLINE, RETURN, COMMA, QUOTE, SPACE = 10, 13, 44, 34, 32
_BEFORE_OPENING = np.array([COMMA, NEWLINE, QUOTE], dtype=np.uint8)
_AFTER_CLOSING = np.array([COMMA, NEWLINE, RETURN, QUOTE], dtype=np.uint8)
_SPACES_AT_EDGES = (b" ,", b", ", b" \n", b"\n ", b" \r", b'" ', b' "')
Bytes = NDArray[np.uint8]
Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shape:
    """The regular rows at the start of a piece: `size` bytes and each row's first line.

    `tidy` means that no cell holds a control character or begins or ends with a space.
    """

    size: int
    line_ends: int
    first_lines: Positions
    quoted: bool
    tidy: bool


def regular(piece: bytes, *, columns: int, line: int, longest: int) -> Shape | None:
    """The shape of the whole rows in `piece`, which begins on `line`; None when it is irregular."""
    quoted = b'"' in piece
    cut = piece.rfind(b"\n") + 1
    cells = np.frombuffer(piece, dtype=np.uint8, count=cut)
    outside = _outside_quotes(cells) if quoted else None
    ends = _positions(cells, NEWLINE, outside)
    if not len(ends):
        return None
    size = int(ends[-1]) + 1
    kept = cells[:size]
    text = piece[:size]
    if not (_is_plain(text) and _even(kept, ends, outside, columns, longest)):
        return None
    if outside is not None and not _quotes_stand_right(kept, outside[:size]):
        return None
    all_ends = np.flatnonzero(kept == NEWLINE) if quoted else ends
    return Shape(
        size=size,
        line_ends=len(all_ends),
        first_lines=_first_lines(ends, all_ends, line),
        quoted=quoted,
        tidy=_is_tidy(text, int(np.count_nonzero(kept < SPACE)), len(all_ends)),
    )


def _is_tidy(text: bytes, low_signs: int, line_ends: int) -> bool:
    only_line_ends = low_signs == line_ends + text.count(b"\r")
    return only_line_ends and not (text.startswith(b" ") or any(pair in text for pair in _SPACES_AT_EDGES))


def _outside_quotes(cells: Bytes) -> NDArray[np.bool_]:
    """True from after a closing quote on (the closing quote too), False from the opening quote on."""
    is_quote = (cells == QUOTE).view(np.uint8)
    inside: Bytes = np.bitwise_xor.accumulate(is_quote)
    outside: NDArray[np.bool_] = inside == 0
    return outside


def _positions(cells: Bytes, sign: int, outside: NDArray[np.bool_] | None) -> Positions:
    found = cells == sign
    return np.flatnonzero(found if outside is None else found & outside[: len(cells)])


def _is_plain(text: bytes) -> bool:
    if b"\x00" in text or text.count(b"\r") != text.count(b"\r\n"):
        return False
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _even(
    cells: Bytes, ends: Positions, outside: NDArray[np.bool_] | None, columns: int, longest: int
) -> bool:
    """Whether each row has `columns` cells and no row is long enough to hold a cell that is too long."""
    if int(np.diff(ends, prepend=-1).max()) > longest:
        return False
    commas = _positions(cells, COMMA, outside)
    if len(commas) != (columns - 1) * len(ends) or columns < 2:
        return False
    by_row = commas.reshape(len(ends), columns - 1)
    return bool((by_row[:, -1] < ends).all() and (by_row[1:, 0] > ends[:-1]).all())


def _quotes_stand_right(cells: Bytes, outside: NDArray[np.bool_]) -> bool:
    quotes = np.flatnonzero(cells == QUOTE)
    closing = outside[quotes]
    opens, closes = quotes[~closing], quotes[closing]
    before = cells[opens[opens > 0] - 1]
    after = cells[closes + 1]
    return bool(np.isin(before, _BEFORE_OPENING).all() and np.isin(after, _AFTER_CLOSING).all())


def _first_lines(ends: Positions, all_ends: Positions, line: int) -> Positions:
    if len(ends) == len(all_ends):
        return np.arange(line, line + len(ends), dtype=np.int64)
    starts = np.concatenate(([0], ends[:-1] + 1))
    return line + np.searchsorted(all_ends, starts)
