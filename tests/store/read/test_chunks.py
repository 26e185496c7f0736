"""The fast reader tells of the same rows as the strict one, whatever the bytes."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.store.read import chunks
from groundswell.store.read.chunks import TextTable
from groundswell.store.read.faults import Limits, Unreadable
from groundswell.store.read.tables import read_table

HEADER = "a,b,c"
UNTIDY = re.compile(r"[\x00-\x1f\x7f]|^ | $")
# Bits of CSV that go wrong together: quotes, ends of lines, separators, bytes that are no text.
_bits = st.sampled_from(
    [
        "x",
        "yy",
        "",
        ",",
        '"',
        '""',
        "\n",
        "\r\n",
        "\r",
        " ",
        "\x00",
        "é",
        "日",
        "\t",
        "1,2,3\n",
        '"q,\n",b,c\n',
    ]
)
_bodies = st.lists(_bits, max_size=60).map("".join)
_regular = st.lists(
    st.tuples(*[st.sampled_from(["", "v", '"q"', '"a,b"', '"a""b"', '"two\r\nlines"', "é"])] * 3).map(
        ",".join
    ),
    max_size=40,
)


def fast(content: bytes) -> object:
    try:
        table = TextTable(io.BytesIO(content), limits=Limits())
        found = []
        for chunk in table.chunks():
            columns = [chunk.table.column(f"c{index}").to_pylist() for index in range(len(table.header))]
            rows = zip(chunk.table.column("line").to_pylist(), *columns, strict=True)
            found += [(line, tuple(cells), ()) for line, *cells in rows]
            found += [(row.line, tuple(row.values.values()), _rules(row)) for row in chunk.damaged]
        return table.header, sorted(found)
    except Unreadable as problem:
        return problem.fault.rule, problem.fault.line


def strict(content: bytes) -> object:
    try:
        with read_table(io.BytesIO(content), delimiter=",") as table:
            found = [(row.line, tuple(row.values.values()), _rules(row)) for row in table.rows]
            return table.header, sorted(found)
    except Unreadable as problem:
        return problem.fault.rule, problem.fault.line


def _rules(row: object) -> tuple[str, ...]:
    return tuple(fault.rule for fault in row.faults)  # type: ignore[attr-defined]


@settings(max_examples=400, deadline=None)
@given(_bodies)
def test_any_bytes(body: str) -> None:
    content = f"{HEADER}\n{body}".encode()
    assert fast(content) == strict(content)


def test_bytes_that_are_no_text_are_not_guessed_at() -> None:
    _, found = fast(b"a,b,c\n1,2,3\nMar\xeda,5,6\n")  # type: ignore[misc]
    assert [(line, rules) for line, _, rules in found] == [(2, ()), (3, ("encoding",))]


@settings(max_examples=200, deadline=None)
@given(_regular, st.sampled_from(["\n", "\r\n"]))
def test_regular_rows_take_the_fast_way(rows: list[str], end: str) -> None:
    content = (HEADER + end + "".join(row + end for row in rows if row != ",,")).encode()
    assert fast(content) == strict(content)


@pytest.mark.parametrize("size", [64, 200, 1000])
def test_pieces_of_any_size(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(chunks, "LARGE", size)
    monkeypatch.setattr(chunks, "SMALL", 32)
    monkeypatch.setattr(chunks, "ROWS_AT_ONCE", 3)
    rows = [f'{number},"two\nlines, {number}",{"z" * (number % 50)}' for number in range(400)]
    rows[200] = "ragged,row"
    rows[300] = '5" disk,b,c'
    content = "\n".join([HEADER, *rows]).encode()
    assert fast(content) == strict(content)
    _, found = fast(content)  # type: ignore[misc]
    assert [rules for _, _, rules in found if rules] == [("ragged_row",), ("stray_quote",)]
    assert len(found) == 400


def test_regular_pieces_are_not_read_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(self: TextTable) -> None:
        pytest.fail("The fast way was not taken.")

    monkeypatch.setattr(TextTable, "_row_by_row", slow)
    rows = [f'{number},"quoted, {number}",z' for number in range(5_000)]
    assert len(fast(("\r\n".join([HEADER, *rows]) + "\r\n").encode())[1]) == 5_000  # type: ignore[index]


@settings(max_examples=300, deadline=None)
@given(st.one_of(_bodies, _regular.map("\n".join).map(lambda body: f"{body}\n")))
def test_tidy_chunks_need_no_trimming(body: str) -> None:
    found = []
    try:
        found += TextTable(io.BytesIO(f"{HEADER}\n{body}".encode()), limits=Limits()).chunks()
    except Unreadable:
        return
    for chunk in found:
        cells = [cell for index in range(3) for cell in chunk.table.column(f"c{index}").to_pylist()]
        assert not chunk.tidy or not [cell for cell in cells if UNTIDY.search(cell)]


@pytest.mark.parametrize("untidy", ["x ", " x", '" x"', "a\tb", "a\x7fb", '"two\nlines"'])
@pytest.mark.parametrize("at", [0, 70, 199])
def test_one_untidy_row_leaves_the_others_tidy(untidy: str, at: int) -> None:
    rows = [f"{number},plain text,z" for number in range(200)]
    rows[at] = f"{at},{untidy},z"
    chunks = list(TextTable(io.BytesIO("\n".join([HEADER, *rows, ""]).encode()), limits=Limits()).chunks())
    assert [(chunk.tidy, chunk.table.num_rows) for chunk in chunks] == [(True, 199), (False, 1)]
    assert chunks[1].table.column("c0").to_pylist() == [str(at)]


def test_what_stands_before_an_odd_row_is_read_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    slowly = []
    careful = TextTable._row_by_row

    def counted(self: TextTable) -> chunks.Piece:
        piece = careful(self)
        slowly.append(piece.table.num_rows + len(piece.damaged))
        return piece

    monkeypatch.setattr(TextTable, "_row_by_row", counted)
    rows = [f"{number},y,z" for number in range(30_000)]
    for at in (7_000, 7_001, 29_999):
        rows[at] = "ragged,row"
    content = "\n".join([HEADER, *rows]).encode()
    assert len(fast(content)[1]) == 30_000  # type: ignore[index]
    assert sum(slowly) < 50


def test_a_line_without_end_stops_in_little_memory() -> None:
    class Endless(io.RawIOBase):
        """Ten gigabytes of x, made as they are read."""

        left = 10 * 1024**3
        begun = False

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            if not self.begun:
                self.begun = True
                return b"a,b,c\n"
            self.left -= size
            return b"x" * size if self.left > 0 else b""

    with pytest.raises(Unreadable) as refused:
        list(TextTable(Endless(), limits=Limits()).chunks())  # type: ignore[arg-type]
    assert refused.value.fault.rule == "line_too_long"
