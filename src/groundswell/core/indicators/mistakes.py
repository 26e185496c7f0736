"""Where a definition was written, so that a mistake in it can be shown by file and line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from groundswell.core.indicators.parsing import RuleError
from groundswell.core.methods.definitions import DefinitionError

Path = tuple[str | int, ...]

__all__ = ["DefinitionError", "Part", "Path"]


@dataclass(frozen=True)
class Part:
    """One piece of a definition: its value, and the place in the file where it stands.

    `lines` gives the line of each path from the top of the file; a path it does not know takes its parent's.
    """

    value: Any
    file: str = "definition"
    path: Path = ()
    lines: Mapping[Path, int] = field(default_factory=dict)

    def wrong(self, remedy: str) -> DefinitionError:
        """The error to raise, with file, line, field and what to do."""
        name = ".".join(str(step + 1 if isinstance(step, int) else step) for step in self.path)
        return DefinitionError(f"{self.file}, line {self.line}: {name + ': ' if name else ''}{remedy}")

    @property
    def line(self) -> int:
        """Where it is written, from 1."""
        for length in range(len(self.path), -1, -1):
            if self.path[:length] in self.lines:
                return self.lines[self.path[:length]]
        return 1

    def __getitem__(self, key: str) -> Part:
        """A field that has to be there."""
        found = self.get(key)
        if found is None:
            raise self.wrong(f"{key} is missing. Add it.")
        return found

    def get(self, key: str) -> Part | None:
        """A field, or None where it is not given or empty."""
        value = self.mapping().get(key)
        return None if value is None else Part(value, self.file, (*self.path, key), self.lines)

    def items(self) -> list[tuple[str, Part]]:
        """The fields of this part, in the file's order."""
        return [
            (str(key), Part(value, self.file, (*self.path, key), self.lines))
            for key, value in self.mapping().items()
        ]

    def each(self) -> list[Part]:
        """The items of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("here a list is needed: lines that begin with '- '.")
        return [
            Part(value, self.file, (*self.path, index), self.lines) for index, value in enumerate(self.value)
        ]

    def mapping(self) -> Mapping[Any, Any]:
        if not isinstance(self.value, Mapping):
            raise self.wrong(f"here 'name: value' lines are needed, not {self.value!r}.")
        return self.value

    def only(self, *allowed: str) -> None:
        """Refuse fields that nobody reads: mostly a slip of the pen."""
        for name, part in self.items():
            if name not in allowed:
                raise part.wrong(f"this field is not known here. Known: {', '.join(allowed)}.")

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(
                f"here words are needed, not {self.value!r}. Put them in quotes if they hold a colon."
            )
        return " ".join(self.value.split())

    def texts(self) -> tuple[str, ...]:
        return tuple(part.text() for part in self.each())

    def one_of(self, allowed: Sequence[str]) -> str:
        if self.value not in allowed:
            raise self.wrong(f"{self.value!r} is not one of {', '.join(allowed)}.")
        return str(self.value)

    def year(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or not 1900 < self.value < 2200:
            raise self.wrong(
                f"here the year in which the school year ends is needed, such as 2026, not {self.value!r}."
            )
        return self.value

    def number(self) -> float:
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise self.wrong(f"here a number is needed, not {self.value!r}.")
        return self.value

    def day(self) -> date:
        if not isinstance(self.value, date):
            raise self.wrong(f"here a date such as 2027-06-30 is needed, not {self.value!r}.")
        return self.value

    def misread(self, error: RuleError) -> DefinitionError:
        return self.wrong(str(error))
