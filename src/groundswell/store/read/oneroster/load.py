"""Bring a OneRoster package in: read, check, merge, derive, publish. All of it, or nothing."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.store.engine import FOR_LOADING, EngineLimits, named, run, value_of
from groundswell.store.publish.drafts import Draft, Replacement, Tell, silent
from groundswell.store.publish.editions import QUARANTINE, PartKey
from groundswell.store.read.ahead import Files, files_ahead
from groundswell.store.read.faults import Fault, Limits
from groundswell.store.read.loading import Opened, carry_out, noticed, published, require_no_great_loss
from groundswell.store.read.oneroster import accounts, derive, merging, references
from groundswell.store.read.oneroster.derive import SOURCE
from groundswell.store.read.oneroster.fields import FileSpec
from groundswell.store.read.oneroster.ledgers import make_ledgers
from groundswell.store.read.oneroster.manifest import NAME, Mode, read_manifest
from groundswell.store.read.oneroster.own_words import hold, own_words
from groundswell.store.read.oneroster.quarantine import rows_set_aside
from groundswell.store.read.oneroster.records import (
    earlier_quarantine,
    earlier_records,
    require_fitting,
    table_of,
)
from groundswell.store.read.oneroster.spec import ESSENTIAL, FILES
from groundswell.store.read.oneroster.staging import HowRead, Staged, stage
from groundswell.store.read.oneroster.typed import stored
from groundswell.store.read.package import PACKAGE_LIMITS, Member, RefusedFile, open_package
from groundswell.store.report import FileCounts, Finding, Report, require_balance
from groundswell.store.schema import TABLES


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
    """One load under way."""

    opened: Opened
    settings: LoadSettings
    version: str = "1.1"
    staged: dict[str, Staged] = field(default_factory=dict)
    files: tuple[FileCounts, ...] = ()
    notices: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store, self.before = self.opened.store, self.opened.before
        self.connection, self.tell = self.opened.connection, self.opened.tell

    @property
    def specs(self) -> Mapping[str, FileSpec]:
        return FILES[self.version]

    def read(self, members: Mapping[str, Member]) -> None:
        """Stage every file that the manifest names, then merge them with what is known."""
        hold(self.connection, own_words(self.store, self.settings.words))
        manifest = read_manifest(members)
        self.version = manifest.version
        self.notices += noticed(NAME, manifest.notices)
        earlier = earlier_records(self.store, self.before, self.version)
        require_fitting(self.connection, manifest, earlier)
        how, files = self.settings.how, [members[self.specs[name].filename] for name in manifest.modes]
        with files_ahead(files, limits=self.settings.limits, encoding=how.encoding) as coming:
            for name, mode in manifest.modes.items():
                self._stage(coming, self.specs[name], mode)
        self._merge(earlier)

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
        self.notices += noticed(spec.filename, staged.notices)
        merging.settle_repeats(self.connection, staged)
        self.tell("read", spec.filename)

    def _row_teller(self, spec: FileSpec) -> Callable[[int], None]:
        return lambda rows: self.tell("reading", f"{spec.filename}: {rows:,} rows")

    def _merge(self, earlier: Mapping[str, str]) -> None:
        waiting = earlier_quarantine(self.store, self.before)
        references.note_waiting(self.connection, waiting)
        deleted = {}
        for name, spec in self.specs.items():
            deleted[name] = merging.merge(self.connection, spec, self.staged.get(name), earlier.get(name))
        for spec in self.specs.values():
            self.notices += noticed(spec.filename, references.resolve(self.connection, spec))
        self.files = tuple(
            accounts.counts_of(self.connection, staged, deleted[name]) for name, staged in self.staged.items()
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
        draft = Draft(self.store, self.before, self.connection, self.tell)
        with draft.replacing([*self._records(), self._quarantine()]):
            years = derive.derive(self.connection, self.version)
        if not self.settings.accept_loss:
            self._require_no_great_loss(years)
        draft.replace_all([*self._tables(years)])
        if self.version == "1.1":
            draft.parts.pop(PartKey(table_of("roles"), SOURCE), None)
        self.tell("derived", "")
        return published(self.opened, draft, self.report(years, draft), made_at=made_at)

    def _require_no_great_loss(self, years: list[int]) -> None:
        fix = "Check the export. If it is right, load it with --accept-loss."
        require_no_great_loss(
            self.opened,
            source=SOURCE,
            table="students",
            years=years,
            what="students of",
            file="users.csv",
            fix=fix,
        )

    def _records(self) -> Iterator[Replacement]:
        for name, spec in self.specs.items():
            columns = ", ".join(named(column.name) for column in stored(spec))
            view = named(f"keep_{name}")
            run(
                self.connection,
                f"CREATE VIEW {view} AS SELECT {columns}, extensions FROM {named(f'now_{name}')}",
            )
            yield Replacement(table=table_of(name), source=SOURCE, relation=view, places=[()])

    def _quarantine(self) -> Replacement:
        earlier = earlier_quarantine(self.store, self.before)
        run(self.connection, f"CREATE TABLE set_aside AS {rows_set_aside(earlier, self.staged)}")
        return Replacement(table=QUARANTINE, source=SOURCE, relation="set_aside", places=[()])

    def _tables(self, years: list[int]) -> Iterator[Replacement]:
        for table in derive.out_tables():
            yield Replacement(
                table=table,
                source=SOURCE,
                relation=named(f"out_{table}"),
                split=TABLES[table].partition[1:],
                scope=lambda key: key.school_year in years,
                places=[(year,) for year in years],
            )

    def report(self, years: Sequence[int] = (), draft: Draft | None = None) -> Report:
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
            notices=tuple(self.notices),
            tables=_rows_of(draft, years) if draft else {},
            school_years=tuple(years),
        )


def _rows_of(draft: Draft, years: Sequence[int]) -> dict[str, int]:
    """How many rows of each canonical table this feed tells of these years."""
    return {
        table: sum(part.rows for part in draft.of(table, SOURCE) if part.key.school_year in years)
        for table in derive.out_tables()
    }
