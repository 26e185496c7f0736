"""The SQL that moves a chunk of text cells into the staged table of one file."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from dataclasses import dataclass

from groundswell.store.engine import named, quoted
from groundswell.store.read.oneroster import expressions
from groundswell.store.read.oneroster.expressions import TYPES, DateOrder, Reading
from groundswell.store.read.oneroster.fields import Field, FileSpec
from groundswell.store.read.oneroster.headers import Places
from groundswell.store.read.oneroster.ledgers import FAULTS, REJECTS
from groundswell.store.read.oneroster.manifest import Mode


@dataclass(frozen=True)
class TypedFile:
    """How one file becomes typed: its specification, and where its columns stand in the text.

    Beside each field's text (`x_<name>`) stands its value (`v_<name>`).
    """

    spec: FileSpec
    places: Places
    mode: Mode

    @property
    def table(self) -> str:
        return named(f"in_{self.spec.name}")

    def create(self) -> str:
        columns = ", ".join(f"{named(field.name)} {TYPES[field.kind]}" for field in stored(self.spec))
        marks = "line BIGINT, bad BOOLEAN, odd INTEGER, deleted BOOLEAN"
        return f"CREATE TABLE {self.table} ({marks}, {columns}, extensions VARCHAR)"

    def insert(self, reading: Reading) -> str:
        values = ", ".join(f"v_{field.name}" for field in stored(self.spec))
        return (
            f"INSERT INTO {self.table} SELECT line, {self._any_bad(reading)}, {self._odd_bits(reading)}, "
            f"deleted, {values}, {self._extensions()} FROM ({self._typed(reading)})"
        )

    def unfit(self, dates: DateOrder, rows: str) -> str:
        """`rows` that were found bad, with the text and value of each field."""
        return self._typed(Reading(dates), rows)

    def explanation(self, dates: DateOrder, unfit: str) -> str:
        """Which cells in the rows of `unfit` break which rule, column by column."""
        file, reading = quoted(self.spec.filename), Reading(dates)
        columns = [
            f"SELECT {file}, line, {quoted(field.name)}, "
            f"CASE WHEN x_{field.name} IS NULL THEN 'required' "
            f"ELSE {expressions.broken_rule(field, f'x_{field.name}')} END "
            f"FROM {unfit} WHERE {self._faulty(field, reading)}"
            for field in self._checked()
            if self._wrong(field, reading)
        ]
        return f"INSERT INTO {FAULTS} {' UNION ALL '.join(columns)}"

    def rejection(self, unfit: str) -> str:
        """The rows of `unfit` as they came. What we never keep is left out here too."""
        raw = [
            (field.name, self._raw(field)) for field in self._checked() if field.name in self.places.fields
        ]
        raw += [(f"metadata.{name}", f"c{index}") for name, index in self.places.extensions.items()]
        cells = ", ".join(f"{quoted(name)}, {cell}" for name, cell in raw)
        file = quoted(self.spec.filename)
        return f"INSERT INTO {REJECTS} SELECT {file}, line, x_sourcedId, json_object({cells})::VARCHAR FROM {unfit}"

    def odd_fields(self) -> list[Field]:
        return [field for field in self._checked() if expressions.odd(field, "x", "v")]

    def _checked(self) -> list[Field]:
        return [field for field in self.spec.fields if field.kept]

    def _raw(self, field: Field) -> str:
        return f"c{self.places.fields[field.name]}" if field.name in self.places.fields else "''"

    def _typed(self, reading: Reading, rows: str = "chunk") -> str:
        cells = ", ".join(
            f"{expressions.cell(self._raw(field), field, reading)} AS x_{field.name}"
            for field in self._checked()
        )
        values = ", ".join(
            f"{expressions.value(field, f'x_{field.name}', reading)} AS v_{field.name}"
            for field in self._checked()
        )
        deleted = "coalesce(v_status = 'tobedeleted', false)"
        return (
            f"SELECT *, {deleted} AS deleted FROM (SELECT *, {values} FROM (SELECT *, {cells} FROM {rows}))"
        )

    def _wrong(self, field: Field, reading: Reading) -> str:
        """SQL: whether the field's cell does not do. Empty: it always does."""
        x, v = f"x_{field.name}", f"v_{field.name}"
        test = expressions.wrong(field, x, v, reading)
        if field.required or (self.mode == "delta" and field in self.spec.fields[1:3]):
            return f"{x} IS NULL OR {test}" if test else f"{x} IS NULL"
        return test

    def _any_bad(self, reading: Reading) -> str:
        """SQL: whether some field makes its row unfit. Of a row that deletes, the first three count."""
        tests = [(field, self._wrong(field, reading)) for field in self._checked()]
        first = " OR ".join(test for field, test in tests if test and field in self.spec.fields[:3])
        others = " OR ".join(test for field, test in tests if test and field not in self.spec.fields[:3])
        return f"coalesce({first}{f' OR (NOT deleted AND ({others}))' if others else ''}, false)"

    def _faulty(self, field: Field, reading: Reading) -> str:
        """SQL: whether this field makes its row unfit."""
        test = self._wrong(field, reading) or "false"
        return test if field in self.spec.fields[:3] else f"NOT deleted AND ({test})"

    def _odd_bits(self, reading: Reading) -> str:
        tests = [expressions.odd(field, f"x_{field.name}", f"v_{field.name}") for field in self.odd_fields()]
        if not reading.tidy:
            spaceless = [self._raw(field) for field in self._checked() if field.kind != "text"]
            tests.append(" OR ".join(f"{raw} <> trim({raw})" for raw in spaceless))
        return " + ".join(f"CASE WHEN {test} THEN {1 << bit} ELSE 0 END" for bit, test in enumerate(tests))

    def _extensions(self) -> str:
        if not self.places.extensions:
            return "NULL"
        columns = sorted(self.places.extensions.items())
        pairs = ", ".join(f"{quoted(name)}, nullif(c{index}, '')" for name, index in columns)
        return f"json_object({pairs})::VARCHAR"


def stored(spec: FileSpec) -> tuple[Field, ...]:
    """The fields that a staged table has: status is told by `deleted`."""
    return (spec.fields[0], spec.fields[2], *spec.kept)
