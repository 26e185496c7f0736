"""`groundswell release attack`: a published table in, what it gives away out. No server, no database."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.cli import main
from groundswell.store.read.released.spec import KEYS
from tests.core.disclosure.published_tables import CT_SPEC, NYC_SPEC, SHIPPED
from tests.core.disclosure.test_disclosure_published import NYC_RULE, nyc_truth

HEADER = "school,group,n,students\n"
LEAK = HEADER + "A,All,9,40\nA,Girls,*,6\nA,Boys,7,34\n"
SAFE = HEADER + "A,All,9,40\nA,Girls,*,6\nA,Boys,*,34\n"
SPEC = """\
columns: {place: school, group: group, count: n, total: students}
whole: All
sets:
  sex: [Girls, Boys]
withheld:
  "*": {count: [0, 10]}
"""


def attack(folder: Path, table: str, spec: str = SPEC, *more: str) -> int:
    (folder / "table.csv").write_text(table, encoding="utf-8")
    (folder / "spec.yaml").write_text(spec, encoding="utf-8")
    return main(["release", "attack", str(folder / "table.csv"), "--spec", str(folder / "spec.yaml"), *more])


def test_a_leak_is_listed_with_its_bounds_and_status_1(tmp_path, capsys):
    report = tmp_path / "report.json"
    assert attack(tmp_path, LEAK, SPEC, "--report", str(report)) == 1
    said = capsys.readouterr().out
    assert "1 withheld cells: 1 can be worked out exactly, 1 of them by one subtraction" in said
    told = json.loads(report.read_text())
    assert told["summary"]["recovered"] == 1
    [cell] = told["cells"]
    assert (cell["line"], cell["place"], cell["group"]) == (3, "A", "Girls")
    assert (cell["low"], cell["high"], cell["bounds"], cell["how"]) == (2, 2, "tightest", "one subtraction")


def test_a_table_that_holds_is_status_0_and_still_shows_how_close_one_gets(tmp_path, capsys):
    report = tmp_path / "report.json"
    assert attack(tmp_path, SAFE, SPEC + "protection: 7\n", "--report", str(report)) == 0
    assert "2 withheld cells: 0 can be worked out exactly" in capsys.readouterr().out
    ends = {cell["group"]: (cell["low"], cell["high"]) for cell in json.loads(report.read_text())["cells"]}
    assert ends == {"Girls": (0, 6), "Boys": (3, 9)}
    assert json.loads(report.read_text())["summary"]["exposed"] == 2


def test_levels_named_in_the_spec_are_part_of_the_attack(tmp_path):
    rows = "D,All,20,90\nD,Girls,9,40\nD,Boys,11,50\n"
    rows += "A,All,8,30\nA,Girls,*,12\nA,Boys,*,18\nB,All,12,60\nB,Girls,6,28\nB,Boys,6,32\n"
    assert attack(tmp_path, HEADER + rows) == 0
    assert attack(tmp_path, HEADER + rows, SPEC + "parents: {A: D, B: D}\n") == 1


def test_cumulative_months_bound_each_other(tmp_path):
    spec = SPEC.replace("place: school", "place: school, period: month") + "cumulative: true\n"
    rows = "month,school,group,n,students\n1,A,Girls,4,30\n2,A,Girls,*,30\n3,A,Girls,4,30\n"
    assert attack(tmp_path, rows, spec) == 1
    assert attack(tmp_path, rows, spec.replace("cumulative: true", "cumulative: false")) == 0


def test_printed_rates_and_coded_bounds_are_read(tmp_path):
    spec = SPEC.replace("total: students", "total: students, rate: rate")
    rows = HEADER.replace("\n", ",rate\n") + "A,Girls,*,9,33.3\nA,Boys,*,40,<=5%\nA,All,<10,49,*\n"
    report = tmp_path / "report.json"
    assert attack(tmp_path, rows, spec, "--report", str(report)) == 1
    ends = {cell["group"]: (cell["low"], cell["high"]) for cell in json.loads(report.read_text())["cells"]}
    assert ends == {"Girls": (3, 3), "Boys": (0, 2), "All": (3, 5)}


@pytest.mark.parametrize(
    ("name", "spec", "status", "recovered"),
    [
        ("nyc_graduation_2001-2004.csv.gz", NYC_SPEC, 1, 730),
        ("ct_chronic_absence_2017-2019.csv.gz", CT_SPEC, 1, 23),
    ],
)
def test_the_real_tables(tmp_path, name, spec, status, recovered):
    (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
    report = tmp_path / "report.json"
    given = [str(SHIPPED / name), "--spec", str(tmp_path / "spec.yaml"), "--report", str(report)]
    assert main(["release", "attack", *given]) == status
    assert json.loads(report.read_text())["summary"]["recovered"] == recovered


@pytest.mark.parametrize(
    ("which", "name", "recovered"),
    [
        (1, "nyc_graduation_2001-2004.csv.gz", 730),
        (2, "ct_chronic_absence_2017-2019.csv.gz", 23),
    ],
)
def test_the_how_to_page_says_what_is_so(tmp_path, which, name, recovered):
    """The descriptions on the page, as a reader would copy them."""
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "attack-a-published-table.md").read_text("utf-8")
    spec = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[which]
    assert set(KEYS) <= set(re.findall(r"`(\w+)`", page))
    (tmp_path / "spec.yaml").write_text(spec, encoding="utf-8")
    report = tmp_path / "report.json"
    given = [str(SHIPPED / name), "--spec", str(tmp_path / "spec.yaml"), "--report", str(report)]
    assert main(["release", "attack", *given]) == 1
    summary = json.loads(report.read_text())["summary"]
    assert summary["recovered"] == recovered
    if which == 1:
        assert f"{summary['withheld']:,} withheld cells, of which {summary['by_one_subtraction']}" in page


def test_our_own_release_of_the_same_data_is_status_0(tmp_path):
    from groundswell.core.disclosure.protect import protect

    cells, sets = nyc_truth()
    release = protect(cells, sets, NYC_RULE)
    in_set = {part: each.total for each in sets for part in each.parts}
    with (tmp_path / "ours.csv").open("w", encoding="utf-8", newline="") as stream:
        write = csv.writer(stream)
        write.writerow(["place", "set", "group", "count", "total"])
        for cell in cells:
            place, group = in_set.get(cell.key, cell.key), cell.key if cell.key in in_set else "all"
            name = group.removeprefix(place.removesuffix(" all")).strip(" ,")
            kind = "english" if "English" in name else "sex" if cell.key in in_set else ""
            shown = release[cell.key].is_shown
            write.writerow([place, kind, name, *((cell.count, cell.n) if shown else ("*", "*"))])
    spec = tmp_path / "ours.yaml"
    columns = "{place: place, set: set, group: group, count: count, total: total}"
    spec.write_text(f"columns: {columns}\nwhole: all\nwithheld: ['*']\n", encoding="utf-8")
    report = tmp_path / "report.json"
    assert (
        main(["release", "attack", str(tmp_path / "ours.csv"), "--spec", str(spec), "--report", str(report)])
        == 0
    )
    summary = json.loads(report.read_text())["summary"]
    assert summary["recovered"] == 0
    assert summary["withheld"] == len(release.hidden()) > 1_000


@pytest.mark.parametrize(
    ("table", "spec", "words"),
    [
        (LEAK.replace("9,40", "nine,40"), SPEC, "table.csv, line 2, column 'n': 'nine' is not a number. If 'nine'"),
        (LEAK.replace("A,Boys,7,34", "A,Boys,7"), SPEC, "table.csv, line 4, column 'students': This row has 3 cells"),
        (LEAK + "A,Boys,8,34\n", SPEC, "table.csv, line 5, column 'group': This is a second row for A | Boys"),
        (LEAK, SPEC.replace("count: n", "count: number"), "column 'number': The table has no such column. The col"),
        (LEAK, SPEC + "protections: 3\n", "spec.yaml, line 7, column 'protections': 'protections' is not known"),
        (LEAK, SPEC.replace("[0, 10]", "[10, 0]"), "spec.yaml, line 6, column 'withheld.*': This is not a lowest"),
        (LEAK, "columns: {group: group, count: n\n", "spec.yaml, line 2: This is not YAML. Check indentation"),
        (LEAK, "columns: {place: school}\n", "'group' is not among the columns. Add 'group: its heading'"),
        ("", SPEC, "table.csv, line 1: The file is empty."),
    ],
)  # fmt: skip
def test_a_bad_table_or_spec_is_status_2_with_place_and_fix(tmp_path, capsys, table, spec, words):
    assert attack(tmp_path, table, spec) == 2
    assert words in capsys.readouterr().err


def test_files_that_are_not_there_are_status_2(tmp_path, capsys):
    assert main(["release", "attack", str(tmp_path / "no.csv"), "--spec", str(tmp_path / "no.yaml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_it_needs_neither_settings_nor_a_data_folder(tmp_path):
    (tmp_path / "table.csv").write_text(SAFE, encoding="utf-8")
    (tmp_path / "spec.yaml").write_text(SPEC, encoding="utf-8")
    home = tmp_path / "home"
    surroundings = os.environ | {"DJANGO_SETTINGS_MODULE": "not.there", "GROUNDSWELL_HOME": str(home)}
    code = (
        "import sys; from groundswell.cli import main; status = main(sys.argv[1:]); "
        "sys.exit(9 if 'django.apps' in sys.modules else status)"
    )
    command = [sys.executable, "-c", code, "release", "attack", "table.csv", "--spec", "spec.yaml"]
    done = subprocess.run(
        command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not home.exists()
