"""Two real releases with known leaks: from the folder of shared data where present, else as shipped here.

New York City graduation outcomes (NYC Open Data) and Connecticut chronic absence (EdSight, PDDL 1.0), cut to
the columns and groups that the attack reads, with schools numbered. Nothing else is changed; marks are as printed.
"""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import shared

SHIPPED = Path(__file__).parent / "published"
DATA = shared("GROUNDSWELL_DATA", "../shared/data")
NYC_RAW = DATA / "nyc" / "graduation_by_group_cohorts_2001-2004.csv.gz"
CT_RAW = DATA / "ct_edsight" / "ct_edsight_raw_csv.zip"
NYC_GROUPS = (
    "Total Cohort", "Male", "Female", "English Language Learners", "English Proficient Students",
)  # fmt: skip
NYC_COLUMNS = ("Demographic", "DBN", "Cohort", "Total Cohort", "Total Grads - n")
CT_COLUMNS = ("District Code", "Year", "Table", "Group", "Student Count")

NYC_SPEC = """
columns: {place: DBN, period: Cohort, group: Demographic, count: Total Grads - n, total: Total Cohort}
whole: Total Cohort
sets:
  sex: [Male, Female]
  english: [English Language Learners, English Proficient Students]
withheld: [s]
thousands: ","
"""
CT_SPEC = """
columns: {place: District Code, period: Year, set: Table, group: Group, count: Student Count}
withheld:
  "*": {count: [1, null]}
"""


def nyc_rows() -> list[dict[str, str]]:
    """The rows of the raw file for the groups that add up."""
    with gzip.open(NYC_RAW, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["Demographic"] in NYC_GROUPS]
    return numbered([{name: row[name] for name in NYC_COLUMNS} for row in rows], "DBN")


def numbered(rows: list[dict[str, str]], column: str) -> list[dict[str, str]]:
    """The rows with each place as a number of our own: the leaks are the same, and no school is named."""
    places: dict[str, str] = {}
    for row in rows:
        row[column] = places.setdefault(row[column], f"S{len(places) + 1:04}")
    return rows


def ct_rows() -> list[dict[str, str]]:
    """All districts' tables of 2017-18 and 2018-19 that print counts."""
    with zipfile.ZipFile(CT_RAW) as archive:
        names = sorted(name for name in archive.namelist() if _is_wanted(name))
        return [row for name in names for row in _table(name, archive.read(name).decode("utf-8-sig"))]


def _is_wanted(name: str) -> bool:
    recent = "2017-18" in name or "2018-19" in name
    return name.startswith("chronic-absenteeism-by-") and recent and not name.endswith("_ct.csv")


def _table(name: str, text: str) -> Iterator[dict[str, str]]:
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    start = next(index for index, row in enumerate(rows) if row[0] == "District")
    year = "2017-18" if "2017-18" in name else "2018-19"
    if rows[start][3] == "Student Count":  # one older table prints percents alone
        for _, code, group, count, *_ in rows[start + 1 :]:
            yield dict(zip(CT_COLUMNS, (code, year, rows[start][2], group, count), strict=True))


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    return path


def read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
