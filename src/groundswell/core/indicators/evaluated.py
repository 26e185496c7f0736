"""A rule read for one row at a time, in exact fractions: slow, plain, and what the fast engines are held to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any

from groundswell.core.indicators.expressions import (
    DECIMALS,
    GRADE_NUMBERS,
    Arithmetic,
    Call,
    Comparison,
    Constant,
    Every,
    Expression,
    Literally,
    Named,
    Not,
    OneOf,
    Some,
    Threshold,
)

Value = str | Fraction | bool | date | None
SCALE = 10**DECIMALS


def exact(value: Any) -> Value:
    """Numbers as the fractions that their decimals say; everything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Fraction(repr(value))


def evaluate(  # noqa: C901, PLR0911 (one per kind of rule)
    rule: Expression, row: Mapping[str, Value], constants: Mapping[str, Constant]
) -> Value:
    """What the rule says of one row. None: it cannot be said."""
    match rule:
        case Literally(value=value):
            return exact(value)
        case Named(name=name):
            return row[name]
        case Threshold(name=name, key=key):
            constant = constants[name]
            if isinstance(constant, dict):
                found = evaluate(key, row, constants) if key is not None else None
                return exact(constant.get(str(found)))
            return exact(constant)
        case Arithmetic(operation=operation, left=left, right=right):
            return _calculated(operation, evaluate(left, row, constants), evaluate(right, row, constants))
        case Comparison(sign=sign, left=left, right=right):
            return _compared(sign, evaluate(left, row, constants), evaluate(right, row, constants))
        case OneOf(item=item, values=values):
            among = evaluate(item, row, constants)
            return None if among is None else among in values
        case Every(parts=parts):
            return every([evaluate(part, row, constants) for part in parts])
        case Some(parts=parts):
            return some([evaluate(part, row, constants) for part in parts])
        case Not(part=part):
            said = evaluate(part, row, constants)
            return None if said is None else not said
        case Call(function=function, arguments=arguments):
            return _called(function, [evaluate(each, row, constants) for each in arguments])


def every(values: list[Value]) -> bool | None:
    """False as soon as one is false; else missing as soon as one is missing."""
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def some(values: list[Value]) -> bool | None:
    """True as soon as one is true; else missing as soon as one is missing."""
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def _calculated(operation: str, left: Value, right: Value) -> Value:
    if not isinstance(left, Fraction) or not isinstance(right, Fraction):
        return None
    if operation == "/":
        return left / right if right else None
    return {"+": left + right, "-": left - right, "*": left * right}[operation]


def _compared(sign: str, left: Value, right: Value) -> bool | None:
    if left is None or right is None:
        return None
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        left, right = Fraction(round((left - right) * SCALE)), Fraction(0)
    first: Any = left
    second: Any = right
    return bool(
        (sign == "==" and first == second)
        or (sign == "!=" and first != second)
        or (sign in {"<", "<="} and first < second)
        or (sign in {">", ">="} and first > second)
        or (sign in {"<=", ">="} and first == second)
    )


def _called(function: str, values: list[Value]) -> Value:  # noqa: PLR0911 (one per function)
    first = values[0]
    if function == "known":
        return first is not None
    if function == "coalesce":
        return values[1] if first is None else first
    if first is None:
        return None
    if function == "grade_number":
        return exact(GRADE_NUMBERS.get(str(first)))
    if isinstance(first, date):
        return Fraction(
            first.year * 12 + first.month if function == "month_index" else int(first.strftime("%Y%m%d"))
        )
    if function == "number":
        return Fraction(int(bool(first)))
    return _rounded(first, values[1])


def _rounded(value: Value, decimals: Value) -> Value:
    if not isinstance(value, Fraction) or not isinstance(decimals, Fraction):
        return None
    scale = Fraction(10) ** int(decimals)
    return Fraction(floor(value * scale + Fraction(1, 2))) / scale
