"""Look at the first rows of a file, and propose how to read it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path

import yaml

from groundswell.store.read import text, unpack
from groundswell.store.read.columnar.dates import LOOKS_ISO, LOOKS_PARTED, readings
from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.headers import DELIMITERS as NAMES
from groundswell.store.read.headers import suggest_delimiter
from groundswell.store.read.mapped.defaults import default_of
from groundswell.store.read.mapped.mapping import Cell, FileMapping, Output
from groundswell.store.read.mapped.sources import header_of, open_files, open_source, opened
from groundswell.store.read.package import Member, RefusedFile, unreadable
from groundswell.store.schema import TABLES, Column, Table

ROWS, EXAMPLES, MOST_CODES = 2_000, 3, 25
EVERYTHING = 2**62  # bytes
LEFT_OUT = ("growth", "staff", "sessions", "courses", "classes", "class_staff", "class_enrollments")
_SHORT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Seen:
    """One column of the file: its heading and the different texts of its first rows."""

    name: str
    texts: tuple[str, ...]

    @property
    def examples(self) -> tuple[str, ...]:
        return tuple(each for each in self.texts if each)[:EXAMPLES]


@dataclass(frozen=True)
class Preview:
    """The start of a file and a proposal. `columns` pairs our column with the file's; `days` are headings that are days.

    `dates` is "" when the dates can be read in two ways; then `question` asks. `codes` holds what codes may mean,
    None where we do not know.
    """

    file: str
    seen: tuple[Seen, ...]
    rows: int
    table: str
    columns: Mapping[str, str]
    dates: str
    question: str
    codes: Mapping[str, Mapping[str, str | None]]
    read_as: FileMapping
    days: tuple[str, ...] = ()
    missing: tuple[Column, ...] = field(default=())


def preview(
    path: Path,
    *,
    table: str = "",
    sheet: str = "",
    header_line: int = 1,
    first_bytes: int = EVERYTHING,
    limits: Limits,
) -> Preview:
    """Read the first rows of the file (of a folder or zip file: of its first table). Raises `RefusedFile`.

    first_bytes: how much is read to tell the encoding; where a page waits, not a file of gigabytes.
    """
    told = FileMapping((), sheet=sheet, header_line=header_line)
    with open_files(path, limits) as members:
        member = next(iter(members.values()))
        try:
            return _preview(member, table, _how_written(member, told, first_bytes, limits), limits)
        except Unreadable as problem:
            raise unreadable(member.name, problem) from problem


def _preview(member: Member, table: str, read_as: FileMapping, limits: Limits) -> Preview:
    seen, rows = _first_rows(member, read_as, limits)
    chosen = table or _best_table([each.name for each in seen])
    columns = propose(chosen, [each.name for each in seen])
    by_name = {each.name: each for each in seen}
    days = tuple(each.name for each in seen if _is_date(each.name)) if chosen == "attendance" else ()
    date_texts = [
        text for name in columns if _kind(chosen, name) == "date" for text in by_name[columns[name]].texts
    ]
    dates, question = how_dates([*date_texts, *days])
    codes = {name: found for name, of in columns.items() if (found := codes_for(name, by_name[of].texts))}
    return Preview(member.name, tuple(seen), rows, chosen, columns, dates, question, codes, read_as, days,
                   missing_of(chosen, {*columns, *(("date", "category") if days else ())}))  # fmt: skip


def _how_written(member: Member, told: FileMapping, first_bytes: int, limits: Limits) -> FileMapping:
    """Separator and encoding, as the file suggests them; they are written into the mapping for a person to see."""
    with opened(member) as stream:
        head = stream.read(4)
        if head in {b"PAR1", b"PK\x03\x04"}:
            return told
        encoding = text.find_encoding(_start(unpack.pieces(stream, limits=limits), first_bytes))
        lines = text.lines(unpack.pieces(stream, limits=limits), encoding, limit=limits.line_characters)
        first = next((line.text for line in islice(lines, told.header_line - 1, None) if line.text), "")
    codec = "" if encoding.codec == "utf-8-sig" else encoding.codec
    return replace(told, encoding=codec, delimiter=NAMES[suggest_delimiter(first)])


def _start(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The first `size` bytes, to the end of a line."""
    read = 0
    for piece in pieces:
        read += len(piece)
        yield piece if read < size else piece[: piece.rfind(b"\n") + 1]
        if read >= size:
            return


def _first_rows(member: Member, read_as: FileMapping, limits: Limits) -> tuple[list[Seen], int]:
    with opened(member) as stream:
        header = header_of(stream, mapping=read_as, limits=limits)
    everything = replace(read_as, outputs=(Output("", {name: Cell(column=name) for name in header}),))
    with opened(member) as stream:
        source = open_source(stream, name=member.name, mapping=everything, limits=limits)
        chunk = next(iter(source.chunks), None)
    if chunk is None:
        return [Seen(name, ()) for name in header], 0
    top = chunk.table.slice(0, ROWS)
    places = {name: place for place, name in enumerate(source.header)}
    found = {name: top.column(f"c{places[name]}").to_pylist() for name in header}
    return [Seen(name, _different(texts)) for name, texts in found.items()], top.num_rows


