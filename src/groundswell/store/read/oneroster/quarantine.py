"""Which rows are set aside once a load is through: its own, and those of earlier loads that did not come in."""

# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Mapping

from groundswell.store.engine import named, quoted
from groundswell.store.read.oneroster.ledgers import FAULTS, REJECTS
from groundswell.store.read.oneroster.staging import Staged


def rows_set_aside(earlier: str | None, staged: Mapping[str, Staged]) -> str:
    """SQL: file, line, sourced_id, cells and faults of each row. A bulk file leaves nothing of earlier loads."""
    new = (
        f"SELECT r.file, r.line, r.sourced_id, r.cells, list({{place: f.place, rule: f.rule}} "
        f"ORDER BY f.place, f.rule) AS faults FROM {REJECTS} AS r JOIN {FAULTS} AS f USING (file, line) GROUP BY ALL"
    )
    if earlier is None:
        return new
    whole = [quoted(each.spec.filename) for each in staged.values() if each.mode == "bulk"]
    came = " UNION ALL ".join(
        f"SELECT {quoted(each.spec.filename)} AS file, sourcedId FROM {named(f'now_{name}')} WHERE line IS NOT NULL"
        for name, each in staged.items()
    )
    settled = f"SELECT file, sourcedId FROM ({came}) UNION ALL SELECT file, sourced_id FROM {REJECTS}"
    return (
        f"{new} UNION ALL SELECT file, line, sourced_id, cells, faults FROM {earlier} AS old "
        f"WHERE file NOT IN ({', '.join(whole) or quoted('')}) AND NOT EXISTS (SELECT 1 FROM ({settled}) AS s(file, id) "
        f"WHERE s.file = old.file AND s.id = old.sourced_id)"
    )
