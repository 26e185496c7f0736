"""Writes the reference rows that are ours to give beside the tests, compressed.

Usage: python -m tools.oracles.ship FOLDER_OF_THE_REFERENCE
"""

import csv
import gzip
import io
import sys
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "tests" / "core" / "stats" / "oracle"
WHOLE = ("constants", "critical_values", "runs_count_limits")
# Table of cases -> its tables by case, and the tables of series behind it.
FAMILIES = {
    "qic_cases": (("qic_points", "qic_parts"), ("qic_series", "qic_input")),
    "ptd_cases": (("ptd_points", "ptd_groups", "ptd_icons"), ("ptd_series", "ptd_input")),
}

Row = dict[str, str]


def read(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: list[Row]) -> None:
    text = io.StringIO()
    out = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (SHIPPED / f"{name}.csv.gz").write_bytes(packed)
    print(f"{name}: {len(rows)} rows, {len(packed):,} bytes")


def is_ours(row: Row) -> bool:
    return row["source"] == "generated"


def main() -> None:
    folder = Path(sys.argv[1])
    for name in WHOLE:
        write(name, read(folder, name))
    for cases_name, (by_case, by_series) in FAMILIES.items():
        series = {row["series_id"] for row in read(folder, by_series[0]) if is_ours(row)}
        cases = [row for row in read(folder, cases_name) if row["series_id"] in series]
        write(cases_name, cases)
        kept = {row["case_id"] for row in cases}
        for name in by_series:
            write(name, [row for row in read(folder, name) if row["series_id"] in series])
        for name in by_case:
            write(name, [row for row in read(folder, name) if row["case_id"] in kept])
    cases = [row for row in read(folder, "bchart_cases") if is_ours(row)]
    write("bchart_cases", cases)
    kept = {row["case_id"] for row in cases}
    write("bchart_points", [row for row in read(folder, "bchart_points") if row["case_id"] in kept])


if __name__ == "__main__":
    main()
