"""What `groundswell chart` says beside the numbers: questions about phases, shared scales, how far it is."""

import os
import pty
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from groundswell.core.stats import ChartOptions, Point, analyze, rephase_questions
from tests.cli.chart_files import chart, report, table, weekly
from tests.cli.running import GROUNDSWELL

SHIFTED = [20, 22, 19, 24, 21, 23, 20, 22, 18, 25, 30, 31, 29, 32, 30, 33, 31, 30, 32, 31]


def test_questions_about_a_new_phase_are_asked_and_nothing_is_changed(tmp_path, capsys):
    data = table(tmp_path, weekly(SHIFTED))
    asked = [data, "--chart", "run", "--value", "y", "--x", "x", "--direction", "up"]
    assert chart(*asked) == 0
    told = capsys.readouterr().out
    result = analyze([Point(k, y) for k, y in enumerate(SHIFTED, start=1)], ChartOptions(direction="up"))
    (question,) = rephase_questions(result)
    places = [told.index(each) for each in (*question.questions, question.advice)]
    assert places == sorted(places)
    assert told.index("A new phase? Nothing was changed") < places[0]
    assert chart(*asked, "--out", tmp_path / "a.json") == 0
    (series,) = report(tmp_path / "a.json")["series"]
    assert [each["start"] for each in series["rephase_questions"]] == [question.start]
    assert series["rephase_questions"][0]["questions"] == list(question.questions)
    assert len(series["phases"]) == 1


def test_no_questions_without_a_shift_or_for_places(tmp_path, capsys):
    data = table(tmp_path, weekly([20, 22, 19, 24] * 5))
    assert chart(data, "--value", "y", "--x", "x") == 0
    data = table(tmp_path, weekly(SHIFTED))
    assert chart(data, "--chart", "i", "--value", "y", "--x", "x", "--side-by-side") == 0
    assert "new phase" not in capsys.readouterr().out


def ticks(page: str) -> list[list[str]]:
    """The numbers on the vertical axis of each drawing."""
    found = [
        re.findall(r'<text class="gs-tick"[^>]*text-anchor="end"[^>]*>([^<]*)<', svg)
        for svg in page.split("<svg")[1:]
    ]
    return [[tick for tick in each if re.fullmatch(r"[\d.,−]+%?", tick)] for each in found]


def test_charts_of_one_page_share_a_scale_unless_each_is_to_have_its_own(tmp_path):
    lines = [f"{k},{school},{high + k % 4}\n" for school, high in (("A", 2), ("B", 70)) for k in range(14)]
    data, out = table(tmp_path, "x,school,y\n" + "".join(lines)), tmp_path / "a.html"
    asked = [data, "--chart", "i", "--value", "y", "--x", "x", "--by", "school", "--out", out]
    assert chart(*asked) == 0
    page = out.read_text(encoding="utf-8")
    first, second = ticks(page)
    assert first == second != []
    assert page.count("The 2 charts of this file share one vertical scale.") == 2
    assert chart(*asked, "--own-scales") == 0
    page = out.read_text(encoding="utf-8")
    first, second = ticks(page)
    assert first != second
    assert "share one" not in page
    assert page.count("The 2 charts of this file have scales of their own") == 2
    assert chart(*asked[:-2], "--own-scales", "--out", tmp_path / "a.svg") == 0
    assert "Each chart has its own scale" in (tmp_path / "a.svg").read_text(encoding="utf-8")


def told_to_a_terminal(folder: Path, *arguments: str) -> str:
    """What the command writes to standard error when that is a terminal."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "100"}
    command = [GROUNDSWELL, "chart", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=theirs, cwd=folder, env=environment
    ) as process:
        os.close(theirs)
        said = b"".join(pieces(ours))
    os.close(ours)
    assert process.returncode == 0
    return said.decode()


def pieces(terminal: int) -> Iterator[bytes]:
    """Until the last one who writes to the terminal is gone."""
    try:
        while piece := os.read(terminal, 65536):
            yield piece
    except OSError:
        return


def test_a_terminal_hears_of_reading_charting_and_writing(tmp_path):
    data = table(tmp_path, weekly(SHIFTED))
    asked = [str(data), "--value", "y", "--x", "x", "--out", "a.csv", "--out", "a.json"]
    said = told_to_a_terminal(tmp_path, *asked)
    for words in ("Reading table.csv", "Charting", "Writing a.csv", "Writing a.json"):
        assert words in said
    quiet = subprocess.run(
        [GROUNDSWELL, "chart", *asked], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_a_reader_that_has_seen_enough_is_no_mistake(tmp_path):
    long = "place " * 80  # so that the table does not fit into what a pipe holds
    data = table(tmp_path, "x,y\n" + "".join(f"{long}{k},{k % 9}\n" for k in range(400)))
    shell = f'"{GROUNDSWELL}" chart "{data}" --value y --x x | head -n 1'
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("y\n", "")
