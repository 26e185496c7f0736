"""Public school data with published answers, read where it is at hand and never copied here."""

import csv
import gzip
import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("GROUNDSWELL_DATA", Path(__file__).parents[4] / "shared" / "data"))


def multilevel(name: str) -> list[dict[str, str]]:
    """Rows of one file of pupils within schools; skips the test where the folder is absent."""
    file = DATA / "multilevel" / f"{name}.csv.gz"
    if not file.exists():
        pytest.skip("the pupil files are not here; set GROUNDSWELL_DATA to check these numbers")
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def column(rows: list[dict[str, str]], name: str) -> list[float]:
    return [float(row[name]) for row in rows]
