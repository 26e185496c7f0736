"""JSON as the Ed-Fi API serves it: an array, records one after another, or a record per line (JSONL)."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

from groundswell.store.read.edfi.streaming import DEEPEST, MARKS, Record, pieces, stopped, too_deep, too_long
from groundswell.store.read.faults import Limits

_SIGN = re.compile(r'["{}\[\]]')
_IN_TEXT = re.compile(r'["\\]')
_BETWEEN = re.compile(r"[\s,]*")


class _NotARecord(ValueError):
    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


def read_json(source: BinaryIO, limits: Limits) -> Iterator[Record]:
    """Every record of a .json file. Raises `Unreadable`."""
    last, one_line = 0, False
    for row, (line, text) in enumerate(_Scan(source, limits).objects(), start=1):
        one_line, last = one_line or line == last, line
        data, rule = _parsed(text)
        if rule == "not_json":
            words = "From here on this is not sound JSON."
            raise stopped(line, rule, words, "Look at commas and quote marks, or export the file again.")
        yield Record(row, row if one_line else line, "", data, rule)


def read_lines(source: BinaryIO, limits: Limits) -> Iterator[Record]:
    """Every record of a .jsonl file: a line that is no record is set aside alone. Raises `Unreadable`."""
    row, number, rest = 0, 0, b""
    for piece in pieces(source, limits):
        *whole, rest = (rest + piece).split(b"\n")
        for text in whole:
            number += 1
            if text.strip():
                row += 1
                yield _line(row, number, text, limits)
        if len(rest) > 4 * limits.line_characters:
            raise too_long(number + 1, limits.line_characters)
    if rest.strip():
        yield _line(row + 1, number + 1, rest, limits)


def _line(row: int, number: int, text: bytes, limits: Limits) -> Record:
    if number == 1:
        _require_utf8(text)
        text = text.removeprefix(codecs.BOM_UTF8)
    try:
        decoded = text.decode()
    except UnicodeDecodeError:
        return Record(row, number, "", {}, "encoding")
    if len(decoded) > limits.line_characters:
        raise too_long(number, limits.line_characters)
    data, rule = _parsed(decoded)
    return Record(row, number, "", data, rule)


def _require_utf8(start: bytes) -> None:
    if start.startswith(MARKS):
        words = "The file is in UTF-16."
        raise stopped(1, "encoding", words, "Save it as UTF-8.")


def _parsed(text: str) -> tuple[dict[str, Any], str]:
    """The record and the rule that it breaks. Numbers stay as they are written."""
    try:
        data = json.loads(text, strict=False, parse_int=str, parse_float=str, parse_constant=_no_constant,
                          object_pairs_hook=_once)  # fmt: skip
    except _NotARecord as fault:
        return {}, fault.rule
    except (ValueError, RecursionError):
        return {}, "not_json"
    return (data, "") if isinstance(data, dict) else ({}, "not_a_record")


def _no_constant(_: str) -> NoReturn:
    raise _NotARecord("not_json")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NotARecord("field_twice")
    return found


class _Scan:
    """Finds where each object begins and ends without holding more than one."""

    def __init__(self, source: BinaryIO, limits: Limits) -> None:
        self.limits = limits
        self.source = self._decoded(source)
        self.text = next(self.source, "")
        self.line = 1

    def _decoded(self, source: BinaryIO) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        line, first = 1, True
        for piece in pieces(source, self.limits):
            if first:
                _require_utf8(piece)
            first = False
            try:
                yield decoder.decode(piece)
            except UnicodeDecodeError as error:
                line += piece[: error.start].count(b"\n")
                raise stopped(
                    line, "encoding", "The file holds bytes that are not UTF-8.", "Save it as UTF-8."
                ) from error
            line += piece.count(b"\n")

    def objects(self) -> Iterator[tuple[int, str]]:
        array = self._skip("") == "["
        if array:
            self._drop(1)
        while sign := self._skip(","):
            if sign == "]" and array:
                self._drop(1)
                self._require_end()
                return
            if sign != "{":
                raise stopped(self.line, "not_records", "A record was to begin here, between { and }.",
                              "Send an array of records, or a record per line, as the Ed-Fi API gives them.")  # fmt: skip
            line, text = self.line, self._object()
            yield line, text
        if array:
            raise self._cut()

    def _require_end(self) -> None:
        if self._skip(""):
            raise stopped(
                self.line,
                "not_records",
                "Something follows the end of the array.",
                "Send one array per file.",
            )

    def _skip(self, also: str) -> str:
        """The next sign that is no blank (nor a comma, between records); "" at the end."""
        while True:
            found = _BETWEEN.match(self.text) if also else re.match(r"\s*", self.text)
            self._drop(found.end() if found else 0)
            if self.text:
                return self.text[0]
            more = next(self.source, None)
            if more is None:
                return ""
            self.text = more

    def _drop(self, count: int) -> None:
        self.line += self.text.count("\n", 0, count)
        self.text = self.text[count:]

    def _object(self) -> str:
        at, depth, in_text = 0, 0, False
        while True:
            found = (_IN_TEXT if in_text else _SIGN).search(self.text, at)
            if found is None:
                at = len(self.text)
                self._more()
                continue
            at = found.end()
            sign = found.group()
            if sign == "\\":
                at += 1
                if at > len(self.text):
                    self._more()
            elif sign == '"':
                in_text = not in_text
            else:
                depth += 1 if sign in "{[" else -1
                if depth > DEEPEST:
                    raise too_deep(self.line)
                if depth == 0:
                    return self._take(at)

    def _take(self, count: int) -> str:
        taken = self.text[:count]
        self._drop(count)
        return taken

    def _more(self) -> None:
        if len(self.text) > self.limits.line_characters:
            raise too_long(self.line, self.limits.line_characters)
        more = next(self.source, None)
        if more is None:
            raise self._cut()
        self.text += more

    def _cut(self) -> Exception:
        words = "The file ends before its last record is closed: it was cut off."
        return stopped(self.line, "truncated", words, "Export it again and check that it came through whole.")
