"""One door to every loader: each format answers a file that is not there, and reads what its line says."""

from pathlib import Path

import pytest

from groundswell.store.engine import EngineLimits
from groundswell.store.publish import editions
from groundswell.store.read.formats import FORMATS, LoadOptions, load_files
from groundswell.store.read.set_aside import rows_of_edition
from tests.store.oneroster.given import export

OPTIONS = LoadOptions(engine=EngineLimits(threads=1))
AT = "2026-10-01T00:00:00+00:00"


@pytest.mark.parametrize("name", ["oneroster", "edfi", "calpads", "assessments:star"])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    report = load_files(name, tmp_path / "store", tmp_path / "gone.zip", made_at=AT, options=OPTIONS)
    assert report.outcome == "refused"
    assert report.refusal is not None
    assert editions.current_number(tmp_path / "store") == 0


def test_feeds_have_names_of_their_own() -> None:
    sources = [each.source for each in FORMATS.values()]
    assert len(set(sources)) == len(sources)


def test_rows_set_aside_are_those_of_the_load_that_made_the_edition(tmp_path: Path) -> None:
    """A second delta leaves the first one's rows waiting, and tells of its own alone."""
    store = tmp_path / "store"
    whole = export()
    whole.row("results", "R-2026-S001-0-0001041")["score"] = "many"
    load_files("oneroster", store, whole.as_zip(tmp_path / "1.zip"), made_at=AT, options=OPTIONS)
    delta = export()
    delta.mode = "delta"
    delta.files = {"results": [dict(delta.row("results", "R-2026-S001-0-0001042"))]}
    delta.files["results"][0] |= {
        "score": "few",
        "status": "active",
        "dateLastModified": "2027-01-01T00:00:00Z",
    }
    load_files("oneroster", store, delta.as_zip(tmp_path / "2.zip"), made_at=AT, options=OPTIONS)
    first = rows_of_edition(store, 1, source="oneroster", whole=["results.csv"])
    second = rows_of_edition(store, 2, source="oneroster")
    assert [row.cells["score"] for row in first.rows] == ["many"]
    assert [row.cells["score"] for row in second.rows] == ["few"]
    assert second.rows[0].faults == (("score", "number"),)
    assert rows_of_edition(store, 2, source="oneroster", file="users.csv").total == 0
    assert rows_of_edition(store, 1, source="oneroster", whole=["results.csv"], first=1).rows == ()
