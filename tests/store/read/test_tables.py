"""The reader: the same table in any dialect, and every fault with its line and column."""

import csv
import gzip
import io
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from groundswell.store.read.tables import Limits, Row, Table, Unreadable, read_table

Cells = list[list[str]]


def table(data: bytes, **how: object) -> Table:
    return read_table(io.BytesIO(data), **how)  # type: ignore[arg-type]


def rows(data: bytes, **how: object) -> list[Row]:
    return list(table(data, **how).rows)


def written(
    cells: Sequence[Sequence[str]], *, delimiter: str, end: str, quoting: int, encoding: str
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(cells)
    return text.getvalue().encode(encoding)


def _holds_line_ends(body: Cells) -> bool:
    return any("\r" in cell or "\n" in cell for cells in body for cell in cells)


# Text as people send it: no NUL, no lone surrogates, and a cell in each row that is not empty.
_cell = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
_body = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(_cell, min_size=width, max_size=width), max_size=6)
)


@settings(max_examples=200, deadline=None)
@given(
    body=_body,
    delimiter=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    packed=st.booleans(),
)
def test_what_the_csv_module_writes_is_read_back(body, delimiter, end, quoting, encoding, packed):
    # The csv module leaves a lone CR bare when its own line end is LF: no reader can tell it from one.
    assume(quoting == csv.QUOTE_ALL or end == "\r\n" or not _holds_line_ends(body))
    width = len(body[0]) if body else 2
    header = [f"c{index}" for index in range(width)]
    data = written([header, *body], delimiter=delimiter, end=end, quoting=quoting, encoding=encoding)
    with table(gzip.compress(data) if packed else data, delimiter=delimiter) as found:
        read = list(found.rows)
    assert found.header == tuple(header)
    assert [list(row.values.values()) for row in read] == body
    assert not any(row.faults for row in read)
    assert not found.notices


@settings(max_examples=150, deadline=None)
@given(body=_body, end=st.sampled_from(["\n", "\r\n"]))
def test_lines_are_physical_lines(body: Cells, end: str):
    width = len(body[0]) if body else 1
    header = [f"c{index}" for index in range(width)]
    head = written([header], delimiter=",", end=end, quoting=csv.QUOTE_ALL, encoding="utf-8")
    starts, data = [], head
    for cells in body:
        starts.append(_lines_in(data) + 1)
        data += written([cells], delimiter=",", end=end, quoting=csv.QUOTE_ALL, encoding="utf-8")
    assert [row.line for row in rows(data, delimiter=",")] == starts


def _lines_in(data: bytes) -> int:
    """Line ends counted in a second way: one for each CR LF, CR or LF."""
    text = data.decode()
    return text.count("\n") + text.count("\r") - text.count("\r\n")


_plain = st.text("abcXYZ019 .é", min_size=1, max_size=6)
_plain_body = st.lists(st.lists(_plain, min_size=3, max_size=3), min_size=2, max_size=8)


def _faulty(fault: str, cell: str) -> str:
    return {
        "nul_character": cell + "\x00",
        "stray_quote": cell + '"x',
        "text_after_quote": f'"{cell}"x',
        "field_too_long": cell + "y" * 60,
    }[fault]


@settings(max_examples=200, deadline=None)
@given(
    body=_plain_body,
    fault=st.sampled_from(["nul_character", "stray_quote", "text_after_quote", "field_too_long"]),
    at=st.tuples(st.integers(0, 99), st.integers(0, 2)),
)
def test_an_injected_fault_is_reported_at_its_line_and_column(body: Cells, fault: str, at: tuple[int, int]):
    line, column = at[0] % len(body), at[1]
    broken = [list(cells) for cells in body]
    broken[line][column] = _faulty(fault, broken[line][column])
    data = "\n".join(",".join(cells) for cells in [["a", "b", "c"], *broken]).encode()
    read = rows(data, limits=Limits(field_characters=50))
    assert [(found.line, found.column, found.rule) for row in read for found in row.faults] == [
        (line + 2, "abc"[column], fault)
    ]
    good = [list(row.values.values()) for row in read if not row.faults]
    assert good == body[:line] + body[line + 1 :]


@settings(max_examples=100, deadline=None)
@given(body=_plain_body, line=st.integers(0, 99), change=st.sampled_from([-2, -1, 1, 3]))
def test_a_ragged_row_is_reported_and_the_others_are_read(body: Cells, line: int, change: int):
    at = line % len(body)
    broken = [list(cells) for cells in body]
    broken[at] = broken[at][:change] if change < 0 else broken[at] + ["more"] * change
    data = "\n".join(",".join(cells) for cells in [["a", "b", "c"], *broken]).encode()
    read = rows(data)
    (fault,) = [fault for row in read for fault in row.faults]
    assert (fault.line, fault.rule) == (at + 2, "ragged_row")
    assert fault.column == ("(more cells)" if change > 0 else "abc"[3 + change])
    assert fault.fix


