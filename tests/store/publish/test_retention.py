"""What must go goes from every file of the store: a student, years that are over, old editions."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from groundswell.store.publish import editions
from groundswell.store.publish.lock import writing
from groundswell.store.publish.reading import damage
from groundswell.store.publish.retention import CannotDelete, digest_of, forget, prune, retain
from groundswell.store.publish.rewrites import LOG, PLAN
from tests.store.oneroster.given import Export, export
from tests.store.oneroster.loading import load, quarantine, rows, tables

AT = "2026-11-01T00:00:00+00:00"
STUDENT, OTHER = "0001041", "0001042"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two editions: the student's family name changes in the second, and a row of theirs is set aside."""
    folder = tmp_path / "store"
    load(folder, export().as_zip(tmp_path / "1.zip"))
    after = export()
    after.row("users", STUDENT)["familyName"] = "Renamed"
    after.row("results", f"R-2026-S001-0-{STUDENT}")["score"] = "many"
    after.row("results", f"R-2026-S001-0-{OTHER}")["score"] = "few"
    load(folder, after.as_zip(tmp_path / "2.zip"))
    return folder


def holding(store: Path, words: str) -> list[str]:
    """The files in which the words stand: as bytes, or in a cell of a Parquet file, whatever its packing."""
    found = []
    for path in sorted(store.rglob("*")):
        if path.is_file() and words.encode() in path.read_bytes():
            found.append(f"{path.relative_to(store)} (bytes)")
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            found += [f"{path.relative_to(store)}: {name}" for name in table.column_names
                      if words in json.dumps(table[name].to_pylist(), default=str)]  # fmt: skip
    return found


def test_after_forgetting_no_file_holds_the_student(store: Path) -> None:
    before = tables(store)
    assert len(holding(store, STUDENT)) > 10
    assert {row[2] for row in quarantine(store)} == {f"R-2026-S001-0-{STUDENT}", f"R-2026-S001-0-{OTHER}"}
    gone = forget(store, STUDENT, reason="The family asked.", made_at=AT)
    assert holding(store, STUDENT) == []
    assert holding(store, OTHER)
    assert gone.leftovers == ()
    assert gone.done.rows["students"] == 2, "one row in each of two files"
    after = tables(store)
    assert len(after["students"]) == len(before["students"]) - 1
    assert [row[2] for row in quarantine(store)] == [f"R-2026-S001-0-{OTHER}"]
    for name in ("organizations", "classes", "staff", "sessions"):
        assert after[name] == before[name]


def test_every_kept_edition_is_whole_afterwards(store: Path) -> None:
    first = tables(store, 1)
    done = forget(store, STUDENT, reason="The family asked.", made_at=AT).done
    kept = editions.history(store)
    assert [each.number for each in kept] == [3, 2, 1]
    assert done.edition == 3
    assert [damage(store, each) for each in kept] == [[], [], []]
    now = tables(store, 1)
    assert [row for row in first["students"] if STUDENT not in row] == now["students"]
    assert not list(store.rglob(PLAN))


def test_the_log_names_a_digest_alone(store: Path) -> None:
    gone = forget(store, STUDENT, reason="The family asked.", made_at=AT)
    line = json.loads((store / LOG).read_text().splitlines()[-1])
    assert line["student"] == gone.digest == digest_of(store, STUDENT)
    assert (line["reason"], line["at"], line["kind"]) == ("The family asked.", AT, "forget")
    assert line["rows"]["students"] == 2
    assert STUDENT not in (store / LOG).read_text()
    assert oct((store / "deletions.key").stat().st_mode)[-3:] == "600"


def test_what_cannot_be_deleted_is_refused_and_nothing_changes(store: Path) -> None:
    for student, reason in (
        ("9999999", "Asked."),
        ("", "Asked."),
        (STUDENT, " "),
        (STUDENT, f"{STUDENT} asked"),
    ):
        with pytest.raises(CannotDelete):
            forget(store, student, reason=reason, made_at=AT)
    assert editions.current_number(store) == 2
    assert holding(store, STUDENT)


