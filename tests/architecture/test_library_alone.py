"""The statistics and charts are a library: one import, no Django, no database, no server."""

import subprocess
import sys

import pytest

HEAVY = ("django", "duckdb", "scipy", "typst", "altair", "pandas", "polars", "pyarrow")


@pytest.mark.parametrize(
    "module", ["groundswell.core.stats", "groundswell.core.stats.scan", "groundswell.core.charts"]
)
def test_an_import_brings_in_nothing_heavy(module: str) -> None:
    asked = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
