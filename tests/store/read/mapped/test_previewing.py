"""From a file to a proposal: which table, which columns, how dates are written, what codes may mean."""

from pathlib import Path

import pytest

from groundswell.store.read.mapped.mapping_file import BadMapping, parse_mapping
from groundswell.store.read.mapped.previewing import Preview, how_dates, preview
from groundswell.store.read.mapped.proposing import as_yaml
from groundswell.store.read.package import PACKAGE_LIMITS, RefusedFile
from groundswell.store.schema import TABLES
from tests.store.oneroster.loading import rows
from tests.store.read.mapped.given import bring, counts, rosters


def look(folder: Path, text: str, table: str = "", name: str = "given.csv") -> Preview:
    (folder / name).write_bytes(text.encode())
    return preview(folder / name, table=table, limits=PACKAGE_LIMITS)


def test_a_proposal_is_a_mapping_that_loads(tmp_path: Path) -> None:
    store = rosters(tmp_path)
    text = "Student ID,School Code,Attendance Date,Attendance Code\n0001040,S001,9/16/2025,P\n0001041,S001,9/16/2025,A\n"
    found = look(tmp_path, text)
    assert (found.table, found.dates, found.question) == ("attendance", "mdy", "")
    assert found.columns == {"date": "Attendance Date", "school_id": "School Code", "student_id": "Student ID",
                             "category": "Attendance Code"}  # fmt: skip
    report = bring(store, tmp_path / "given.csv", as_yaml(found))
    assert counts(report) == (2, 2, 0, 0)
    assert rows(store, "SELECT category, attended FROM attendance ORDER BY 1") == [
        ("absent", 0.0),
        ("present", 1.0),
    ]


def test_dates_that_tell_nothing_are_a_question_and_the_load_waits(tmp_path: Path) -> None:
    store = rosters(tmp_path)
    found = look(tmp_path, "Student ID,School Code,Date,Code\n0001040,S001,03/04/2025,P\n")
    assert found.dates == ""
    assert "03/04/2025" in found.question
    written = as_yaml(found)
    assert "dates: ask" in written
    refused = bring(store, tmp_path / "given.csv", written)
    assert refused.refusal
    assert refused.refusal.rule == "ambiguous_date"
    assert bring(store, tmp_path / "given.csv", written.replace("dates: ask", "dates: dmy")).complete


def test_a_code_that_we_do_not_know_waits_for_a_person(tmp_path: Path) -> None:
    found = look(tmp_path, "Student ID,School Code,Date,Code\n1,S001,2025-09-16,P\n2,S001,2025-09-16,ZZ\n")
    assert found.codes == {"category": {"P": "present", "ZZ": None}}
    with pytest.raises(BadMapping, match="“ZZ”"):
        parse_mapping(as_yaml(found), "m")


def test_no_ones_data_is_in_the_proposal(tmp_path: Path) -> None:
    header = "Student ID,First Name,Last Name,DOB,Grade Level,Home Phone"
    found = look(tmp_path, f"{header}\n0012345,Ximena,Quispe,2015-04-03,4,555-0199\n")
    assert found.table == "students"
    written = as_yaml(found)
    assert not any(each in written for each in ("0012345", "Ximena", "Quispe", "2015-04-03", "555-0199"))
    assert "#   Home Phone" in written


def test_separators_and_encodings_are_written_down(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("dbn;school_name\n01M015;École\n".encode("cp1252"))
    found = preview(path, limits=PACKAGE_LIMITS)
    written = as_yaml(found)
    assert (found.table, found.columns["name"]) == ("organizations", "school_name")
    assert "delimiter: semicolon" in written
    assert "encoding: cp1252" in written
    assert "school_year: '?'" in written


def test_columns_that_are_days(tmp_path: Path) -> None:
    found = look(tmp_path, "Student ID,School ID,9/2/2025,9/3/2025,9/15/2025\n1,2,P,A,P\n")
    assert (found.table, found.days, found.dates) == (
        "attendance",
        ("9/2/2025", "9/3/2025", "9/15/2025"),
        "mdy",
    )
    assert parse_mapping(as_yaml(found), "m").wide is not None


@pytest.mark.parametrize("name", TABLES)
def test_our_own_names_are_known_for_every_table(tmp_path: Path, name: str) -> None:
    names = [column.name for column in TABLES[name].columns if column.name != "source"]
    found = look(tmp_path, ",".join(names) + "\n", table=name)
    assert list(found.columns) == names
    assert found.missing == ()
    parse_mapping(as_yaml(found), "m")


def test_how_dates_are_written() -> None:
    assert how_dates(["2025-09-16", ""]) == ("iso", "")
    assert how_dates(["16/9/2025", "1/2/2025"]) == ("dmy", "")
    assert how_dates(["20250916"]) == ("compact", "")
    assert how_dates(["2025-09-16T08:00:00Z"]) == ("moment", "")
    assert how_dates(["1/2/2025"])[0] == ""
    assert how_dates(["13/2/2025", "2/13/2025"])[0] == "", "Both orders are there: a person has to look."


def test_strange_headings_do_no_harm(tmp_path: Path) -> None:
    found = look(tmp_path, 'Student ID,"a: b # c",\'x\',"two\nlines",{n}\n1,2,3,4,5\n', table="students")
    parse_mapping(as_yaml(found).replace("'?'", "2026"), "m")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04", b"PAR1"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(RefusedFile):
        preview(tmp_path / "x.csv", limits=PACKAGE_LIMITS)
