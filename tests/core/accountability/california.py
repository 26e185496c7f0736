"""California's public API research files (California Department of Education, public records).

The whole files are read where they are at hand; the general high schools of 2012 are shipped, cut to what is tested.
"""

import csv
import gzip
import os
from functools import cache
from pathlib import Path

import pytest

Rows = list[dict[str, str]]
DATA = Path(os.environ.get("GROUNDSWELL_DATA", Path(__file__).parents[4] / "shared" / "data"))
SHIPPED = Path(__file__).with_name("california_high_schools_2012.csv.gz")


def api_schools(name: str) -> Rows:
    """School rows of one file such as "2012-base"; skips where the folder is absent."""
    return api_rows(name, "S")


@cache
def api_rows(name: str, kind: str) -> Rows:
    """Rows of schools ("S"), districts ("D") or the state ("X"); skips where the folder is absent."""
    file = DATA / "ca_api" / f"{name}-api.csv.gz"
    if not file.exists():
        pytest.skip("California's API files are not here; set GROUNDSWELL_DATA to check all schools")
    return [row for row in _read(file) if row["RTYPE"] == kind]


@cache
def high_schools() -> Rows:
    """1,502 general high schools with a 2012 base API, from the shipped extract."""
    return _read(SHIPPED)


def whole(text: str) -> int | None:
    return int(text) if text.lstrip("-").isdigit() else None


def _read(file: Path) -> Rows:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
