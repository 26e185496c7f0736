"""Vendors' files: each kind that we know is read from a sample, and its numbers are those of the file."""

import csv
from pathlib import Path

import pytest

from groundswell.store.engine import EngineLimits
from groundswell.store.read.assessments.load import NoSuchKind, kinds, load_assessments, mapping_of
from groundswell.store.read.mapped.load import LoadSettings, load_table
from groundswell.store.read.mapped.mapping_file import parse_mapping
from tests.store.oneroster.loading import AT, SHARED, rows

SAMPLES = Path(__file__).parent / "samples"
ENGINE = EngineLimits(threads=1)
STUDENTS = [*map(str, range(604820, 605020)), *map(str, range(320, 340)), *map(str, range(100, 600, 100)),
            *map(str, range(9100000001, 9100000007))]  # fmt: skip
# kind -> (rows read, accepted, set aside, skipped, scores, lowest, highest)
EXPECTED = {
    "access": (4, 4, 0, 0, 4, 228, 365),
    "act": (5, 5, 0, 0, 25, 10, 28),
    "alternate_access": (3, 3, 0, 0, 3, 903, 949),
    "ap": (6, 6, 0, 0, 12, 1, 5),
    "basc3_bess": (5, 5, 0, 0, 5, 40, 64),
    "caaspp": (11, 8, 0, 3, 8, 352, 2560),
    "caaspp_2019": (6, 6, 0, 0, 6, 611, 2560),
    "dibels_8": (5, 5, 0, 0, 5, 246, 324),
    "elpac": (5, 4, 0, 1, 9, 563, 1610),
    "elpac_2019": (3, 2, 0, 1, 6, 1452, 1528),
    "fastbridge_early_math": (13, 10, 0, 3, 30, 5, 96),
    "i_ready_mathematics": (5, 5, 0, 0, 5, 404, 507),
    "i_ready_reading": (5, 5, 0, 0, 5, 424, 593),
    "map_growth": (7, 6, 1, 0, 6, 208, 233),
    "psat_10": (5, 5, 0, 0, 15, 300, 870),
    "psat_8_9": (5, 5, 0, 0, 15, 150, 940),
    "psat_nmsqt": (5, 5, 0, 0, 15, 360, 1160),
    "sat": (5, 5, 0, 0, 30, 370, 1310),
    "staar": (10, 10, 0, 0, 20, 1047, 1444),
    "star": (5, 5, 0, 0, 5, 615, 1122),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vendors")
    (folder / "students.csv").write_text("\n".join(["id", *STUDENTS]) + "\n")
    students = parse_mapping(
        "table: students\ncolumns: {student_id: id}\nconstants: {school_year: 2026}\n", "m"
    )
    settings = LoadSettings(engine=ENGINE, source="roster")
    assert load_table(
        folder / "store", folder / "students.csv", students, made_at=AT, settings=settings
    ).complete
    return folder / "store"


def test_every_kind_has_a_sample_and_every_sample_a_kind() -> None:
    assert set(kinds()) == set(EXPECTED) == {path.stem for path in SAMPLES.glob("*.csv")}
    assert all(kinds().values())


@pytest.mark.parametrize("kind", EXPECTED)
def test_a_sample_comes_in(store: Path, kind: str) -> None:
    settings = LoadSettings(engine=ENGINE, source=kind)
    report = load_assessments(store, SAMPLES / f"{kind}.csv", kind=kind, made_at=AT, settings=settings)
    *counted, scores, lowest, highest = EXPECTED[kind]
    assert [report.rows_read, report.accepted, report.quarantined, report.skipped] == counted, report.faults
    query = f"SELECT count(*), min(score), max(score) FROM assessments WHERE source = '{kind}'"  # noqa: S608
    assert rows(store, query) == [(scores, lowest, highest)]


def test_the_scores_are_those_of_the_file(store: Path) -> None:
    settings = LoadSettings(engine=ENGINE, source="sat_too")
    load_assessments(store, SAMPLES / "sat.csv", kind="sat", made_at=AT, settings=settings)
    with (SAMPLES / "sat.csv").open(encoding="utf-8") as handle:
        told = {
            (row["DISTRICT_STUDENT_ID"], float(row["LATEST_SAT_TOTAL"])) for row in csv.DictReader(handle)
        }
    held = rows(
        store,
        "SELECT student_id, score FROM assessments WHERE assessment_id = 'sat_total'",
    )
    assert told <= set(held)


def test_the_row_that_is_cut_off_in_the_sample_is_told(store: Path) -> None:
    settings = LoadSettings(engine=ENGINE, source="map_again")
    report = load_assessments(
        store, SAMPLES / "map_growth.csv", kind="map_growth", made_at=AT, settings=settings
    )
    assert [(fault.line, fault.rule) for fault in report.faults] == [(8, "ragged_row")]


def test_students_under_another_id(tmp_path: Path) -> None:
    (tmp_path / "students.csv").write_text("id,number\nA1,605001\nA2,605002\n")
    text = "table: students\ncolumns: {student_id: id, local_id: number}\nconstants: {school_year: 2026}\n"
    settings = LoadSettings(engine=ENGINE)
    load_table(
        tmp_path / "s", tmp_path / "students.csv", parse_mapping(text, "m"), made_at=AT, settings=settings
    )
    report = load_assessments(tmp_path / "s", SAMPLES / "i_ready_reading.csv", kind="i_ready_reading", made_at=AT,
                              settings=LoadSettings(engine=ENGINE, source="x"), match="local_id")  # fmt: skip
    assert report.complete
    assert rows(tmp_path / "s", "SELECT DISTINCT student_id FROM assessments ORDER BY 1") == [
        ("A1",),
        ("A2",),
    ]


def test_an_unknown_kind_lists_the_known() -> None:
    with pytest.raises(NoSuchKind, match="map_growth"):
        mapping_of("unheard")


def test_the_whole_files_where_they_are_present(store: Path, tmp_path: Path) -> None:
    """The samples here are cuts; the files themselves hold hundreds of columns more."""
    import zipfile

    archive = SHARED / "vendor_assessments" / "vendor_assessment_samples.zip"
    if not archive.exists():
        pytest.skip(f"{archive} is not here")
    whole = {"act": "ACT/sample_anonymized_file.csv", "fastbridge_early_math": "FastBridge_Math/sample_anonymized_file.csv",
             "sat": "PSAT_SAT/sample_anonymized_file_sat.csv", "ap": "AP/SAMPLE_AP_2324.csv"}  # fmt: skip
    with zipfile.ZipFile(archive) as samples:
        for kind, name in whole.items():
            (tmp_path / f"{kind}.csv").write_bytes(samples.read(name))
            settings = LoadSettings(engine=ENGINE, source=f"{kind}_whole")
            report = load_assessments(
                store, tmp_path / f"{kind}.csv", kind=kind, made_at=AT, settings=settings
            )
            assert (report.rows_read, report.accepted) == EXPECTED[kind][:2]
