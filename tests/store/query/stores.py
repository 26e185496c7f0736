"""Rows of ours as a published edition."""

from pathlib import Path

from groundswell.core.indicators.example_tables import Rows
from groundswell.store.engine import open_engine
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft
from groundswell.store.publish.lock import writing
from groundswell.store.schema import TABLES
from tests.store.query.engines import filled, in_arrow

AT = "2026-10-01T00:00:00+00:00"


def publish(store: Path, rows: Rows) -> int:
    """The number of the edition that holds these rows."""
    tables = {name: table for name, table in in_arrow(filled(rows)).items() if table.num_rows}
    with writing(store), open_engine(folders=[store]) as connection:
        draft = Draft(store, editions.current(store), connection)
        for name, table in tables.items():
            connection.from_arrow(table).create(f"new_{name}")
            split = ("school_year", "date") if TABLES[name].daily else ("school_year",)
            draft.replace(table=name, source="test", relation=f"new_{name}", split=split)
        return draft.publish(kind="load", made_at=AT, source="test", about={}).number
