"""Reading a rule such as `100 * days_absent >= absent_percent * days_expected`.

Python's own grammar reads the text; only what is listed here is taken over, and nothing is ever run.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn, cast

from groundswell.core.indicators.expressions import (
    FUNCTIONS,
    NUMBERS,
    Arithmetic,
    Call,
    Comparison,
    Every,
    Expression,
    Kind,
    Literally,
    Named,
    Not,
    OneOf,
    Operation,
    Sign,
    Some,
    Threshold,
)

_SIGNS: dict[type[ast.cmpop], Sign] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip
_OPERATIONS: dict[type[ast.operator], Operation] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
LONGEST = 2000


class RuleError(ValueError):
    """A rule that cannot be read. The message says what and how to mend it."""


@dataclass(frozen=True)
class Vocabulary:
    """What a rule may speak of: names with their kinds, single thresholds, and thresholds by key."""

    names: Mapping[str, Kind]
    thresholds: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()

    def known(self) -> str:
        return ", ".join(sorted([*self.names, *self.thresholds, *self.tables]))


def parse(text: str, vocabulary: Vocabulary) -> Expression:
    """Read one rule. Raises `RuleError`."""
    if len(text) > LONGEST:
        raise RuleError(
            f"the rule is longer than {LONGEST} signs. Gather parts of it under names of their own."
        )
    try:
        tree = ast.parse(" ".join(text.split()), mode="eval")
        return _Reader(vocabulary).read(tree.body)
    except (SyntaxError, MemoryError, RecursionError) as error:
        raise RuleError(
            f"{text.strip()!r} cannot be read as a rule. Write it like: days_absent >= 15."
        ) from error
    except ValueError as error:
        raise RuleError(str(error)) from error


def parse_flag(text: str, vocabulary: Vocabulary) -> Expression:
    """Read a rule that is true or false."""
    expression = parse(text, vocabulary)
    if expression.kind != "flag":
        raise RuleError(
            f"{text.strip()!r} gives a {expression.kind}, not true or false. Compare it with something."
        )
    return expression


@dataclass(frozen=True)
class _Reader:
    vocabulary: Vocabulary

    def read(self, node: ast.expr) -> Expression:  # noqa: PLR0911 (one per kind of node)
        match node:
            case ast.Constant(value=value):
                return _literal(value)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return _literal(-value)
            case ast.Name(id=name):
                return self._name(name)
            case ast.Subscript(value=ast.Name(id=name), slice=key):
                return self._keyed(name, key)
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return Not(self._flag(part))
            case ast.BoolOp(op=op, values=values):
                parts = tuple(self._flag(value) for value in values)
                return Every(parts) if isinstance(op, ast.And) else Some(parts)
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
                return self._arithmetic(_OPERATIONS[type(op)], left, right)
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._comparisons(left, ops, others)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name, arguments)
        return _refuse(node)

    def _name(self, name: str) -> Expression:
        if name in self.vocabulary.names:
            return Named(name, self.vocabulary.names[name])
        if name in self.vocabulary.thresholds:
            return Threshold(name)
        if name in self.vocabulary.tables:
            raise RuleError(f"{name} has a number for each key. Write {name}[grade], or whatever its key is.")
        raise RuleError(f"{name} is not known here. Known: {self.vocabulary.known()}.")

    def _keyed(self, name: str, key: ast.expr) -> Expression:
        if name not in self.vocabulary.tables:
            raise RuleError(f"{name}[...] is not a threshold with keys. Known: {self.vocabulary.known()}.")
        return Threshold(name, _require(self.read(key), ("text",), key))

    def _flag(self, node: ast.expr) -> Expression:
        return _require(self.read(node), ("flag",), node)

    def _arithmetic(self, operation: Operation, left: ast.expr, right: ast.expr) -> Expression:
        parts = [_require(self.read(node), NUMBERS, node) for node in (left, right)]
        whole = operation != "/" and all(part.kind == "whole" for part in parts)
        return Arithmetic(operation, parts[0], parts[1], "whole" if whole else "number")

    def _comparisons(self, left: ast.expr, ops: list[ast.cmpop], others: list[ast.expr]) -> Expression:
        sides = [left, *others]
        found = tuple(self._comparison(op, sides[index], sides[index + 1]) for index, op in enumerate(ops))
        return found[0] if len(found) == 1 else Every(found)

    def _comparison(self, op: ast.cmpop, left: ast.expr, right: ast.expr) -> Expression:
        if isinstance(op, ast.In | ast.NotIn):
            among = self._one_of(left, right)
            return among if isinstance(op, ast.In) else Not(among)
        if type(op) not in _SIGNS:
            raise RuleError(f"'{ast.unparse(left)} is ...' is not part of the language. Use known(...).")
        first, second = self.read(left), self.read(right)
        if first.kind != second.kind and not {first.kind, second.kind} <= set(NUMBERS):
            raise RuleError(
                f"{ast.unparse(left)} is {_a(first.kind)} and {ast.unparse(right)} is {_a(second.kind)}. "
                "Compare like with like; a grade is text, such as '08'."
            )
        return Comparison(_SIGNS[type(op)], first, second)

    def _one_of(self, item: ast.expr, among: ast.expr) -> OneOf:
        if not isinstance(among, ast.List | ast.Tuple) or not among.elts:
            raise RuleError(f"after 'in' comes a list, such as ['KG', '01'], not {ast.unparse(among)}.")
        read = self.read(item)
        values = [_literal(getattr(each, "value", None)) for each in among.elts]
        if any(value.kind != read.kind for value in values) or read.kind not in {"text", "whole"}:
            raise RuleError(
                f"{ast.unparse(item)} is {_a(read.kind)}, and the list holds something else. Put texts in quotes."
            )
        return OneOf(read, tuple(cast("str | int", value.value) for value in values))

    def _call(self, name: str, arguments: list[ast.expr]) -> Expression:
        if name not in FUNCTIONS:
            raise RuleError(f"there is no function {name}. There are: {', '.join(FUNCTIONS)}.")
        takes, gives, _ = FUNCTIONS[name]
        if len(takes) != len(arguments):
            raise RuleError(f"{name}(...) takes {len(takes)} values, not {len(arguments)}.")
        read = tuple(
            _require(self.read(node), _allowed(kind), node)
            for kind, node in zip(takes, arguments, strict=True)
        )
        if name == "round" and not isinstance(read[1], Literally):
            raise RuleError("round(value, decimals) takes the decimals as a number, such as round(share, 2).")
        if (
            name == "coalesce"
            and read[0].kind != read[1].kind
            and not {each.kind for each in read} <= set(NUMBERS)
        ):
            raise RuleError("coalesce(first, second) takes two values of the same kind.")
        return Call(name, read, read[0].kind if gives == "same" else cast("Kind", gives))


def _allowed(kind: str) -> tuple[Kind, ...]:
    if kind == "any":
        return ("text", "whole", "number", "flag", "date")
    return NUMBERS if kind == "number" else (cast("Kind", kind),)


def _literal(value: object) -> Literally:
    if isinstance(value, bool):
        return Literally(value, "flag")
    if isinstance(value, int):
        return Literally(value, "whole")
    if isinstance(value, float):
        return Literally(value, "number")
    if isinstance(value, str):
        return Literally(value, "text")
    raise RuleError(f"{value!r} is not a value of the language. Use a number, true, false or 'a text'.")


def _require(expression: Expression, kinds: tuple[Kind, ...], node: ast.expr) -> Expression:
    if expression.kind not in kinds:
        raise RuleError(f"{ast.unparse(node)} is {_a(expression.kind)}; here a {kinds[-1]} is needed.")
    return expression


def _a(kind: Kind) -> str:
    return {"text": "text", "flag": "true or false", "date": "a date"}.get(kind, "a number")


def _refuse(node: ast.expr) -> NoReturn:
    raise RuleError(
        f"{ast.unparse(node)} is not part of the language. There are names, numbers, 'texts', + - * /, "
        f"comparisons, in [...], and, or, not, and: {', '.join(FUNCTIONS)}."
    )
