"""Files as they come: separators, encodings, workbooks, packed files, and files made to do harm."""

import gzip
import io
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from groundswell.store.read.faults import Limits
from groundswell.store.read.mapped.parquet import ParquetTable
from tests.store.oneroster.loading import SHARED, rows
from tests.store.read.mapped.given import ATTENDANCE, HEADER, bring, counts, found, rosters, table

SOUND = [("0001040", "S001", "2025-10-01", "P"), ("0001041", "S001", "2025-10-01", "A")]
TEXT = "\n".join([HEADER, *(",".join(row) for row in SOUND)]) + "\n"
HELD = "SELECT student_id, school_id, date::VARCHAR, category FROM attendance ORDER BY 1, 3"
EXPECTED = [("0001040", "S001", "2025-10-01", "present"), ("0001041", "S001", "2025-10-01", "unexcused")]


@pytest.fixture(scope="module")
def rostered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rosters(tmp_path_factory.mktemp("rosters"))


@pytest.fixture
def store(rostered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(rostered, tmp_path / "store"))


def workbook() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("October")
        for line, row in enumerate([tuple(HEADER.split(",")), *SOUND]):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, cell)
    return content.getvalue()


def parquet() -> bytes:
    content = io.BytesIO()
    columns = dict(zip(HEADER.split(","), zip(*SOUND, strict=True), strict=True))
    days = pa.array([date.fromisoformat(each) for each in columns["Date"]])
    codes = pa.array(columns["Code"]).dictionary_encode()
    pq.write_table(pa.table({**columns, "Date": days, "Code": codes}), content)
    return content.getvalue()


def packed() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export/attendance.csv", TEXT)
    return content.getvalue()


WAYS = {
    "plain.csv": (TEXT.encode(), ""),
    "mark.csv": (b"\xef\xbb\xbf" + TEXT.encode(), ""),
    "windows-lines.csv": (TEXT.replace("\n", "\r\n").encode(), ""),
    "old-mac.csv": (TEXT.replace("\n", "\r").encode(), ""),
    "no-end.csv": (TEXT.rstrip().encode(), ""),
    "utf16.csv": (TEXT.encode("utf-16"), ""),
    "quoted.csv": (
        "\n".join(",".join(f'"{c}"' for c in line.split(",")) for line in TEXT.splitlines()).encode(),
        "",
    ),
    "tabs.tsv": (TEXT.replace(",", "\t").encode(), "delimiter: tab\n"),
    "semicolons.csv": (TEXT.replace(",", ";").encode(), "delimiter: semicolon\n"),
    "packed.csv.gz": (gzip.compress(TEXT.encode()), ""),
    "below.csv": (("A title\nmade on 1 October\n" + TEXT).encode(), "header_line: 3\n"),
    "book.xlsx": (workbook(), ""),
    "sheet.xlsx": (workbook(), "sheet: October\n"),
    "columns.parquet": (parquet(), ""),
    "packed.zip": (packed(), ""),
}


@pytest.mark.parametrize("name", WAYS)
def test_the_same_table_in_any_dress_is_the_same(store: Path, tmp_path: Path, name: str) -> None:
    content, more = WAYS[name]
    (tmp_path / name).write_bytes(content)
    report = bring(store, tmp_path / name, ATTENDANCE + more)
    assert report.complete, (report.refusal, report.faults)
    assert counts(report) == (2, 2, 0, 0)
    assert rows(store, HELD) == EXPECTED


def test_rows_that_break_the_table_are_set_aside_alone(store: Path, tmp_path: Path) -> None:
    lines = [
        b"0001040,S001,2025-10-01,P",
        b'0001041,S001,"2025-10-01",A',
        b"0001042,S001,2025-10-01,P,more",
        b'0001043,S0"01,2025-10-01,P',
        b"0001044,S001\x00,2025-10-01,P",
        b"0001045,S001,2025-10-01,\xff",
        b"0001046,S001,2025-10-01,P",
    ]
    path = tmp_path / "dirty.csv"
    path.write_bytes(b"\n".join([HEADER.encode(), *lines]) + b"\n")
    report = bring(store, path)
    assert counts(report) == (7, 3, 4, 0)
    assert [(line, rule) for line, _, rule in found(report)] == [
        (4, "ragged_row"),
        (5, "stray_quote"),
        (6, "nul_character"),
        (7, "encoding"),
    ]


