"""The Project STAR bundles, where the shared data folder is at hand: real pupils as OneRoster 1.1."""
# ruff: noqa: S608 (queries and rows of the tests' own)

import csv
import io
import textwrap
import zipfile
from pathlib import Path

import pytest

from groundswell.store.publish import editions
from tests.store.oneroster.given import Export, delta
from tests.store.oneroster.loading import SHARED, load, rows, tables
from tests.store.oneroster.test_loading import unresolved

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "load-student-data.md"
FOLDER = SHARED / "oneroster"
BUNDLES = sorted(FOLDER.glob("*_bulk.zip")) if FOLDER.is_dir() else []
needs_star = pytest.mark.skipif(
    len(BUNDLES) < 3, reason="the STAR bundles are not here; see GROUNDSWELL_DATA"
)
# (pupils, teachers, schools, classes, results) of grade K, 1 and 2
PUBLISHED = {
    1986: (6325, 339, 79, 339, 11660),
    1987: (6829, 371, 76, 371, 12996),
    1988: (6840, 341, 75, 341, 12142),
}


@pytest.fixture(scope="module")
def all_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("star") / "store"
    for bundle in BUNDLES:
        report = load(store, bundle)
        assert report.complete, report.faults
    return store


@needs_star
def test_all_rows_are_there(all_years: Path) -> None:
    counted = {
        year: tuple(
            rows(all_years, f"SELECT count(*) FROM {table} WHERE school_year = {year} AND {where}")[0][0]
            for table, where in (
                ("students", "true"), ("staff", "role = 'teacher'"), ("organizations", "type = 'school'"),
                ("classes", "true"), ("assessments", "true"),
            )
        )
        for year in PUBLISHED
    }  # fmt: skip
    assert counted == PUBLISHED
    assert rows(all_years, "SELECT count(DISTINCT student_id) FROM students")[0][0] > 9000


@needs_star
def test_the_words_of_the_how_to_explain_the_whole_column(tmp_path: Path) -> None:
    """A reader copies them: half of a column left without a word would be half of the students in no group."""
    page = HOW_TO.read_text("utf-8").split("# words.yaml", 1)[1].split("\n\n", 1)[0]
    words = tmp_path / "words.yaml"
    words.write_text(textwrap.dedent(page), "utf-8")
    report = load(tmp_path / "store", BUNDLES[0], words=words)
    assert [each.message for each in report.notices if each.rule == "own_words"] == []
    groups = "SELECT group_name, count(*) FROM group_memberships WHERE group_set = 'economically_disadvantaged' GROUP BY 1"
    assert dict(rows(tmp_path / "store", groups)) == {"yes": 3052, "no": 3249}
    words.write_text(words.read_text("utf-8").replace("[Y]", "[F]"), "utf-8")
    report = load(tmp_path / "wrong", BUNDLES[0], words=words)
    (told,) = (each.message for each in report.notices if each.rule == "own_words")
    assert "“freeReducedLunch” also holds values such as “Y”" in told
    assert "for 3,052 student records" in told


@needs_star
def test_all_references_resolve(all_years: Path) -> None:
    assert unresolved(all_years) == 0


@needs_star
def test_the_small_class_effect_is_the_published_one(all_years: Path) -> None:
    """Small minus regular class, reading plus mathematics, grade K: 13.899 (Stock and Watson, table 13.1)."""
    means = dict(
        rows(
            all_years,
            """SELECT json_extract_string(extensions, '$.starClassType') AS type, avg(total) FROM (
                SELECT class_id, sum(score) AS total FROM assessments WHERE school_year = 1986
                GROUP BY student_id, class_id HAVING count(score) = 2
            ) JOIN classes USING (class_id) GROUP BY type""",
        )
    )
    assert means["small"] - means["reg"] == pytest.approx(13.899, abs=0.001)
    assert means["reg"] == pytest.approx(918.04, abs=0.01)


@needs_star
def test_a_delta_on_real_pupils_is_the_next_bulk(tmp_path: Path) -> None:
    before, after = unpacked(BUNDLES[0]), unpacked(BUNDLES[1])
    load(tmp_path / "deltas", BUNDLES[0])
    report = load(tmp_path / "deltas", delta(before, after).as_zip(tmp_path / "delta.zip"))
    assert report.complete, report.faults
    load(tmp_path / "bulks", BUNDLES[0])
    load(tmp_path / "bulks", BUNDLES[1])
    assert tables(tmp_path / "deltas") == tables(tmp_path / "bulks")
    assert editions.current_number(tmp_path / "deltas") == 2


def unpacked(path: Path) -> Export:
    files = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name != "manifest.csv":
                text = io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")
                files[name.removesuffix(".csv")] = list(csv.DictReader(text))
    return Export(files)
