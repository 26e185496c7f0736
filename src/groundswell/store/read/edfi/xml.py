"""Ed-Fi bulk XML with expat, record by record. A document that declares anything of its own is refused."""

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO
from xml.parsers import expat

from groundswell.store.read.edfi.streaming import DEEPEST, MARKS, Record, pieces, stopped, too_deep, too_long
from groundswell.store.read.faults import Limits, Unreadable

SPACE = " "
REF, ID = "@ref", "@id"
DAMAGED = (
    "\x7f"  # stands for a control character, which XML does not allow; it is itself not allowed in our texts
)
_CONTROLS = bytes(number for number in range(32) if number not in (9, 10, 13))
_MENDED = bytes.maketrans(_CONTROLS, DAMAGED.encode() * len(_CONTROLS))
_NAMESPACE = re.compile(r"http://ed-fi\.org/([0-9][0-9.]*)$")
_OLD = {
    "0100": "1",
    "0200": "2",
    "0210": "2",
    "0220": "2.2",
    "0300": "3",
    "0310": "3.1",
    "0320": "3.2",
    "0330": "3.3",
}
# These hold fields that the API has one level higher.
_HOISTED = frozenset({"name", "birthData", "attendanceEvent"})


def read_xml(source: BinaryIO, limits: Limits) -> Iterator[Record]:
    """Every record of one interchange. Raises `Unreadable`."""
    reader = _Reader(limits)
    first, fed = True, 0
    for piece in pieces(source, limits):
        wide = first and piece.startswith(MARKS)
        if first:
            reader.mends = not wide
        first = False
        fed += len(piece)
        reader.feed(piece)
        reader.require_progress(fed)
        yield from reader.taken()
    reader.close()
    yield from reader.taken()


class _Reader:
    """The handlers of expat and the record being built."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.mends = True
        self.parser = expat.ParserCreate(namespace_separator=SPACE)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._declares
        self.parser.EntityDeclHandler = self._declares
        self.parser.ExternalEntityRefHandler = self._declares
        self.parser.SkippedEntityHandler = self._declares
        self.found: deque[Record] = deque()
        self.stack: list[tuple[str, dict[str, Any]]] = []
        self.texts: list[str] = []
        self.root = ""
        self.row = self.line = self.last_line = self.size = 0
        self.one_line = False

    def feed(self, piece: bytes) -> None:
        try:
            self.parser.Parse(piece.translate(_MENDED) if self.mends else piece)
        except expat.ExpatError as error:
            raise self._broken(error) from error
        except (LookupError, ValueError) as error:
            raise stopped(1, "encoding", "The encoding that the file names is not one we know.",
                          "Save it as UTF-8.") from error  # fmt: skip

    def close(self) -> None:
        try:
            self.parser.Parse(b"", True)  # noqa: FBT003 (the parser takes it no other way)
        except expat.ExpatError as error:
            raise self._broken(error) from error

    def taken(self) -> Iterator[Record]:
        while self.found:
            yield self.found.popleft()

    def require_progress(self, fed: int) -> None:
        """A tag that never ends would grow in expat's memory. Raises `Unreadable`."""
        if fed - max(self.parser.CurrentByteIndex, 0) > 4 * self.limits.line_characters:
            raise too_long(self.parser.CurrentLineNumber, self.limits.line_characters)

    def _broken(self, error: expat.ExpatError) -> Unreadable:
        line = error.lineno
        if error.code in _CUT:
            words = "The file ends before its last element is closed: it was cut off."
            return stopped(line, "truncated", words, "Export it again and check that it came through whole.")
        words = f"From here on the file is not well-formed XML ({expat.ErrorString(error.code)})."
        fix = (
            "Look for a stray < or &, or for a sign such as 0x1A outside the elements; then export it again."
        )
        return stopped(line, "not_well_formed", words, fix)

    def _declares(self, *_: object) -> int:
        words = "The file declares a document type or entities, which can reach for other files or grow without end."
        fix = "Ed-Fi files have none. Remove the <!DOCTYPE ...> part, or check where the file comes from."
        raise stopped(self.parser.CurrentLineNumber, "declares_entities", words, fix)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.root:
            self.root = _interchange(tag)
            return
        if not self.stack:
            self._begin()
        elif len(self.stack) > DEEPEST:
            raise too_deep(self.line)
        data: dict[str, Any] = {}
        if attributes:
            data = {f"@{name}": value for name, value in attributes.items() if name in ("id", "ref")}
            self._grow(sum(map(len, attributes.values())))
        self._grow(len(tag))
        self.stack.append((_local(tag), data))
        self.texts.clear()

    def _begin(self) -> None:
        self.row += 1
        self.line, self.size = self.parser.CurrentLineNumber, 0
        self.one_line = self.one_line or self.line == self.last_line
        self.last_line = self.line

    def _text(self, text: str) -> None:
        if self.stack:
            self._grow(len(text))
            self.texts.append(text)

    def _grow(self, more: int) -> None:
        self.size += more
        if self.size > self.limits.line_characters:
            raise too_long(self.line, self.limits.line_characters)

    def _end(self, _tag: str) -> None:
        if not self.stack:
            return
        name, data = self.stack.pop()
        text = "".join(self.texts).strip()
        self.texts.clear()
        if not self.stack:
            line = self.row if self.one_line else self.line
            self.found.append(Record(self.row, line, name, data))
            return
        _put(self.stack[-1], name, data, text)


_CUT = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
}


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition(SPACE)[2]


@lru_cache(maxsize=4096)
def _as_in_api(name: str) -> str:
    return name[0].lower() + name[1:]


def _put(above: tuple[str, dict[str, Any]], name: str, data: dict[str, Any], text: str) -> None:
    """A finished element into the one around it. An identity, and a reference inside one, melts into it."""
    around, into = above
    own = _as_in_api(name)
    has_children = bool(data) and any(not key.startswith("@") for key in data)
    melts = has_children and (
        name.endswith("Identity")
        or own in _HOISTED
        or (name.endswith("Reference") and around.endswith("Identity"))
    )
    if melts:
        for key, below in data.items():
            into.setdefault(key, below)
        return
    value: Any = data if has_children or REF in data else text
    if own not in into:
        into[own] = value
    elif isinstance(into[own], list):
        into[own].append(value)
    else:
        into[own] = [into[own], value]


def _interchange(tag: str) -> str:
    """The name of the root element, when it is of Data Standard 5. Raises `Unreadable`."""
    space, _, name = tag.rpartition(SPACE)
    version = _NAMESPACE.match(space)
    if not version:
        words = f"This is not an Ed-Fi interchange: its first element is {name[:60]}."
        raise stopped(1, "not_edfi", words, "Send the interchange files of Ed-Fi Data Standard 5.")
    if not version[1].startswith("5."):
        known = _OLD.get(version[1], version[1])
        words = f"This is Ed-Fi Data Standard {known} ({space[:60]}). We read Data Standard 5."
        fix = (
            "Export with Data Standard 5, or send the resources of the district's Ed-Fi API as JSON (one file each). "
            "For rosters alone, OneRoster files do as well."
        )
        raise stopped(1, "other_version", words, fix)
    return name
