"""Bring CALPADS files in: read by their record types, check, keep, derive, publish. All of it, or nothing."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.store.engine import FOR_LOADING, EngineLimits, named, run, value_of
from groundswell.store.publish.drafts import Draft, Tell, silent
from groundswell.store.publish.editions import QUARANTINE, RECORDS
from groundswell.store.publish.reading import files
from groundswell.store.read.calpads.derive import SELECTS, SOURCE, derive, make_names
from groundswell.store.read.calpads.layouts import Layout, as_mapping, layouts
from groundswell.store.read.faults import Fault, Limits
from groundswell.store.read.loading import Members, Opened, carry_out, published, require_no_great_loss
from groundswell.store.read.mapped import accounts, settling
from groundswell.store.read.mapped.ledgers import FAULTS, SKIPS, make_ledgers
from groundswell.store.read.mapped.mapping import FileMapping
from groundswell.store.read.mapped.quarantine import rows_set_aside
from groundswell.store.read.mapped.sources import open_files
from groundswell.store.read.mapped.staging import Staged, stage
from groundswell.store.read.mapped.typed import create, staged_columns
from groundswell.store.read.package import PACKAGE_LIMITS, RefusedFile
from groundswell.store.report import FileCounts, Finding, Report, require_balance
from groundswell.store.schema import TABLES

MISFIT = 0.5
WITH_PERSON = ("SENR", "SINF")


_NO_SCHOOL = (
    "school NOT IN (SELECT code FROM school_names) "
    "AND coalesce(lea, '') || school NOT IN (SELECT code FROM school_names)"
)
_PEOPLE = (
    "SELECT ssid FROM now_SENR UNION ALL SELECT ssid FROM now_SINF UNION ALL SELECT student_id FROM known_students "
    "UNION ALL SELECT ssid FROM student_names WHERE student IS NOT NULL"
)


@dataclass(frozen=True)
class LoadSettings:
    """How to load. `layout`: a district's own positions of fields, as in layouts.yaml."""

    layout: Path | None = None
    accept_loss: bool = False
    limits: Limits = PACKAGE_LIMITS
    engine: EngineLimits = FOR_LOADING