def _different(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(text.strip() for text in texts), 500))


@cache
def _words() -> dict[str, list[str]]:
    file = resources.files("groundswell.store.read.mapped").joinpath("header_words.yaml")
    return {
        name: [_plain(each) for each in found]
        for name, found in yaml.safe_load(file.read_text("utf-8")).items()
    }


@cache
def _known_codes() -> dict[str, dict[str, str]]:
    file = resources.files("groundswell.store.read.mapped").joinpath("codes.yaml")
    told = yaml.safe_load(file.read_text("utf-8"))
    return {
        name: {code: ours for ours, codes in table.items() for code in codes} for name, table in told.items()
    }


def _plain(heading: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return _SHORT.sub(" ", spaced.lower()).strip()


def propose(table: str, headings: Sequence[str]) -> dict[str, str]:
    """Our columns with the headings that most likely mean them, each heading once; the best fit first."""
    plain = {heading: _plain(heading) for heading in headings}
    fits = [
        (words.index(short) if short in words else -1, order, column.name, heading)
        for order, column in enumerate(TABLES[table].columns[:-1])
        for words in [[_plain(column.name), *_words().get(column.name, [])]]
        for heading, short in plain.items()
        if short in words
    ]
    found: dict[str, str] = {}
    for _, _, name, heading in sorted(fits):
        if name not in found and heading not in found.values():
            found[name] = heading
    return {column.name: found[column.name] for column in TABLES[table].columns if column.name in found}


def _best_table(headings: Sequence[str]) -> str:
    """The table whose columns the headings name best; several headings that are days are attendance."""
    if sum(map(_is_date, headings)) > 2:
        return "attendance"

    def score(table: Table) -> float:
        found = propose(table.name, headings)
        needed = [column.name for column in table.columns[:-1] if column.required]
        return sum(1 if name in needed else 0.4 for name in found) - 0.5 * len(
            missing_of(table.name, {*found})
        )

    chosen = [table for table in TABLES.values() if table.name not in LEFT_OUT]
    return max(chosen, key=score).name


def _kind(table: str, name: str) -> str:
    return next(column.kind for column in TABLES[table].columns if column.name == name)


def _is_date(heading: str) -> bool:
    return bool(LOOKS_ISO.fullmatch(heading) or LOOKS_PARTED.fullmatch(heading))


def how_dates(texts: Sequence[str]) -> tuple[str, str]:
    """How the dates are written, and the question to ask when they do not tell."""
    parted = [each for each in texts if LOOKS_PARTED.fullmatch(each)]
    if parted:
        told = {orders[0] for each in parted if len(orders := readings(each)) == 1}
        if len(told) == 1:
            return told.pop(), ""
        return "", f"Is “{parted[0]}” written month first (mdy) or day first (dmy)?"
    filled = [each for each in texts if each]
    if filled and all(re.fullmatch(r"(19|20)\d{6}", each) for each in filled):
        return "compact", ""
    if any(re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:", each) for each in filled):
        return "moment", ""
    return "iso", ""


def codes_for(name: str, texts: Sequence[str]) -> dict[str, str | None]:
    """What the codes of a column may mean. None of it when the column holds our own words, or too many."""
    known = _known_codes().get(name)
    filled = [each for each in texts if each]
    if known is None or not filled or len(filled) > MOST_CODES:
        return {}
    ours = set(known.values()) | ({f"{grade:02d}" for grade in range(1, 14)} if name == "grade" else set())
    if all(each in ours or (name == "grade" and each.isdigit() and each != "0") for each in filled):
        return {}
    return {each: _meaning(name, each, known, ours) for each in filled}


def words_for(name: str) -> tuple[str, ...]:
    """Our own words for a column of ours whose codes we translate; () for every other column."""
    grades = [f"{grade:02d}" for grade in range(1, 14)] if name == "grade" else []
    return tuple(dict.fromkeys([*_known_codes().get(name, {}).values(), *grades]))


def _meaning(name: str, code: str, known: Mapping[str, str], ours: set[str]) -> str | None:
    if name == "grade" and code.isdigit() and 0 < int(code) <= 13:
        return f"{int(code):02d}"
    return code if code in ours else known.get(code.upper())


def missing_of(table: str, given: set[str]) -> tuple[Column, ...]:
    """Our columns that are never empty and that nothing tells."""
    return tuple(
        column
        for column in TABLES[table].columns[:-1]
        if column.required and column.name not in given and not default_of(table, column.name, given)
    )


def require_table(name: str) -> str:
    """The table's name. Raises `RefusedFile`."""
    chosen = {"calendar": "calendar_days"}.get(name, name)
    if chosen and chosen not in TABLES:
        words, fix = f"There is no table “{name}”.", f"Use one of: {', '.join(TABLES)}."
        raise RefusedFile("", Fault(1, "", "no_table", words, fix))
    return chosen
