"""The shipped extracts are what the recipe makes of the public files (where those are at hand)."""

import os
import subprocess
import sys

import pytest

from tests.conftest import CHECKOUT, shared

DATA = shared("GROUNDSWELL_DATA", "../shared/data")


@pytest.mark.skipif(not (DATA / "nyc").is_dir(), reason=f"The public source files are not at {DATA}.")
def test_extracts_match_their_sources() -> None:
    made = subprocess.run(
        [sys.executable, str(CHECKOUT / "tools" / "example" / "build.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "GROUNDSWELL_DATA": str(DATA)},
    )
    assert (made.returncode, made.stdout.strip()) == (0, "The extracts match the source."), made.stderr
