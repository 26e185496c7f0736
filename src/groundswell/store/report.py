"""What became of a load: counts that add up, and every finding with its place and what to do."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Outcome = Literal["published", "unchanged", "refused"]
MOST_FINDINGS = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell. `line` counts from 1; `column` is "" when it is about the whole row or file."""

    file: str
    line: int
    column: str
    rule: str
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class SkippedRows:
    """Rows left out for one reason, such as a reference to something that is not in the files."""

    file: str
    column: str
    rule: str
    message: str
    fix: str
    rows: int


@dataclass(frozen=True, slots=True)
class FileCounts:
    """For one file: read = accepted + quarantined + skipped."""

    file: str
    mode: str
    rows_read: int
    accepted: int
    quarantined: int
    skipped: int


@dataclass(frozen=True)
class Report:
    """One load. `faults` explain the quarantined rows, at most `MOST_FINDINGS` of them; `fault_count` counts all."""

    source: str
    path: str
    outcome: Outcome
    edition: int
    version: str = ""
    files: tuple[FileCounts, ...] = ()
    faults: tuple[Finding, ...] = ()
    fault_count: int = 0
    skipped_rows: tuple[SkippedRows, ...] = ()
    notices: tuple[Finding, ...] = ()
    refusal: Finding | None = None
    tables: dict[str, int] = field(default_factory=dict)
    school_years: tuple[int, ...] = ()

    @property
    def rows_read(self) -> int:
        return sum(file.rows_read for file in self.files)

    @property
    def accepted(self) -> int:
        return sum(file.accepted for file in self.files)

    @property
    def quarantined(self) -> int:
        return sum(file.quarantined for file in self.files)

    @property
    def skipped(self) -> int:
        return sum(file.skipped for file in self.files)

    @property
    def complete(self) -> bool:
        """Whether every row was accepted."""
        return self.outcome != "refused" and self.accepted == self.rows_read

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        totals = {name: getattr(self, name) for name in ("rows_read", "accepted", "quarantined", "skipped")}
        return totals | asdict(self)


class Imbalance(Exception):
    """Rows went missing between reading and counting. This is a mistake of ours; nothing was changed."""


def require_balance(files: tuple[FileCounts, ...]) -> None:
    """Accepted + quarantined + skipped = read, in each file. Raises `Imbalance`."""
    for file in files:
        if file.rows_read != file.accepted + file.quarantined + file.skipped:
            raise Imbalance(
                f"The rows of {file.file} do not add up: {file}. Nothing was changed. Please tell us."
            )
