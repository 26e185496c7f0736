"""Mappings: what is wrong with one is told with its line, all at once."""

from pathlib import Path

import pytest

from groundswell.store.read.mapped.mapping_file import BadMapping, parse_mapping, read_mapping

WRONG = {
    "table: lunches": (1, "There is no table “lunches”."),
    "table: attendance\ncolumns:\n  student: id": (3, "“student” is not known here."),
    "table: attendance\ncolumns:\n  student_id: '?'": (3, "It is not said which column this is."),
    "table: attendance\ncolumns:\n  date: {from: d, dates: eu}": (3, "“eu” is not known here."),
    "table: attendance\ndates: eu": (2, "“eu” is not known here."),
    "table: attendance\ncolumns: [a]": (2, "Here we look for names with values."),
    "table: attendance\ncolumns:\n  category:\n    from: c\n    values: {P: '?'}": (
        5,
        "It is not said what “P” means.",
    ),
    "table: attendance\ncolumns:\n  category: {values: {P: present}}": (
        3,
        "It is not said where this comes from.",
    ),
    "table: attendance\ncolumns: {date: a}\nconstants: {date: b}": (3, "This is given as a column as well."),
    "table: attendance\nheader_line: -1": (2, "This is not the number of a line."),
    "table: attendance\nencoding: klingon": (2, "There is no encoding called “klingon”."),
    "table: attendance\nencoding: base64": (2, "There is no encoding called “base64”."),
    "table: attendance\nsheets: one": (2, "“sheets” is not known here."),
    "table: attendance\ncolumns: {student_id: {from: a, pattern: 'x'}}": (
        2,
        "A pattern says in ( ) which part is meant.",
    ),
    "table: [": (1, "This is not YAML."),
    "a: &a [x, x]\nb: &b [*a, *a]\ntable: [*b, *b]": (1, "This is not YAML."),
    "table: " + "[" * 5000: (1, "This is not YAML."),
    "outputs: 3": (1, "Here we look for a list of tables with their columns."),
    "table: organizations\nconstants: {school_year: '?'}": (2, "It is not said what this is."),
    "table: attendance\nwide: {dates: mdy}": (2, "Here we look for 'dates' and 'columns'."),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_with_its_line(text: str) -> None:
    line, message = WRONG[text]
    with pytest.raises(BadMapping) as caught:
        parse_mapping(text, "map.yaml")
    assert (line, message) in {(fault.line, fault.message) for fault in caught.value.faults}
    assert all(fault.fix for fault in caught.value.faults)
    assert str(caught.value).startswith("map.yaml, line ")


def test_everything_is_told_at_once() -> None:
    with pytest.raises(BadMapping) as caught:
        parse_mapping("table: attendance\ndates: eu\ncolumns: {student: a, day: b}\n", "m")
    assert len(caught.value.faults) == 3


def test_yaml_words_stay_texts() -> None:
    found = parse_mapping(
        "table: students\ncolumns: {sex: {from: g, values: {01: female, NO: male, X: null}}}", "m"
    )
    assert found.outputs[0].cells["sex"].values == {"01": "female", "NO": "male", "X": None}


def test_one_output_per_value() -> None:
    text = (
        "table: grades\nfor_each: {n: ['1', '2']}\ncolumns: {letter: 'Mark {n}'}\nwhen_filled: ['Mark {n}']\n"
    )
    with pytest.raises(BadMapping):
        parse_mapping(text, "m")
    inside = "outputs:\n- " + text.replace("\n", "\n  ").rstrip() + "\n"
    found = parse_mapping(inside, "m")
    assert [output.cells["letter"].column for output in found.outputs] == ["Mark 1", "Mark 2"]
    assert [output.when_filled for output in found.outputs] == [("Mark 1",), ("Mark 2",)]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(BadMapping, match="UTF-8"):
        read_mapping(tmp_path / "m.yaml")
