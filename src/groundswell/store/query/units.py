"""The units that an indicator counts: a person at a place in a period, with all that is gathered of them."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals.stable.v2 as nw

from groundswell.core.indicators.compiled import compiled, day_number
from groundswell.core.indicators.definition import STUDENT_COLUMNS, Indicator, Window
from groundswell.core.indicators.expressions import GRADE_NUMBERS, Expression, names_in
from groundswell.core.indicators.reading import rules_of
from groundswell.store.query.covering import covered_schools
from groundswell.store.query.engines import Frame
from groundswell.store.query.gathering import Pass, passes
from groundswell.store.query.grouping import profiles
from groundswell.store.query.marks import in_periods
from groundswell.store.query.reaching import reached
from groundswell.store.query.students import student_years
from groundswell.store.query.year import PERIOD, PERSON, PLACE, STUDENT, YearOfData, distinct

UNIT = (PERSON, PLACE, PERIOD)
_YEAR = Window("school_year")
_NO_SCHOOL = "\x00"  # some engines do not take an empty list


@dataclass(frozen=True)
class Units:
    """The units of one indicator in one school year."""

    indicator: Indicator
    year: YearOfData

    def frame(self) -> Frame:
        """One row per unit: person, place, period, gathered values, and the student's columns that rules use.

        Where groups are asked for, the student's profile comes with them.
        """
        own, others = self._passes()
        units = self._spine(own)
        for each in others:
            units = self._joined(units, each)
        return self._with_student(units)

    def _passes(self) -> tuple[Pass | None, list[Pass]]:
        """The pass that makes the units on the way, if there is one; and the others."""
        found = passes(self.year, self.indicator.gathered)
        for each in found:
            one = each.gathered[0]
            if (
                one.table == self.indicator.units.source
                and one.table != "enrollments"
                and (one.window.kind, one.at) == ("period", "place")
                and self.indicator.units.where is None
            ):
                return each, [other for other in found if other is not each]
        return None, found

    def _spine(self, own: Pass | None) -> Frame:
        source = self.indicator.units.source
        if source == "cohort":
            return self._cohort()
        rows = self._source_rows()
        if source == "enrollments":
            return distinct(self._in_periods(rows), *UNIT)
        rows = self.year.dated(rows)
        students = [nw.col(STUDENT).max()] if source == "surveys" else []
        if own is not None:
            return own.settled(own.summed(rows, UNIT, *students))
        return rows.group_by(*UNIT).agg(nw.len().alias("_any"), *students)

    def _source_rows(self) -> Frame:
        source, where = self.indicator.units.source, self.indicator.units.where
        rows = reached(self.year, source, _YEAR)
        if where is not None:
            rows = rows.filter(compiled(where, self.year.constants))
        rows = self._covered(rows)
        return self._persons(self.year.placed(rows), source)

    def _persons(self, rows: Frame, table: str) -> Frame:
        """Who a row is about: the answer sheet for surveys of answer sheets, else the student."""
        if table == "surveys" and self.indicator.units.source == "surveys":
            return rows.with_columns(
                nw.col("respondent_id").alias(PERSON), nw.col("student_id").alias(STUDENT)
            )
        return rows.with_columns(nw.col("student_id").alias(PERSON))

    def _covered(self, rows: Frame, school: str = "school_id") -> Frame:
        covered = covered_schools(self.indicator, self.year)
        return rows if covered is None else rows.filter(nw.col(school).is_in(covered or [_NO_SCHOOL]))

    def _in_periods(self, rows: Frame) -> Frame:
        """Enrollments in each period that they overlap."""
        if self.year.query.period == "school_year":
            return self.year.dated(rows)
        spans = self.year.spans
        small = self.year.engine.small(
            {
                PERIOD: [self.year.number_of(span) for span in spans],
                "_first": [span.first for span in spans],
                "_last": [span.last for span in spans],
            },
            {PERIOD: "whole", "_first": "date", "_last": "date"},
        )
        return rows.join(small, how="cross").filter(
            nw.col("entry_date").is_null() | (nw.col("entry_date") <= nw.col("_last")),
            nw.col("exit_date").is_null() | (nw.col("exit_date") >= nw.col("_first")),
        )

    def _cohort(self) -> Frame:
        """Students who were to graduate this year or last, at the school in which they were enrolled last."""
        high = {name: number for name, number in GRADE_NUMBERS.items() if 9 <= number <= 12}
        rows = reached(self.year, "enrollments", Window("ever")).filter(nw.col("grade").is_in(list(high)))
        begun = nw.col("entry_date")
        entry = day_number(begun).cast(nw.String)
        order = nw.concat_str(
            nw.col("school_year").cast(nw.String), nw.coalesce(entry, nw.lit("00000000")), nw.col("school_id")
        )
        rows = rows.with_columns(
            _cohort=(nw.col("school_year") + 12 - nw.col("grade").cast(nw.Int64)), _order=order
        )
        last = rows.group_by("student_id").agg(
            nw.col("_cohort").min().alias("cohort_year"), nw.col("_order").max()
        )
        exits = rows.group_by("student_id", "_order").agg(nw.col("exit_type").max())
        found = (
            last.join(exits, on=["student_id", "_order"], how="left")
            .filter(nw.col("cohort_year").is_in([self.year.number, self.year.number - 1]))
            .with_columns(nw.col("_order").str.slice(12).alias("school_id"))
        )
        found = self.year.placed(self._covered(found)).with_columns(nw.col("student_id").alias(PERSON))
        return found.with_columns(nw.lit(0).cast(nw.Int64).alias(PERIOD)).select(
            *UNIT, "cohort_year", "exit_type"
        )

    def _joined(self, units: Frame, each: Pass) -> Frame:
        one = each.gathered[0]
        rows = reached(self.year, one.table, one.window)
        by_sheet = one.table == "surveys" and self.indicator.units.source == "surveys"
        rows = self._persons(rows, one.table)
        keys = [PERSON]
        if one.at == "place":
            rows, keys = self.year.placed(rows), [*keys, PLACE]
        if one.window.kind == "period":
            rows, keys = in_periods(self.year, one.table, rows), [*keys, PERIOD]
        totals = each.summed(rows, tuple(keys)).select(*keys, *each.columns())
        own_keys = [
            STUDENT if name == PERSON and self._has_student and not by_sheet else name for name in keys
        ]
        joined = units.join(totals, left_on=own_keys, right_on=keys, how="left")
        return each.settled(joined)

    @property
    def _has_student(self) -> bool:
        return self.indicator.units.source == "surveys"

    @property
    def _student(self) -> str:
        """The column that names the unit's student."""
        return STUDENT if self._has_student else PERSON

    def _with_student(self, units: Frame) -> Frame:
        used = frozenset().union(*(names_in(rule) for rule in _own_rules(self.indicator)))
        wanted = tuple(name for name in STUDENT_COLUMNS if name in used)
        units = units.with_columns(nw.lit(self.year.number).cast(nw.Int64).alias("school_year"))
        if not wanted and not self.year.query.groups:
            return units
        students = student_years(self.year, wanted)
        if self.year.query.groups:
            students = profiles(self.year, wanted)
        return units.join(students, left_on=self._student, right_on="_who", how="left")


def _own_rules(indicator: Indicator) -> tuple[Expression, ...]:
    return rules_of(indicator)[:3]
