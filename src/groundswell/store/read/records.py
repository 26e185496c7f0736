"""The grammar of RFC 4180: lines to cells. A line without quotes takes the short way."""

from collections.abc import Iterator
from dataclasses import dataclass

from groundswell.store.read.text import Line

QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row. `faults` pairs a cell's index with the rule that it breaks."""

    line: int
    cells: list[str]
    faults: tuple[tuple[int, str], ...] = ()


class OpenQuote(Exception):
    """A quote that opens in cell `index` of the row at `line` is never closed (or not within the limit)."""

    def __init__(self, line: int, index: int, rule: str) -> None:
        super().__init__(rule)
        self.line, self.index, self.rule = line, index, rule


def records(source: Iterator[Line], *, delimiter: str, field_limit: int) -> Iterator[Record]:
    """Every row that is not a blank line. Raises `OpenQuote`."""
    for line in source:
        if QUOTE in line.text:
            yield _Scan(line, source, delimiter, field_limit).record()
        elif line.text:
            yield Record(line.number, line.text.split(delimiter))


class _Scan:
    """One row that holds quotes; it may run on over further lines."""

    def __init__(self, line: Line, more: Iterator[Line], delimiter: str, field_limit: int) -> None:
        self.start, self.line, self.more = line.number, line, more
        self.delimiter, self.field_limit = delimiter, field_limit
        self.at = 0
        self.cells: list[str] = []
        self.faults: list[tuple[int, str]] = []

    def record(self) -> Record:
        while self._take_cell():
            self.at += 1
        return Record(self.start, self.cells, tuple(self.faults))

    def _take_cell(self) -> bool:
        """Take one cell; whether another one follows."""
        quoted = self.line.text.startswith(QUOTE, self.at)
        value = self._quoted() if quoted else ""
        tail = self._until_delimiter()
        if quoted and tail:
            self.faults.append((len(self.cells), "text_after_quote"))
        elif QUOTE in tail:
            self.faults.append((len(self.cells), "stray_quote"))
        self.cells.append(value + tail)
        return self.at < len(self.line.text)

    def _until_delimiter(self) -> str:
        stop = self.line.text.find(self.delimiter, self.at)
        begin, self.at = self.at, len(self.line.text) if stop < 0 else stop
        return self.line.text[begin : self.at]

    def _quoted(self) -> str:
        """The text of a quoted cell. A doubled quote is one quote; line ends inside are kept as they are."""
        self.at += 1
        parts: list[str] = []
        size = 0
        while True:
            close = self.line.text.find(QUOTE, self.at)
            part = self.line.text[self.at :] + self.line.end if close < 0 else self.line.text[self.at : close]
            parts.append(part)
            size += len(part)
            if close < 0:
                self._next_line(size)
            elif self.line.text.startswith(QUOTE, close + 1):
                parts.append(QUOTE)
                self.at = close + 2
            else:
                self.at = close + 1
                return "".join(parts)

    def _next_line(self, size: int) -> None:
        line = next(self.more, None)
        if line is None:
            raise OpenQuote(self.start, len(self.cells), "open_quote")
        if size > self.field_limit:
            raise OpenQuote(self.start, len(self.cells), "open_quote_too_long")
        self.line, self.at = line, 0
