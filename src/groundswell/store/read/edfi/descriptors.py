"""The table of descriptors: what a code means in our tables. A district's own codes add to ours."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import duckdb
import yaml

from groundswell.store.engine import named, quoted, run
from groundswell.store.read.edfi.fields import Field, Resource
from groundswell.store.read.edfi.spec import RESOURCES
from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.yaml_texts import at
from groundswell.store.read.own_files import OwnFile

Meanings = Mapping[str, Mapping[str, str]]
BY_METHOD = {"score"}  # names of scores are kept as they are
MOST_TOLD = 10


@cache
def built_in() -> Meanings:
    """Table -> code in lower case -> meaning, as shipped."""
    text = resources.files("groundswell.store.read.edfi").joinpath("descriptors.yaml").read_text("utf-8")
    return {name: _turned(table) for name, table in yaml.safe_load(text).items()}


def _turned(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {code.lower(): meaning for meaning, codes in table.items() for code in codes}


def _read(name: str, content: Any, lines: Mapping[str, int]) -> Meanings:
    """Ours and, first, the district's."""
    if not isinstance(content, dict):
        raise CODES.refused(name, "This file of descriptors is empty or not a list of tables.")
    own = {table: dict(_codes(name, table, told, lines)) for table, told in content.items()}
    return {**built_in(), **{table: {**built_in()[table], **codes} for table, codes in own.items()}}


def _codes(name: str, table: str, told: Any, lines: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Code in lower case -> meaning."""
    line = lines.get(table, 1)
    if table not in built_in():
        raise CODES.refused(
            name, f"There is no table “{table}”. The tables are {', '.join(built_in())}.", line
        )
    known = sorted(set(built_in()[table].values()))
    for meaning, codes in told.items() if isinstance(told, dict) else [("", None)]:
        line = lines.get(at(table, meaning), line)
        if meaning not in known:
            words = f"“{meaning}” is no meaning in “{table}”. Those are {', '.join(known)}."
            raise CODES.refused(name, words, line)
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise CODES.refused(
                name, f"The codes of “{meaning}” in “{table}” are to be a list of texts.", line
            )
        yield from ((code.lower(), meaning) for code in codes)


CODES = OwnFile(
    kept="edfi-codes.yaml",
    rule="descriptors",
    fix="Write it as: table, then meaning, then [code, code].",
    reader=_read,
    nothing=built_in,
)


def make_codes(connection: duckdb.DuckDBPyConnection, tables: Meanings) -> None:
    """The table `codes` and the macros `means(table, code)` and `means_each(table, codes)`."""
    rows = [(name, code, value) for name, table in tables.items() for code, value in table.items()]
    cells = ", ".join(f"({', '.join(map(quoted, row))})" for row in rows)
    run(connection, f"CREATE TABLE codes AS SELECT * FROM (VALUES {cells}) AS t(kind, code, value)")
    run(
        connection,
        "CREATE MACRO means(k, c) AS (SELECT any_value(value) FROM codes WHERE codes.kind = k AND codes.code = lower(c))",
    )
    # A lambda may hold no query, so lists are looked up in a map.
    pairs = ", ".join(f"{quoted(f'{name}:{code}')}: {quoted(value)}" for name, code, value in rows)
    found = f"MAP {{{pairs}}}[k || ':' || lower(x)]"
    run(connection, f"CREATE MACRO means_each(k, c) AS list_transform(c, lambda x: {found})")


def unknown_codes(connection: duckdb.DuckDBPyConnection, resource: Resource) -> list[Fault]:
    """One notice per field: which codes of this load are in no table, and how often."""
    return [
        fault
        for field in resource.fields
        if field.meaning and field.meaning not in BY_METHOD
        for fault in _told(connection, resource, field)
    ]


def _told(connection: duckdb.DuckDBPyConnection, resource: Resource, field: Field) -> list[Fault]:
    name = named(field.name)
    code = {"codes": f"unnest({name})", "spans": f"str_split(unnest({name}), '|')[1]"}.get(field.kind, name)
    found = run(
        connection,
        f"SELECT code, count(*) AS n FROM (SELECT {code} AS code FROM {named(f'in_{resource.name}')} WHERE row IS NOT NULL) "
        f"WHERE code IS NOT NULL AND lower(code) NOT IN (SELECT code FROM codes WHERE kind = {quoted(field.meaning)}) "
        f"GROUP BY code ORDER BY n DESC, code",
    )
    if not found:
        return []
    listed = ", ".join(f"“{code}” ({count:,})" for code, count in found[:MOST_TOLD])
    more = f" and {len(found) - MOST_TOLD:,} more" if len(found) > MOST_TOLD else ""
    words = f"We do not know these codes of {resource.name}: {listed}{more}."
    fix = f"Say what they mean under “{field.meaning}” in a file for --descriptors."
    return [Fault(1, field.paths[0], "unknown_codes", words, fix)]


def known_tables() -> set[str]:
    """The tables that fields are looked up in."""
    return {
        field.meaning for each in RESOURCES.values() for field in each.fields if field.meaning
    } - BY_METHOD
