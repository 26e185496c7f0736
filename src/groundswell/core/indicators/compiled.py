"""A rule as a narwhals expression: the same one for DuckDB, Spark, Polars and Arrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import narwhals.stable.v2 as nw

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

_SLIVER = 1e-9  # a half that binary numbers hold a hair too low is still a half
_COMPARE: dict[str, Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_CALCULATE: dict[str, Callable[[nw.Expr, nw.Expr], nw.Expr]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: nw.when(right != 0).then(left / right),
}


def compiled(rule: Expression, constants: Mapping[str, Constant]) -> nw.Expr:  # noqa: C901, PLR0911 (one per kind)
    """The rule over columns of a frame. `constants` are the thresholds of one school year."""
    match rule:
        case Literally(value=value):
            return nw.lit(value)
        case Named(name=name):
            return nw.col(name)
        case Threshold():
            return _threshold(rule, constants)
        case Arithmetic(operation=operation, left=left, right=right):
            return _CALCULATE[operation](compiled(left, constants), compiled(right, constants))
        case Comparison():
            return _compared(rule, constants)
        case OneOf(item=item, values=values):
            among = compiled(item, constants)
            return nw.when(~among.is_null()).then(among.is_in(list(values)))  # Arrow says false of missing
        case Every(parts=parts):
            return reduce(lambda left, right: left & right, (compiled(part, constants) for part in parts))
        case Some(parts=parts):
            return reduce(lambda left, right: left | right, (compiled(part, constants) for part in parts))
        case Not(part=part):
            return ~compiled(part, constants)
        case Call():
            return _call(rule, constants)


def day_number(day: nw.Expr) -> nw.Expr:
    """A date as a whole number such as 20260815. Polars gives months in 8 bits, which 100 times 12 leaves."""
    year, month = day.dt.year().cast(nw.Int64), day.dt.month().cast(nw.Int64)
    return year * 10000 + month * 100 + day.dt.day()


def _threshold(rule: Threshold, constants: Mapping[str, Constant]) -> nw.Expr:
    constant = constants[rule.name]
    if isinstance(constant, dict):
        assert rule.key is not None  # noqa: S101 (parsing has seen to it)
        return _looked_up(compiled(rule.key, constants), constant)
    return nw.lit(float(constant))


def _looked_up(key: nw.Expr, table: Mapping[str, float]) -> nw.Expr:
    """The number beside the key; missing for a key that is not listed."""
    (first, number), *others = table.items()
    found: nw.Expr = nw.when(key == first).then(nw.lit(number))
    for name, other in others:
        found = nw.when(key == name).then(nw.lit(other)).otherwise(found)
    return found


def _compared(rule: Comparison, constants: Mapping[str, Constant]) -> nw.Expr:
    left, right = compiled(rule.left, constants), compiled(rule.right, constants)
    if "number" in {rule.left.kind, rule.right.kind}:
        return _COMPARE[rule.sign]((left - right).round(DECIMALS), nw.lit(0.0))
    return _COMPARE[rule.sign](left, right)


def _call(rule: Call, constants: Mapping[str, Constant]) -> nw.Expr:  # noqa: PLR0911 (one per function)
    first, *others = (compiled(argument, constants) for argument in rule.arguments)
    match rule.function:
        case "known":
            return ~first.is_null()
        case "coalesce":
            return nw.coalesce(first, others[0])
        case "number":
            return first.cast(nw.Int64)
        case "grade_number":
            return _looked_up(first, GRADE_NUMBERS)
        case "yyyymmdd":
            return day_number(first)
        case "month_index":
            return first.dt.year().cast(nw.Int64) * 12 + first.dt.month()
    decimals = rule.arguments[1]
    assert isinstance(decimals, Literally)  # noqa: S101 (parsing has seen to it)
    scale = 10 ** int(decimals.value)
    rounded: nw.Expr = (first * scale + (0.5 + _SLIVER)).floor() / scale
    return rounded
