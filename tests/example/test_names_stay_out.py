"""No public school code, school name or district name outside the build recipe."""

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LOOKED_AT = ("src", "docs", "tests", "README.md", "ARCHITECTURE.md", "CHANGELOG.md")
SKIPPED = {".pyc", ".woff2", ".png", ".mo", ".ico", ".webp", ".jpg", ".db", ".sqlite3"}
SCHOOL_CODE = re.compile(r"(?<![0-9A-Za-z])(?:0[1-9]|[12][0-9]|3[0-2])[KMQRX]\d{3}(?![0-9A-Za-z])")
DISTRICT_NAMES = re.compile(
    r"\b(?:" + "|".join(("Hart" + "ford", "Water" + "bury", "Middle" + "town")) + r")\b"
)
NUMBERED_SCHOOL = re.compile(r"\b[PIJM]\.?(?:H\.)?S\.? ?\d{3}\b")


def texts() -> Iterator[tuple[Path, str]]:
    for name in LOOKED_AT:
        top = CHECKOUT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix not in SKIPPED and "__pycache__" not in path.parts:
                raw = path.read_bytes()
                yield path, (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")


def real_names() -> list[str]:
    with (CHECKOUT / "tools" / "example" / "mapping.csv").open(encoding="utf-8", newline="") as lines:
        return [row["real_name"] for row in csv.DictReader(lines)]


def spoken(name: str) -> str:
    """The part people would recognize: a number, then a name -> the name, in lower case."""
    return re.sub(r"^.*?\d{3},?\s*", "", name).strip().lower()


def findings(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(CHECKOUT)}: {found.group()}"
        for path, text in texts()
        for found in pattern.finditer(text)
    ]


def test_the_patterns_find_what_they_look_for() -> None:
    assert SCHOOL_CODE.search("school 01" + "M015, day 3")
    assert NUMBERED_SCHOOL.search("P.S. " + "015")
    assert spoken("P.S. " + "999  JANE DOE") == "jane doe"


def test_no_public_school_code() -> None:
    assert findings(SCHOOL_CODE) == []


def test_no_numbered_school() -> None:
    assert findings(NUMBERED_SCHOOL) == []


def test_no_public_district_name() -> None:
    assert findings(DISTRICT_NAMES) == []


def test_no_public_school_name() -> None:
    names = {name.lower() for name in real_names()} | {spoken(name) for name in real_names()}
    long_enough = sorted(name for name in names if len(name) > 8 or " " in name)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, long_enough)) + r")\b", re.IGNORECASE)
    assert len(real_names()) == 40
    assert findings(pattern) == []


def test_the_mapping_stays_out_of_the_package() -> None:
    assert not list((CHECKOUT / "src").rglob("mapping.csv"))
