"""What a mapping says: which column of a file goes into which column of which table of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

DateFormat = Literal["iso", "mdy", "dmy", "compact", "mmddyyyy", "mmyyyy", "mmyy", "moment"]
DATE_FORMATS: tuple[str, ...] = get_args(DateFormat)
ASK = "ask"
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "caret": "^", "pipe": "|"}
MATCHES = ("local_id", "identifier", "name")


@dataclass(frozen=True)
class Cell:
    """Where one value comes from: a column of the file or a constant, and how its text is understood.

    `values` translates the file's codes; a code that is not in it is a fault, or `otherwise` keep or empty.
    `pattern` takes a part of the text. `match` looks an id up by another one that a feed has told us.
    """

    column: str = ""
    constant: str | None = None
    values: Mapping[str, str | None] | None = None
    otherwise: Literal["fault", "keep", "empty"] = "fault"
    dates: str = ""
    pattern: str = ""
    prefix: str = ""
    match: str = ""
    unknown: Literal["skip", "empty"] = "skip"
    label: str = ""

    @property
    def place(self) -> str:
        """What the column is called in reports."""
        return self.label or self.column or "(constant)"


@dataclass(frozen=True)
class Output:
    """One row of `table` from each row of the file in which the columns of `when_filled` hold something.

    `when` names columns and the texts that they have to hold.
    """

    table: str
    cells: Mapping[str, Cell]
    when_filled: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def read(self) -> list[str]:
        """The columns of the file that it needs."""
        named = [cell.column for cell in self.cells.values() if cell.column]
        return [*named, *self.when_filled, *self.when]


@dataclass(frozen=True)
class Wide:
    """A file with a column per day: how the dates in the header are written, and what a cell says."""

    dates: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class FileMapping:
    """How to read files of one kind. `dates` is "" when nobody has said how dates are written.

    `header_line` is the line on which the columns are named, 0 when no line does; then columns are called 1, 2, ...
    `number_repeats`: of two columns with the same heading, the second is called "HEADING (2)".
    """

    outputs: tuple[Output, ...]
    dates: str = ""
    encoding: str = ""
    delimiter: str = "comma"
    header_line: int = 1
    sheet: str = ""
    empty: tuple[str, ...] = ()
    wide: Wide | None = None
    number_repeats: bool = False

    @property
    def read(self) -> list[str]:
        """The columns of the file that it needs, each once."""
        return list(dict.fromkeys(column for output in self.outputs for column in output.read))

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(output.table for output in self.outputs))
