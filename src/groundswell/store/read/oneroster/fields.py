"""What a column of a OneRoster file holds."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "ids", "text", "choice", "grades", "date", "moment", "flag", "year", "number"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `refers` names the file whose sourcedIds it holds; `kept` is false for what we never keep."""

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    refers: str = ""
    kept: bool = True


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One file: its columns in the order of the standard. `extends` names the file whose ids are its own."""

    name: str
    fields: tuple[Field, ...]
    extends: str = ""

    @property
    def filename(self) -> str:
        return f"{self.name}.csv"

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """All but the three that every file begins with."""
        return self.fields[len(BEGINNING) :]

    @property
    def references(self) -> tuple[Field, ...]:
        """The kept fields that hold ids of other rows."""
        own = (Field("sourcedId", "id", required=True, refers=self.extends),) if self.extends else ()
        return (*own, *(field for field in self.kept if field.refers))

    @property
    def kept(self) -> tuple[Field, ...]:
        return tuple(field for field in self.own_fields if field.kept)


STATUSES = ("active", "tobedeleted")
BEGINNING = (
    Field("sourcedId", "id", required=True),
    Field("status", "choice", choices=STATUSES),
    Field("dateLastModified", "moment"),
)


def text(name: str, *, required: bool = False) -> Field:
    return Field(name, required=required)


def texts(names: str) -> tuple[Field, ...]:
    return tuple(Field(name) for name in names.split())


def unkept(names: str) -> tuple[Field, ...]:
    """Read past and never kept: secrets, ways to reach a child, and where someone was born."""
    return tuple(Field(name, kept=False) for name in names.split())


def to_one(name: str, refers: str, *, required: bool = True) -> Field:
    return Field(name, "id", required=required, refers=refers)


def to_many(name: str, refers: str, *, required: bool = True, kept: bool = True) -> Field:
    return Field(name, "ids", required=required, refers=refers, kept=kept)


def choice(name: str, choices: str, *, required: bool = True) -> Field:
    return Field(name, "choice", required=required, choices=tuple(choices.split("|")))


def of_kind(kind: Kind, names: str, *, required: bool = False) -> tuple[Field, ...]:
    return tuple(Field(name, kind, required=required) for name in names.split())
