"""The columnar reader: the same table from every kind of file, and every fault with its row, column and fix."""

import csv
import datetime as dt
import gzip
import io
import math
import zipfile
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groundswell.store.read.columnar import (
    LIMITS,
    Findings,
    RefusedFile,
    Sheet,
    delimited,
    numbers,
    places,
    read_columns,
    words,
)
from groundswell.store.read.faults import Fault, Limits, Unreadable
from tests.store.read.workbooks import Value, workbook


def sheet(
    data: bytes, *wanted: str, limits: Limits = LIMITS, name: str = "table.csv", tab: str = ""
) -> Sheet:
    return read_columns(io.BytesIO(data), name=name, wanted=wanted, sheet=tab, limits=limits)


def texts(found: Sheet, column: str) -> list[str]:
    cells = words(found.columns[column])
    return [cells.texts[code] if code >= 0 else "" for code in cells.codes]


def columns_in(data: bytes, column: str) -> tuple[str, ...]:
    """Both columns of a small text table, so that a row with one empty cell is a row."""
    return ("x", "n") if data.startswith(b"x,n") else (column,)


def read_numbers(data: bytes, column: str = "n", missing: Sequence[str] = ()) -> list[float]:
    found, findings = sheet(data, *columns_in(data, column)), Findings()
    values = numbers(found, column, missing=frozenset(missing), findings=findings)
    findings.refuse(found.name, found.lines_of)
    return [float(value) for value in values]


def read_places(data: bytes, column: str = "x", **how: object) -> list[object]:
    found, findings = sheet(data, *columns_in(data, column)), Findings()
    read = places(found, column, findings=findings, **{"kind": None, "order": None, **how})  # type: ignore[arg-type]
    findings.refuse(found.name, found.lines_of)
    return [read.labels[code] for code in read.codes]


def refused(data: bytes, *wanted: str, **how: object) -> RefusedFile:
    with pytest.raises(RefusedFile) as caught:
        sheet(data, *wanted, **how)  # type: ignore[arg-type]
    return caught.value


def unreadable(data: bytes, *wanted: str, **how: object) -> Fault:
    with pytest.raises(Unreadable) as caught:
        sheet(data, *wanted, **how)  # type: ignore[arg-type]
    return caught.value.fault


def number_faults(data: bytes, missing: Sequence[str] = ()) -> list[tuple[int, str, str]]:
    with pytest.raises(RefusedFile) as caught:
        read_numbers(data, missing=missing)
    return [(fault.line, fault.column, fault.rule) for fault in caught.value.faults]


def place_fault(data: bytes, **how: object) -> Fault:
    with pytest.raises(RefusedFile) as caught:
        read_places(data, **how)
    return caught.value.faults[0]


_cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
_body = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(_cell, min_size=width, max_size=width), max_size=6)
)


@settings(max_examples=150, deadline=None)
@given(
    body=_body,
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    packed=st.booleans(),
)
def test_what_the_csv_module_writes_is_read_back(body, delimiter, end, quoting, encoding, packed):
    broken = any("\r" in cell or "\n" in cell for cells in body for cell in cells)
    assume(quoting == csv.QUOTE_ALL or end == "\r\n" or not broken)
    width = len(body[0]) if body else 2
    header = [f"c{index}" for index in range(width)]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows([header, *body])
    data = text.getvalue().encode(encoding)
    found = sheet(gzip.compress(data) if packed else data, *header)
    kept = [cells for cells in body if any(cell.strip() for cell in cells)]
    for index, name in enumerate(header):
        assert texts(found, name) == [cells[index].strip() for cells in kept]


_piece = st.sampled_from(
    ["a", "1", "", " ", '""', '"a"', '"a,b"', '"a\nb"', '"a""b"', 'a"b', '"a"b', "é", "\x00"]
)
_lines = st.lists(
    st.tuples(
        st.lists(_piece, min_size=1, max_size=3).map(",".join), st.sampled_from(["\n", "\r\n", "\n\n"])
    ),
    max_size=4,
)
_rough = _lines.map(lambda lines: "".join(text + end for text, end in lines))


@settings(max_examples=300, deadline=None)
@given(text=_rough)
def test_the_fast_way_reads_as_the_strict_way_does_or_leaves_it(text):
    raw = f"h1,h2\n{text}".encode()
    try:
        opened = delimited._open(raw, LIMITS)
    except Unreadable:
        return
    clean = delimited._as_utf8(raw, opened.encoding)
    fast = None if clean is None else delimited._fast(clean, opened, ["h1", "h2"])
    if fast is None:
        return
    strict = delimited._strict(raw, name="f", wanted=["h1", "h2"], limits=LIMITS)
    assert {name: fast.column(name).to_pylist() for name in ("h1", "h2")} == {
        name: column.to_pylist() for name, column in strict.columns.items()
    }
    rows = list(range(strict.rows))
    assert delimited._lines_of(raw, rows, LIMITS) == strict.lines_of(rows)


