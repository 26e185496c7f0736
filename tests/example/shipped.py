"""Reads what the wheel ships of the example: the extracts and the content, as plain values."""

import csv
import datetime as dt
import gzip
import io
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

EXAMPLE = files("groundswell.example")
TEAM_FILES = ("team_t1.yaml", "team_t2.yaml", "team_t12.yaml")


@lru_cache
def content(name: str) -> Any:
    return yaml.safe_load((EXAMPLE / "content" / name).read_text(encoding="utf-8"))


@lru_cache
def rows(name: str) -> list[dict[str, str]]:
    raw = (EXAMPLE / "data" / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    return list(csv.DictReader(io.StringIO(text)))


@lru_cache
def days_by_school() -> dict[str, dict[dt.date, float | None]]:
    """Percent present by day; None = not submitted."""
    days: dict[str, dict[dt.date, float | None]] = {}
    for row in rows("attendance_daily.csv.gz"):
        printed = row["percent_present"]
        value = None if printed == "NS" else float(printed)
        days.setdefault(row["school_code"], {})[dt.date.fromisoformat(row["date"])] = value
    return days


@lru_cache
def level_of() -> dict[str, str]:
    return {school["code"]: school["level"] for school in content("network.yaml")["schools"]}


def cycles(team: Any) -> list[dict[str, Any]]:
    return [cycle for ramp in team["ramps"] for cycle in ramp["cycles"]]


def day(school: str, iso: str) -> float | None:
    return days_by_school()[school][dt.date.fromisoformat(iso)]