def load_calpads(
    store: Path, path: Path, *, made_at: str, settings: LoadSettings | None = None, tell: Tell = silent
) -> Report:
    """Load a file, or those of a folder or zip file. The report says what became of every record.

    Records of a kind take the place of those held of the same kind and school year.
    """
    chosen = settings or LoadSettings()
    return carry_out(
        store,
        path,
        begin=lambda opened: _begin(opened, chosen),
        open_members=lambda: open_files(path, chosen.limits),
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
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    staged: list[Staged] = field(default_factory=list)
    files: tuple[FileCounts, ...] = ()
    notices: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def mapping(self) -> FileMapping:
        return as_mapping(self.layouts)

    def read(self, members: Members) -> None:
        """Stage every file, then check all records together."""
        self.layouts = layouts(self.settings.layout)
        tables = {kind: layout.table for kind, layout in self.layouts.items()}
        for table in tables.values():
            run(self.opened.connection, create(table))
        for member in members.values():
            found = stage(self.opened.connection, member, self.mapping, tables=tables,
                          limits=self.settings.limits, tell=self.opened.tell)  # fmt: skip
            self._require_fitting(found)
            self.staged.append(found)
            self.opened.tell("read", member.name)
        run(
            self.opened.connection, f"UPDATE {SKIPS} SET rule = 'other_record' WHERE rule = 'nothing_to_take'"
        )
        settling.settle(self.opened, self.mapping.outputs, tables)
        for table in tables.values():
            settling.differing(self.opened.connection, table)
            accounts.set_unclear_aside(self.opened.connection, self.staged, members, table, list(tables))
        self._combine()
        self.files = accounts.counts_of(self.opened.connection, self.staged, list(self.layouts))
        require_balance(self.files)
        self.opened.tell("checked", "")

    def _require_fitting(self, staged: Staged) -> None:
        """Rows most of which break a rule at the same field are no rows of this layout. Raises `RefusedFile`."""
        worst = run(
            self.opened.connection,
            f"SELECT place, count(DISTINCT line) AS n, min(line) FROM {FAULTS} WHERE file = ? GROUP BY 1 "
            "ORDER BY 2 DESC LIMIT 1",
            [staged.file],
        )
        for place, count, line in worst:
            if count > staged.read * MISFIT:
                words = (
                    f"{count:,} of {staged.read:,} records do not fit the layout that we know at this field."
                )
                fix = "Compare them with this year's CALPADS file specifications; give yours with --layout FILE.yaml."
                raise RefusedFile(staged.file, Fault(line, place, "layout_misfit", words, fix))

    def _combine(self) -> None:
        """Make `now_<kind>`: what came, and of other school years what was held. Skip what names no school we know."""
        connection = self.opened.connection
        for kind, layout in self.layouts.items():
            columns = ", ".join(named(each.name) for each in staged_columns(layout.table))
            run(connection, f"CREATE TABLE now_{kind} AS SELECT {columns} FROM {named(f'in_{kind}')}")
            parts = self.opened.before.of(table_of(kind), SOURCE)
            if parts:
                held = files(self.opened.store, parts)
                run(connection, f"INSERT INTO now_{kind} BY NAME SELECT * FROM {held} WHERE school_year NOT IN "
                                f"(SELECT DISTINCT school_year FROM {named(f'in_{kind}')})")  # fmt: skip
        make_names(self.opened)
        self._skip_unknown()

    def _skip_unknown(self) -> None:
        connection = self.opened.connection
        if not value_of(connection, "SELECT count(*) FROM school_names"):
            words = "No feed has told us of schools yet, and CALPADS files name them by code alone."
            fix = "Load the district's OneRoster or Ed-Fi files first, or a table of organizations."
            raise RefusedFile("", Fault(1, "", "no_schools", words, fix))
        for kind, layout in self.layouts.items():
            self._skip(kind, layout, "school", _NO_SCHOOL, "unknown_schools")
            if "ssid" in layout.fields and kind not in WITH_PERSON:
                self._skip(kind, layout, "ssid", f"ssid NOT IN ({_PEOPLE})", "unknown_students")

    def _skip(self, kind: str, layout: Layout, name: str, lost: str, rule: str) -> None:
        connection, staged = self.opened.connection, named(f"in_{kind}")
        run(connection, f"CREATE OR REPLACE TEMP TABLE lost AS SELECT file, line FROM {staged} WHERE {lost}")
        place = f"{kind} field {layout.fields[name]} ({name})"
        settling.drop(connection, list(self.layouts), "lost", place=place, rule=rule)
        run(connection, f"DELETE FROM now_{kind} WHERE {lost}")

    def publish(self, made_at: str) -> Report:
        came = [
            kind
            for kind in self.layouts
            if value_of(self.opened.connection, f"SELECT count(*) FROM {named(f'in_{kind}')}")
        ]
        if not came:
            words = "No record of these files can be used."
            raise RefusedFile(
                "", Fault(1, "", "nothing_usable", words, "See why below, correct it, and load again.")
            )
        derive(self.opened)
        self._tell_unconfirmed(came)
        draft = Draft(self.opened.store, self.opened.before, self.opened.connection, self.opened.tell)
        for kind in came:
            draft.replace(table=table_of(kind), source=SOURCE, relation=f"now_{kind}")
        years = self._draft_tables(draft)
        run(
            self.opened.connection,
            f"CREATE TABLE set_aside AS {rows_set_aside(self.opened, SOURCE, self.staged)}",
        )
        draft.replace(table=QUARANTINE, source=SOURCE, relation="set_aside")
        return published(self.opened, draft, self.report(years), made_at=made_at)

    def _draft_tables(self, draft: Draft) -> list[int]:
        years: set[int] = set()
        for table in SELECTS:
            told = {
                year
                for (year,) in run(
                    self.opened.connection, f"SELECT DISTINCT school_year FROM {named(f'out_{table}')}"
                )
            }
            self.counts[table] = int(
                value_of(self.opened.connection, f"SELECT count(*) FROM {named(f'out_{table}')}")
            )
            if not self.settings.accept_loss:
                fix = "Check the files. If they are right, load them with --accept-loss."
                require_no_great_loss(
                    self.opened,
                    source=SOURCE,
                    table=table,
                    years=told,
                    what=f"rows of {table} in",
                    file="",
                    fix=fix,
                )
            draft.replace(
                table=table, source=SOURCE, relation=named(f"out_{table}"), split=TABLES[table].partition[1:]
            )
            years |= told
        return sorted(years)

    def _tell_unconfirmed(self, came: Sequence[str]) -> None:
        for kind in came:
            layout = self.layouts[kind]
            if layout.unconfirmed:
                places = ", ".join(f"{name} {layout.fields[name]}" for name in layout.unconfirmed)
                words = f"We could not check these positions against a published layout: {places}. Look at the numbers."
                fix = "Compare them with this year's CALPADS file specifications; give yours with --layout."
                self.notices.append(Finding(kind, 1, "", "unconfirmed_layout", words, fix))
        if "STAS" in came:
            words = "Absences of the whole year are kept, but no indicator reads them: they have no days."
            self.notices.append(
                Finding("STAS", 1, "", "kept_aside", words, "Load daily attendance for rates.")
            )

    def report(self, years: Sequence[int] = ()) -> Report:
        """What was found so far."""
        faults, count = accounts.faults_of(self.opened.connection)
        return Report(
            source=SOURCE,
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


def table_of(kind: str) -> str:
    """The store's name for the records of one kind."""
    return f"{RECORDS}calpads_{kind.lower()}"