def test_formula_text_is_text_and_a_wrapped_id_keeps_its_zeros(store: Path, tmp_path: Path) -> None:
    text = ATTENDANCE.replace("category:", "reason: Note\n  category:")
    path = table(tmp_path, '"=""0001040""",S001,2025-10-01,P,=1+1', header=f"{HEADER},Note")
    assert bring(store, path, text).complete
    assert rows(store, "SELECT student_id, reason FROM attendance") == [("0001040", "=1+1")]


def test_older_windows_text_is_read_when_it_is_said(store: Path, tmp_path: Path) -> None:
    text = ATTENDANCE.replace("category:", "reason: Note\n  category:")
    path = tmp_path / "old.csv"
    path.write_bytes(f"{HEADER},Note\n0001040,S001,2025-10-01,P,café\n".encode("cp1252"))
    refused = bring(store, path, text)
    assert found(refused) == [(2, "Note", "encoding")]
    assert "cp1252" in refused.faults[0].fix
    assert bring(store, path, f"{text}encoding: cp1252\n").complete
    assert rows(store, "SELECT reason FROM attendance") == [("café",)]


def test_a_column_per_day(store: Path, tmp_path: Path) -> None:
    text = """
table: attendance
columns: {student_id: Student, school_id: School}
wide:
  dates: mdy
  columns: {category: {values: {P: present, A: absent}}}
"""
    header = "Student,School,9/2/2025,9/3/2025"
    path = table(tmp_path, "0001040,S001,P,A", "0001041,S001,,P", "0001042,S001,P,Z", header=header)
    report = bring(store, path, text)
    assert counts(report) == (3, 2, 1, 0)
    assert found(report) == [(4, "9/3/2025", "unlisted")]
    assert rows(store, HELD) == [
        ("0001040", "S001", "2025-09-02", "present"),
        ("0001040", "S001", "2025-09-03", "absent"),
        ("0001041", "S001", "2025-09-03", "present"),
    ]


def bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * 40_000_000)
    return content.getvalue()


def workbook_bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 80_000_000)
    return content.getvalue()


HARMFUL = {
    "bomb.zip": bomb,
    "bomb.xlsx": workbook_bomb,
    "bomb.csv.gz": lambda: gzip.compress(bytes([48]) * 30_000_000),
    "cut.parquet": lambda: parquet()[:-20] + b"PAR1",
    "cut.xlsx": lambda: workbook()[:800],
    "empty.csv": bytes,
    "paper.csv": lambda: b"%PDF-1.7 not a table",
    "twice.csv": lambda: b"Date,Date\n1,2\n",
    "open.csv": f'{HEADER}\n"0001040,S001\n'.encode,
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_is_no_table_is_refused_in_words(store: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HARMFUL[name]())  # made here: bombs are not kept
    limits = Limits(packed_bytes=10_000_000, unpacked_bytes=20_000_000, rows=1000)
    report = bring(store, tmp_path / name, limits=limits)
    assert report.outcome == "refused"
    assert report.refusal
    assert report.refusal.message
    assert report.refusal.fix


def packed_small(text: str, count: int) -> bytes:
    """A text that is stored once and there many times."""
    ids = pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array([text]))
    others = {name: ["x"] * count for name in HEADER.split(",")[1:]}
    file = io.BytesIO()
    pq.write_table(pa.table({"Student ID": ids} | others), file)
    return file.getvalue()


def test_a_parquet_file_that_opens_to_much_is_read_a_little_at_a_time() -> None:
    packed = packed_small("y" * 9_000, 200_000)
    assert len(packed) < 20_000
    chunks = ParquetTable(io.BytesIO(packed)).chunks(HEADER.split(","), Limits())
    first = next(iter(chunks)).table
    assert 0 < first.num_rows < 8_000  # all at once they are 1.8 GB
    assert first.nbytes < 80_000_000


