"""Bring a OneRoster package in: read, check, merge, derive, publish. All of it, or nothing."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from duckdb import DuckDBPyConnection

from groundswell.store.engine import FOR_LOADING, EngineLimits, named, run, value_of
from groundswell.store.publish.drafts import Draft, Replacement, Tell, silent
from groundswell.store.publish.editions import QUARANTINE, PartKey
from groundswell.store.publish.side_by_side import begun
from groundswell.store.read.ahead import Files, files_ahead
from groundswell.store.read.faults import Fault, Limits
from groundswell.store.read.loading import Opened, carry_out, noticed, published, require_no_great_loss
from groundswell.store.read.oneroster import accounts, derive, merging, references
from groundswell.store.read.oneroster.derive import SOURCE
from groundswell.store.read.oneroster.fields import FileSpec
from groundswell.store.read.oneroster.ledgers import make_ledgers
from groundswell.store.read.oneroster.manifest import NAME, Mode, read_manifest
from groundswell.store.read.oneroster.own_words import WORDS, OwnWords, hold, unexplained
from groundswell.store.read.oneroster.quarantine import rows_set_aside
from groundswell.store.read.oneroster.records import (
    earlier_quarantine,
    earlier_records,
    require_fitting,
    table_of,
)
from groundswell.store.read.oneroster.spec import ESSENTIAL, FILES
from groundswell.store.read.oneroster.staging import HowRead, Staged, settle_unfit, stage
from groundswell.store.read.oneroster.typed import stored
from groundswell.store.read.own_files import Own
from groundswell.store.read.package import PACKAGE_LIMITS, Member, RefusedFile, open_package
from groundswell.store.report import FileCounts, Finding, Report, require_balance
from groundswell.store.schema import TABLES

BYTES_OF_A_ROW = 60  # for an estimate
Keep = Callable[[Replacement], None]


@dataclass(frozen=True)
class LoadSettings:
    """How to load. `accept_loss` lets a bulk export take away more than half of a year's students.

    words: a file that says what the district's own columns and titles mean; the store keeps it for later loads.
    """

    how: HowRead = field(default_factory=HowRead)
    accept_loss: bool = False
    words: Path | None = None
    limits: Limits = PACKAGE_LIMITS
    engine: EngineLimits = FOR_LOADING


def load_oneroster(
    store: Path, path: Path, *, made_at: str, settings: LoadSettings | None = None, tell: Tell = silent
) -> Report:
    """Load the zip file or folder at `path` into `store`. The report says what became of every row.

    A new edition is published unless the package is refused or changes nothing. `tell` hears each stage.
    """
    chosen = settings or LoadSettings()
    return carry_out(
        store,
        path,
        begin=lambda opened: _begin(opened, chosen),
        open_members=lambda: open_package(path, limits=chosen.limits),
        made_at=made_at,
        engine=chosen.engine,
        tell=tell,
    )


def _begin(opened: Opened, settings: LoadSettings) -> "_Load":
    make_ledgers(opened.connection)
    return _Load(opened, settings)


@dataclass
class _Load:
    """One load under way. `said` is what settling has to tell; `years` are the school years covered."""

    opened: Opened
    settings: LoadSettings
    version: str = "1.1"
    staged: dict[str, Staged] = field(default_factory=dict)
    deleted: dict[str, int] = field(default_factory=dict)
    files: tuple[FileCounts, ...] = ()
    notices: list[Finding] = field(default_factory=list)
    said: list[Finding] = field(default_factory=list)
    years: tuple[int, ...] = ()
    rows: int = 0
    own: Own[OwnWords] = field(default_factory=lambda: Own(OwnWords()))

    def __post_init__(self) -> None:
        self.store, self.before = self.opened.store, self.opened.before
        self.connection, self.tell = self.opened.connection, self.opened.tell
        self.draft = Draft(self.store, self.before, self.connection, self.tell)

    @property
    def specs(self) -> Mapping[str, FileSpec]:
        return FILES[self.version]

    def read(self, members: Mapping[str, Member]) -> None:
        """Stage every file that the manifest names, settle it with what is known, and write its records."""
        self.own = WORDS.read(self.store, self.settings.words)
        hold(self.connection, self.own.told)
        manifest = read_manifest(members)
        self.version = manifest.version
        self.notices += noticed(NAME, manifest.notices)
        earlier = earlier_records(self.store, self.before, self.version)
        require_fitting(self.connection, manifest, earlier)
        references.note_waiting(self.connection, earlier_quarantine(self.store, self.before))
        files = {name: members[self.specs[name].filename] for name in manifest.modes}
        self.rows = self._about(files.values())
        with self.draft.replacing(rows=self.rows) as keep:
            self._settle_all(files, manifest.modes, earlier, keep)
            self._count()
            keep(self._quarantine())
            self.years = tuple(derive.derive(self.connection))
            self.said += noticed("users.csv", unexplained(self.connection))

    def _about(self, files: Iterable[Member]) -> int:
        """How many rows there are, come and known, more or less."""
        known = sum(sum(part.rows for part in self.before.of(table_of(name), SOURCE)) for name in self.specs)
        return known + sum(file.size for file in files) // BYTES_OF_A_ROW

    def _settle_all(
        self, files: Mapping[str, Member], modes: Mapping[str, Mode], earlier: Mapping[str, str], keep: Keep
    ) -> None:
        """Every file comes after those that it refers to, so it is settled while the next ones are read."""
        how = self.settings.how
        with (
            begun(self.connection, most=1, rows=self.rows, waits=False) as settling,
            files_ahead(files.values(), limits=self.settings.limits, encoding=how.encoding) as coming,
        ):
            for name, spec in self.specs.items():
                if name in files:
                    self._stage(coming, spec, modes[name])
                settling.add(partial(self._settle, spec, earlier.get(name), keep))
            settling.results(self.tell)

    def _stage(self, coming: Files, spec: FileSpec, mode: Mode) -> None:
        staged = stage(
            self.connection,
            coming,
            spec,
            mode=mode,
            dates=self.settings.how.dates,
            limits=self.settings.limits,
            tell=self._row_teller(spec),
        )
        self.staged[spec.name] = staged
        self.tell("read", spec.filename)

    def _row_teller(self, spec: FileSpec) -> Callable[[int], None]:
        return lambda rows: self.tell("reading", f"{spec.filename}: {rows:,} rows")

    def _settle(
        self, spec: FileSpec, earlier: str | None, keep: Keep, connection: DuckDBPyConnection, _tell: Tell
    ) -> None:
        staged = self.staged.get(spec.name)
        if staged is not None:
            self.notices += noticed(spec.filename, settle_unfit(connection, staged))
            merging.settle_repeats(connection, staged)
        self.deleted[spec.name] = merging.merge(connection, spec, staged, earlier)
        self.said += noticed(spec.filename, references.resolve(connection, spec))
        keep(_record(connection, spec))
        if spec.name == "enrollments":
            derive.prepare(connection, self.version)

    def _count(self) -> None:
        self.files = tuple(
            accounts.counts_of(self.connection, staged, self.deleted[name])
            for name, staged in self.staged.items()
        )
        require_balance(self.files)
        self._require_essentials()
        self.tell("checked", "")

    def _require_essentials(self) -> None:
        for name in ESSENTIAL:
            if not value_of(self.connection, f"SELECT count(*) FROM {named(f'now_{name}')}"):
                words = "No row of this file can be used, so there is nothing to build on."
                raise RefusedFile(
                    f"{name}.csv", Fault(1, "", "nothing_usable", words, "See the rows set aside.")
                )

    def publish(self, made_at: str) -> Report:
        if not self.settings.accept_loss:
            self._require_no_great_loss()
        self.draft.replace_all([*self._tables()], rows=self.rows)
        if self.version == "1.1":
            self.draft.parts.pop(PartKey(table_of("roles"), SOURCE), None)
        self.tell("derived", "")
        self.said += self.own.notices
        report = published(self.opened, self.draft, self.report(), made_at=made_at)
        WORDS.keep_from(self.store, self.own)
        return report

    def _require_no_great_loss(self) -> None:
        fix = "Check the export. If it is right, load it with --accept-loss."
        require_no_great_loss(
            self.opened,
            source=SOURCE,
            table="students",
            years=self.years,
            what="students of",
            file="users.csv",
            fix=fix,
        )

    def _quarantine(self) -> Replacement:
        earlier = earlier_quarantine(self.store, self.before)
        run(self.connection, f"CREATE TABLE set_aside AS {rows_set_aside(earlier, self.staged)}")
        return Replacement(table=QUARANTINE, source=SOURCE, relation="set_aside", places=[()])

    def _tables(self) -> Iterator[Replacement]:
        for table in derive.heaviest_first():
            yield Replacement(
                table=table,
                source=SOURCE,
                relation=named(f"out_{table}"),
                split=TABLES[table].partition[1:],
                scope=lambda key: key.school_year in self.years,
                places=[(year,) for year in self.years],
            )

    def report(self) -> Report:
        """What was found so far."""
        faults, count = accounts.faults_of(self.connection, self.specs)
        return Report(
            source=SOURCE,
            path=str(self.opened.path),
            outcome="published",
            edition=0,
            version=self.version,
            files=self.files,
            faults=faults,
            fault_count=count,
            skipped_rows=accounts.skips_of(self.connection),
            notices=(*self.notices, *self.said),
            tables=_rows_of(self.draft, self.years) if self.years else {},
            school_years=self.years,
        )


def _record(connection: DuckDBPyConnection, spec: FileSpec) -> Replacement:
    """The rows of one file as they now are, to be kept for the next delta."""
    columns = ", ".join(named(column.name) for column in stored(spec))
    view = named(f"keep_{spec.name}")
    run(connection, f"CREATE VIEW {view} AS SELECT {columns}, extensions FROM {named(f'now_{spec.name}')}")
    return Replacement(table=table_of(spec.name), source=SOURCE, relation=view, places=[()])


def _rows_of(draft: Draft, years: Sequence[int]) -> dict[str, int]:
    """How many rows of each canonical table this feed tells of these years."""
    return {
        table: sum(part.rows for part in draft.of(table, SOURCE) if part.key.school_year in years)
        for table in derive.out_tables()
    }
