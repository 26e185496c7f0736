"""The check of these journeys can fail: where nobody keeps the small group private, it finds the number."""

import io
import re

import pytest

from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS
from groundswell.store.release import reading
from groundswell.store.release.written import Leaving, as_bytes
from tests.journeys.student_data.files import text_of
from tests.journeys.student_data.released import ABSENT, SECRET_SHARE, TALLOW, release


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("hidden", [True, False], ids=["withheld", "open"])
def test_the_share_is_found_where_it_is(tmp_path, ending, hidden):
    release(tmp_path, hidden=hidden)
    manifest = reading.current(tmp_path)
    assert manifest is not None
    rows = reading.numbers(
        tmp_path, manifest, ABSENT, period="school_year", place_kind="school", places=[TALLOW]
    )
    known = indicators(TABLE_KINDS)[ABSENT]
    said = text_of(io.BytesIO(as_bytes(Leaving(known, 3, 11, rows), f".{ending}")), ending)
    assert bool(re.search(re.escape(SECRET_SHARE), said)) is not hidden