def _refused(data: bytes, **how: object) -> tuple[int, str, str]:
    with pytest.raises(Unreadable) as refusal:
        rows(data, **how)
    fault = refusal.value.fault
    assert fault.message
    assert fault.fix
    return fault.line, fault.column, fault.rule


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", (1, "", "empty_file")),
        (b"\n\n", (1, "", "empty_file")),
        (b"a,A\n1,2\n", (1, "A", "duplicate_header")),
        (b"a,b\x00\n1,2\n", (1, "column 2", "header")),
        (b'a,b\n1,2\n3,"open\n4,5\n', (3, "b", "open_quote")),
        (b'a,"open\n4,5\n', (1, "column 2", "open_quote")),
        (b"PK\x03\x04....", (1, "", "not_a_table")),
        (b"%PDF-1.7", (1, "", "not_a_table")),
        (b"\x1f\x8b\x08broken", (1, "", "damaged_gzip")),
        (gzip.compress(b"a,b\n1,2\n" * 500, mtime=0)[:-12], (1, "", "damaged_gzip")),
    ],
)
def test_what_is_no_table_is_refused_with_line_and_column(data: bytes, found: tuple[int, str, str]):
    assert _refused(data) == found


def test_limits_refuse_with_their_line():
    small = Limits(line_characters=100, columns=3, rows=2, field_characters=20)
    assert _refused(b"a,b\n1,2\n" + b"x" * 101, limits=small) == (3, "", "line_too_long")
    assert _refused(b"a,b,c,d\n", limits=small) == (1, "", "too_many_columns")
    assert _refused(b"a\n1\n2\n3\n", limits=small) == (4, "", "too_many_rows")
    assert _refused(b'a,b\n1,"' + b"long line\n" * 9, limits=small) == (2, "b", "open_quote_too_long")
    assert _refused(b"a\n" + b"1\n" * 50, limits=Limits(packed_bytes=60)) == (1, "", "too_large")


def test_a_bomb_is_refused_in_small_memory():
    bomb = gzip.compress(b"a,b\n" + b"1,2\n" * 2_000_000)
    tracemalloc.start()
    assert _refused(bomb, limits=Limits(unpacked_bytes=5_000_000)) == (1, "", "too_large")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(bomb) < 100_000
    assert peak < 2_000_000


def test_reading_keeps_to_small_memory(tmp_path: Path):
    file = tmp_path / "long.csv"
    file.write_bytes(b"a,b,c\n" + b"one,two,three\n" * 30_000)
    tracemalloc.start()
    with read_table(file) as found:
        assert sum(1 for _row in found.rows) == 30_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_everything_stays_text():
    data = b"id,room,name\n007,1E5,Null\n1.0,NA,TRUE\n"
    assert [list(row.values.values()) for row in rows(data)] == [
        ["007", "1E5", "Null"],
        ["1.0", "NA", "TRUE"],
    ]


def test_windows_text_is_announced_with_the_line_that_shows_it():
    found = table("name\nAna\nPeña\nZoë\n".encode("cp1252"))
    assert [row.values["name"] for row in found.rows] == ["Ana", "Peña", "Zoë"]
    assert [(notice.line, notice.rule) for notice in found.notices] == [(3, "read_as_windows")]


def test_declared_windows_text_needs_no_notice():
    found = table("name\nPeña\n".encode("cp1252"), encoding="cp1252")
    assert [row.values["name"] for row in found.rows] == ["Peña"]
    assert not found.notices


def test_a_declared_encoding_that_does_not_fit_is_refused():
    assert _refused("name\nPeña\n".encode("cp1252"), encoding="utf-8")[2] == "encoding"


def test_bytes_that_are_no_text_set_their_row_aside():
    read = rows(b"name,n\nAna,1\nP\x81\xff,2\nZoe,3\n")
    assert [[(fault.line, fault.column, fault.rule) for fault in row.faults] for row in read] == [
        [],
        [(3, "name", "encoding")],
        [],
    ]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("a,b", ","), ("a;b", ";"), ("a\tb", "\t"), ("alone", ","), ('"a,b,c";d;e', ";")],
)
def test_the_header_suggests_the_delimiter(header: str, delimiter: str):
    assert table(f"{header}\n".encode()).delimiter == delimiter


def test_a_column_without_a_name_is_called_by_its_place():
    assert table(b"a,,c\n1,2,3\n").header == ("a", "column 2", "c")


def test_a_refused_file_is_closed_again(tmp_path: Path):
    file = tmp_path / "empty.csv"
    file.touch()
    with pytest.raises(Unreadable):
        read_table(file)
