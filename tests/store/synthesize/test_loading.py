"""The bundles go through the reader: nothing is set aside but what was planted."""
# ruff: noqa: S608 (queries of the tests' own)

from pathlib import Path

from groundswell.cli import main
from groundswell.store.engine import EngineLimits
from groundswell.store.read.edfi.load import LoadSettings, load_edfi
from groundswell.store.synthesize.making import Made
from tests.store.oneroster.loading import AT, load, rows
from tests.store.synthesize.looking import YEARS, Network


def test_every_year_loads_with_the_planted_rows_alone_set_aside(tmp_path, network: Network) -> None:
    store = tmp_path / "store"
    for year in YEARS[:2]:
        report = load(store, network.folder / "oneroster" / year)
        assert (report.quarantined, report.skipped) == (0, 0)
    report = load(store, network.folder / "oneroster" / YEARS[-1])
    told = [fault for fault in network.planted["faults"] if fault["file"].startswith(YEARS[-1])]
    expected = {
        (Path(fault["file"]).name, fault["line"], fault["column"])
        for fault in told
        if fault["becomes"] == "quarantined"
    }
    assert {(fault.file, fault.line, fault.column) for fault in report.faults} == expected
    assert report.quarantined == len(expected)
    assert report.skipped == sum(fault["becomes"] == "skipped" for fault in told) == 1
    delta = load(store, network.folder / "oneroster" / f"{YEARS[-1]}-delta")
    assert (delta.quarantined, delta.skipped) == (0, 0)
    said = network.key["delta"]
    renamed = said["name_corrected"]
    query = (
        f"SELECT family_name FROM students WHERE school_year = 2026 AND student_id = '{renamed['student']}'"
    )
    assert rows(store, query) == [(renamed["familyName"],)]
    arrived = f"SELECT entry_date::VARCHAR FROM enrollments WHERE student_id = '{said['arrived']['student']}'"
    assert rows(store, arrived) == [(said["arrived"]["first_day"],)]


def test_the_ed_fi_files_load_beside_oneroster_with_nothing_set_aside(tmp_path, network: Network) -> None:
    store = tmp_path / "store"
    load(store, network.folder / "oneroster" / YEARS[0])
    report = load_edfi(
        store,
        network.folder / "edfi" / YEARS[0],
        made_at=AT,
        settings=LoadSettings(engine=EngineLimits(threads=1)),
    )
    assert (report.outcome, report.quarantined, report.skipped) == ("published", 0, 0)
    [(learners,)] = rows(store, "SELECT count(*) FROM group_memberships WHERE group_set = 'english_learner' "
                                "AND group_name = 'yes'")  # fmt: skip
    told = network.groups(school_year=2024, group="english_learner")
    assert learners == sum(row["students"] for row in told) > 0
    absent = rows(store, "SELECT attended, count(*) FROM attendance WHERE attended < 1 GROUP BY 1 ORDER BY 1")
    events = [
        row.get("eventDuration", 1)
        for row in network.edfi(YEARS[0], "studentSchoolAttendanceEvents")
        if "Absence" in row["attendanceEventCategoryDescriptor"]
    ]
    assert absent == [(0.0, events.count(1)), (0.5, events.count(0.5))]


def test_rows_are_counted_by_file(written: tuple[Path, Made], network: Network) -> None:
    _, made = written
    assert made.rows["oneroster/2023-24/users.csv"] == len(network.oneroster("2023-24", "users"))
    assert made.rows["edfi/2023-24/students.json"] == 300
    flat = sum(
        count for name, count in made.rows.items() if name.startswith("attendance") and "late" not in name
    )
    assert network.daily("SELECT count(*) FROM daily") == [(flat,)]


def test_the_command(tmp_path, capsys) -> None:
    out, report = tmp_path / "out", tmp_path / "report.json"
    sizes = ["--students", "60", "--schools", "3", "--districts", "1", "--years", "1", "--no-faults"]
    assert main(["data", "synthesize", *sizes, "--out", str(out), "--report", str(report)]) == 0
    assert '"faults": 0' in report.read_text()
    assert not (out / "attendance" / "faulty.csv").exists()
    assert (out / "key" / "key.json").exists()
    assert main(["data", "synthesize", *sizes, "--out", str(out)]) == 2
    assert "not empty" in capsys.readouterr().err
