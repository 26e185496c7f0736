"""A database that refuses new rows of one table: what a full disk or a broken log does to us."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def refusing(table: str) -> Iterator[None]:
    """A trigger that refuses every new row of `table` while the block lasts."""
    _run(*_refusal(table))
    try:
        yield
    finally:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        _run(f"DROP TRIGGER refuse_rows{on}")


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _refusal(table: str) -> list[str]:
    if connection.vendor == "sqlite":
        body = "BEGIN SELECT RAISE(ABORT, 'no room left'); END"
        return [f"CREATE TRIGGER refuse_rows BEFORE INSERT ON {table} {body}"]
    body = "BEGIN RAISE EXCEPTION 'no room left'; END"
    return [
        f"CREATE OR REPLACE FUNCTION refuse_row() RETURNS trigger AS $$ {body} $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER refuse_rows BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_row()",
    ]
