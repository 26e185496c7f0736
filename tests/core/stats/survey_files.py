"""California's schools of 2000 and the samples of them that survey methods are taught with, read where at hand."""

import csv
import gzip

import pytest

from tests.core.stats.school_data import DATA

Rows = list[dict[str, str]]


def survey_file(name: str) -> Rows:
    """Rows of one file such as "apiclus1"; skips where the folder is absent."""
    file = DATA / "ca_api2000_survey" / f"{name}.csv.gz"
    if not file.exists():
        pytest.skip(
            "the samples of California's schools are not here; set GROUNDSWELL_DATA to check these numbers"
        )
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
