"""Invented tables on the disk, and the command run on them as a person would."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from groundswell.cli import main

REPOSITORY = Path(__file__).resolve().parents[2]
ABSENCES = REPOSITORY / "docs" / "examples" / "absences.csv"
COLUMNS = ["--value", "n", "--denominator", "d", "--x", "week"]
EXAMPLE = [
    str(ABSENCES), "--chart", "p", *COLUMNS, "--by", "school,group", "--phase", "2024-01-08", "--freeze", "2023-12-15",
    "--exclude", "2024-02-13:snow", "--rules", "anhoej", "--missing", "*",
]  # fmt: skip


def chart(*arguments: str | Path) -> int:
    return main(["chart", *map(str, arguments)])


def table(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def weekly(values: Sequence[object], *, start: int = 1) -> str:
    """Rows x,y with whole numbers as periods."""
    return "x,y\n" + "".join(f"{start + k},{value}\n" for k, value in enumerate(values))


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def report(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def words_of(svg: bytes) -> str:
    """All words of a drawing that is well-formed XML."""
    return " ".join(ET.fromstring(svg).itertext())  # noqa: S314  (our own output)
