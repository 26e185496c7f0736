"""From a YAML file's fields to an indicator. The first mistake is refused with file, line and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from groundswell.core.indicators.definition import (
    COHORT_COLUMNS,
    DATE_COLUMN,
    PERIODS,
    SOURCES,
    STATUSES,
    STUDENT_COLUMNS,
    TERMS,
    UNIT_COLUMNS,
    Direction,
    Gathered,
    Indicator,
    Said,
    Source,
    Tables,
    Unit,
    UnitOf,
    as_period,
)
from groundswell.core.indicators.expressions import Expression, Kind, Literally
from groundswell.core.indicators.gathered_reading import read_gathered
from groundswell.core.indicators.mistakes import Part, Path
from groundswell.core.indicators.parsing import RuleError, Vocabulary, parse, parse_flag
from groundswell.core.indicators.written_examples import read_examples
from groundswell.core.indicators.written_thresholds import read_thresholds

FIELDS = (
    "id", "name", "family", "why", "unit", "direction", "units", "periods", "population", "gather",
    "numerator", "denominator", "boundary", "thresholds", "caveats", "source", "authored_by", "checked_by",
    "review_by", "status", "examples",
)  # fmt: skip
EVERYONE = Literally(value=True, kind="flag")


def read_indicator(
    data: Any, *, tables: Tables, file: str = "definition", lines: Mapping[Path, int] | None = None
) -> Indicator:
    """Build one indicator. `tables` gives the columns of each canonical table with their kinds.

    Raises DefinitionError naming file, line and remedy.
    """
    return _Reader(Part(data, file, (), lines or {}), tables).read()


@dataclass(frozen=True)
class _Reader:
    top: Part
    tables: Tables

    def read(self) -> Indicator:
        top = self.top
        top.only(*FIELDS)
        thresholds = read_thresholds(top["thresholds"]) if top.get("thresholds") else ()
        numbers = _numbers_of(thresholds)
        units = self._units(numbers)
        gathered = self._gathered(numbers)
        words = Vocabulary(
            names=self._unit_names(units) | {each.name: each.kind for each in gathered},
            thresholds=numbers.thresholds,
            tables=numbers.tables,
        )
        unit = cast("Unit", top["unit"].one_of(("percent", "points")))
        found = Indicator(
            id=self._id(),
            name=top["name"].text(),
            family=top["family"].text(),
            why=top["why"].text(),
            unit=unit,
            direction=cast("Direction", top["direction"].one_of(("higher", "lower"))),
            units=units,
            periods=tuple(as_period(each.one_of(PERIODS)) for each in top["periods"].each()),
            population=_said(top["population"], words, flags_only=True),
            gathered=gathered,
            numerator=_said(top["numerator"], words),
            denominator=_said(top["denominator"], words),
            boundary=top["boundary"].text(),
            thresholds=thresholds,
            caveats=top["caveats"].texts(),
            source=top["source"].text(),
            authored_by=top["authored_by"].text(),
            checked_by=_text_or_none(top, "checked_by"),
            review_by=top["review_by"].day(),
            status=top["status"].one_of(STATUSES),
            examples=read_examples(top["examples"], self.tables),
            file=top.file,
        )
        self._refuse_contradictions(found)
        return found

    def _id(self) -> str:
        part = self.top["id"]
        if not part.text().replace("_", "").isalnum() or not part.text().isascii():
            raise part.wrong("an id has letters a to z, digits and _ alone, such as chronic_absence.")
        return part.text()

    def _units(self, numbers: Vocabulary) -> UnitOf:
        part = self.top["units"]
        part.only("from", "where")
        source = cast("Source", part["from"].one_of(SOURCES))
        where = part.get("where")
        if where is None:
            return UnitOf(source, None)
        if source == "cohort":
            raise where.wrong("a cohort is not narrowed here. Put it under population.")
        return UnitOf(source, _flag(where, _with(numbers, dict(self.tables[source]))))

    def _gathered(self, numbers: Vocabulary) -> tuple[Gathered, ...]:
        part = self.top.get("gather")
        if part is None:
            return ()
        reserved = {*UNIT_COLUMNS, *STUDENT_COLUMNS, *COHORT_COLUMNS, *numbers.thresholds, *numbers.tables}
        for name, each in part.items():
            if name in reserved or not name.isidentifier():
                raise each.wrong(
                    f"{name} cannot be used as a name here. Choose another, such as days_{name}."
                )
        return tuple(read_gathered(name, each, self.tables, numbers) for name, each in part.items())

    def _unit_names(self, units: UnitOf) -> dict[str, Kind]:
        more = COHORT_COLUMNS if units.source == "cohort" else {}
        return UNIT_COLUMNS | STUDENT_COLUMNS | more

    def _refuse_contradictions(self, found: Indicator) -> None:
        if found.status == "reviewed" and not found.checked_by:
            raise self.top["status"].wrong(
                "a reviewed indicator names who checked it; or set status to trial."
            )
        if not found.examples:
            raise self.top["examples"].wrong("give at least one example with its answer.")
        if not found.periods:
            raise self.top["periods"].wrong("name at least one period, such as school_year.")
        if found.units.source == "cohort" and found.periods != ("school_year",):
            raise self.top["periods"].wrong("a cohort is counted once a year: write [school_year].")
        self._refuse_marks_by_day(found)
        self._refuse_unset_periods(found)

    def _refuse_marks_by_day(self, found: Indicator) -> None:
        shorter = [period for period in found.periods if period not in TERMS]
        for each in found.gathered:
            if each.window.kind == "period" and DATE_COLUMN not in self.tables[each.table] and shorter:
                raise self.top["periods"].wrong(
                    f"{each.name} is of {each.table}, which have a term but no day. Take {', '.join(shorter)} out, "
                    f"or gather {each.name} with window: school_year."
                )

    def _refuse_unset_periods(self, found: Indicator) -> None:
        for index, each in enumerate(found.thresholds):
            for name, values in each.by_period.items():
                missing = [period for period in found.periods if period not in values]
                if missing:
                    part = self.top["thresholds"].each()[index]["values"][name]
                    raise part.wrong(
                        f"there is no number for {', '.join(missing)}. Add it, or take the period out."
                    )


def _said(part: Part, words: Vocabulary, *, flags_only: bool = False) -> Said:
    part.only("words", "rule")
    rule = part.get("rule")
    if rule is None:
        return Said(part["words"].text(), EVERYONE)
    expression = _flag(rule, words) if flags_only else _expression(rule, words)
    if expression.kind not in {"flag", "whole", "number"}:
        raise rule.wrong(f"this gives a {expression.kind}; a number or true/false is needed.")
    return Said(part["words"].text(), expression, rule.text())


def _flag(part: Part, words: Vocabulary) -> Expression:
    try:
        return parse_flag(part.text(), words)
    except RuleError as error:
        raise part.misread(error) from error


def _expression(part: Part, words: Vocabulary) -> Expression:
    try:
        return parse(part.text(), words)
    except RuleError as error:
        raise part.misread(error) from error


def _with(numbers: Vocabulary, names: dict[str, Kind]) -> Vocabulary:
    return Vocabulary(names, numbers.thresholds, numbers.tables)


def _numbers_of(thresholds: tuple[Any, ...]) -> Vocabulary:
    """What the rules may speak of because every version of the thresholds gives it."""
    single, keyed = [], []
    for each in thresholds:
        plain = {name for name, value in each.values.items() if not isinstance(value, dict)}
        single.append(plain | set(each.by_period))
        keyed.append({name for name, value in each.values.items() if isinstance(value, dict)})
    return Vocabulary(
        names={},
        thresholds=frozenset(set.intersection(*single)) if single else frozenset(),
        tables=frozenset(set.intersection(*keyed)) if keyed else frozenset(),
    )


def _text_or_none(top: Part, field: str) -> str | None:
    if field not in top.mapping():
        raise top.wrong(f"{field} is missing. Add it; leave it empty while nobody has checked the indicator.")
    part = top.get(field)
    return part.text() if part else None


def rules_of(indicator: Indicator) -> tuple[Expression, ...]:
    """Every rule of an indicator."""
    gathered = [rule for each in indicator.gathered for rule in (each.of, each.where) if rule is not None]
    own = (indicator.population.rule, indicator.numerator.rule, indicator.denominator.rule)
    return (*own, *gathered, *([indicator.units.where] if indicator.units.where else []))
