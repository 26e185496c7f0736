"""Numbers from the command line: happy, looked at, set aside, refused, taken back."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import EXAMPLE, contents, environment, groundswell, rows

HEADER = "school_code,date,percent_present\n"
GOOD = HEADER + "LW-01,2016-06-09,97.1\nLW-02,2016-06-09,96.5\n"
MIXED = GOOD + "NOPE,2016-06-09,97\nLW-03,soon,120\nLW-04,2016-06-09,NS\n"
AS_STEWARD = ("--place", "LW", "--as", "littlejohn", "--fixed", "measure=CM1")
NUMBERS = "SELECT count(*) FROM measures_observation WHERE is_live"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "attendance.csv"


def bring(file: Path, text: str, home: Path, *more: str) -> tuple[int, str]:
    file.write_text(text, encoding="utf-8")
    done = groundswell("import", str(file), *AS_STEWARD, *more, home=home, **EXAMPLE)
    assert "Traceback" not in done.stderr
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_a_good_file_comes_in_once_and_can_be_taken_back(example: Path, file: Path):
    before = live(example)
    status, said = bring(file, GOOD, example)
    assert (status, live(example)) == (0, before + 2), said
    assert "2 came in, 0 set aside, 0 skipped" in said
    again, why = bring(file, GOOD, example)
    assert (again, live(example)) == (2, before + 2)
    assert "already in" in why
    number = str(rows(example, "SELECT max(id) FROM intake_import WHERE state = 'accepted'")[0][0])
    back = groundswell("import", "--revert", number, "--as", "littlejohn", home=example, **EXAMPLE)
    assert (back.returncode, live(example)) == (0, before)
    assert f"Import {number} was taken back" in back.stdout


def live(home: Path) -> int:
    return int(str(rows(home, NUMBERS)[0][0]))


def test_rows_set_aside_are_told_with_line_column_why_and_fix(example: Path, file: Path):
    before = live(example)
    status, said = bring(file, MIXED, example)
    assert (status, live(example)) == (3, before + 2), said
    assert "2 came in, 2 set aside, 1 skipped" in said
    assert "│ 4 │ school_code │ We know no place with the code “NOPE” here." in said
    assert "│ 5 │ date │ “soon” is not a date we can read." in said
    assert "this says 120" in said
    assert rows(example, "SELECT count(*) FROM audit_event WHERE verb = 'import.accepted'")


def test_a_look_brings_nothing_in_and_leaves_nothing_waiting(example: Path, file: Path):
    before = contents(example)
    status, said = bring(file, MIXED, example, "--preview")
    after = contents(example)
    assert status == 3
    assert "2 would come in, 2 set aside, 1 skipped" in said
    assert after["measures_observation"] == before["measures_observation"]
    assert after["intake_setasiderow"] == before["intake_setasiderow"]
    assert rows(example, "SELECT state FROM intake_import ORDER BY id DESC LIMIT 1") == [("refused",)]


REFUSALS = {
    "a file that is not there": (("no-such-file.csv", *AS_STEWARD), "no-such-file.csv"),
    "a person we do not know": (("x.csv", "--place", "LW", "--as", "nobody"), "nobody signs in as 'nobody'"),
    "a place we do not know": (
        ("x.csv", "--place", "ZZ", "--as", "littlejohn"),
        "no place with the code 'ZZ'",
    ),
    "no place": (("x.csv", "--as", "littlejohn"), "--place"),
    "someone who is no data steward": (("{file}", "--place", "LW", "--as", "prewitt"), "data steward"),
    "a field told wrongly": (
        ("{file}", "--place", "LW", "--as", "littlejohn", "--fixed", "CM1"),
        "measure=CM1",
    ),
    "an open question": (("{file}", "--place", "LW", "--as", "littlejohn", "--fixed", "measure="), "measure"),
    "an import we do not know": (("--revert", "999999", "--as", "littlejohn"), "no import 999999"),
}


ONE_AFTER_THE_OTHER = """
import json, sys
from groundswell.cli import main
for arguments in json.loads(sys.argv[1]):
    print(main(["import", *arguments]), file=sys.stderr)
"""


def test_refusals_have_status_2_and_say_why(example: Path, file: Path):
    """In one process, since starting one costs more than a refusal."""
    file.write_text(GOOD, encoding="utf-8")
    before = contents(example)["measures_observation"]
    given = [[argument.format(file=file) for argument in arguments] for arguments, _why in REFUSALS.values()]
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(given)],
        env=environment(example, EXAMPLE),
        capture_output=True,
        text=True,
        check=False,
    )
    said = " ".join(done.stderr.split()).split("groundswell: ")[1:]
    assert len(said) == len(REFUSALS), done.stderr
    for words, (what, (_arguments, why)) in zip(said, REFUSALS.items(), strict=True):
        assert why in words, what
        assert words.split()[-1] == "2", what
    assert contents(example)["measures_observation"] == before


def test_a_file_cannot_move_the_cursor_of_who_reads_the_report(example: Path, file: Path):
    status, said = bring(file, HEADER + "\x1b[2J[red]LW-01,2016-06-09,97\n", example, "--preview")
    assert status == 3
    assert "\x1b" not in said
    assert "[2J[red]LW-01" in said
