"""What every load does alike: hold the store, read the package, publish or refuse."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import duckdb

from groundswell.store.engine import EngineLimits, named, open_engine, value_of
from groundswell.store.publish import editions
from groundswell.store.publish.drafts import Draft, Tell
from groundswell.store.publish.editions import Edition
from groundswell.store.publish.lock import SPILL, sweep, writing
from groundswell.store.read.faults import Fault
from groundswell.store.read.matching import feeds
from groundswell.store.read.package import Member, RefusedFile
from groundswell.store.report import Finding, Report

MOST_LOSS = 0.5
Members = Mapping[str, Member]


@dataclass(frozen=True)
class Opened:
    """A store held for writing: its live edition, and an engine that sees its folder alone."""

    store: Path
    path: Path
    before: Edition
    connection: duckdb.DuckDBPyConnection
    tell: Tell


class Load(Protocol):
    """One load under way. `read` and `publish` may raise `RefusedFile`."""

    def read(self, members: Members) -> None: ...

    def publish(self, made_at: str) -> Report: ...

    def report(self) -> Report:
        """What was found so far."""
        ...


def carry_out(
    store: Path,
    path: Path,
    *,
    begin: Callable[[Opened], Load],
    open_members: Callable[[], AbstractContextManager[Members]],
    made_at: str,
    engine: EngineLimits,
    tell: Tell,
) -> Report:
    """Run one load while nobody else writes. A refusal changes nothing, and tells what was found so far."""
    with writing(store):
        before = editions.current(store)
        with open_engine(folders=[store], spill=store / SPILL, limits=engine) as connection:
            report = _carried_out(Opened(store, path, before, connection, tell), begin, open_members, made_at)
        if report.outcome == "refused":
            sweep(store)
        return report


def _carried_out(
    opened: Opened,
    begin: Callable[[Opened], Load],
    open_members: Callable[[], AbstractContextManager[Members]],
    made_at: str,
) -> Report:
    load = begin(opened)
    try:
        with open_members() as members:
            load.read(members)
        return load.publish(made_at)
    except RefusedFile as refusal:
        return refused(load.report(), refusal, opened.before)


def refused(report: Report, refusal: RefusedFile, before: Edition) -> Report:
    at = refusal.fault
    finding = Finding(refusal.file, at.line, at.column, at.rule, at.message, at.fix)
    return replace(report, outcome="refused", edition=before.number, refusal=finding)


def noticed(file: str, faults: Iterable[Fault]) -> list[Finding]:
    """A reader's notices with the file's name."""
    return [Finding(file, each.line, each.column, each.rule, each.message, each.fix) for each in faults]


def published(opened: Opened, draft: Draft, report: Report, *, made_at: str) -> Report:
    """Make the draft the live edition, unless it holds what the live edition holds already."""
    if not draft.changed:
        return replace(report, outcome="unchanged", edition=opened.before.number)
    about = {"path": opened.path.name, "version": report.version, "rows_read": report.rows_read,
             "accepted": report.accepted, "quarantined": report.quarantined, "skipped": report.skipped}  # fmt: skip
    edition = draft.publish(kind="load", made_at=made_at, source=report.source, about=about)
    return replace(report, edition=edition.number, notices=(*report.notices, *_fit(opened, edition, report)))


def _fit(opened: Opened, edition: Edition, report: Report) -> list[Finding]:
    """How the feed fits together with the others, unless its loader has said so already."""
    if any(each.rule == "feeds_differ" for each in report.notices):
        return []
    return feeds.notices(opened.connection, opened.store, edition, report.source)


def require_no_great_loss(
    opened: Opened, *, source: str, table: str, years: Iterable[int], what: str, file: str, fix: str
) -> None:
    """Refuse to leave less than half of a table's rows of a year. `what` is what the rows are, in words."""
    for year in years:
        parts = opened.before.of(table, source)
        known = sum(part.rows for part in parts if part.key.school_year == year)
        if not known:
            continue
        query = f"SELECT count(*) FROM {named(f'out_{table}')} WHERE school_year = ?"
        here = value_of(opened.connection, query, [year])
        if here < known * (1 - MOST_LOSS):
            words = f"It would leave {here:,} of {known:,} {what} {year - 1}-{year % 100:02d}."
            raise RefusedFile(file, Fault(1, "", "great_loss", words, fix))
