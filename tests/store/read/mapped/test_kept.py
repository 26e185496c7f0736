"""Mappings that a store keeps under a name are the files of the command line."""

from pathlib import Path

import pytest

from groundswell.store.read.mapped.kept import forget, keep, kept
from groundswell.store.read.mapped.mapping_file import BadMapping, read_mapping

TEXT = "table: attendance\ncolumns: {student_id: Pupil, school_id: School, date: Date}\n"


def test_what_is_kept_is_read_again_and_fits_files_with_its_columns(tmp_path: Path) -> None:
    assert kept(tmp_path / "store") == []
    keep(tmp_path / "store", "office", TEXT)
    (one,) = kept(tmp_path / "store")
    assert (one.name, one.text) == ("office", TEXT)
    assert one.mapping == read_mapping(tmp_path / "store" / "mappings" / "office.yaml")
    assert one.fits({"Pupil", "School", "Date", "More"})
    assert not one.fits({"Pupil", "School"})
    keep(tmp_path / "store", "office", TEXT.replace("Pupil", "Child"))
    assert len(kept(tmp_path / "store")) == 1
    assert len(list((tmp_path / "store" / "mappings").iterdir())) == 1, "nothing else is left"
    assert forget(tmp_path / "store", "office")
    assert not forget(tmp_path / "store", "office")


@pytest.mark.parametrize("name", ["", "../office", "Office", "a/b", ".hidden", "-a", "a" * 61])
def test_a_name_is_no_way_out_of_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name for a mapping"):
        keep(tmp_path, name, TEXT)
    with pytest.raises(ValueError, match="no name for a mapping"):
        forget(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_used_is_not_kept_and_a_broken_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadMapping):
        keep(tmp_path, "office", "table: pupils\n")
    keep(tmp_path, "office", TEXT)
    (tmp_path / "mappings" / "office.yaml").write_text("table: pupils\n")
    (one,) = kept(tmp_path)
    assert one.mapping is None
    assert "There is no table" in one.fault
    assert not one.fits({"Pupil"})
