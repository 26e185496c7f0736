"""The state's own files, end to end: students and schools, then scores, then the numbers that boards ask for."""

import shutil
from pathlib import Path

import pytest

from groundswell.core.indicators.results import Query
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS, compute
from groundswell.store.query.opening import opened
from groundswell.store.read.assessments.load import load_assessments
from groundswell.store.read.mapped.load import LoadSettings, load_table
from groundswell.store.read.mapped.mapping_file import parse_mapping
from tests.store.oneroster.loading import AT, rows
from tests.store.read.assessments.test_kinds import ENGINE, SAMPLES

SCHOOL = (
    "id,name,kind,code\nd1,Tree District,district,99887760000000\nb1,Birch School,school,99887760123456\n"
)
STUDENTS = "ssid,local,grade\n" + "".join(
    f"910000000{n},500{n},{grade}\n" for n, grade in enumerate(("03", "04", "11", "05", "05", "KG"), 1)
)
ORGANIZATIONS = """
table: organizations
columns: {org_id: id, name: name, type: kind, identifier: code, parent_id: {from: kind, values: {district: null, school: d1}}}
constants: {school_year: 2025}
"""
PEOPLE = """
outputs:
  - {table: students, columns: {student_id: ssid, local_id: local, grade: grade}, constants: {school_year: 2025}}
  - {table: enrollments, columns: {student_id: ssid, grade: grade}, constants: {school_year: 2025, school_id: b1}}
"""


def bring_in(store: Path, folder: Path, name: str, text: str, mapping: str) -> None:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    settings = LoadSettings(engine=ENGINE, source=name)
    assert load_table(
        store, folder / f"{name}.csv", parse_mapping(mapping, name), made_at=AT, settings=settings
    ).complete


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("california")
    bring_in(folder / "store", folder, "schools", SCHOOL, ORGANIZATIONS)
    bring_in(folder / "store", folder, "people", STUDENTS, PEOPLE)
    for kind in ("caaspp", "elpac"):
        settings = LoadSettings(engine=ENGINE, source=kind)
        load_assessments(folder / "store", SAMPLES / f"{kind}.csv", kind=kind, made_at=AT, settings=settings)
    return folder / "store"


@pytest.mark.parametrize(
    ("indicator", "numerator", "students"),
    [
        ("proficiency_english", 2, 3),
        ("proficiency_mathematics", 1, 2),
        ("distance_from_standard_english", (2442 - 2432) + (2473 - 2473) + (2497 - 2583), 3),
        ("distance_from_standard_mathematics", (2400 - 2436) + (2560 - 2485), 2),
    ],
)
def test_numbers_from_the_states_file(store: Path, indicator: str, numerator: int, students: int) -> None:
    """By hand from the sample. The alternate test, and rows that the state leaves out, do not count."""
    with opened(store) as (engine, _):
        found = compute(engine, indicators(TABLE_KINDS)[indicator], Query())
    everyone = [each for each in found if each.group_set == "all"]
    assert [(each.place, each.numerator, each.denominator) for each in everyone] == [
        ("b1", numerator, students)
    ]


def test_scores_levels_and_schools(store: Path) -> None:
    held = rows(store, "SELECT assessment_id, student_id, school_id, school_year, grade, score, performance_level, met_standard "
                       "FROM assessments WHERE source = 'caaspp' AND student_id = '9100000001' ORDER BY 1")  # fmt: skip
    assert held == [
        ("csa_spanish", "9100000001", "b1", 2025, "03", 352.0, "Level 2", None),
        ("smarter_balanced_ela", "9100000001", "b1", 2025, "03", 2442.0, "Standard Met", True),
        (
            "smarter_balanced_mathematics",
            "9100000001",
            "b1",
            2025,
            "03",
            2400.0,
            "Standard Nearly Met",
            False,
        ),
    ]


def test_language_scores_of_one_student(store: Path) -> None:
    held = rows(store, "SELECT assessment_id, subject, score, performance_level FROM assessments "
                       "WHERE source = 'elpac' AND student_id IN ('9100000004', '9100000005') ORDER BY 1")  # fmt: skip
    assert held == [
        ("elpac_summative", "english_language_development", 1610.0, "Level 4"),
        ("elpac_summative_alternate", "english_language_development", 563.0, "Level 3"),
        ("elpac_summative_written", "written_language", 1602.0, "Level 4"),
    ]


def test_students_known_by_their_local_number(tmp_path: Path) -> None:
    """Rosters often lack the state's number; newer files of the state hold the local one beside it."""
    alone = "\n".join(line for line in PEOPLE.splitlines() if "enrollments" not in line)
    bring_in(tmp_path / "s", tmp_path, "people", STUDENTS.replace("910000000", "A"), alone)
    settings = LoadSettings(engine=ENGINE, source="elpac")
    report = load_assessments(tmp_path / "s", SAMPLES / "elpac.csv", kind="elpac", made_at=AT, settings=settings,
                              match="local_id")  # fmt: skip
    assert (report.accepted, report.skipped) == (4, 1)
    found = "SELECT DISTINCT student_id FROM assessments ORDER BY 1"
    assert rows(tmp_path / "s", found) == [("A1",), ("A2",), ("A4",), ("A5",)]


BEFORE = {
    "^03^03^2021": "^02^02^2021", "^04^04^2021": "^03^03^2021", "^05^05^2021": "^04^04^2021", "^2025-": "^2024-",
    "^1526^": "^1531^", "^1455^": "^1447^", "^1610^": "^1590^",
}  # fmt: skip


def test_progress_from_one_years_file_to_the_nexts(store: Path, tmp_path: Path) -> None:
    """Levels of six by hand: 5 and 5 (grade 2, then 3), 1 and 1, 6 and 6. Only the last counts, at the highest level."""
    text = (SAMPLES / "elpac.csv").read_text(encoding="utf-8")
    for this_year, before in BEFORE.items():
        text = text.replace(this_year, before)
    (tmp_path / "before.csv").write_text(text, encoding="utf-8")
    held = shutil.copytree(store, tmp_path / "store")
    settings = LoadSettings(engine=ENGINE, source="elpac_before")
    load_assessments(held, tmp_path / "before.csv", kind="elpac", made_at=AT, settings=settings)
    with opened(held) as (engine, _):
        found = compute(engine, indicators(TABLE_KINDS)["english_learner_progress"], Query())
    assert [(each.place, each.numerator, each.denominator) for each in found if each.group_set == "all"] == [
        ("b1", 1, 3)
    ]
