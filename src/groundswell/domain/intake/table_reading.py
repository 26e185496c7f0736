"""How a plain table is read, as a page can ask for it; and the same as the mapping file of the command line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from groundswell.store.read.mapped.mapping import Cell, FileMapping, Output
from groundswell.store.read.mapped.previewing import Preview

ASKED = ("iso", "mdy", "dmy")


@dataclass(frozen=True)
class TableReading:
    """One table of ours from one table of theirs.

    columns: ours -> their heading. meanings: ours -> their code -> our word, "" for a code that means nothing; rows
    with other codes are set aside. dates: "" while nobody has said. matches: ours -> the other id by which it is
    looked up. days: columns are named after days, and what a cell says is the category.
    """

    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)
    dates: str = "iso"
    header_line: int = 1
    delimiter: str = "comma"
    encoding: str = ""
    sheet: str = ""
    empty: tuple[str, ...] = ()
    days: bool = False


def proposed(found: Preview) -> TableReading:
    """What the first rows of a file suggest. Codes that we do not know are left out: they are questions."""
    read_as = found.read_as
    return TableReading(
        table=found.table,
        columns=dict(found.columns),
        meanings={
            name: {code: word for code, word in codes.items() if word is not None}
            for name, codes in found.codes.items()
        },
        dates=found.dates,
        header_line=read_as.header_line,
        delimiter=read_as.delimiter,
        encoding=read_as.encoding,
        sheet=read_as.sheet,
        days=bool(found.days),
    )


def as_yaml(reading: TableReading, *, file: str) -> str:
    """The mapping file: what `data load table --mapping` reads."""
    lines = [
        f"# How to read files such as {_plain(file)}. It holds headings and codes, and no one's data.",
        f"table: {reading.table}",
        f"dates: {reading.dates or 'ask'}",
        *_written(reading),
        "columns:" if reading.columns else "columns: {}",
        *(line for name, heading in reading.columns.items() for line in _column(reading, name, heading)),
        *_days(reading),
        *_constants(reading.constants),
    ]
    return "\n".join(lines) + "\n"


def _written(reading: TableReading) -> Iterable[str]:
    if reading.header_line != 1:
        yield f"header_line: {reading.header_line}"
    if reading.delimiter != "comma":
        yield f"delimiter: {reading.delimiter}"
    if reading.encoding:
        yield f"encoding: {_text(reading.encoding)}"
    if reading.sheet:
        yield f"sheet: {_text(reading.sheet)}"
    if reading.empty:
        yield f"empty: [{', '.join(map(_text, reading.empty))}]"


def _column(reading: TableReading, name: str, heading: str) -> list[str]:
    codes, match = reading.meanings.get(name), reading.matches.get(name)
    if codes is None and not match:
        return [f"  {name}: {_text(heading)}"]
    matched = [f"    match: {match}"] if match else []
    return [f"  {name}:", f"    from: {_text(heading)}", *matched, *_values(codes, indent="    ")]


def _values(codes: Mapping[str, str] | None, *, indent: str) -> list[str]:
    if not codes:
        return [] if codes is None else [f"{indent}values: {{}}"]
    return [
        f"{indent}values:",
        *(f"{indent}  {_text(code)}: {_text(word) if word else 'null'}" for code, word in codes.items()),
    ]


def _days(reading: TableReading) -> list[str]:
    if not reading.days:
        return []
    told = _values(reading.meanings.get("category"), indent="      ")
    order = reading.dates if reading.dates in ASKED else "iso"
    return [
        "wide:",
        f"  dates: {order}",
        "  columns:",
        "    category:" if told else "    category: {}",
        *told,
    ]


def _constants(constants: Mapping[str, str]) -> list[str]:
    return (
        ["constants:", *(f"  {name}: {_text(told)}" for name, told in constants.items())] if constants else []
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in words)[:100]


def reading_of(mapping: FileMapping) -> TableReading | None:
    """The mapping as the page can show it; None for one that says more than the page asks for."""
    output = mapping.outputs[0] if len(mapping.outputs) == 1 else None
    days = mapping.wide.cells if mapping.wide else {}
    if output is None or output.when or output.when_filled or mapping.number_repeats:
        return None
    if any(not _is_simple(cell) for cell in (*output.cells.values(), *days.values())) or set(days) - {
        "category"
    }:
        return None
    return _shown(mapping, output, days)


def _shown(mapping: FileMapping, output: Output, days: Mapping[str, Cell]) -> TableReading:
    translated = {name: cell for name, cell in {**output.cells, **days}.items() if cell.values is not None}
    return TableReading(
        table=output.table,
        columns={name: cell.column for name, cell in output.cells.items() if cell.column},
        meanings={name: _words(cell.values or {}) for name, cell in translated.items()},
        constants={name: cell.constant for name, cell in output.cells.items() if cell.constant is not None},
        matches={name: cell.match for name, cell in output.cells.items() if cell.match},
        dates=mapping.wide.dates if mapping.wide else mapping.dates,
        header_line=mapping.header_line,
        delimiter=mapping.delimiter,
        encoding=mapping.encoding,
        sheet=mapping.sheet,
        empty=mapping.empty,
        days=mapping.wide is not None,
    )


def _words(values: Mapping[str, str | None]) -> dict[str, str]:
    return {code: word or "" for code, word in values.items()}


def _is_simple(cell: Cell) -> bool:
    """Whether nothing but a column or a constant, codes and another id is said."""
    plain = Cell(column=cell.column, constant=cell.constant, values=cell.values, match=cell.match)
    return cell == plain
