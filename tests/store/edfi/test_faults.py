"""Malformed input of every kind: refused or set aside, with the place, the rule and what to do."""

import json
from pathlib import Path
from typing import Any

import pytest

from groundswell.store.read.edfi.descriptors import built_in, known_tables
from groundswell.store.read.faults import Limits
from groundswell.store.report import Report
from tests.store.edfi.given import absence, as_folder, export, in_xml, load, xml
from tests.store.oneroster.loading import rows

DOCTYPE = '<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;&b;">]>\n'
OUTSIDE = '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">\n'


def beside(folder: Path, name: str, content: bytes) -> Path:
    """The sound export with one more file."""
    as_folder(folder, export())
    (folder / "students.json").unlink()
    (folder / name).write_bytes(content)
    return folder


REFUSED: dict[str, tuple[str, bytes, str, int]] = {
    "entities": ("S.xml", xml(in_xml("1"), before=DOCTYPE), "declares_entities", 2),
    "external": ("S.xml", xml(in_xml("1"), before=OUTSIDE), "declares_entities", 2),
    "undeclared entity": ("S.xml", xml(in_xml("1", "&boom;")), "not_well_formed", 3),
    "truncated": ("S.xml", xml(in_xml("1") + "\n" + in_xml("2"))[:-70], "truncated", 4),
    "mixed tags": ("S.xml", xml("<Student><a></b></Student>"), "not_well_formed", 3),
    "control sign after the end": ("S.xml", xml(in_xml("1")) + b"\x1a", "not_well_formed", 5),
    "data standard 2": ("S.xml", xml(in_xml("1"), space="http://ed-fi.org/0200"), "other_version", 1),
    "data standard 3": ("S.xml", xml(in_xml("1"), space="http://ed-fi.org/0310"), "other_version", 1),
    "data standard 6": ("S.xml", xml(in_xml("1"), space="http://ed-fi.org/6.1.0"), "other_version", 1),
    "another namespace": ("S.xml", xml(in_xml("1"), space="http://example.org/"), "not_edfi", 1),
    "no namespace": ("S.xml", b"<a/>", "not_edfi", 1),
    "deep": ("S.xml", xml("<Student>" + "<a>" * 60 + "</a>" * 60 + "</Student>"), "too_deep", 3),
    "wrong bytes": ("S.xml", xml(in_xml("1", "X")).replace(b"X", b"\xff\xfe"), "not_well_formed", 3),
    "unheard-of encoding": ("S.xml", b'<?xml version="1.0" encoding="klingon"?><a/>', "encoding", 1),
    "empty": ("S.xml", b"", "empty", 1),
    "json cut off": ("students.json", b'[\n{"studentUniqueId": "1"},\n{"studentUniq', "truncated", 3),
    "json array cut off": ("students.json", b'[{"studentUniqueId": "1"}', "truncated", 1),
    "json broken": ("students.json", b'[\n{"studentUniqueId": 1,}\n]', "not_json", 2),
    "json of something else": ("students.json", b'"hello"', "not_records", 1),
    "json numbers": ("students.json", b"[1, 2]", "not_records", 1),
    "json goes on": ("students.json", b"[{}] {}", "not_records", 1),
    "json deep": ("students.json", b'[{"a": ' + b"[" * 100_000, "too_deep", 1),
    "json not utf-8": ("students.json", b'[\n{"firstName": "\xe9"}]', "encoding", 2),
    "json utf-16": ("students.json", "[{}]".encode("utf-16"), "encoding", 1),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_line(tmp_path: Path, case: str) -> None:
    name, content, rule, line = REFUSED[case]
    refusal = load(tmp_path / "store", beside(tmp_path / "files", name, content)).refusal
    assert refusal
    assert (refusal.file, refusal.rule, refusal.line) == (name, rule, line)
    assert refusal.message
    assert refusal.fix
    assert not (tmp_path / "store" / "CURRENT").exists()


def test_what_never_ends_is_stopped_before_it_fills_the_memory(tmp_path: Path) -> None:
    limits = Limits(packed_bytes=10**9, unpacked_bytes=10**9, line_characters=10_000)
    endless = {
        "S.xml": xml("<Student a='" + "x" * 500_000 + "'/>"),
        "T.xml": xml("<Student>" + "<a>b</a>" * 50_000 + "</Student>"),
        "students.json": b'[{"firstName": "' + b"x" * 500_000 + b'"}]',
        "students.jsonl": b'{"firstName": "' + b"x" * 500_000 + b'"}',
    }
    for name, content in endless.items():
        folder = tmp_path / name.replace(".", "_")
        folder.mkdir()
        (folder / name).write_bytes(content)
        refusal = load(tmp_path / "store", folder, limits=limits).refusal
        assert refusal, name
        assert refusal.rule == "record_too_long", name


def test_older_versions_are_named_with_what_to_do(tmp_path: Path) -> None:
    old = xml(in_xml("1"), space="http://ed-fi.org/0200")
    refusal = load(tmp_path / "store", beside(tmp_path / "files", "S.xml", old)).refusal
    assert refusal
    assert "Data Standard 2" in refusal.message
    assert "Data Standard 5" in refusal.fix


def only_students(tmp_path: Path, name: str, content: bytes) -> Report:
    folder = tmp_path / "files"
    as_folder(folder, {"schools": export()["schools"], "sessions": export()["sessions"]})
    (folder / name).write_bytes(content)
    report = load(tmp_path / "store", folder)
    assert report.rows_read == report.accepted + report.quarantined + report.skipped
    return report


def set_aside(report: Report) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.rule) for fault in report.faults]