def test_only_the_wanted_columns_are_read_and_ids_keep_their_zeros():
    found = sheet(b"week,school,n\n2024-01-08,007,3\n2024-01-08,07,4\n", "school", "n")
    assert list(found.columns) == ["school", "n"]
    assert texts(found, "school") == ["007", "07"]


def test_empty_cells_are_gaps_and_zero_is_zero():
    values = read_numbers(b"x,n\n1,0\n2,\n3,  \n4,5\n")
    assert values[0] == 0.0
    assert math.isnan(values[1])
    assert math.isnan(values[2])
    assert values[3] == 5.0


def test_words_mean_missing_only_when_they_are_named():
    data = b"x,n\n1,*\n2,s\n3,N/A\n4,7\n"
    assert number_faults(data) == [
        (2, "n", "not_a_number"),
        (3, "n", "not_a_number"),
        (4, "n", "not_a_number"),
    ]
    values = read_numbers(data, missing=["*", "s", "N/A"])
    assert [math.isnan(value) for value in values] == [True, True, True, False]


@settings(max_examples=200, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_as_it_was_written(value):
    assert read_numbers(f"n\n{value!r}\n".encode()) == [value]


@pytest.mark.parametrize(
    ("cell", "rule", "fix"),
    [
        ('"1,5"', "decimal_comma", "Write 1.5."),
        ('"1.234,5"', "decimal_comma", "Write 1234.5."),
        ('"12,345,678"', "thousands", "Write 12345678."),
        ("12 345", "thousands", "Write 12345."),
        ('"1,234"', "separator", "Write 1234 or 1.234"),
        ("12%", "percent_sign", "Write 12"),
        ("−5", "minus_sign", "plain hyphen"),
        ("inf", "not_a_number", "Write a number"),
        ("nan", "not_a_number", "Write a number"),
        ("0x10", "not_a_number", "Write a number"),
        ("1_000", "not_a_number", "Write a number"),
        ("١٢", "not_a_number", "Write a number"),
        ("1e999", "too_large", "Check the cell"),
    ],
)
def test_numbers_that_could_be_misread_are_refused_with_the_fix(cell, rule, fix):
    with pytest.raises(RefusedFile) as caught:
        read_numbers(f"x,n\n1,3\n2,{cell}\n".encode())
    (fault,) = caught.value.faults
    assert (fault.line, fault.column, fault.rule) == (3, "n", rule)
    assert fix in fault.fix


def test_twenty_findings_are_kept_and_all_are_counted():
    with pytest.raises(RefusedFile) as caught:
        read_numbers(b"n,m\n" + b"x,1\n" * 57)
    assert len(caught.value.faults) == 20
    assert caught.value.total == 57
    assert [fault.line for fault in caught.value.faults] == list(range(2, 22))


def test_findings_of_several_columns_come_in_the_order_of_the_file():
    found, findings = sheet(b"n,m\n1,x\ny,1\n", "n", "m"), Findings()
    for column in ("n", "m"):
        numbers(found, column, missing=frozenset(), findings=findings)
    with pytest.raises(RefusedFile) as caught:
        findings.refuse("f", found.lines_of)
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [(2, "m"), (3, "n")]


def test_rows_are_those_of_the_file_with_blank_lines_and_long_cells_counted():
    data = b'x,n\n\n1,2\n"a\nb",3\n,,\n'
    assert refused(data, "x", "n").faults[0].line == 6
    assert number_faults(b'x,n\n\n1,2\n"a\nb",3\n4,no\n') == [(6, "n", "not_a_number")]


def test_rows_that_say_nothing_are_no_rows():
    found = sheet(b"x,n\n1,2\n,\n , \n3,4\n5,z\n", "x", "n")
    assert texts(found, "x") == ["1", "3", "5"]
    assert found.lines_of([0, 1, 2]) == [2, 5, 6]


def test_iso_dates_are_read_and_sorted():
    data = b"x,n\n2024-01-15,1\n2024-01-08T00:00:00,2\n"
    assert read_places(data) == [dt.date(2024, 1, 15), dt.date(2024, 1, 8)]


def test_an_ambiguous_date_is_a_question_asked_once():
    fault = place_fault(b"x,n\n03/04/2024,1\n04/04/2024,2\n")
    assert (fault.line, fault.rule) == (2, "ambiguous_date")
    assert "month first, or the day?" in fault.message
    assert "mdy or dmy" in fault.fix
    assert "alone" not in fault.message


def test_even_a_date_that_fits_one_order_alone_is_asked_about():
    fault = place_fault(b"x,n\n03/04/2024,1\n25/04/2024,2\n")
    assert fault.rule == "ambiguous_date"
    assert "day first (dmy) alone" in fault.message


def test_the_answer_is_followed():
    data = b"x,n\n03/04/2024,1\n2024-05-01,2\n"
    assert read_places(data, order="mdy") == [dt.date(2024, 3, 4), dt.date(2024, 5, 1)]
    assert read_places(data, order="dmy") == [dt.date(2024, 4, 3), dt.date(2024, 5, 1)]


@pytest.mark.parametrize(
    ("cell", "how", "rule"),
    [
        ("2024-02-30", {}, "no_such_day"),
        ("2024/01/08", {}, "not_a_date"),
        ("2024-01-08 09:30", {}, "time_of_day"),
        ("1/2/24", {"order": "mdy"}, "not_a_date"),
        ("13/13/2024", {"order": "dmy"}, "no_such_day"),
        ("", {}, "no_place"),
        ("spring", {"kind": "date"}, "not_a_date"),
    ],
)
def test_dates_that_are_none_are_refused_by_row(cell, how, rule):
    fault = place_fault(f"x,n\n2024-01-01,1\n2024-01-15,1\n{cell},2\n".encode(), **how)
    assert (fault.line, fault.column, fault.rule) == (4, "x", rule)


def test_whole_numbers_and_words_are_places_too():
    assert read_places(b"x,n\n3,1\n1.0,1\n2,1\n") == [3, 1, 2]
    assert read_places(b"x,n\nSpring,1\nAutumn,1\nSpring,2\n") == ["Spring", "Autumn", "Spring"]
    assert read_places(b"x,n\n3,1\n1,1\n", kind="word") == ["3", "1"]
    assert place_fault(b"x,n\n1,1\n2.5,1\n").rule == "not_whole"


def test_a_month_is_its_first_day_only_when_dates_are_declared():
    data = b"x,n\n2009-10,1\n2010-11,2\n"
    assert read_places(data) == ["2009-10", "2010-11"]
    assert read_places(data, kind="date") == [dt.date(2009, 10, 1), dt.date(2010, 11, 1)]


def test_eight_digits_are_a_question():
    data = b"x,n\n20240108,1\n20240115,2\n"
    assert place_fault(data).rule == "date_or_number"
    assert read_places(data, kind="date") == [dt.date(2024, 1, 8), dt.date(2024, 1, 15)]
    assert read_places(data, kind="number") == [20240108, 20240115]


def test_the_kinds_of_file_give_the_same_table():
    rows: list[list[Value]] = [
        ["week", "school", "n"],
        [dt.date(2024, 1, 8), "007", 12],
        [dt.date(2024, 1, 15), "é", None],
    ]
    table = pa.table(
        {"week": [row[0] for row in rows[1:]], "school": ["007", "é"], "n": pa.array([12, None], pa.int64())}
    )
    packed = io.BytesIO()
    pq.write_table(table, packed)
    text = "week,school,n\n2024-01-08,007,12\n2024-01-15,é,\n"
    for data in (
        text.encode(),
        text.encode("utf-16"),
        gzip.compress(text.encode()),
        workbook(rows),
        packed.getvalue(),
    ):
        found, findings = sheet(data, "week", "school", "n"), Findings()
        read = places(found, "week", kind=None, order=None, findings=findings)
        values = numbers(found, "n", missing=frozenset(), findings=findings)
        assert findings.total == 0
        assert read.kind == "date"
        assert [read.labels[code] for code in read.codes] == [dt.date(2024, 1, 8), dt.date(2024, 1, 15)]
        assert texts(found, "school") == ["007", "é"]
        assert values[0] == 12.0
        assert math.isnan(values[1])


def test_windows_text_is_read_with_a_notice():
    found = sheet("x,n\né,1\n".encode("cp1252"), "x", "n")
    assert texts(found, "x") == ["é"]
    assert [notice.rule for notice in found.notices] == ["read_as_windows"]


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        (b"x,n\n1,2\n3\n", "ragged_row", 3, "n"),
        (b"x,n\n1,2,3\n", "ragged_row", 2, "(more cells)"),
        (b"x,n\n1,\x002\n", "nul_character", 2, "n"),
        (b'x,n\n1,"2"3\n', "text_after_quote", 2, "n"),
        (b'x,n\n1,2"3\n', "stray_quote", 2, "n"),
        (b"x,n\n\x81\xff,2\n", "encoding", 2, "x"),
    ],
)
def test_rows_that_break_the_table_are_refused(data, rule, line, column):
    (fault,) = refused(data, "x", "n").faults
    assert (fault.rule, fault.line, fault.column) == (rule, line, column)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty_file"),
        (b'x,n\n1,"2\n3,4\n', "open_quote"),
        (b"x,x\n1,2\n", "duplicate_header"),
        (b"y,m\n1,2\n", "no_column"),
        (b"PK\x03\x04no zip", "damaged_workbook"),
        (b"PAR1no parquet", "damaged_parquet"),
        (b"%PDF-1.7", "not_a_table"),
        (b"\xd0\xcf\x11\xe0", "not_a_table"),
        (gzip.compress(b"x,n\n1,2\n", mtime=0)[:-6], "damaged_gzip"),
        (b"x,n\n" + b"a" * 1_100_000 + b",1\n", "line_too_long"),
    ],
)
def test_what_is_no_table_is_said(data, rule):
    assert unreadable(data, "x", "n").rule == rule


