"""Which rows are set aside once a load is through: its own, and those of earlier loads that did not come in."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Iterable
from pathlib import Path

from groundswell.store.engine import named, quoted
from groundswell.store.publish.editions import QUARANTINE, Edition
from groundswell.store.publish.reading import files
from groundswell.store.read.loading import Opened
from groundswell.store.read.mapped import expressions
from groundswell.store.read.mapped.expressions import Target
from groundswell.store.read.mapped.ledgers import FAULTS, REJECTS, REPAIRED
from groundswell.store.read.mapped.mapping import FileMapping
from groundswell.store.read.mapped.staging import Staged
from groundswell.store.schema import TABLES


def held_quarantine(store: Path, edition: Edition, source: str) -> str | None:
    parts = edition.of(QUARANTINE, source)
    return files(store, parts) if parts else None


def rows_set_aside(opened: Opened, source: str, staged: Iterable[Staged]) -> str:
    """SQL: file, line, sourced_id (target and a mark of the row's cells), cells and faults of each row."""
    new = (
        f"SELECT r.file, r.line, r.target || ':' || md5(r.cells) AS sourced_id, r.cells, "
        f"list({{place: f.place, rule: f.rule}} ORDER BY f.place, f.rule) AS faults "
        f"FROM {REJECTS} AS r JOIN {FAULTS} AS f USING (file, line) GROUP BY ALL"
    )
    earlier = held_quarantine(opened.store, opened.before, source)
    if earlier is None:
        return new
    tests = " OR ".join(_told_again(opened, each) for each in staged) or "false"
    return (
        f"{new} UNION ALL SELECT file, line, sourced_id, cells, faults FROM {earlier} "
        f"WHERE NOT ({tests}) AND split_part(sourced_id, ':', 2) NOT IN (SELECT row FROM {REPAIRED}) "
        f"AND sourced_id NOT IN (SELECT target || ':' || md5(cells) FROM {REJECTS})"
    )


def _told_again(opened: Opened, staged: Staged) -> str:
    """SQL: whether a row set aside earlier is of this file, and of a day that the file tells of again."""
    target = "+".join(staged.mapping.tables)
    same = f"file = {quoted(staged.file)} AND starts_with(sourced_id, {quoted(target + ':')})"
    date = _date_told(staged.mapping)
    if not date:
        return f"({same})"
    days = f"SELECT DISTINCT date FROM {named('in_attendance')}"
    return f"({same} AND (({date}) IS NULL OR ({date}) IN ({days})))"


def _date_told(mapping: FileMapping) -> str:
    """SQL for the day of a row of daily attendance, from its cells as they came."""
    cell = next(
        (
            each.cells["date"]
            for each in mapping.outputs
            if each.table == "attendance" and "date" in each.cells
        ),
        None,
    )
    if cell is None or not cell.column:
        return ""
    column = next(each for each in TABLES["attendance"].columns if each.name == "date")
    raw = f"json_extract_string(cells, {quoted('$.' + _json_name(cell.column))})"
    x = expressions.text_of(raw, cell, mapping.empty)
    return expressions.value_of_text(
        expressions.meant(x, cell), Target("attendance", column, cell.dates or mapping.dates)
    )


def _json_name(column: str) -> str:
    return '"' + column.replace("\\", "\\\\").replace('"', '\\"') + '"'
