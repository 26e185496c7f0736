"""Numbers from an edition: a definition, a question, and an engine that answers it."""

from groundswell.store.query.compute import compute, group_sets
from groundswell.store.query.engines import DuckEngine, Engine, MemoryEngine
from groundswell.store.schema import TABLES

# The columns of each canonical table with their kinds: what the rules of a definition may speak of.
TABLE_KINDS = {
    table.name: {column.name: column.kind for column in table.columns} for table in TABLES.values()
}

__all__ = ["TABLE_KINDS", "DuckEngine", "Engine", "MemoryEngine", "compute", "group_sets"]
