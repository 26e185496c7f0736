"""A store with three schools of one district and 40 days. S002 has seven boys: they and their neighbors stay back."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from groundswell.core.indicators.definition import Indicator
from groundswell.core.indicators.example_tables import Rows
from groundswell.library.indicator_files import indicators
from groundswell.store.query import TABLE_KINDS
from groundswell.store.release.making import make_release
from groundswell.store.release.manifest import ReleaseManifest
from tests.store.query.stores import publish

AT = "2026-10-01T00:00:00+00:00"
ABSENCE, SUSPENSION = "chronic_absence_cde", "suspension_rate"
SIZES = {
    "S001": {"female": 31, "male": 33},
    "S002": {"female": 29, "male": 7},
    "S003": {"female": 43, "male": 41},
}
DAYS = [date(2025, 9, 1) + timedelta(days=number) for number in range(40)]


def invented(*, late: int = 0, suspended: int = 0) -> Rows:
    """Every tenth student misses the first five days. `late`: girls of S003 who join, the first of them absent."""
    at = {"school_year": 2026}
    rows: Rows = {
        name: [] for name in ("students", "enrollments", "group_memberships", "attendance", "incidents")
    }
    rows["organizations"] = [at | {"org_id": "D1", "name": "Fern Valley", "type": "district"}]
    for school, sizes in SIZES.items():
        rows["organizations"].append(
            at | {"org_id": school, "name": f"School {school}", "type": "school", "parent_id": "D1"}
        )
        for sex, size in sizes.items():
            for number in range(size):
                _add_student(
                    rows, at | {"student_id": f"{school}{sex}{number}"}, school, sex, absent=number % 10 == 0
                )
    for number in range(late):
        _add_student(rows, at | {"student_id": f"late{number}"}, "S003", "female", absent=number == 0)
    rows["incidents"] = [_suspension(at, number) for number in range(suspended)]
    return rows


def _add_student(rows: Rows, who: dict[str, Any], school: str, sex: str, *, absent: bool) -> None:
    rows["students"].append(who | {"grade": "04", "sex": sex})
    rows["enrollments"].append(who | {"school_id": school, "grade": "04"})
    rows["group_memberships"].append(who | {"group_set": "sex", "group_name": sex})
    rows["attendance"] += [
        who | {"school_id": school, "date": day, "attended": 0.0 if absent and index < 5 else 1.0}
        for index, day in enumerate(DAYS)
    ]


def _suspension(at: dict[str, Any], number: int) -> dict[str, Any]:
    return at | {
        "incident_id": f"I{number}", "student_id": f"S003female{number}", "school_id": "S003", "date": DAYS[number],
        "action_id": "A1", "action": "out_of_school_suspension", "days": 1.0,
    }  # fmt: skip


def library(*names: str) -> list[Indicator]:
    found = indicators(TABLE_KINDS)
    return [found[name] for name in names]


def publish_edition(store: Path, **how: int) -> int:
    return publish(store, invented(**how))


def make(store: Path, *names: str, at: str = AT, **how: Any) -> ReleaseManifest:
    return make_release(store, library(*(names or (ABSENCE,))), made_at=at, periods=("school_year",), **how)
