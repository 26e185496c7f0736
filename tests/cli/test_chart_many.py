"""Many series: the scan gives what one chart after the other gives, and finds what stands out."""

import argparse
from pathlib import Path

import numpy as np
import pytest

from groundswell.cli import parser
from groundswell.cli.charting import making
from tests.cli.chart_files import EXAMPLE, chart, report, rows, table


def asked(*arguments: str | Path) -> argparse.Namespace:
    return parser().parse_args(["chart", *map(str, arguments)])


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Sixty schools, gaps among them; in the first three something became different half way."""
    random = np.random.default_rng(7)
    lines = []
    for school in range(60):
        for week in range(1, 31):
            value = random.poisson(20) + (20 if school < 3 and week > 15 else 0)
            said = "" if random.random() < 0.06 else str(value)
            lines.append(f"{week},S{school:03d},{said},{random.integers(90, 110)}\n")
    return table(tmp_path, "week,school,n,d\n" + "".join(lines), "network.csv")


SHAPES = [
    ["--chart", "p", "--denominator", "d"],
    ["--chart", "u", "--denominator", "d", "--rules", "nelson", "--multiply", "1000"],
    ["--chart", "run"],
    ["--chart", "i", "--rules", "western_electric", "--direction", "up"],
    ["--chart", "mr"],
    ["--chart", "pp", "--denominator", "d", "--phase", "16::calls", "--freeze", "12", "--exclude", "20:snow"],
    ["--chart", "c", "--rules", "mdc", "--phase", "16", "--freeze", "29", "--direction", "down"],
    ["--chart", "run", "--runs-method", "bestbox"],
    ["--chart", "u", "--rules", "ihi", "--denominator", "d", "--direction", "down"],
    ["--chart", "i", "--rules", "nelson", "--phase", "16", "--direction", "up"],
    ["--chart", "i", "--rules", "mdc", "--direction", "up", "--target", "20"],
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: " ".join(shape[1:4]))
def test_the_scan_writes_what_single_charts_write(shape, network, tmp_path):
    usual = [network, "--value", "n", "--x", "week", "--by", "school", *shape]
    for name, in_full in (("one", 1000), ("many", 10)):
        out = [f"--out={tmp_path / f'{name}.csv'}", f"--out={tmp_path / f'{name}.json'}"]
        making.make(asked(*usual, *out), in_full=in_full)
    for one, many in zip(rows(tmp_path / "one.csv"), rows(tmp_path / "many.csv"), strict=True):
        _same(one, many)
    for one, many in zip(rows(tmp_path / "one.series.csv"), rows(tmp_path / "many.series.csv"), strict=True):
        _same(one, many)
    first, second = (report(tmp_path / f"{name}.json")["series"] for name in ("one", "many"))
    assert [s["keys"] for s in first] == [s["keys"] for s in second]
    assert [s["verdict"] for s in first] == [s["verdict"] for s in second]
    for one, many in zip(first, second, strict=True):
        assert [set(p) for p in one["points"]] == [set(p) for p in many["points"]]
        assert [p["set_aside"] for p in one["points"]] == [p["set_aside"] for p in many["points"]]


def _same(one: dict[str, str], many: dict[str, str]) -> None:
    """The same numbers, marks and verdicts."""
    assert list(one) == list(many)
    for name, cell in one.items():
        if name in ("value", "center", "lower", "upper") and cell:
            assert float(many[name]) == pytest.approx(float(cell), rel=1e-9), (name, one, many)
        elif name == "signals":
            assert set(cell.split("; ")) == set(many[name].split("; ")), (one, many)
        else:
            assert cell == many[name], (name, one, many)


def test_what_stands_out_is_said_and_explained(network, tmp_path, capsys):
    out = tmp_path / "a.csv"
    usual = [network, "--chart", "c", "--value", "n", "--x", "week", "--by", "school"]
    assert chart(*usual, "--false-discovery", "0.05", "--out", out) == 0
    told = capsys.readouterr().out
    assert "5% or fewer are expected to be chance" in told
    found = rows(tmp_path / "a.series.csv")
    standing = {row["school"] for row in found if row["stands_out"] == "true"}
    assert {"S000", "S001", "S002"} <= standing
    assert all(0 <= float(row["p"]) <= 1 for row in found)
    assert "They are: S000; S001; S002" in told


def test_discoveries_are_the_same_in_both_ways(network, tmp_path):
    usual = [
        network,
        "--chart",
        "c",
        "--value",
        "n",
        "--x",
        "week",
        "--by",
        "school",
        "--false-discovery",
        "0.1",
    ]
    for name, in_full in (("one", 1000), ("many", 10)):
        making.make(asked(*usual, f"--out={tmp_path / f'{name}.csv'}"), in_full=in_full)
    one, many = (rows(tmp_path / f"{name}.series.csv") for name in ("one", "many"))
    assert [(r["p"], r["stands_out"]) for r in one] == [(r["p"], r["stands_out"]) for r in many]


def test_a_scan_lists_series_in_the_order_of_the_file(network):
    told = making.make(asked(network, "--value", "n", "--x", "week", "--by", "school"), in_full=10)
    listed = [line.partition(":")[0] for line in told.text.splitlines() if line.startswith("S0")]
    assert listed == [f"S{school:03d}" for school in range(50)]
    assert "... and 10 more. Write all of them with --out FILE.csv." in told.text


def test_pictures_of_too_many_are_refused(network, tmp_path):
    with pytest.raises(making.Refusal, match="do not fit in one picture"):
        making.make(
            asked(network, "--value", "n", "--x", "week", "--by", "school", f"--out={tmp_path / 'a.svg'}"),
            in_full=10,
        )


def test_rows_in_any_order_give_the_same_charts(tmp_path):
    head, *lines = Path(EXAMPLE[0]).read_text(encoding="utf-8").splitlines(keepends=True)
    turned = table(tmp_path, head + "".join(reversed(lines)))
    made = []
    for file in (EXAMPLE[0], turned):
        assert chart(file, *EXAMPLE[1:], "--source", "ours", "--out", tmp_path / "a.json") == 0
        made.append({tuple(s["keys"].values()): s for s in report(tmp_path / "a.json")["series"]})
    assert made[0] == made[1]
    assert list(made[0]) == list(reversed(made[1]))
