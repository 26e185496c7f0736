"""The SQL that moves a chunk of text cells into the staged tables of a mapping."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundswell.store.engine import named, quoted
from groundswell.store.read.mapped import expressions
from groundswell.store.read.mapped.defaults import WHEN, default_of
from groundswell.store.read.mapped.expressions import Target
from groundswell.store.read.mapped.ledgers import FAULTS, REJECTS, SKIPS
from groundswell.store.read.mapped.mapping import Cell, FileMapping, Output
from groundswell.store.schema import Column, Table

Key = tuple[Cell, str, str]


@dataclass
class TypedFile:
    """How one file becomes typed. Each different cell is worked out once: its text `x`, meaning `y` and value `v`."""

    file: str
    mapping: FileMapping
    places: Mapping[str, int]
    tables: Mapping[str, Table]
    known: dict[int, tuple[Cell, Target]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        seen: dict[tuple[int, str, str], int] = {}
        self.numbers: list[dict[str, int]] = []
        for output in self.mapping.outputs:
            here = {}
            for name, cell in output.cells.items():
                target = self._target(output, name, cell)
                key = (id(cell), target.table, name)
                here[name] = seen.setdefault(key, len(seen))
                self.known[here[name]] = (cell, target)
            self.numbers.append(here)

    def _target(self, output: Output, name: str, cell: Cell) -> Target:
        column = next(each for each in self.tables[output.table].columns if each.name == name)
        return Target(output.table, column, cell.dates or self.mapping.dates)

    @property
    def target(self) -> str:
        """What the rows are for, in the ledger of rows set aside."""
        return "+".join(self.mapping.tables)

    def typed(self) -> str:
        """SQL for the chunk with x, y and v of each cell."""
        texts, meanings, values = [], [], []
        for k, (cell, target) in self.known.items():
            texts.append(f"{expressions.text_of(self._raw(cell.column), cell, self.mapping.empty)} AS x{k}")
            meanings.append(f"{expressions.meant(f'x{k}', cell)} AS y{k}")
            values.append(f"{expressions.value_of_text(f'y{k}', target)} AS v{k}")
        applied = ", ".join(f"{self._applies(k)} AS a{k}" for k in range(len(self.numbers)))
        bad = " OR ".join(f"({self._bad(k)})" for k in range(len(self.numbers)))
        inner = f"SELECT *, {', '.join(texts)} FROM chunk"
        inner = f"SELECT *, {', '.join(meanings)} FROM ({inner})"
        inner = f"SELECT *, {', '.join(values)}, {applied} FROM ({inner})"
        any_applied = " OR ".join(f"a{k}" for k in range(len(self.numbers)))
        return f"SELECT *, coalesce({bad}, false) AS bad, ({any_applied}) AS used FROM ({inner})"

    def _raw(self, column: str) -> str:
        return f"c{self.places[column]}" if column else "''"

    def _applies(self, number: int) -> str:
        output = self.mapping.outputs[number]
        told = [f"x{k}" for name, k in self.numbers[number].items() if output.cells[name].column]
        tests = [f"({' OR '.join(f'{x} IS NOT NULL' for x in told)})"] if told else []
        nothing = ", ".join(map(quoted, ("", *self.mapping.empty)))
        tests += [f"trim({self._raw(column)}) NOT IN ({nothing})" for column in output.when_filled]
        tests += [
            f"trim({self._raw(column)}) IN ({', '.join(map(quoted, texts)) or 'NULL'})"
            for column, texts in output.when.items()
        ]
        return f"coalesce({' AND '.join(tests) or 'true'}, false)"

    def _bad(self, number: int) -> str:
        tests = [self._wrong(number, name, k) for name, k in self.numbers[number].items()]
        return f"a{number} AND ({' OR '.join(tests)})"

    def _wrong(self, number: int, name: str, k: int) -> str:
        cell, _ = self.known[k]
        return expressions.wrong(f"x{k}", f"y{k}", f"v{k}", cell, required=name in self._required(number))

    def _required(self, number: int) -> set[str]:
        """Columns that are never empty, and those that others follow from."""
        output = self.mapping.outputs[number]
        found = {column.name for column in self.tables[output.table].columns if column.required}
        if "school_year" not in output.cells:
            found |= {next((name for name in WHEN if name in output.cells), "")}
        if output.table == "attendance" and "attended" not in output.cells:
            found.add("category")
        return found

    def explanations(self) -> list[str]:
        """One statement per cell: which rows of `typed` break which rule there."""
        return [
            f"INSERT INTO {FAULTS} SELECT {quoted(self.file)}, line, {quoted(self.known[k][0].place)}, "
            f"{expressions.broken_rule(f'x{k}', f'y{k}', *self.known[k])} "
            f"FROM typed WHERE bad AND a{number} AND coalesce({self._wrong(number, name, k)}, false)"
            for number, here in enumerate(self.numbers)
            for name, k in here.items()
        ]

    def rejection(self) -> str:
        """The bad rows as they came, in the columns that the mapping uses."""
        cells = ", ".join(f"{quoted(name)}, {self._raw(name)}" for name in self.mapping.read)
        here = f"{quoted(self.file)}, line, {quoted(self.target)}"
        return f"INSERT INTO {REJECTS} SELECT {here}, json_object({cells})::VARCHAR FROM typed WHERE bad"

    def skipping(self) -> str:
        return f"INSERT INTO {SKIPS} SELECT {quoted(self.file)}, line, '', 'nothing_to_take' FROM typed WHERE NOT used"

    def inserts(self) -> list[str]:
        """One statement per output, for the rows in which nothing is wrong."""
        return [self._insert(number) for number in range(len(self.numbers))]

    def _insert(self, number: int) -> str:
        output, here = self.mapping.outputs[number], self.numbers[number]
        columns = staged_columns(self.tables[output.table])
        given = ", ".join(f"v{k} AS {named(name)}" for name, k in here.items())
        values = ", ".join(_value(output, column, here) for column in columns)
        return (
            f"INSERT INTO {named(f'in_{output.table}')} SELECT {quoted(self.file)}, line, {values} "
            f"FROM (SELECT line, {given} FROM typed WHERE a{number} AND NOT bad)"
        )

    def question(self) -> list[tuple[str, str, str]]:
        """Date columns of which nobody has said how they are written: (text, place, column of ours)."""
        return [
            (f"y{k}", cell.place, target.column.name)
            for k, (cell, target) in self.known.items()
            if target.kind == "date" and not target.dates and cell.constant is None
        ]


def staged_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a staged table; who sent it is told later."""
    return table.columns[:-1]


def _value(output: Output, column: Column, here: Mapping[str, int]) -> str:
    found = named(column.name) if column.name in here else default_of(output.table, column.name, here)
    return f"({found or 'NULL'})::{column.duckdb_type}"


def create(table: Table) -> str:
    """The statement that makes the staged table."""
    columns = ", ".join(f"{named(each.name)} {each.duckdb_type}" for each in staged_columns(table))
    return f"CREATE TABLE {named(f'in_{table.name}')} (file VARCHAR, line BIGINT, {columns})"
