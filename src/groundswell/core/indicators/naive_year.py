"""One school year of plain rows, as the oracle looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from groundswell.core.indicators.definition import DATE_COLUMN, STUDENT_COLUMNS, Indicator
from groundswell.core.indicators.evaluated import Value, evaluate, exact
from groundswell.core.indicators.expressions import GRADE_NUMBERS, Constant
from groundswell.core.indicators.results import GRADE, GRADE_BAND, Query, band_of
from groundswell.core.indicators.when import Span, label_of, spans, terms_of, year_span

Row = dict[str, Value]
NETWORK = "network"
_YEARS = {"year_before": (-1, -1), "year_after": (1, 1), "ever": (-1000, 0), "all_years": (-1000, 1000)}


@dataclass
class Year:
    """The tables, and the school year and periods that are asked for."""

    tables: Mapping[str, list[dict[str, Any]]]
    number: int
    query: Query

    def rows(self, table: str, kind: str = "school_year") -> list[Row]:
        """The rows of a table that a window reaches, numbers as fractions."""
        first, last = _YEARS.get(kind, (0, 0))
        return [
            row
            for row in self._exact(table)
            if first <= int(row["school_year"]) - self.number <= last  # type: ignore[arg-type]
        ]

    def rows_of(self, table: str, key: str, who: str | None, kind: str) -> list[Row]:
        return [row for row in self.rows(table, kind) if who is not None and row[key] == who]

    def _exact(self, table: str) -> list[Row]:
        if table not in self._read:
            rows = [{name: exact(value) for name, value in row.items()} for row in self.tables.get(table, [])]
            self._read[table] = (
                self._told(rows) + self._unmarked_days(rows) if table == "attendance" else rows
            )
        return self._read[table]

    @cached_property
    def _read(self) -> dict[str, list[Row]]:
        return {}

    def _told(self, marked: list[Row]) -> list[Row]:
        """Rows of schools that say who was there, or have a calendar that does.

        Others name only who was away, and without days of instruction that tells no rate.
        """
        there = [row for row in marked if row["attended"] and row["category"] in (None, "present")]
        sure = {(row["school_year"], row["school_id"]) for row in there}
        days = [day for day in self.tables.get("calendar_days", []) if day["marks"] == "exceptions"]
        sure |= {(day["school_year"], day["school_id"]) for day in days if day["is_instructional"]}
        return [row for row in marked if (row["school_year"], row["school_id"]) in sure]

    def _unmarked_days(self, marked: list[Row]) -> list[Row]:
        """Where a day names exceptions alone, every other enrolled student was present.

        After the last day on which a school named anybody in the year its calendar tells nothing.
        """
        heard: dict[tuple[Any, Any], Any] = {}
        for row in sorted(marked, key=lambda row: str(row["date"])):
            heard[row["school_year"], row["school_id"]] = row["date"]
        known = {(row["student_id"], row["school_id"], row["date"]) for row in marked}
        found: dict[tuple[Any, ...], Row] = {}
        for day in self.tables.get("calendar_days", []):
            if day["marks"] != "exceptions" or not day["is_instructional"]:
                continue
            last = heard.get((day["school_year"], day["school_id"]))
            if last is None or day["date"] > last:
                continue
            for held in self.tables["enrollments"]:
                key = (held["student_id"], held["school_id"], day["date"])
                if _enrolled_on(held, day) and key not in known:
                    found[key] = {
                        "school_year": Fraction(day["school_year"]), "date": day["date"], "school_id": key[1],
                        "student_id": key[0], "attended": Fraction(1), "category": "present", "reason": None,
                    }  # fmt: skip
        return list(found.values())

    @cached_property
    def _parents(self) -> dict[str, tuple[str, str | None]]:
        return {row["org_id"]: (row["type"], row["parent_id"]) for row in self.rows_raw("organizations")}

    def rows_raw(self, table: str) -> list[dict[str, Any]]:
        return [row for row in self.tables.get(table, []) if row["school_year"] == self.number]

    def district_of(self, school: str | None) -> str | None:
        seen: set[str] = set()
        place = school
        while place is not None and place in self._parents and place not in seen:
            seen.add(place)
            if self._parents[place][0] == "district":
                return place
            place = self._parents[place][1]
        return None

    def place_of(self, school: Value) -> str | None:
        """The place of the asked kind in which a school lies."""
        if self.query.place == "network":
            networks = [name for name, (kind, _) in self._parents.items() if kind == "network"]
            return networks[0] if len(networks) == 1 else NETWORK
        if school is None:
            return None
        return str(school) if self.query.place == "school" else self.district_of(str(school))

    @cached_property
    def spans(self) -> list[Span]:
        sessions = self.rows_raw("sessions")
        days = [row["date"] for row in self.rows_raw("calendar_days") if row["is_instructional"]]
        span = year_span(self.number, (min(days, default=None), max(days, default=None)), sessions)
        terms = terms_of(sessions, self.number) if self.query.period == "term" else []
        return spans(self.query.period, self.number, span, terms)

    def periods_of(self, table: str, row: Mapping[str, Value]) -> list[str]:
        """The periods to which a row belongs: an enrollment to each that it overlaps, others to one at most."""
        if self.query.period == "school_year":
            return [self.spans[0].label]
        if table == "enrollments":
            first, last = row["entry_date"] or date.min, row["exit_date"] or date.max
            return [span.label for span in self.spans if first <= span.last and span.first <= last]  # type: ignore[operator]
        if DATE_COLUMN not in row:
            return self._terms_begun_by(self._last_day(row))
        day = row["date"]
        if not isinstance(day, date):
            return []
        if self.query.period != "term":
            return [label_of(self.query.period, day)]
        return [span.label for span in self.spans if span.first <= day <= span.last]

    def _last_day(self, row: Mapping[str, Value]) -> date | None:
        """When the session of a mark ends; without one its class, or the last of its class's sessions."""
        ends: dict[Any, date] = {each["session_id"]: each["end_date"] for each in self.rows_raw("sessions")}
        if row["session_id"] in ends:
            return ends[row["session_id"]]
        held = [each for each in self.rows_raw("classes") if each["class_id"] == row["class_id"]]
        for each in held:
            listed = [ends[name] for name in (each["session_ids"] or "").split(",") if name in ends]
            last: date | None = each["end_date"] or max(listed, default=None)
            return last
        return None

    def _terms_begun_by(self, day: date | None) -> list[str]:
        """The last term that has begun by a day."""
        begun = [span.label for span in self.spans if day is not None and span.first <= day]
        return begun[-1:]

    def student(self, student: str | None) -> Row:
        """What is known of a student in this year."""
        held = [
            row for row in self.rows_raw("students") if student is not None and row["student_id"] == student
        ]
        row: Row = {name: (held[0].get(name) if held else None) for name in STUDENT_COLUMNS}
        grades = [
            each["grade"]
            for each in self.rows_raw("enrollments")
            if each["student_id"] == student and each["grade"]
        ]
        return row | {"grade": (row["grade"] or max(grades, default=None)) if held else None}

    def groups_of(self, student: str | None) -> dict[str, str | None]:
        """The student's group in each set: yes if it was yes at any time of the year, else the latest.

        Someone who is in no list of students is in no group.
        """
        found: dict[str, str | None] = {}
        if not any(row["student_id"] == student for row in self.rows_raw("students")):
            return found
        for name in self.query.sets:
            held = [
                (row["group_name"] == "yes", str(row["begin_date"] or ""), row["group_name"])
                for row in self.rows_raw("group_memberships")
                if row["student_id"] == student and row["group_set"] == name
            ]
            found[name] = max(held)[2] if held else None
        grade = self.student(student)["grade"]
        number = GRADE_NUMBERS.get(str(grade))
        return found | {GRADE: str(grade) if grade else None, GRADE_BAND: band_of(number)}

    def cohort_units(self) -> Iterator[tuple[tuple[str, str, str], str, Row, str]]:
        """Students who were to graduate this year or last, at the school in which they were enrolled last."""
        by_student: dict[str, list[dict[str, Any]]] = {}
        for row in self.tables.get("enrollments", []):
            if row["school_year"] <= self.number and 9 <= GRADE_NUMBERS.get(str(row["grade"]), 0) <= 12:
                by_student.setdefault(row["student_id"], []).append(row)
        for student, rows in by_student.items():
            cohort = min(row["school_year"] + 12 - GRADE_NUMBERS[row["grade"]] for row in rows)
            last = max(
                rows, key=lambda row: (row["school_year"], str(row["entry_date"] or ""), row["school_id"])
            )
            place = self.place_of(last["school_id"])
            if cohort in {self.number, self.number - 1} and place is not None:
                columns: Row = {"cohort_year": Fraction(cohort), "exit_type": last["exit_type"]}
                yield (student, place, self.spans[0].label), student, columns, last["school_id"]

    def covered_schools(
        self, indicator: Indicator, constants: Mapping[str, Constant]
    ) -> frozenset[str] | None:
        """Schools in districts that sent rows of every table from which silence is read as a number."""
        covered: frozenset[str] | None = None
        for each in indicator.gathered:
            if each.when_none is None:
                continue
            districts = set()
            for row in self.rows(each.table, each.window.kind):
                if each.covered_when is None or evaluate(each.covered_when, row, constants) is True:
                    districts |= self._districts_of(row)
            schools = frozenset(school for school in self._schools if self._above(school) in districts)
            covered = schools if covered is None else covered & schools
        return covered

    @cached_property
    def _schools(self) -> set[str]:
        return {row["school_id"] for row in self.tables.get("enrollments", [])} | {
            name for name, (kind, _) in self._parents.items() if kind == "school"
        }

    def _above(self, school: str) -> str:
        """The school's district, or the school itself where none is known."""
        return self.district_of(school) or school

    def _districts_of(self, row: Row) -> set[str]:
        if row.get("school_id") is not None:
            return {self._above(str(row["school_id"]))}
        return {
            self._above(each["school_id"])
            for each in self.tables["enrollments"]
            if each["student_id"] == row["student_id"]
        }


def _enrolled_on(held: Mapping[str, Any], day: Mapping[str, Any]) -> bool:
    return bool(
        held["school_year"] == day["school_year"]
        and held["school_id"] == day["school_id"]
        and (held["entry_date"] is None or held["entry_date"] <= day["date"])
        and (held["exit_date"] is None or day["date"] <= held["exit_date"])
    )
