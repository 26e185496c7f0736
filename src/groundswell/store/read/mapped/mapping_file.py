"""Read a mapping from YAML. Everything that is wrong with it is told at once, with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.mapping import (
    ASK,
    DATE_FORMATS,
    DELIMITERS,
    MATCHES,
    Cell,
    FileMapping,
    Output,
    Wide,
)
from groundswell.store.read.mapped.yaml_texts import at as _at
from groundswell.store.read.mapped.yaml_texts import texts_and_lines
from groundswell.store.read.text import codec_named
from groundswell.store.schema import TABLES

KEYS = ("about", "table", "columns", "constants", "outputs", "dates", "encoding", "delimiter", "header_line",
        "sheet", "empty", "wide", "when", "when_filled", "number_repeated_headings")  # fmt: skip
OUTPUT_KEYS = ("table", "columns", "constants", "when", "when_filled", "for_each")
CELL_KEYS = ("from", "constant", "values", "otherwise", "dates", "pattern", "prefix", "match", "unknown")
ALIASES = {"calendar": "calendar_days"}
MOST_REPEATS = 400
MOST_LINES = 100
NOTHING = ("", "null", "~")


class BadMapping(Exception):
    """The mapping cannot be used. `faults` say where and why."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        first = faults[0]
        where = f"{name}, line {first.line}"
        more = f" ({len(faults) - 1} more findings.)" if len(faults) > 1 else ""
        super().__init__(f"{where}: {first.column}: {first.message} {first.fix}{more}")
        self.name, self.faults = name, tuple(faults)


