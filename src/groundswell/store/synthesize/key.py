"""The key: what was planted where, and what is really in the files."""

import csv
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

ABOUT = (
    "An invented network. Nobody in it is real. This key says what was planted and what the files hold, so that an "
    "analysis can be checked against it. Percents are percents; odds multiply p / (1 - p). Chronically absent: absent "
    "on 10% or more of the days recorded, of students with 30 days or more. not_submitted.csv lists the days for "
    "which a school sent no daily attendance: the Ed-Fi events of those days are complete."
)


def write_key(out: Path, key: dict[str, Any], silent: Iterable[tuple[str, str]]) -> None:
    folder = out / "key"
    folder.mkdir()
    with (folder / "not_submitted.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("school_id", "date"), *silent])
    text = json.dumps({"about": ABOUT, **key}, indent=1, default=_written)
    (folder / "key.json").write_text(text + "\n", encoding="utf-8")


def _written(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