def test_a_misspelt_column_gets_the_nearest_name():
    assert "Did you mean “school”?" in unreadable(b"school,n\n1,2\n", "shool").fix


def test_a_small_file_that_unpacks_to_a_huge_one_stops_early():
    bomb = gzip.compress(b"x,n\n" + bytes(70_000_000), compresslevel=1)
    assert unreadable(bomb, "x", "n").rule == "too_large"


def test_a_workbook_that_unpacks_to_a_huge_one_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", bytes(70_000_000))
    assert unreadable(file.getvalue(), "x").rule == "too_large"


def test_limits_on_size_hold_for_every_kind():
    few = Limits(packed_bytes=100, unpacked_bytes=10, rows=2)
    packed = io.BytesIO()
    pq.write_table(pa.table({"x": [1, 2, 3]}), packed)
    assert unreadable(b"x\n" + b"1\n" * 100, "x", limits=few).rule == "too_large"
    assert unreadable(workbook([["x"], [1]]), "x", limits=few).rule == "too_large"
    assert unreadable(packed.getvalue(), "x", limits=few).rule == "too_many_rows"


def test_a_workbook_keeps_its_numbers_exact_and_its_rows():
    rows: list[list[Value]] = [["x", "n"], [1, 1 / 3], [], [2, 0.1 + 0.2], [3, "4,5"]]
    found, findings = sheet(workbook(rows, first_row=4), "x", "n"), Findings()
    values = numbers(found, "n", missing=frozenset(), findings=findings)
    assert values[:2].tolist() == [1 / 3, 0.1 + 0.2]
    with pytest.raises(RefusedFile) as caught:
        findings.refuse("book.xlsx", found.lines_of)
    assert [(fault.line, fault.rule) for fault in caught.value.faults] == [(8, "decimal_comma")]


