"""Files one after the other, the next begun while the one before is in use."""

import io
from pathlib import Path
from typing import BinaryIO

import pytest

from groundswell.store.read.ahead import ahead, files_ahead
from groundswell.store.read.faults import Limits
from groundswell.store.read.package import Member, RefusedFile


def member(name: str, content: str) -> Member:
    return Member(name, len(content), lambda: io.BytesIO(content.encode()))


def read(*members: Member) -> list[tuple[tuple[str, ...], int]]:
    """Each file's columns and number of rows."""
    found = []
    with files_ahead(members, limits=Limits(), encoding="") as files:
        for _ in members:
            header = files.header()
            found.append((header, sum(chunk.table.num_rows for chunk in files.chunks())))
    return found


def test_each_file_gives_its_own_rows() -> None:
    many = "a,b\n" + "1,2\n" * 5_000
    assert read(member("a.csv", many), member("b.csv", "c\n"), member("d.csv", "d,e\nx,y\n")) == [
        (("a", "b"), 5_000),
        (("c",), 0),
        (("d", "e"), 1),
    ]


def test_a_file_that_is_no_table_is_told_by_its_name_when_its_turn_comes() -> None:
    sound, broken = member("a.csv", "a,b\n1,2\n"), member("b.csv", "")
    with files_ahead([sound, broken], limits=Limits(), encoding="") as files:
        assert files.header() == ("a", "b")
        assert [chunk.table.num_rows for chunk in files.chunks()] == [1]
        with pytest.raises(RefusedFile) as refused:
            files.header()
    assert (refused.value.file, refused.value.fault.rule) == ("b.csv", "empty_file")


def test_a_file_that_stops_being_a_table_further_down_is_told_by_its_name() -> None:
    with files_ahead([member("a.csv", 'a,b\n1,"open\n')], limits=Limits(), encoding="") as files:
        assert files.header() == ("a", "b")
        with pytest.raises(RefusedFile) as refused:
            list(files.chunks())
    assert refused.value.file == "a.csv"


def test_files_are_closed_when_the_reading_stops_in_the_middle(tmp_path: Path) -> None:
    opened: list[BinaryIO] = []
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" + "1,2\n" * 10)

    def opening() -> BinaryIO:
        opened.append(path.open("rb"))
        return opened[-1]

    with files_ahead([Member("a.csv", 1, opening)] * 2, limits=Limits(), encoding="") as files:
        files.header()
    assert opened
    assert all(each.closed for each in opened)


def test_pieces_keep_their_order() -> None:
    assert [*ahead(iter(range(1, 50)))] == [*range(1, 50)]