def test_in_xml_each_unfit_record_is_set_aside_by_line(tmp_path: Path) -> None:
    body = "\n".join((
        in_xml("1"), in_xml("2", "A\x1ana"), in_xml(""), in_xml("x" * 256), in_xml("5").replace("2014-03-01", "2014-02-30"),
        in_xml("6"), in_xml("6", "Another"), in_xml("1"), "<Unheard/>", in_xml("9", "<![CDATA[A&B]]>"),
    ))  # fmt: skip
    report = only_students(tmp_path, "Student.xml", xml(body))
    assert set_aside(report) == [
        (4, "firstName", "control_character"), (5, "studentUniqueId", "required"), (6, "studentUniqueId", "id"),
        (7, "birthDate", "date"), (8, "studentUniqueId", "duplicate_key"), (9, "studentUniqueId", "duplicate_key"),
    ]  # fmt: skip
    assert {(skip.rule, skip.rows) for skip in report.skipped_rows} == {("repeated", 1), ("not_used", 1)}
    assert rows(tmp_path / "store", "SELECT student_id, given_name FROM students ORDER BY 1") == [
        ("1", "Ana"),
        ("9", "A&B"),
    ]
    assert all(fault.message and fault.fix for fault in report.faults)


def test_xml_on_one_line_is_told_by_record_number(tmp_path: Path) -> None:
    body = in_xml("1") + in_xml("2") + in_xml("")
    assert set_aside(only_students(tmp_path, "Student.xml", xml(body))) == [
        (3, "studentUniqueId", "required")
    ]


@pytest.mark.parametrize("codec", ["utf-16", "iso-8859-1"])
def test_other_encodings_of_xml_are_read_right(tmp_path: Path, codec: str) -> None:
    text = xml(in_xml("1", "Zoé")).decode().replace("UTF-8", codec)
    assert only_students(tmp_path, "Student.xml", text.encode(codec)).quarantined == 0
    assert rows(tmp_path / "store", "SELECT given_name FROM students") == [("Zoé",)]


def test_an_id_of_xml_that_leads_nowhere_is_set_aside(tmp_path: Path) -> None:
    session = (
        "<Session><SessionName>F</SessionName><SchoolYear>2025-2026</SchoolYear><BeginDate>2025-09-01</BeginDate>"
        '<EndDate>2025-12-19</EndDate><SchoolReference ref="NOBODY"/></Session>'
    )
    report = only_students(tmp_path, "Calendar.xml", xml(in_xml("1") + "\n" + session))
    assert set_aside(report) == [(4, "schoolReference.schoolId", "unknown_id")]


def test_in_lines_each_line_that_is_no_record_is_set_aside(tmp_path: Path) -> None:
    good = {"studentUniqueId": "0001", "firstName": "A", "lastSurname": "B"}
    lines: list[bytes] = [
        json.dumps(good).encode(), b"{oops", b"[1]", b'{"studentUniqueId": "1", "studentUniqueId": "2"}', b"",
        b'{"firstName": "\xe9"}', b'{"studentUniqueId": NaN}', json.dumps(good | {"studentUniqueId": "7\x1a"}).encode(),
        json.dumps(good | {"studentUniqueId": "8", "firstName": "\ud800"}).encode(), b'{"studentUniqueId": "9", "firs',
    ]  # fmt: skip
    report = only_students(tmp_path, "students.jsonl", b"\xef\xbb\xbf" + b"\n".join(lines))
    assert [(line, rule) for line, _, rule in set_aside(report)] == [
        (2, "not_json"), (3, "not_a_record"), (4, "field_twice"), (6, "encoding"), (7, "not_json"),
        (8, "control_character"), (10, "not_json"),
    ]  # fmt: skip
    assert rows(tmp_path / "store", "SELECT student_id FROM students ORDER BY 1") == [("0001",), ("8",)]


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("studentSchoolAttendanceEvents", absence("0003", "2025-13-01"), "eventDate", "date"),
    ("studentSchoolAttendanceEvents", absence("0003", "2025-09-02", eventDuration=1.5), "eventDuration", "share"),
    ("studentSchoolAttendanceEvents", absence("0003", "2025-09-02", eventDuration="x"), "eventDuration", "number"),
    ("sessions", export()["sessions"][0] | {"schoolYearTypeReference": {"schoolYear": "2024-2026"}, "sessionName": "X"},
     "schoolYearTypeReference.schoolYear", "year"),
    ("studentSchoolAssociations",
     export()["studentSchoolAssociations"][0] | {"entryDate": "2025-09-02", "primarySchool": "maybe"}, "primarySchool", "flag"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "record", "place", "rule"), WRONG)
def test_a_wrong_cell_sets_its_record_aside(
    tmp_path: Path, name: str, record: dict[str, Any], place: str, rule: str
) -> None:
    data = export()
    data[name].append(record)
    report = load(tmp_path / "store", as_folder(tmp_path / "files", data))
    assert [(fault.column, fault.rule) for fault in report.faults] == [(place, rule)]
    assert (report.quarantined, report.skipped) == (1, 0)


def test_files_that_nobody_can_use(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "sexDescriptors.json").write_text("[{}]")
    for folder, rule in (("none", "no_files"), ("odd", "nothing_usable"), ("nowhere", "no_file")):
        refusal = load(tmp_path / "store", tmp_path / folder).refusal
        assert refusal
        assert refusal.rule == rule


def test_every_code_that_we_read_has_a_table() -> None:
    assert known_tables() <= set(built_in())
