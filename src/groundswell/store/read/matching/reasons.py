"""Why an id is not known though nearly the same one is."""
# ruff: noqa: S608 (queries of our own over tables of our own)

import duckdb

from groundswell.store.engine import quoted, run

# reason -> (SQL that makes both ids alike, in words); the first that holds is told.
REASONS: dict[str, tuple[str, str]] = {
    "spaces": ("regexp_replace({id}, '\\s', '', 'g')", "without spaces"),
    "case": ("lower(trim({id}))", "with capitals and small letters alike"),
    "leading_zeros": ("ltrim(trim({id}), '0')", "without leading zeros"),
    "signs": ("lower(regexp_replace({id}, '[^A-Za-z0-9]', '', 'g'))", "without dashes and other signs"),
    "prefix": (
        "ltrim(regexp_replace(trim({id}), '^[A-Za-z]+[^A-Za-z0-9]*', ''), '0')",
        "without the letters before the number",
    ),
}


def count_reasons(connection: duckdb.DuckDBPyConnection, lost: str, known: str) -> dict[str, int]:
    """How many of the ids in `lost` would be among `known` (both SQL for a column `id`), by reason."""
    rows = run(
        connection,
        f"SELECT reason, count(*) FROM ({with_reasons(lost, known)}) WHERE reason IS NOT NULL GROUP BY 1",
    )
    found = {str(reason): int(count) for reason, count in rows}
    return {reason: found[reason] for reason in REASONS if reason in found}


def with_reasons(lost: str, known: str) -> str:
    """SQL: each lost id once, with the id that it nearly is and the reason; NULL where there is none."""
    looks = " UNION ALL ".join(
        f"SELECT l.id, min(k.id) AS near, {quoted(reason)} AS reason, {rank} AS rank FROM lost AS l JOIN known AS k "
        f"ON {form.format(id='l.id')} = {form.format(id='k.id')} AND {form.format(id='l.id')} <> '' GROUP BY l.id"
        for rank, (reason, (form, _)) in enumerate(REASONS.items())
    )
    return (
        f"WITH lost AS (SELECT DISTINCT id FROM ({lost}) WHERE id IS NOT NULL), "
        f"known AS (SELECT DISTINCT id FROM ({known}) WHERE id IS NOT NULL), looks AS ({looks}) "
        f"SELECT l.id, b.near, b.reason FROM lost AS l LEFT JOIN "
        f"(SELECT id, arg_min(near, rank) AS near, arg_min(reason, rank) AS reason FROM looks GROUP BY id) AS b USING (id)"
    )


def in_words(counts: dict[str, int]) -> str:
    """The reasons as a sentence, or nothing."""
    if not counts:
        return ""
    told = ", ".join(f"{count:,} {REASONS[reason][1]}" for reason, count in counts.items())
    return f"Of them would match: {told}."
