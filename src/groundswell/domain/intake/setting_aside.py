"""Rows that did not come in, on their way to the database."""

from collections.abc import Iterable

from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.intake.targets import SetAside
from groundswell.store.read.tables import Fault

_UNSTORABLE = {0: "\N{SYMBOL FOR NULL}"} | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


def keep_aside(load: Import, rows: Iterable[SetAside]) -> None:
    """Store set-aside rows with their first problem in front and any others behind it."""
    SetAsideRow.objects.bulk_create([_row(load, aside) for aside in rows], batch_size=500)


def _row(load: Import, aside: SetAside) -> SetAsideRow:
    first, *others = aside.problems
    return SetAsideRow(
        load=load,
        kind=aside.kind,
        line=aside.line,
        rule=first.rule,
        column=first.column[:100],
        message=first.message[:400],
        fix=first.fix[:400],
        more=[as_json(other) for other in others],
        raw={storable(column): storable(cell) for column, cell in aside.raw.items()},
    )


def as_json(fault: Fault) -> dict[str, object]:
    return {
        "line": fault.line,
        "column": fault.column,
        "rule": fault.rule,
        "message": fault.message,
        "fix": fault.fix,
    }


def storable(text: str) -> str:
    """The text with the characters that a database cannot hold made visible."""
    return text.translate(_UNSTORABLE)
