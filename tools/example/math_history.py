"""State math results, grades 4-8, all students, at level 3 or 4: background that shows a moved cut score."""

import csv
import gzip
from collections import Counter
from pathlib import Path

from extract import Extract, code_by_dbn, rates

SOURCE = "nyc/math_test_results_2006-2011.csv.gz"
GRADES = ("4", "5", "6", "7", "8")
NETWORK = "FIC"


def build(data: Path) -> Extract:
    codes = code_by_dbn()
    tested: Counter[tuple[str, str]] = Counter()
    reached: Counter[tuple[str, str]] = Counter()
    with gzip.open(data / SOURCE, "rt", encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["DBN"] not in codes or row["Grade"] not in GRADES or not row["Level 3+4 #"].isdigit():
                continue
            for place in (codes[row["DBN"]], NETWORK):
                tested[place, row["Year"]] += int(row["Number Tested"])
                reached[place, row["Year"]] += int(row["Level 3+4 #"])
    return rates("math_history.csv", [_rate(key, reached[key], tested[key]) for key in tested])


def _rate(key: tuple[str, str], reached: int, tested: int) -> tuple[str, ...]:
    place, year = key
    first, last = f"{int(year) - 1}-09-01", f"{year}-06-30"
    return "CM4", place, "", first, last, str(reached), str(tested), f"{100 * reached / tested:.1f}"
