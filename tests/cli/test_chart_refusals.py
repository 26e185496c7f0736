"""What `groundswell chart` refuses: the file, the row, the column and the fix, and exit status 2."""

from pathlib import Path

import pytest

from tests.cli.chart_files import ABSENCES, COLUMNS, EXAMPLE, chart, report, table, weekly

DAILY = "day,y\n" + "".join(f"2024-01-{day:02d},{day % 5}\n" for day in range(8, 20))


def refusal(capsys, *arguments: str | Path) -> str:
    assert chart(*arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    return str(told.err)


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        (
            "x,y\n1,a\n",
            [],
            'row 2, column y: “a” is not a number. Write a number, leave the cell empty, or say --missing "a"',
        ),
        ("x,y\n01/02/2024,3\n", [], "Add --dates mdy (month first) or --dates dmy (day first)."),
        ("x,y\n1,3\n1,4\n", [], "row 3, column x: There is a row for this place and series already."),
        ('x,y\n1,"3,5"\n', [], "“3,5” has a decimal comma. Write 3.5."),
        ("x,y\n1,3\n", ["--by", "school"], "There is no column “school”. The columns are: x, y."),
        ("x,y\n1,3\n", ["--by", "y"], "the column “y” is named twice"),
        ("x,y\n", [], "has a header and no rows under it"),
        ("x,y\n1,3\n,4\n", [], "row 3, column x: This row does not say when (or where) it belongs."),
        ("x,y\n1,-3\n", ["--chart", "c"], "row 2, column y: A count cannot be below zero."),
        ("x,y\n1,0\n", ["--chart", "t"], "row 2, column y: A T chart needs times above zero."),
        ("x,y\n1,3\n", ["--chart", "p"], "a P chart needs --denominator"),
        (
            "x,y,n\n1,3,2\n",
            ["--chart", "p", "--denominator", "n"],
            "row 2, column y: The count 3 is larger than its denominator 2.",
        ),
        (
            "x,y,n\n1,3,-2\n",
            ["--chart", "u", "--denominator", "n"],
            "row 2, column n: A denominator cannot be below zero.",
        ),
        ("x,y\n1,3\n20240108,4\n", [], "--x-kind date or --x-kind number"),
        ("x,y\na,3\nb,4\n", ["--period", "week"], "--period needs dates or whole numbers"),
        ("x,y\na,3\nb,4\n", ["--phase", "c"], "no row has “c” on the axis. It has: a, b."),
        ("x,y\n1,3\n", ["--phase", "2024-01-08"], "the axis has whole numbers. Write one."),
        ("x,y\n1,3\n", ["--false-discovery", "0.05"], "Name the columns that tell them apart with --by."),
    ],
)
def test_each_is_refused_with_its_place_and_fix(text, more, said, tmp_path, capsys):
    data = table(tmp_path, text)
    told = refusal(capsys, data, "--value", "y", "--x", "x", *more)
    assert said in told
    assert told.startswith("groundswell: ")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--phase", "spring"], "“spring” is not a date. Write dates as 2024-01-31."),
        (["--phase", "2025-01-01"], "no row is that late. The last is 2024-01-19."),
        (["--freeze", "2023-01-01"], "no row lies between 2024-01-08 and it. Choose a later date."),
        (["--freeze", "2024-01-09", "--freeze", "2024-01-10"], "this phase has a freeze already, 2024-01-09"),
        (["--exclude", "2024-01-09"], "say why, such as --exclude 2024-01-09:snow"),
        (["--exclude", "2024-02-09:snow"], "no row has this place. The nearest is 2024-01-19."),
        (["--period", "week"], "lie in one week"),
    ],
)
def test_choices_by_date_that_do_not_fit(more, said, tmp_path, capsys):
    data = table(tmp_path, DAILY)
    assert said in refusal(capsys, data, "--value", "y", "--x", "day", *more)


def test_twenty_findings_are_printed_and_the_rest_is_counted(tmp_path, capsys):
    data = table(tmp_path, "x,y\n" + "".join(f"{k},no\n" for k in range(57)))
    told = refusal(capsys, data, "--value", "y", "--x", "x")
    assert told.count("row ") == 20
    assert "... and 37 more." in told


def test_a_suppressed_mark_is_refused_until_it_is_named(capsys):
    told = refusal(capsys, ABSENCES, "--chart", "p", *COLUMNS, "--by", "school,group")
    assert (
        'row 5, column n: “*” is not a number. Write a number, leave the cell empty, or say --missing "*"'
        in told
    )


def test_a_file_that_is_not_there(tmp_path, capsys):
    assert "cannot be read: No such file" in refusal(capsys, tmp_path / "no.csv", "--value", "y", "--x", "x")
    assert "cannot be read: Is a directory" in refusal(capsys, tmp_path, "--value", "y", "--x", "x")


def test_outputs_are_checked_before_anything_is_read(tmp_path, capsys):
    data = table(tmp_path, weekly(range(9)))
    usual = [data, "--value", "y", "--x", "x"]
    before = data.read_bytes()
    assert "the ending says what to write" in refusal(capsys, *usual, "--out", tmp_path / "a.gif")
    assert "there is no folder" in refusal(capsys, *usual, "--out", tmp_path / "no" / "a.svg")
    assert "would overwrite" in refusal(capsys, *usual, "--out", data)
    assert data.read_bytes() == before


def test_a_name_cannot_move_the_terminal(tmp_path, capsys):
    data = table(tmp_path, "x,y\n1,\x1b[2Jno\n")
    told = refusal(capsys, data, "--value", "y", "--x", "x")
    assert "\x1b" not in told


def test_options_that_are_no_numbers_are_refused(tmp_path):
    data = table(tmp_path, weekly(range(9)))
    for option in (["--target", "nan"], ["--false-discovery", "2"], ["--width", "3"], ["--chart", "pie"]):
        with pytest.raises(SystemExit) as stopped:
            chart(data, "--value", "y", "--x", "x", *option)
        assert stopped.value.code == 2


def test_a_date_inside_a_week_sets_that_week_aside_and_says_so(tmp_path, capsys):
    assert chart(*EXAMPLE, "--out", tmp_path / "a.json") == 0
    assert "2024-02-13 lies in the week of 2024-02-12; that week is set aside." in capsys.readouterr().err
    assert report(tmp_path / "a.json")["options"]["excluded"] == [{"x": "2024-02-12", "reason": "snow"}]
