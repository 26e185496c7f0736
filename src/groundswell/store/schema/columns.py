"""What a table of the store is made of: columns with a kind, a meaning and a promise."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole", "number", "flag", "date"]
DUCKDB_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "whole": "INTEGER",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
    "date": "DATE",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `required` means that it is never empty."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False

    @property
    def duckdb_type(self) -> str:
        return DUCKDB_TYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table. `key` names the columns that tell rows apart; `daily` tables have a part per day.

    Each table begins with `school_year` and ends with `source`, so they are not written out again.
    """

    name: str
    about: str
    key: tuple[str, ...]
    described: tuple[Column, ...]
    daily: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return (SCHOOL_YEAR, *self.described, SOURCE)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def partition(self) -> tuple[str, ...]:
        """The columns whose values name a part of the table."""
        return ("source", "school_year", "date") if self.daily else ("source", "school_year")


SCHOOL_YEAR = Column(
    "school_year", "whole", "The year in which the school year ends: 2026 is 2025-26.", required=True
)
SOURCE = Column("source", "text", "The feed that the row came from, such as oneroster.", required=True)


def text(name: str, meaning: str) -> Column:
    return Column(name, "text", meaning)


def needed(name: str, meaning: str, kind: Kind = "text") -> Column:
    """A column that is never empty."""
    return Column(name, kind, meaning, required=True)


def number(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning)


def whole(name: str, meaning: str) -> Column:
    return Column(name, "whole", meaning)


def flag(name: str, meaning: str) -> Column:
    return Column(name, "flag", meaning)


def date(name: str, meaning: str) -> Column:
    return Column(name, "date", meaning)
