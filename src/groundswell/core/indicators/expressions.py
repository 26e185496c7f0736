"""The small closed language of definitions, once it is read: what a rule can be made of.

Missing is a value of its own: a comparison with it is missing, `and` and `or` follow Kleene (false and
missing is false), and dividing by 0 gives missing. Numbers are compared to nine decimals, so that 8.7 of 87
days is exactly 10 % on every engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole", "number", "flag", "date"]
Sign = Literal["==", "!=", "<", "<=", ">", ">="]
Operation = Literal["+", "-", "*", "/"]
Constant = float | dict[str, float]

NUMBERS: tuple[Kind, ...] = ("whole", "number")
DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Literally:
    """A value written in the rule."""

    value: str | int | float | bool
    kind: Kind


@dataclass(frozen=True, slots=True)
class Named:
    """A column of a table, or something gathered."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that an authority sets for a school year. With `key`, one number for each value of it."""

    name: str
    key: Expression | None = None
    kind: Kind = "number"


@dataclass(frozen=True, slots=True)
class Call:
    """One of `FUNCTIONS`."""

    function: str
    arguments: tuple[Expression, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operation: Operation
    left: Expression
    right: Expression
    kind: Kind


@dataclass(frozen=True, slots=True)
class Comparison:
    sign: Sign
    left: Expression
    right: Expression
    kind: Kind = "flag"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Whether `item` is among `values`."""

    item: Expression
    values: tuple[str | int, ...]
    kind: Kind = "flag"


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Expression, ...]
    kind: Kind = "flag"


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Expression, ...]
    kind: Kind = "flag"


@dataclass(frozen=True, slots=True)
class Not:
    part: Expression
    kind: Kind = "flag"


Expression = Literally | Named | Threshold | Call | Arithmetic | Comparison | OneOf | Every | Some | Not

# What each function takes and gives. "any" takes all kinds; "same" gives the kind of its first argument.
FUNCTIONS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "known": (("any",), "flag", "whether there is a value"),
    "coalesce": (("any", "any"), "same", "the first value, or the second where the first is missing"),
    "number": (("flag",), "whole", "1 for true, 0 for false"),
    "grade_number": (("text",), "whole", "PK -1, TK and KG 0, 01 to 12; missing for other grades"),
    "yyyymmdd": (("date",), "whole", "a date as a whole number, such as 20260815"),
    "month_index": (("date",), "whole", "months since year 0: two dates of one month have the same number"),
    "round": (("number", "whole"), "number", "rounded to so many decimals, halves up"),
}
GRADE_NUMBERS: dict[str, int] = {"PK": -1, "TK": 0, "KG": 0} | {
    f"{grade:02d}": grade for grade in range(1, 13)
}


def names_in(expression: Expression) -> frozenset[str]:
    """Every column and gathered name that a rule speaks of."""
    if isinstance(expression, Named):
        return frozenset({expression.name})
    return frozenset().union(*(names_in(part) for part in parts_of(expression)))


def parts_of(expression: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside one."""
    match expression:
        case Threshold(key=key):
            return (key,) if key is not None else ()
        case Call(arguments=parts) | Every(parts=parts) | Some(parts=parts):
            return parts
        case Arithmetic(left=left, right=right) | Comparison(left=left, right=right):
            return (left, right)
        case OneOf(item=part) | Not(part=part):
            return (part,)
    return ()


def thresholds_in(expression: Expression) -> frozenset[str]:
    """Every threshold that a rule speaks of."""
    own = frozenset({expression.name}) if isinstance(expression, Threshold) else frozenset[str]()
    return own.union(*(thresholds_in(part) for part in parts_of(expression)))
