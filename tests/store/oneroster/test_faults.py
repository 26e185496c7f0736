"""What is wrong with an export is told by file, line, column and rule, and costs no more than its rows."""
# ruff: noqa: S608, E501 (queries and rows of the tests' own)

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from groundswell.store.publish import editions
from groundswell.store.read.faults import Limits
from groundswell.store.read.oneroster.staging import HowRead
from groundswell.store.read.oneroster.wording import WORDS
from groundswell.store.report import Report
from tests.store.oneroster.given import Export, as_csv, delta, export
from tests.store.oneroster.loading import load, quarantine, rows, tables

LATE = "0001046"  # a student whose enrollment and result follow from the row


def spoiled(file: str, sourced_id: str, column: str, value: str) -> Export:
    given = export()
    given.row(file, sourced_id)[column] = value
    return given


# (file, column, value, rule): each in a row of its own.
CELLS = [
    ("users", "sourcedId", "x" * 256, "id"),
    ("users", "sourcedId", "", "required"),
    ("users", "givenName", "", "required"),
    ("users", "role", "pupil", "choice"),
    ("users", "enabledUser", "yes", "flag"),
    ("users", "grades", "4th", "grades"),
    ("users", "identifier", "a\x1bb", "control_character"),
    ("users", "givenName", "a\x00b", "nul_character"),
    ("enrollments", "classSourcedId", '="2026-S001-2"', "formula"),
    ("enrollments", "beginDate", "03/04/2026", "ambiguous_date"),
    ("enrollments", "beginDate", "2026-02-30", "date"),
    ("enrollments", "beginDate", "2026-2-3", "date"),
    ("demographics", "birthDate", "1815-12-10", "date"),
    ("demographics", "white", "1", "flag"),
    ("academicSessions", "schoolYear", "26", "year"),
    ("results", "score", "=1+1", "number"),
    ("results", "score", "1E5", "number"),
    ("results", "score", "1,059", "number"),
    ("results", "scoreStatus", "graded", "choice"),
    ("classes", "termSourcedIds", "T2026,,T2027", "ids"),
    ("classes", "title", "b" * 10_001, "field_too_long"),
]


def _of_class_0(row: dict[str, str]) -> bool:
    """Rows that wait for the classes spoiled below are of no use here."""
    return row["sourcedId"].startswith(("E-2026-S001-0", "E-2026-S001-1", "R-2026-S001-0", "R-2026-S001-1"))


def test_every_cell_is_named_with_its_rule(tmp_path: Path) -> None:
    given, expected = export(), []
    free = {
        name: [index for index, row in enumerate(rows) if not _of_class_0(row)]
        for name, rows in given.files.items()
    }
    for file, column, value, rule in CELLS:
        at = free[file].pop(0)
        given.files[file][at][column] = value
        expected.append((f"{file}.csv", at + 2, column, rule))
    report = load(tmp_path / "store", given.as_zip(tmp_path / "a.zip"))
    found = [(each.file, each.line, each.column, each.rule) for each in report.faults]
    assert sorted(each for each in found if each[-1] != "refers_to_quarantined") == sorted(expected)
    _adds_up(report)
    for (file, at, column, rule), (*_, value, _) in zip(expected, CELLS, strict=True):
        if rule not in {"required", "nul_character"}:
            assert json.loads(_cells_of(tmp_path / "store", file, at))[column] == value


def _adds_up(report: Report) -> None:
    assert report.outcome == "published"
    assert report.rows_read == report.accepted + report.quarantined + report.skipped
    assert report.quarantined > 0
    assert all(each.message and each.fix for each in report.faults)


def _cells_of(store: Path, file: str, line: int) -> str:
    return next(cells for named, at, _, cells, _ in quarantine(store) if (named, at) == (file, line))