def test_every_row_of_a_parquet_file_is_read_whatever_its_pieces(store: Path, tmp_path: Path) -> None:
    lines = [f"00010{40 + k % 7},S001,2025-10-{1 + k // 7:02d},P" for k in range(70)]
    cells = [line.split(",") for line in lines]
    columns = {name: [row[k] for row in cells] for k, name in enumerate(HEADER.split(","))}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet", row_group_size=13)
    report = bring(store, tmp_path / "a.parquet")
    assert counts(report) == (70, 70, 0, 0)


UNFIT = {
    "a cell without end": (lambda: packed_small("y" * 1_000_000, 10), "field_too_long", "Student ID"),
    "bytes": (
        lambda: _parquet_of({"Student ID": [b"\xff\xfe"], "School": ["S001"], "Date": ["x"], "Code": ["P"]}),
        "encoding",
        "Student ID",
    ),
    "lists": (
        lambda: _parquet_of({"Student ID": [["a"]], "School": ["S001"], "Date": ["x"], "Code": ["P"]}),
        "no_cells",
        "Student ID",
    ),
}


def _parquet_of(columns: dict[str, list[Any]]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


@pytest.mark.parametrize("name", UNFIT)
def test_parquet_columns_that_hold_no_cells_are_refused_by_name(
    store: Path, tmp_path: Path, name: str
) -> None:
    content, rule, column = UNFIT[name]
    (tmp_path / "a.parquet").write_bytes(content())
    refusal = bring(store, tmp_path / "a.parquet").refusal
    assert refusal
    assert (refusal.rule, refusal.column) == (rule, column)
    assert refusal.fix


def test_a_file_without_rows_is_told_so(store: Path, tmp_path: Path) -> None:
    refusal = bring(store, table(tmp_path)).refusal
    assert refusal
    assert refusal.message == "There is no row below the names of the columns."


def test_nothing_is_nowhere(store: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for path in (tmp_path / "none", tmp_path / "missing.csv"):
        assert bring(store, path).outcome == "refused"


def test_schools_of_new_york(tmp_path: Path) -> None:
    path = SHARED / "nyc" / "schools.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    text = (
        "table: organizations\ncolumns: {org_id: dbn, name: school_name, parent_id: district}\n"
        "constants: {type: school, school_year: 2016}\n"
    )
    report = bring(tmp_path / "store", path, text)
    assert report.rows_read == 1745
    assert report.accepted == rows(tmp_path / "store", "SELECT count(*) FROM organizations")[0][0]


def test_the_invented_network_comes_in_day_by_day(tmp_path: Path) -> None:
    from groundswell.store.synthesize.making import synthesize
    from groundswell.store.synthesize.sizes import Size
    from tests.store.oneroster.loading import load

    made = synthesize(Size(students=120, schools=3, districts=1, years=1, seed=3), tmp_path / "net")
    store, attendance = tmp_path / "store", tmp_path / "net" / "attendance"
    year = next(
        folder.name
        for folder in (tmp_path / "net" / "oneroster").iterdir()
        if not folder.name.endswith("-delta")
    )
    load(store, tmp_path / "net" / "oneroster" / year)
    names = ", ".join(
        f"{name}: {name}" for name in ("student_id", "school_id", "date", "attended", "category")
    )
    plain = "table: attendance\ncolumns: {" + names + "}\n"
    (parquet_file,) = (attendance / year).glob("*.parquet")
    report = bring(store, parquet_file, plain)
    flat = next(count for name, count in made.rows.items() if name.endswith(parquet_file.name))
    assert counts(report) == (flat, flat, 0, 0)
    kept = rows(store, "SELECT count(*), round(sum(attended), 3) FROM attendance")
    again = bring(store, parquet_file.with_suffix(".csv"), plain)
    assert again.outcome == "unchanged"
    assert rows(store, "SELECT count(*), round(sum(attended), 3) FROM attendance") == kept
    faulty = bring(store, attendance / "faulty.csv", plain, adds=True)
    assert faulty.rows_read == 7
    assert {(line, column) for line, column, _ in found(faulty)} == {
        (5, "date"),
        (6, "attended"),
        (7, "attended"),
        (8, "attended"),
    }