def read_mapping(path: Path) -> FileMapping:
    """The mapping in a YAML file. Raises `BadMapping`; OSError where there is no file."""
    try:
        return parse_mapping(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as problem:
        fault = Fault(1, "", "encoding", "This file is not UTF-8.", "Save it as UTF-8.")
        raise BadMapping(path.name, [fault]) from problem


def parse_mapping(text: str, name: str) -> FileMapping:
    """The mapping in a text. Raises `BadMapping`."""
    try:
        content, lines = texts_and_lines(text)
    except (yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        fix = "Check indentation, colons and quotes."
        fault = Fault(mark.line + 1 if mark else 1, "", "yaml", "This is not YAML.", fix)
        raise BadMapping(name, [fault]) from problem
    reader = _Reader(content if isinstance(content, dict) else {}, lines)
    mapping = reader.mapping()
    if reader.faults:
        raise BadMapping(name, reader.faults)
    return mapping


class _Reader:
    """Takes one key after the other and collects what is wrong with them."""

    def __init__(self, content: dict[str, Any], lines: Mapping[str, int]) -> None:
        self.content, self.lines = content, lines
        self.faults: list[Fault] = []

    def mapping(self) -> FileMapping:
        self._know(self.content, KEYS, "")
        return FileMapping(
            outputs=self._outputs(),
            dates=self._choice("dates", (*DATE_FORMATS, ASK)).replace(ASK, ""),
            encoding=self._encoding(),
            delimiter=self._choice("delimiter", tuple(DELIMITERS)) or "comma",
            header_line=self._header_line(),
            sheet=self._text("sheet"),
            empty=self._texts(self.content.get("empty")),
            wide=self._wide(),
            number_repeats=self._text("number_repeated_headings") == "true",
        )

    def _encoding(self) -> str:
        name = self._text("encoding")
        try:
            return codec_named(name) if name else ""
        except LookupError:
            self._fault(
                "encoding",
                f"There is no encoding called “{name}”.",
                "Write cp1252 or utf-8, or leave it out.",
            )
            return ""

    def _header_line(self) -> int:
        line = str(self.content.get("header_line", "1"))
        if line.isdecimal() and int(line) <= MOST_LINES:
            return int(line)
        fix = "Write 1, or 0 when no line names the columns."
        self._fault("header_line", "This is not the number of a line.", fix)
        return 1

    def _outputs(self) -> tuple[Output, ...]:
        told = self.content.get("outputs")
        if told is None:
            shared = {key: value for key, value in self.content.items() if key in OUTPUT_KEYS}
            return tuple(self._output(shared, ""))
        if not isinstance(told, list) or not told or not all(isinstance(each, dict) for each in told):
            self._fault(
                "outputs", "Here we look for a list of tables with their columns.", "Write '- table: ...'."
            )
            return ()
        return tuple(
            output for index, each in enumerate(told) for output in self._output(each, f"outputs.{index}")
        )

    def _output(self, told: dict[str, Any], path: str) -> list[Output]:
        self._know(told, OUTPUT_KEYS, path)
        table = ALIASES.get(str(told.get("table") or ""), str(told.get("table") or ""))
        if table not in TABLES:
            self._fault(
                _at(path, "table"), f"There is no table “{table}”.", f"Use one of: {', '.join(TABLES)}."
            )
            return []
        cells = self._cells(told, path, table)
        output = Output(
            table,
            cells,
            self._texts(told.get("when_filled")),
            {str(key): self._texts(value)
             for key, value in self._pairs(told, "when", path).items()},
        )  # fmt: skip
        return self._repeated(output, told, path)

    def _repeated(self, output: Output, told: dict[str, Any], path: str) -> list[Output]:
        """One output per value in `for_each`, its name in braces standing for the value."""
        loops = self._pairs(told, "for_each", path)
        if not loops:
            return [output]
        name, values = next(iter(loops.items()))
        texts = self._texts(values)
        if len(loops) > 1 or not 0 < len(texts) <= MOST_REPEATS:
            self._fault(
                _at(path, "for_each"),
                "Here we look for one name with its values.",
                "Write {n: ['01', '02']}.",
            )
            return []
        return [_filled(output, "{" + str(name) + "}", text) for text in texts]

    def _cells(self, told: dict[str, Any], path: str, table: str) -> dict[str, Cell]:
        known = [column.name for column in TABLES[table].columns if column.name != "source"]
        columns, constants = self._pairs(told, "columns", path), self._pairs(told, "constants", path)
        self._know(columns, known, _at(path, "columns"))
        self._know(constants, known, _at(path, "constants"))
        cells = {name: self._cell(value, _at(path, f"columns.{name}")) for name, value in columns.items()}
        for name in [name for name, value in constants.items() if str(value) == "?"]:
            self._fault(
                _at(path, f"constants.{name}"), "It is not said what this is.", "Write it in place of the ?."
            )
        twice = [name for name in constants if name in cells]
        for name in twice:
            self._fault(
                _at(path, f"constants.{name}"), "This is given as a column as well.", "Leave one of the two."
            )
        cells |= {name: Cell(constant=str(value)) for name, value in constants.items()}
        return cells

    def _cell(self, told: object, path: str) -> Cell:
        if not isinstance(told, dict):
            if told is None or str(told) in {"", "?"}:
                self._fault(
                    path, "It is not said which column this is.", "Write its heading, or take the line out."
                )
            return Cell(column=str(told or ""))
        self._know(told, CELL_KEYS, path)
        if ("from" in told) == ("constant" in told):
            self._fault(path, "It is not said where this comes from.", "Write 'from: HEADING'.")
        return Cell(
            column=str(told.get("from") or ""),
            constant=str(told["constant"]) if "constant" in told else None,
            values=self._values(told.get("values"), path),
            otherwise=self._one_of(told, "otherwise", ("fault", "keep", "empty"), path),  # type: ignore[arg-type]
            dates=self._one_of(told, "dates", ("", *DATE_FORMATS), path),
            pattern=self._pattern(told, path),
            prefix=str(told.get("prefix") or ""),
            match=self._one_of(told, "match", ("", *MATCHES), path),
            unknown=self._one_of(told, "unknown", ("skip", "empty"), path),  # type: ignore[arg-type]
        )

    def _values(self, told: object, path: str) -> dict[str, str | None] | None:
        if told is None:
            return None
        if not isinstance(told, dict):
            self._fault(
                f"{path}.values", "Here we look for codes with what they mean.", "Write 'P: present'."
            )
            return None
        for code, meaning in told.items():
            if str(meaning) == "?":
                self._fault(
                    f"{path}.values", f"It is not said what “{code}” means.", "Write it in place of the ?."
                )
        return {str(code): None if value in NOTHING else str(value) for code, value in told.items()}

    def _pattern(self, told: dict[str, Any], path: str) -> str:
        pattern = str(told.get("pattern") or "")
        if pattern and ("(" not in pattern or len(pattern) > 200):
            self._fault(f"{path}.pattern", "A pattern says in ( ) which part is meant.", r"Write '(\d{4})'.")
        return pattern

    def _wide(self) -> Wide | None:
        told = self.content.get("wide")
        if told is None:
            return None
        if not isinstance(told, dict) or "dates" not in told or "columns" not in told:
            fix = "Write how the dates in the header are written, and the columns that a cell fills."
            self._fault("wide", "Here we look for 'dates' and 'columns'.", fix)
            return None
        cells = {name: self._cell({"from": "*", **value} if isinstance(value, dict) else {"from": "*"}, f"wide.columns.{name}")
                 for name, value in told["columns"].items()}  # fmt: skip
        return Wide(self._one_of(told, "dates", DATE_FORMATS, "wide"), cells)

    def _one_of(self, told: Mapping[str, Any], key: str, choices: Sequence[str], path: str) -> str:
        value = str(told.get(key) if told.get(key) is not None else choices[0])
        if value not in choices:
            shown = ", ".join(choice for choice in choices if choice)
            self._fault(f"{path}.{key}", f"“{value}” is not known here.", f"Use one of: {shown}.")
            return choices[0]
        return value

    def _choice(self, key: str, choices: Sequence[str]) -> str:
        value = self._text(key)
        if value and value not in choices:
            self._fault(key, f"“{value}” is not known here.", f"Use one of: {', '.join(choices)}.")
            return ""
        return value

    def _text(self, key: str) -> str:
        return str(self.content.get(key) or "")

    def _texts(self, told: object) -> tuple[str, ...]:
        if told is None:
            return ()
        if not isinstance(told, list):
            return (str(told),)
        return tuple(map(str, told))

    def _pairs(self, told: Mapping[str, Any], key: str, path: str) -> dict[str, Any]:
        value = told.get(key)
        if value is not None and not isinstance(value, dict):
            self._fault(
                _at(path, key), "Here we look for names with values.", "Write one 'name: value' per line."
            )
        return value if isinstance(value, dict) else {}

    def _know(self, given: Mapping[str, Any], names: Sequence[str], path: str) -> None:
        for name in given:
            if name not in names:
                self._fault(
                    _at(path, str(name)), f"“{name}” is not known here.", f"Use one of: {', '.join(names)}."
                )

    def _fault(self, path: str, message: str, fix: str) -> None:
        at = path
        while at and at not in self.lines:
            at = at.rpartition(".")[0]
        self.faults.append(Fault(self.lines.get(at, 1), path, "mapping", message, fix))


def _filled(output: Output, mark: str, text: str) -> Output:
    def put(value: str) -> str:
        return value.replace(mark, text)

    cells = {
        name: replace(
            cell, column=put(cell.column), constant=None if cell.constant is None else put(cell.constant)
        )
        for name, cell in output.cells.items()
    }
    when = {put(column): texts for column, texts in output.when.items()}
    return Output(output.table, cells, tuple(map(put, output.when_filled)), when)