READ_RIGHT = [
    ("users", "enabledUser", "TRUE"),
    ("users", "role", "Teacher"),
    ("users", "familyName", 'O"Neil, "Junior"'),
    ("users", "givenName", "Ana\nMaría 日本"),
    ("users", "givenName", "=1+1"),
    ("users", "givenName", "Null"),
    ("enrollments", "schoolSourcedId", " S001 "),
    ("classes", "classType", "Scheduled"),
    ("classes", "grades", "4"),
    ("results", "score", "-0.50"),
]


def test_what_leaves_no_doubt_is_read_right(tmp_path: Path) -> None:
    given = export()
    for index, (file, column, value) in enumerate(READ_RIGHT):
        given.files[file][index % 6][column] = value
    report = load(tmp_path / "store", given.as_zip(tmp_path / "a.zip"))
    assert report.complete, report.faults
    told = {(each.file, each.column) for each in report.notices}
    assert told == {("users.csv", "enabledUser"), ("users.csv", "role"), ("enrollments.csv", ""), ("classes.csv", "classType"),
                    ("classes.csv", "grades")}  # fmt: skip


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    load(
        tmp_path / "store", spoiled("users", LATE, "givenName", ' =cmd|"x"\n日本 ').as_zip(tmp_path / "a.zip")
    )
    assert rows(tmp_path / "store", f"SELECT given_name FROM students WHERE student_id = '{LATE}'") == [
        (' =cmd|"x"\n日本 ',)
    ]


def test_dates_with_slashes_are_read_once_their_order_is_declared(tmp_path: Path) -> None:
    given = spoiled("demographics", LATE, "birthDate", "3/4/2015").as_zip(tmp_path / "a.zip")
    query = f"SELECT birth_date::VARCHAR FROM students WHERE student_id = '{LATE}'"
    for order, expected in (("mdy", "2015-03-04"), ("dmy", "2015-04-03")):
        assert load(tmp_path / order, given, how=HowRead(dates=order)).complete
        assert rows(tmp_path / order, query) == [(expected,)]