def test_an_error_cell_in_a_workbook_is_no_gap():
    rows: list[list[Value]] = [["x", "n"], [1, 2], [2, "#N/A"], [3, "#DIV/0!"]]
    fault = refused(workbook(rows), "x", "n")
    assert [(each.line, each.column, each.rule) for each in fault.faults] == [
        (3, "n", "cell_error"),
        (4, "n", "cell_error"),
    ]


def test_sheets_are_chosen_by_name():
    book = workbook([["x"], [1]], sheets=("First", "Second"))
    assert texts(sheet(book, "x", tab="Second"), "x") == ["1"]
    assert unreadable(book, "x", tab="Third").fix == "The sheets are: First, Second."


def test_parquet_columns_that_are_no_cells_are_refused():
    packed = io.BytesIO()
    pq.write_table(pa.table({"x": [[1], [2]], "n": [True, False], "y": [math.inf, math.nan]}), packed)
    assert unreadable(packed.getvalue(), "x").rule == "no_cells"
    for column, rule in (("n", "not_a_number"), ("y", "infinite")):
        with pytest.raises(RefusedFile) as caught:
            read_numbers(packed.getvalue(), column)
        assert [fault.rule for fault in caught.value.faults] == [rule]


def test_a_stream_that_cannot_be_read_twice_is_read():
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.inner = io.BytesIO(b"x,n\n1,2\n")

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            return self.inner.readinto(buffer)

    found = read_columns(io.BufferedReader(Pipe()), name="-", wanted=["n"])
    assert texts(found, "n") == ["2"]


def test_a_missing_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_columns(tmp_path / "none.csv", name="none.csv", wanted=["x"])


def test_codes_point_at_texts_over_many_pieces():
    lines = [f"{k % 1009},{k}" for k in range(400_000)]
    found = sheet(("x,n\n" + "\n".join(lines)).encode(), "x", "n")
    cells = words(found.columns["x"])
    assert cells.texts[:3] == ["0", "1", "2"]
    assert len(cells.texts) == 1009
    assert np.array_equal(cells.codes, np.arange(400_000) % 1009)
