"""The shape and the writing of the extracts: what a district would upload, and the same bytes each time."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

RECIPE = Path(__file__).parent
SHIPPED = RECIPE.parents[1] / "src" / "groundswell" / "example" / "data"
RATE_COLUMNS = (
    "measure_code",
    "place_code",
    "group_code",
    "period_start",
    "period_end",
    "numerator",
    "denominator",
    "percent",
)


@dataclass(frozen=True)
class Extract:
    """A table to ship: file name (".gz" is compressed), column names and rows of text."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()


def rates(name: str, rows: Iterable[tuple[str, ...]]) -> Extract:
    """Rows of RATE_COLUMNS, sorted, so that two builds of the same source give the same file."""
    return Extract(name, RATE_COLUMNS, sorted(rows))


def code_by_dbn() -> dict[str, str]:
    with (RECIPE / "mapping.csv").open(encoding="utf-8", newline="") as lines:
        return {row["dbn"]: row["code"] for row in csv.DictReader(lines)}


def write(extract: Extract) -> None:
    content = extract.text().encode()
    if extract.name.endswith(".gz"):
        content = gzip.compress(content, compresslevel=9, mtime=0)
    (SHIPPED / extract.name).write_bytes(content)


def shipped_text(name: str) -> str:
    content = (SHIPPED / name).read_bytes()
    return (gzip.decompress(content) if name.endswith(".gz") else content).decode()
