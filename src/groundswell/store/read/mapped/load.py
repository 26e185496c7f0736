"""Bring plain tables in by a mapping: read, check, merge, publish. All of it, or nothing."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.store.engine import FOR_LOADING, EngineLimits, named, run, value_of
from groundswell.store.publish.drafts import Draft, Tell, silent
from groundswell.store.publish.editions import QUARANTINE
from groundswell.store.read.faults import Fault, Limits
from groundswell.store.read.loading import Members, Opened, carry_out, published
from groundswell.store.read.mapped import accounts, settling
from groundswell.store.read.mapped.deriving import HowMerged, derive, draft_tables
from groundswell.store.read.mapped.ledgers import make_ledgers
from groundswell.store.read.mapped.mapping import FileMapping
from groundswell.store.read.mapped.quarantine import rows_set_aside
from groundswell.store.read.mapped.sources import open_files
from groundswell.store.read.mapped.staging import Staged, stage
from groundswell.store.read.mapped.typed import create
from groundswell.store.read.package import PACKAGE_LIMITS, RefusedFile
from groundswell.store.report import FileCounts, Finding, Report, require_balance
from groundswell.store.schema import TABLES, Table

DEFAULT_SOURCE = "table"
OTHERS = ("oneroster", "edfi", "calpads")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass(frozen=True)
class LoadSettings:
    """How to load. `source` names the feed, so that several plain feeds stand side by side."""

    source: str = DEFAULT_SOURCE
    adds: bool = False
    accept_loss: bool = False
    limits: Limits = PACKAGE_LIMITS
    engine: EngineLimits = FOR_LOADING


def load_table(
    store: Path,
    path: Path,
    mapping: FileMapping,
    *,
    made_at: str,
    settings: LoadSettings | None = None,
    tell: Tell = silent,
) -> Report:
    """Load a file, or all tables of a folder or zip file, as `mapping` says. The report says what became of every row.

    Rows take the place of what the same feed has told of the same thing (see `deriving.SLICES`), or with `adds` of the
    same keys alone. A new edition is published unless the files are refused or change nothing.
    """
    chosen = settings or LoadSettings()
    return carry_out(
        store,
        path,
        begin=lambda opened: begin(opened, mapping, chosen),
        open_members=lambda: open_files(path, chosen.limits),
        made_at=made_at,
        engine=chosen.engine,
        tell=tell,
    )


def begin(opened: Opened, mapping: FileMapping, settings: LoadSettings) -> "MappedLoad":
    """One load, ready to read."""
    make_ledgers(opened.connection)
    return MappedLoad(opened, mapping, settings)


@dataclass
class MappedLoad:
    """One load under way."""

    opened: Opened
    mapping: FileMapping
    settings: LoadSettings
    tables: Mapping[str, Table] = field(default_factory=lambda: TABLES)
    staged: list[Staged] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    files: tuple[FileCounts, ...] = ()

    @property
    def used(self) -> dict[str, Table]:
        return {name: self.tables[name] for name in self.mapping.tables}

    @property
    def how(self) -> HowMerged:
        mends = any(staged.mends for staged in self.staged)
        return HowMerged(self.settings.source, self.settings.adds or mends, self.settings.accept_loss)

    def read(self, members: Members) -> None:
        """Stage every file, then check all rows together."""
        _require_name(self.settings.source)
        for table in self.used.values():
            run(self.opened.connection, create(table))
        for member in members.values():
            found = stage(self.opened.connection, member, self.mapping, tables=self.tables,
                          limits=self.settings.limits, tell=self.opened.tell)  # fmt: skip
            self.staged.append(found)
            self.notices += found.notices
            self.opened.tell("read", member.name)
        self._settle(members)

    def _settle(self, members: Members) -> None:
        outputs = [output for staged in self.staged for output in staged.mapping.outputs]
        self.notices += settling.settle(self.opened, outputs, self.used)
        for table in self.used.values():
            settling.differing(self.opened.connection, table)
            accounts.set_unclear_aside(self.opened.connection, self.staged, members, table, list(self.used))
        self.files = accounts.counts_of(self.opened.connection, self.staged, list(self.used))
        require_balance(self.files)
        self._require_something()
        self.opened.tell("checked", "")

    def _require_something(self) -> None:
        kept = [f"SELECT file FROM {named(f'in_{name}')}" for name in self.used]
        if not value_of(self.opened.connection, f"SELECT count(*) FROM ({' UNION ALL '.join(kept)})"):
            words, fix = "No row of these files can be used.", "See why below, correct it, and load again."
            if not any(each.rows_read for each in self.files):
                words, fix = "There is no row below the names of the columns.", "Send a file that has rows."
            raise RefusedFile("", Fault(1, "", "nothing_usable", words, fix))

    def publish(self, made_at: str) -> Report:
        self.counts = derive(self.opened, list(self.used), self.how)
        draft = Draft(self.opened.store, self.opened.before, self.opened.connection, self.opened.tell)
        years = draft_tables(self.opened, draft, list(self.used), self.how)
        waiting = rows_set_aside(self.opened, self.settings.source, self.staged)
        run(self.opened.connection, f"CREATE TABLE set_aside AS {waiting}")
        draft.replace(table=QUARANTINE, source=self.settings.source, relation="set_aside")
        self.opened.tell("derived", "")
        self.notices += accounts.absences_only(self.opened, self.counts)
        return published(self.opened, draft, self.report(years), made_at=made_at)

    def report(self, years: Sequence[int] = ()) -> Report:
        """What was found so far."""
        faults, count = accounts.faults_of(self.opened.connection)
        return Report(
            source=self.settings.source,
            path=str(self.opened.path),
            outcome="published",
            edition=0,
            files=self.files,
            faults=faults,
            fault_count=count,
            skipped_rows=accounts.skips_of(self.opened.connection),
            notices=tuple(self.notices),
            tables=self.counts if years else {},
            school_years=tuple(years),
        )


def is_source_name(source: str) -> bool:
    """Whether a plain feed may be called so."""
    return bool(_NAME.fullmatch(source)) and source not in OTHERS[:2]


def _require_name(source: str) -> None:
    if not is_source_name(source):
        words = f"“{source}” cannot be the name of this feed."
        fix = "Use lower-case letters, digits, - and _, such as --source attendance_office."
        raise RefusedFile("", Fault(1, "", "source_name", words, fix))