def test_what_refers_to_a_quarantined_row_waits_with_it_and_comes_in_with_it(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load(tmp_path / "sound", export().as_zip(tmp_path / "sound.zip"))
    given = spoiled("classes", "2026-S001-0", "classType", "odd")
    report = load(store, given.as_zip(tmp_path / "a.zip"))
    waiting = {each.file for each in report.faults if each.rule == "refers_to_quarantined"}
    assert waiting == {"enrollments.csv", "lineItems.csv", "results.csv"}
    assert (report.quarantined, report.skipped) == (1 + 8 + 1 + 7, 0)
    repaired = Export({}, mode="delta")
    for file, _, _, cells, _ in quarantine(store):
        row = {key: value for key, value in json.loads(cells).items() if value} | {
            "status": "active",
            "dateLastModified": "2026-10-02T00:00:00Z",
        }
        repaired.files.setdefault(file.removesuffix(".csv"), []).append(row)
    repaired.row("classes", "2026-S001-0")["classType"] = "scheduled"
    again = load(store, repaired.as_zip(tmp_path / "b.zip"))
    assert again.complete, again.faults
    assert quarantine(store) == []
    assert tables(store) == tables(tmp_path / "sound")


def test_unknown_entities_are_skipped_with_a_count(tmp_path: Path) -> None:
    given = export()
    given.drop("classes", "2026-S001-0")
    report = load(tmp_path / "store", given.as_zip(tmp_path / "a.zip"))
    assert report.faults == ()
    skipped = {(each.file, each.column, each.rule): each.rows for each in report.skipped_rows}
    assert skipped == {
        ("enrollments.csv", "classSourcedId", "unknown_reference"): 8,
        ("lineItems.csv", "classSourcedId", "unknown_reference"): 1,
        ("results.csv", "lineItemSourcedId", "unknown_reference"): 7,
    }
    assert (report.complete, report.rows_read) == (False, report.accepted + report.skipped)


def test_a_missing_parent_is_told_and_does_no_harm(tmp_path: Path) -> None:
    report = load(
        tmp_path / "store", spoiled("orgs", "S001", "parentSourcedId", "nowhere").as_zip(tmp_path / "a.zip")
    )
    assert report.complete
    assert [each.rule for each in report.notices] == ["unknown_optional"]


def test_the_same_id_twice(tmp_path: Path) -> None:
    given = export()
    given.files["users"].append(dict(given.row("users", LATE)))
    report = load(tmp_path / "same", given.as_zip(tmp_path / "a.zip"))
    assert [(each.rule, each.rows) for each in report.skipped_rows] == [("repeated", 1)]
    given.files["users"][-1]["role"] = "teacher"
    report = load(tmp_path / "other", given.as_zip(tmp_path / "b.zip"))
    assert {each.line for each in report.faults if each.rule == "duplicate_id"} == {
        index for index, row in enumerate(given.files["users"], start=2) if row["sourcedId"] == LATE
    }
    _adds_up(report)


def raw_change(change: Callable[[bytes], bytes], file: str = "users") -> Export:
    given = export()
    content = change(given.contents()[f"{file}.csv"])
    given.extra[f"{file}.csv"] = content
    return given


DIALECTS: dict[str, Callable[[bytes], bytes]] = {
    "byte order mark": lambda content: b"\xef\xbb\xbf" + content,
    "line feeds": lambda content: content.replace(b"\r\n", b"\n"),
    "carriage returns": lambda content: content.replace(b"\r\n", b"\r"),
    "no end of line at the end": lambda content: content.rstrip(),
    "blank lines": lambda content: content.replace(b"\r\n", b"\r\n\r\n"),
    "utf-16": lambda content: content.decode().encode("utf-16"),
    "all quoted": lambda content: b"\r\n".join(
        b",".join(b'"' + cell + b'"' for cell in line.split(b",")) for line in content.split(b"\r\n") if line
    ),
    "header in capitals": lambda content: content.replace(b"sourcedId,status", b"SourcedID,Status"),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the export as it is."""
    folder = tmp_path_factory.mktemp("plain")
    load(folder / "store", export().as_zip(folder / "plain.zip"))
    return folder / "store"


@pytest.mark.parametrize("name", DIALECTS)
def test_one_table_in_many_dialects(plain: Path, tmp_path: Path, name: str) -> None:
    """The same table is no news to the store that holds it."""
    store = shutil.copytree(plain, tmp_path / "store")
    report = load(store, raw_change(DIALECTS[name]).as_zip(tmp_path / "a.zip"))
    assert report.complete, report.faults
    assert report.outcome == "unchanged"


ROWS: dict[str, tuple[bytes, str]] = {
    "short": (b"X1,,,true,S001", "ragged_row"),
    "long": (b"X1,,,true" + b"," * 40, "ragged_row"),
    "stray quote": (b'X1,,,true,S001,student,x,,A"n"a,B,,,,,,,,', "stray_quote"),
    "text after a quote": (b'X1,,,true,S001,student,x,,"An"a,B,,,,,,,,', "text_after_quote"),
    "latin-1": (b"X1,,,true,S001,student,x,,Mar\xeda,B,,,,,,,,", "encoding"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_damaged_row_costs_itself_alone(tmp_path: Path, name: str) -> None:
    row, rule = ROWS[name]

    def with_row(content: bytes) -> bytes:
        lines = content.split(b"\r\n")
        return b"\r\n".join([*lines[:5], row, *lines[5:]])

    report = load(tmp_path / "store", raw_change(with_row).as_zip(tmp_path / "a.zip"))
    assert {(each.file, each.line, each.rule) for each in report.faults} == {("users.csv", 6, rule)}
    assert (report.quarantined, report.skipped, report.rows_read) == (1, 0, 201)


def test_an_encoding_can_be_declared(tmp_path: Path) -> None:
    given = raw_change(lambda content: content.replace(b"Chidi", b"Mar\xeda"))
    assert load(tmp_path / "store", given.as_zip(tmp_path / "a.zip"), how=HowRead(encoding="cp1252")).complete
    assert rows(tmp_path / "store", "SELECT count(*) FROM students WHERE given_name = 'María'") == [(6,)]


REFUSED: dict[str, tuple[Callable[[Export], None], str]] = {
    "open quote": (lambda given: _raw(given, lambda content: content + b'X1,"'), "open_quote"),
    "misspelt header": (lambda given: _raw(given, lambda content: content.replace(b"familyName", b"familyname2")), "missing_column"),
    "header twice": (lambda given: _raw(given, lambda content: content.replace(b"givenName", b"familyName")), "duplicate_header"),
    "empty file": (lambda given: _raw(given, lambda content: b""), "empty_file"),
    "no rows": (lambda given: _raw(given, lambda content: content.split(b"\r\n")[0] + b"\r\n"), "no_rows"),
    "a very long line": (lambda given: _raw(given, lambda content: content + b"x" * 5_000_000), "line_too_long"),
    "many columns": (lambda given: _raw(given, lambda content: b",".join(b"c%d" % n for n in range(600))), "too_many_columns"),
    "no manifest": (lambda given: given.extra.update({"other.csv": b""}), "no_manifest"),
    "other version": (lambda given: setattr(given, "version", "1.1") or given.extra.update({"manifest.csv": b"propertyName,value\r\noneroster.version,2.0\r\n"}), "version"),
    "promised file": (lambda given: given.extra.update({"manifest.csv": given.contents()["manifest.csv"]}) or given.files.pop("users"), "missing_file"),
    "unknown mode": (lambda given: given.extra.update({"manifest.csv": given.contents()["manifest.csv"].replace(b"users,bulk", b"users,most")}), "mode"),
    "semicolons": (lambda given: _raw(given, lambda content: content.replace(b",", b";")), "separator"),
    "tabs": (lambda given: _raw(given, lambda content: content.replace(b",", b"\t")), "separator"),
    "delta first": (lambda given: setattr(given, "mode", "delta"), "bulk_first"),
}  # fmt: skip


def _raw(given: Export, change: Callable[[bytes], bytes]) -> None:
    given.extra["users.csv"] = change(given.contents()["users.csv"])


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_a_package_is_refused_whole(tmp_path: Path, name: str) -> None:
    spoil, rule = REFUSED[name]
    given = export()
    spoil(given)
    folder = given.as_folder(tmp_path / "given")
    if name == "no manifest":
        (folder / "manifest.csv").unlink()
    report = load(tmp_path / "store", folder)
    assert (report.outcome, report.edition) == ("refused", 0)
    assert report.refusal
    assert report.refusal.rule == rule
    assert report.refusal.fix
    assert editions.current_number(tmp_path / "store") == 0


@pytest.mark.parametrize("name", ["manifest.csv", "users.csv"])
def test_a_file_named_in_other_letters_is_told_by_the_name_it_has(tmp_path: Path, name: str) -> None:
    folder = export().as_folder(tmp_path / "given")
    (folder / name).rename(folder / name.upper())
    refusal = load(tmp_path / "store", folder).refusal
    assert refusal
    assert refusal.fix == f"Give {name.upper()} the name that the standard asks for: {name}."


def test_what_was_found_before_a_refusal_is_told(tmp_path: Path) -> None:
    """A file is looked at while the next ones are read; it is told of although one of them is no table."""
    given = export()
    given.files["classes"][0]["classType"] = "weekly"
    given.extra["users.csv"] = given.contents()["users.csv"] + b'X1,"'
    report = load(tmp_path / "store", given.as_folder(tmp_path / "given"))
    assert report.refusal
    assert report.refusal.rule == "open_quote"
    assert [(each.file, each.column, each.rule) for each in report.faults] == [
        ("classes.csv", "classType", "choice")
    ]
    assert not [*(tmp_path / "store" / "editions").glob("*")]


def _zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_bombs_and_tricks_are_refused(tmp_path: Path) -> None:
    bomb = _zip(tmp_path / "bomb.zip", {"manifest.csv": b"a", "users.csv": b"0" * 50_000_000})
    assert (load(tmp_path / "s", bomb).refusal or _none()).rule == "bomb"
    many = _zip(tmp_path / "many.zip", {f"{number}.csv": b"" for number in range(600)})
    assert (load(tmp_path / "s", many).refusal or _none()).rule == "too_many_files"
    (tmp_path / "broken.zip").write_bytes(bomb.read_bytes()[:200])
    assert (load(tmp_path / "s", tmp_path / "broken.zip").refusal or _none()).rule == "not_a_package"
    assert (load(tmp_path / "s", tmp_path / "absent.zip").refusal or _none()).rule == "no_file"
    folder = export().as_folder(tmp_path / "linked")
    (folder / "orgs.csv").unlink()
    (folder / "orgs.csv").symlink_to("/etc/hostname")
    assert (load(tmp_path / "s", folder).refusal or _none()).rule == "link"
    large = export().as_zip(tmp_path / "large.zip")
    assert (
        load(tmp_path / "s", large, limits=Limits(unpacked_bytes=1000)).refusal or _none()
    ).rule == "too_large"
    assert (load(tmp_path / "s", large, limits=Limits(rows=10)).refusal or _none()).rule == "too_many_rows"
    assert editions.current_number(tmp_path / "s") == 0


def _none() -> None:
    pytest.fail("It was not refused.")


def test_a_zip_that_was_damaged_on_the_way_is_refused(tmp_path: Path) -> None:
    content = bytearray(export().as_zip(tmp_path / "a.zip").read_bytes())
    content[len(content) // 3] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(content)
    report = load(tmp_path / "store", tmp_path / "b.zip")
    assert report.refusal
    assert report.outcome == "refused"


def test_members_beside_the_package_are_told_and_left_out(tmp_path: Path) -> None:
    given = export()
    given.extra |= {"notes.txt": b"x", "resources.csv": as_csv([], ["sourcedId"])}
    report = load(tmp_path / "store", given.as_zip(tmp_path / "a.zip"))
    assert report.complete
    assert {each.rule for each in report.notices} == {"unknown_file", "unused_file"}


def test_a_zip_with_all_files_in_one_folder_is_read(tmp_path: Path) -> None:
    inside = {f"export/{name}": content for name, content in export().contents().items()}
    assert load(tmp_path / "store", _zip(tmp_path / "a.zip", inside | {"__MACOSX/._x": b""})).complete


def test_a_delta_needs_status_and_time(tmp_path: Path) -> None:
    load(tmp_path / "store", export().as_zip(tmp_path / "a.zip"))
    changed = export()
    changed.row("users", LATE)["givenName"] = "New"
    given = delta(export(), changed)
    del given.files["users"][0]["dateLastModified"]
    report = load(tmp_path / "store", given.as_zip(tmp_path / "b.zip"))
    assert [(each.column, each.rule) for each in report.faults] == [("dateLastModified", "required")]


def test_a_delta_of_another_version_is_refused(tmp_path: Path) -> None:
    load(tmp_path / "store", export().as_zip(tmp_path / "a.zip"))
    given = Export({"users": [{"sourcedId": LATE, "status": "tobedeleted", "dateLastModified": "2026-10-01T00:00:00Z"}]},
                   version="1.2", mode="delta")  # fmt: skip
    report = load(tmp_path / "store", given.as_zip(tmp_path / "b.zip"))
    assert report.refusal
    assert report.refusal.rule == "other_version"


def test_every_rule_has_words() -> None:
    assert all(message.endswith(".") and fix for message, fix in WORDS.values())
