"""An example's invented students as rows of the canonical tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from groundswell.core.indicators.definition import Example, Tables

SCHOOL, DISTRICT, NETWORK = "S1", "D1", "N1"
FIRST_DAY = (8, 18)
STUDENT_FIELDS = (
    "id", "school", "grade", "sex", "race_ethnicity", "groups", "days", "absent", "from", "enrolled",
)  # fmt: skip
Rows = dict[str, list[dict[str, Any]]]


def example_tables(example: Example, tables: Tables) -> Rows:
    """Rows for every canonical table, each with all its columns; what the example leaves out is missing."""
    return _Writer(example, tables).write()


@dataclass(frozen=True)
class _Writer:
    example: Example
    tables: Tables

    def write(self) -> Rows:
        found: Rows = {name: [] for name in self.tables}
        for student in self.example.written.get("students") or []:  # type: ignore[attr-defined]
            for table, row in self._of_student(student):
                self._add(found, table, row)
        for table, rows in dict(self.example.written.get("rows") or {}).items():  # type: ignore[call-overload]
            for row in rows:
                self._add(found, table, row)
        for table, row in self._places(found):
            self._add(found, table, row)
        return found

    def _add(self, found: Rows, table: str, row: Mapping[str, Any]) -> None:
        blank = dict.fromkeys(self.tables[table])
        found[table].append(
            blank | {"school_year": self.example.school_year, "source": "example"} | dict(row)
        )

    def _of_student(self, given: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        student, school = given["id"], given.get("school", SCHOOL)
        who = {"student_id": student}
        same = {name: given[name] for name in ("grade", "sex", "race_ethnicity") if name in given}
        yield "students", who | same
        for held in given.get("enrolled", [{"grade": given.get("grade")}]):
            yield "enrollments", who | {"school_id": school} | held
        groups = dict(given.get("groups", {})) | {
            name: given[name] for name in ("sex", "race_ethnicity") if name in given
        }
        for group_set, name in groups.items():
            yield "group_memberships", who | {"group_set": group_set, "group_name": name}
        if "days" in given:
            yield from self._attendance(who | {"school_id": school}, given)
        for table in given:
            if table not in STUDENT_FIELDS:
                yield from ((table, self._placed(table, who, school, row)) for row in given[table])

    def _placed(self, table: str, who: dict[str, Any], school: str, row: dict[str, Any]) -> dict[str, Any]:
        placed = {"school_id": school} if "school_id" in self.tables.get(table, {}) else {}
        return who | placed | row

    def _attendance(
        self, who: dict[str, Any], given: Mapping[str, Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Days of school one after another, the absences first; a part of a day comes last among them."""
        absent = given.get("absent", 0)
        first = given.get("from", date(self.example.school_year - 1, *FIRST_DAY))
        for number, day in zip(range(given["days"]), _weekdays(first), strict=False):
            missed = min(1, max(0, absent - number))
            yield "attendance", who | {"date": day, "attended": 1 - missed}

    def _places(self, found: Rows) -> Iterator[tuple[str, dict[str, Any]]]:
        schools = {row["school_id"] for rows in found.values() for row in rows if row.get("school_id")}
        districts = dict(self.example.written.get("districts") or {})  # type: ignore[call-overload]
        years = {row["school_year"] for rows in found.values() for row in rows}
        for year in sorted(years):
            at = {"school_year": year}
            yield "organizations", at | {"org_id": NETWORK, "name": "Network", "type": "network"}
            for district in sorted({DISTRICT, *districts.values()}):
                yield "organizations", at | {
                    "org_id": district, "name": district, "type": "district", "parent_id": NETWORK
                }  # fmt: skip
            for school in sorted(schools):
                yield "organizations", at | {
                    "org_id": school, "name": school, "type": "school", "parent_id": districts.get(school, DISTRICT)
                }  # fmt: skip


def _weekdays(first: date) -> Iterator[date]:
    day = first
    while True:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)