def test_the_next_load_goes_on_from_there(store: Path, tmp_path: Path) -> None:
    forget(store, STUDENT, reason="The family asked.", made_at=AT)
    more = export()
    for name in ("users", "enrollments", "demographics", "results"):
        key = {"users": "sourcedId", "demographics": "sourcedId", "enrollments": "userSourcedId",
               "results": "studentSourcedId"}[name]  # fmt: skip
        more.files[name] = [row for row in more.files[name] if row[key] != STUDENT]
    report = load(store, more.as_zip(tmp_path / "3.zip"))
    assert (report.outcome, report.quarantined) == ("published", 0)
    assert holding(store, STUDENT) == []


def test_a_short_id_takes_the_student_and_leaves_grades_of_that_name(tmp_path: Path) -> None:
    given = export()
    for name, key in (("users", "sourcedId"), ("demographics", "sourcedId"), ("enrollments", "userSourcedId"),
                      ("results", "studentSourcedId")):  # fmt: skip
        for row in given.files[name]:
            if row[key] == STUDENT:
                row[key] = "04"
    load(tmp_path / "store", given.as_zip(tmp_path / "1.zip"))
    students = len(tables(tmp_path / "store")["students"])
    gone = forget(tmp_path / "store", "04", reason="The family asked.", made_at=AT)
    assert len(tables(tmp_path / "store")["students"]) == students - 1
    assert ("students", "grade") in {(left.table, left.column) for left in gone.leftovers}


def _two_years(tmp_path: Path) -> Path:
    store = tmp_path / "years"
    old = export(2025)
    _rename_students(old, "0001041", "OLD-1")
    load(store, old.as_zip(tmp_path / "2025.zip"))
    load(store, export(2026).as_zip(tmp_path / "2026.zip"))
    return store


def _rename_students(given: Export, student: str, to: str) -> None:
    for file in given.files.values():
        for row in file:
            for name, cell in row.items():
                if cell == student:
                    row[name] = to


def test_years_that_are_over_go_from_every_edition(tmp_path: Path) -> None:
    store = _two_years(tmp_path)
    assert rows(store, "SELECT DISTINCT school_year FROM students ORDER BY 1") == [(2025,), (2026,)]
    assert holding(store, "OLD-1")
    done = retain(store, years=1, made_at=AT)
    assert done.rows["students"] == 42
    assert rows(store, "SELECT DISTINCT school_year FROM students") == [(2026,)]
    assert holding(store, "OLD-1") == []
    assert holding(store, "2025-S001-0") == []
    assert holding(store, STUDENT), "students of the year that is kept stay"
    assert retain(store, years=1, made_at=AT).edition == 0, "a second time there is nothing to do"
    with pytest.raises(CannotDelete):
        retain(store, years=0, made_at=AT)


def test_old_editions_go_and_the_live_one_stays(store: Path, tmp_path: Path) -> None:
    live = tables(store)
    gone = prune(store, keep=1, now=datetime(2026, 11, 2, tzinfo=UTC))
    assert gone.editions == (1,)
    assert gone.files > 0
    assert [each.number for each in editions.history(store)] == [2]
    assert tables(store) == live
    assert damage(store, editions.current(store)) == []
    assert prune(store, days=0, now=datetime(2030, 1, 1, tzinfo=UTC)).editions == ()
    for limits in ({}, {"keep": 0}):
        with pytest.raises(CannotDelete):
            prune(store, now=datetime(2026, 11, 2, tzinfo=UTC), **limits)
    assert load(store, export().as_zip(tmp_path / "4.zip")).edition == 3


KILLED = """
import os, signal, sys
from pathlib import Path
from groundswell.store.publish.retention import forget
def tell(stage, detail):
    if stage == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
forget(Path(sys.argv[1]), sys.argv[3], reason="Asked.", made_at="2026-11-01T00:00:00+00:00", tell=tell)
"""


@pytest.mark.parametrize(
    ("stage", "live"),
    [("plan_on_disk", False), ("edition_named", False), ("pointer_flipped", True), ("published", True)],
)
def test_killed_on_the_way_it_is_undone_or_carried_through(store: Path, stage: str, live: bool) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(store), stage, STUDENT], env=os.environ, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert damage(store, editions.current(store)) == []
    assert (editions.current_number(store) == 3) == live
    with writing(store):
        pass
    assert (holding(store, STUDENT) == []) == live
    assert [damage(store, each) for each in editions.history(store)] == [[]] * (3 if live else 2)
    if not live:
        forget(store, STUDENT, reason="Asked.", made_at=AT)
    assert holding(store, STUDENT) == []
    assert len((store / LOG).read_text().splitlines()) == 1
