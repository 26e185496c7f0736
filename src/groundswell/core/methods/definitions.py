"""A check's definition: what it says, to whom, and with which thresholds. Data, reviewed like data."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

Level = Literal["hint", "caution", "pause"]
Status = Literal["draft", "trial", "reviewed", "retired"]

LEVELS = ("hint", "caution", "pause")
STATUSES = ("draft", "trial", "reviewed", "retired")
SUBJECTS = (
    "problem",
    "cause",
    "aim",
    "theory",
    "driver",
    "idea",
    "measure",
    "cycle",
    "series",
    "project",
    "release",
)
REQUIRED = (
    "id", "name", "level", "subject", "order", "saw", "why", "step", "examples", "source",
    "authored_by", "checked_by", "review_by", "status",
)  # fmt: skip
OPTIONAL = ("blocking", "parameters", "words")


class DefinitionError(ValueError):
    """A definition file has a mistake. The message says file, field and what to do."""


@dataclass(frozen=True)
class CheckDefinition:
    """One check. `saw` and `step` hold one text per variant; "" is the plain one. Low `order` is upstream."""

    id: str
    name: str
    level: Level
    subject: str
    order: int
    saw: Mapping[str, str]
    why: str
    step: Mapping[str, str]
    examples: tuple[str, ...]
    source: str
    authored_by: str
    checked_by: str | None
    review_by: date
    status: Status
    blocking: bool
    parameters: Mapping[str, float]
    words: Mapping[str, tuple[str, ...]]

    def number(self, name: str) -> float:
        """A threshold. Raises DefinitionError naming it when the file does not give it."""
        if name not in self.parameters:
            raise DefinitionError(f"check {self.id}: parameters.{name} is missing. Add it to the definition.")
        return self.parameters[name]

    def patterns(self, name: str) -> tuple[str, ...]:
        """A word list: regular expressions, matched without regard to capitals."""
        if name not in self.words:
            raise DefinitionError(
                f"check {self.id}: words.{name} is missing. Add the list to the definition."
            )
        return self.words[name]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any], *, file: str = "definition") -> CheckDefinition:
        """Build from parsed YAML. Raises DefinitionError with file, field and remedy on the first mistake."""
        _refuse_unknown_and_missing(data, file)
        definition = cls(
            id=_text(data, "id", file),
            name=_text(data, "name", file),
            level=cast("Level", _one_of(data, "level", LEVELS, file)),
            subject=_one_of(data, "subject", SUBJECTS, file),
            order=_integer(data, "order", file),
            saw=_variants(data, "saw", file),
            why=_text(data, "why", file),
            step=_variants(data, "step", file),
            examples=_texts(data["examples"], "examples", file),
            source=_text(data, "source", file),
            authored_by=_text(data, "authored_by", file),
            checked_by=None if data["checked_by"] is None else _text(data, "checked_by", file),
            review_by=_date(data, "review_by", file),
            status=cast("Status", _one_of(data, "status", STATUSES, file)),
            blocking=_flag(data.get("blocking", False), "blocking", file),
            parameters=_numbers(data.get("parameters", {}), file),
            words=_word_lists(data.get("words", {}), file),
        )
        _refuse_contradictions(definition, file)
        return definition


def _wrong(file: str, field: str, remedy: str) -> DefinitionError:
    return DefinitionError(f"{file}: {field}: {remedy}")


def _refuse_unknown_and_missing(data: Mapping[str, Any], file: str) -> None:
    for field in data:
        if field not in REQUIRED + OPTIONAL:
            raise _wrong(file, str(field), f"unknown field. Known: {', '.join(REQUIRED + OPTIONAL)}.")
    for field in REQUIRED:
        if field not in data:
            raise _wrong(file, field, "missing. Every check definition needs it.")


def _refuse_contradictions(definition: CheckDefinition, file: str) -> None:
    if definition.status == "reviewed" and not definition.checked_by:
        raise _wrong(file, "checked_by", "a reviewed check names who checked it; or set status to trial.")
    if not definition.examples:
        raise _wrong(file, "examples", "give at least one example sentence.")
    for name, template in (*definition.saw.items(), *definition.step.items()):
        _refuse_broken_template(template, name, file)


def _refuse_broken_template(template: str, name: str, file: str) -> None:
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(template)]
    except ValueError as error:
        raise _wrong(file, f"saw/step {name!r}", f"broken placeholder ({error}). Write {{name}}.") from error
    if any(field == "" for field in fields):
        raise _wrong(file, f"saw/step {name!r}", "empty placeholder {}. Give it a name.")


def _text(data: Mapping[str, Any], field: str, file: str) -> str:
    value = data[field]
    if not isinstance(value, str) or not value.strip():
        raise _wrong(
            file, field, f"expected words, got {value!r}. Write a sentence (in quotes if it has a colon)."
        )
    return value.strip()


def _one_of(data: Mapping[str, Any], field: str, allowed: tuple[str, ...], file: str) -> str:
    value = data[field]
    if value not in allowed:
        raise _wrong(file, field, f"{value!r} is not one of {', '.join(allowed)}.")
    return str(value)


def _integer(data: Mapping[str, Any], field: str, file: str) -> int:
    value = data[field]
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(file, field, f"expected a whole number, got {value!r}.")
    return value


def _date(data: Mapping[str, Any], field: str, file: str) -> date:
    value = data[field]
    if not isinstance(value, date):
        raise _wrong(file, field, f"expected a date such as 2027-06-30, got {value!r}.")
    return value


def _flag(value: object, field: str, file: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(file, field, f"expected true or false, got {value!r}.")
    return value


def _texts(value: object, field: str, file: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise _wrong(file, field, "expected a list of sentences.")
    return tuple(item.strip() for item in value)


def _variants(data: Mapping[str, Any], field: str, file: str) -> Mapping[str, str]:
    value = data[field]
    if isinstance(value, str):
        return {"": _text(data, field, file)}
    if not isinstance(value, Mapping) or not value:
        raise _wrong(file, field, "expected a sentence, or one sentence per variant.")
    return {str(name): _text(value, name, file) for name in value}


def _numbers(value: object, file: str) -> Mapping[str, float]:
    if not isinstance(value, Mapping):
        raise _wrong(file, "parameters", "expected name: number pairs.")
    for name, number in value.items():
        if not isinstance(number, int | float) or isinstance(number, bool):
            raise _wrong(file, f"parameters.{name}", f"expected a number, got {number!r}.")
    return dict(value)


def _word_lists(value: object, file: str) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise _wrong(file, "words", "expected name: list of expressions.")
    return {str(name): _texts(items, f"words.{name}", file) for name, items in value.items()}
