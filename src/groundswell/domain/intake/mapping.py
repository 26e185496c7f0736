"""Which column says what, how dates are written, and which marks stand for a missing number."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

ISO, MONTH_FIRST, DAY_FIRST, NOT_SAID = "iso", "mdy", "dmy", ""
DATE_FORMATS = (ISO, MONTH_FIRST, DAY_FIRST)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")


class Named(Protocol):
    """A field that columns can be matched with."""

    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class FileMapping:
    """How to read one kind of file. `columns` and `fixed` go from field name to column or to a constant text.

    `dates` is "iso", "mdy" or "dmy", or "" while nobody has said. Marks are compared without regard to case.
    """

    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    dates: str = ISO
    not_submitted: tuple[str, ...] = ("NS",)
    withheld: tuple[str, ...] = ("*", "s")
    delimiter: str = ""
    encoding: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def says(self, name: str) -> bool:
        """Whether rows say something about a field, by a column or a fixed value."""
        return bool(self.columns.get(name) or self.fixed.get(name))


def mapping_from(stored: dict[str, Any]) -> FileMapping:
    """A mapping as it was stored."""
    marks: dict[str, Any] = {
        key: tuple(stored[key]) for key in ("not_submitted", "withheld") if key in stored
    }
    said: dict[str, Any] = {**stored, **marks}
    return FileMapping(**said)


def suggest_columns(header: Sequence[str], fields: Iterable[Named]) -> dict[str, str]:
    """Each field's column, by its own name or an alias. A column serves one field."""
    free = {_plain(column): column for column in reversed(header)}
    chosen: dict[str, str] = {}
    for wanted in fields:
        names = [_plain(name) for name in (wanted.name, *wanted.aliases)]
        hit = next((name for name in names if name in free), None)
        if hit is not None:
            chosen[wanted.name] = free.pop(hit)
    return chosen


def suggest_dates(texts: Iterable[str]) -> str:
    """ISO unless slashed dates occur; then the one order that fits all of them, or "" when both do."""
    slashed = [match for match in map(_SLASHED.fullmatch, texts) if match]
    if not slashed:
        return ISO
    month_first = all(int(match[1]) <= 12 for match in slashed)
    day_first = all(int(match[2]) <= 12 for match in slashed)
    if month_first == day_first:
        return NOT_SAID
    return MONTH_FIRST if month_first else DAY_FIRST


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
