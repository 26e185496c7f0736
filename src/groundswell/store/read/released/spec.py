"""How to read a published table for the attack: a small YAML file, checked word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from groundswell.store.read.faults import Fault

COLUMNS = ("place", "parent", "period", "set", "group", "count", "total", "rate")
KEYS = (
    "columns",
    "whole",
    "sets",
    "withheld",
    "missing",
    "rate",
    "parents",
    "thousands",
    "cumulative",
    "protection",
)


class BadSource(Exception):
    """The table or its description cannot be used. `faults` say where and what to do."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(said(source, fault) for fault in faults))
        self.faults = tuple(faults)


def said(source: str, fault: Fault) -> str:
    """One fault as a line: file, line and column, what is wrong, what to do."""
    where = f", column '{fault.column}'" if fault.column else ""
    return f"{source}, line {fault.line}{where}: {fault.message} {fault.fix}"


@dataclass(frozen=True)
class Mark:
    """What the publisher's rule says about a number behind a mark, as lowest and highest (None: nothing)."""

    count: tuple[int, int | None] = (0, None)
    total: tuple[int, int | None] = (0, None)


@dataclass(frozen=True)
class ReleaseSpec:
    """The columns by what they hold, the sets of groups that add up, and the marks that mean withheld."""

    columns: Mapping[str, str]
    withheld: Mapping[str, Mark]
    whole: str = ""
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    rate_decimals: int | None = None
    rate_is_cut: bool = False
    parents: Mapping[str, str] = field(default_factory=dict)
    thousands: str = ""
    cumulative: bool = False
    protection: int = 3


def read_spec(path: Path) -> ReleaseSpec:
    """The description in a YAML file. Raises BadSource with line, key and fix."""
    try:
        text = path.read_text(encoding="utf-8")
        content, lines = yaml.safe_load(text), _lines(yaml.compose(text, Loader=yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        fix = "Check indentation, colons and quotes: marks such as * need quote marks."
        raise BadSource(path.name, [Fault(line, "", "yaml", "This is not YAML.", fix)]) from problem
    reader = _Reader(content if isinstance(content, dict) else {}, lines)
    spec = reader.spec()
    if reader.faults:
        raise BadSource(path.name, reader.faults)
    return spec


class _Reader:
    """Takes one key after the other and collects what is wrong with them."""

    def __init__(self, content: dict[str, Any], lines: Mapping[str, int]) -> None:
        self.content, self.lines = content, lines
        self.faults: list[Fault] = []

    def spec(self) -> ReleaseSpec:
        self._know(self.content, KEYS, "")
        rate = self._mapping("rate")
        return ReleaseSpec(
            columns=self._columns(),
            withheld=self._marks(),
            whole=str(self.content.get("whole") or ""),
            sets=self._sets(),
            missing=frozenset(str(each) for each in self.content.get("missing") or ()),
            rate_decimals=self._number(rate, "decimals", "rate"),
            rate_is_cut=bool(rate.get("cut", False)),
            parents={str(child): str(parent) for child, parent in self._mapping("parents").items()},
            thousands=str(self.content.get("thousands") or ""),
            cumulative=bool(self.content.get("cumulative", False)),
            protection=self._number(self.content, "protection", "") or 3,
        )

    def _columns(self) -> dict[str, str]:
        columns = {name: str(heading) for name, heading in self._mapping("columns").items()}
        self._know(columns, COLUMNS, "columns")
        for name in ("group", "count"):
            if name not in columns:
                self._fault("columns", f"'{name}' is not among the columns.", f"Add '{name}: its heading'.")
        if "rate" in columns and "total" not in columns:
            self._fault(
                "columns", "A rate says something beside a total.", "Name the column 'total' as well."
            )
        return columns

    def _marks(self) -> dict[str, Mark]:
        given = self.content.get("withheld")
        marks = dict.fromkeys(given, None) if isinstance(given, list) else self._mapping("withheld")
        if not marks:
            self._fault("withheld", "No mark means withheld.", "Name the marks, such as withheld: ['*'].")
        return {str(mark): self._mark(str(mark), said) for mark, said in marks.items()}

    def _mark(self, mark: str, told: object) -> Mark:
        limits = told if isinstance(told, dict) else {}
        self._know(limits, ("count", "total"), f"withheld.{mark}")
        return Mark(*(self._span(mark, limits.get(name)) for name in ("count", "total")))

    def _span(self, mark: str, told: object) -> tuple[int, int | None]:
        if told is None:
            return (0, None)
        if isinstance(told, list) and len(told) == 2 and isinstance(told[0], int):
            low, high = told
            if low >= 0 and (high is None or (isinstance(high, int) and low <= high)):
                return (low, high)
        self._fault(
            f"withheld.{mark}", "This is not a lowest and a highest number.", "Write [1, 5] or [1, null]."
        )
        return (0, None)

    def _sets(self) -> dict[str, tuple[str, ...]]:
        sets = self._mapping("sets")
        wrong = [name for name, groups in sets.items() if not isinstance(groups, list) or len(groups) < 2]
        for name in wrong:
            self._fault(f"sets.{name}", "A set lists the groups that add up.", "Write [Female, Male].")
        if bool(sets) == ("set" in self._mapping("columns")):
            fix = "Give either 'sets' or the column 'set'."
            self._fault("sets", "Which groups add up has to be said once.", fix)
        return {str(name): tuple(map(str, sets[name])) for name in sets if name not in wrong}

    def _mapping(self, key: str) -> dict[str, Any]:
        value = self.content.get(key)
        if value is not None and not isinstance(value, dict):
            self._fault(key, "Here we look for names with values.", "Write one 'name: value' per line.")
        return value if isinstance(value, dict) else {}

    def _number(self, content: Mapping[str, Any], name: str, parent: str) -> int | None:
        value = content.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        path = f"{parent}.{name}" if parent else name
        self._fault(path, "This is not a whole number from 0 up.", "Write it in digits.")
        return None

    def _know(self, given: Mapping[str, Any], names: Sequence[str], parent: str) -> None:
        for name in given:
            if name not in names:
                path = f"{parent}.{name}" if parent else str(name)
                self._fault(path, f"'{name}' is not known here.", f"Use one of: {', '.join(names)}.")

    def _fault(self, path: str, message: str, fix: str) -> None:
        at = path
        while at and at not in self.lines:
            at = at.rpartition(".")[0]
        self.faults.append(Fault(self.lines.get(at, 1), path, "spec", message, fix))


def _lines(node: yaml.Node | None, path: str = "") -> dict[str, int]:
    """The line of every key, by its path with dots."""
    found: dict[str, int] = {}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{path}.{key.value}" if path else str(key.value)
            found[name] = key.start_mark.line + 1
            found.update(_lines(value, name))
    return found
