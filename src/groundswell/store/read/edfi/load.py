"""Bring Ed-Fi files in: read, check, merge, derive, publish. All of it, or nothing."""
# ruff: noqa: S608 (names and values in SQL pass through engine.named and engine.quoted)

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundswell.store.engine import FOR_LOADING, EngineLimits, named, run, value_of
from groundswell.store.publish.drafts import Draft, Tell, silent
from groundswell.store.publish.editions import QUARANTINE
from groundswell.store.read.edfi import accounts, checking, derive, merging
from groundswell.store.read.edfi.derive import SOURCE
from groundswell.store.read.edfi.descriptors import CODES, Meanings, built_in, make_codes, unknown_codes
from groundswell.store.read.edfi.fields import Resource
from groundswell.store.read.edfi.ledgers import make_ledgers
from groundswell.store.read.edfi.matching import mismatches
from groundswell.store.read.edfi.notices import what_is_missing
from groundswell.store.read.edfi.records import held_quarantine, held_records, known_elsewhere, table_of
from groundswell.store.read.edfi.spec import RESOURCES
from groundswell.store.read.edfi.staging import SUFFIXES, Staging, make_staged
from groundswell.store.read.faults import Fault, Limits
from groundswell.store.read.loading import Opened, carry_out, published, require_no_great_loss
from groundswell.store.read.own_files import Own
from groundswell.store.read.package import PACKAGE_LIMITS, Member, RefusedFile, open_package
from groundswell.store.report import Finding, Report, require_balance
from groundswell.store.schema import TABLES

GUARDED = ("students", "enrollments", "attendance", "assessments", "programs", "grades", "surveys")
FIRST = ("students", "schools")


@dataclass(frozen=True)
class LoadSettings:
    """How to load. `adds`: records add to those held, and take the place of the same keys alone.

    descriptors: a file with what the district's own codes mean; the store keeps it for later loads.
    """

    adds: bool = False
    accept_loss: bool = False
    descriptors: Path | None = None
    limits: Limits = PACKAGE_LIMITS
    engine: EngineLimits = FOR_LOADING


def load_edfi(
    store: Path, path: Path, *, made_at: str, settings: LoadSettings | None = None, tell: Tell = silent
) -> Report:
    """Load the zip file or folder at `path` into `store`. The report says what became of every record.

    The records of each resource in the files take the place of those held. A new edition is published unless the
    files are refused or change nothing. `tell` hears each stage.
    """
    chosen = settings or LoadSettings()
    return carry_out(
        store,
        path,
        begin=lambda opened: _begin(opened, chosen),
        open_members=lambda: open_package(path, limits=chosen.limits, suffixes=SUFFIXES),
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
    staging: Staging = field(init=False)
    merged: bool = False
    notices: list[Finding] = field(default_factory=list)
    own: Own[Meanings] = field(default_factory=lambda: Own(built_in()))

    def __post_init__(self) -> None:
        self.store, self.before = self.opened.store, self.opened.before
        self.connection, self.tell = self.opened.connection, self.opened.tell
        self.staging = Staging(self.connection, self.settings.limits)

    def read(self, members: Mapping[str, Member]) -> None:
        """Stage every file, then merge the records with what is known."""
        self.own = CODES.read(self.store, self.settings.descriptors)
        make_codes(self.connection, self.own.told)
        chosen = {name: each for name, each in sorted(members.items()) if name.lower().endswith(SUFFIXES)}
        others = sorted(set(members) - set(chosen))
        self.notices += [
            Finding(name, 1, "", "not_read", "We do not read this kind of file.", "") for name in others
        ]
        if not chosen:
            words, fix = (
                "There is no XML or JSON file here.",
                "Name the folder or zip file with the Ed-Fi files.",
            )
            raise RefusedFile("", Fault(1, "", "no_files", words, fix))
        for name, member in chosen.items():
            self.staging.read(member, self._teller(name))
            self.tell("read", name)
        if not self.staging.resources:
            words = "None of these files holds records that we use."
            fix = "JSON files are named after their resource, such as students.json. Or send the XML interchanges."
            raise RefusedFile(next(iter(chosen)), Fault(1, "", "nothing_usable", words, fix))
        self._merge()

    def _teller(self, name: str) -> Callable[[int], None]:
        return lambda records: self.tell("reading", f"{name}: {records:,} records")

    def _merge(self) -> None:
        held = held_records(self.store, self.before)
        for resource in RESOURCES.values():
            make_staged(self.connection, resource, typed=True)
        came = [resource for resource in RESOURCES.values() if resource.name in self.staging.resources]
        for resource in came:
            merging.follow_ids(self.connection, resource)
            merging.settle_repeats(self.connection, resource)
            self.notices += self._noticed(resource)
        checking.settle_days(self.connection)
        for name in FIRST:
            self._merge_one(RESOURCES[name], held)
        self._require_people()
        for resource in came:
            if resource.name not in FIRST:
                merging.require_known(
                    self.connection, resource, "people", self._known("students", "student_id")
                )
                merging.require_known(
                    self.connection, resource, "schools", self._known("organizations", "org_id")
                )
        checking.require_parents(self.connection, held)
        for resource in RESOURCES.values():
            if resource.name not in FIRST:
                self._merge_one(resource, held)
        self.merged = True
        require_balance(accounts.counts_of(self.connection, self.staging.kinds))
        self.tell("checked", "")

    def _merge_one(self, resource: Resource, held: Mapping[str, str]) -> None:
        came = resource.name in self.staging.resources
        merging.merge(
            self.connection, resource, held=held.get(resource.name), came=came, adds=self.settings.adds
        )

    def _noticed(self, resource: Resource) -> list[Finding]:
        found = unknown_codes(self.connection, resource)
        return [Finding(resource.name, 1, each.column, each.rule, each.message, each.fix) for each in found]

    def _known(self, table: str, column: str) -> str:
        ours = (
            "SELECT student_id FROM now_students" if table == "students" else "SELECT org_id FROM now_schools"
        )
        others = known_elsewhere(self.store, self.before, table, column)
        return f"{ours} UNION ALL {others}" if others else ours

    def _require_people(self) -> None:
        """Records about students wait for students. Raises `RefusedFile`."""
        for table, column, words, fix in (
            ("students", "student_id", "No feed has told us of a student that we can use.",
             "Send Student.xml or students.json along, or load the district's OneRoster files first."),
            ("organizations", "org_id", "No feed has told us of a school that we can use.",
             "Send EducationOrganization.xml or schools.json along, or load the district's OneRoster files first."),
        ):  # fmt: skip
            if not value_of(self.connection, f"SELECT count(*) FROM ({self._known(table, column)})"):
                raise RefusedFile("", Fault(1, "", f"no_{table}", words, fix))

    def publish(self, made_at: str) -> Report:
        years = derive.derive(self.connection)
        if not self.settings.accept_loss:
            self._require_no_great_loss(years)
        others = (part for part in self.before.of("enrollments") if part.key.source != SOURCE)
        elsewhere = {part.key.school_year for part in others}
        self.notices += what_is_missing(self.connection, enrolled_elsewhere=elsewhere)
        self.notices += mismatches(self.connection, self.store, self.before, years)
        draft = Draft(self.store, self.before, self.connection, self.tell)
        self._draft_records(draft)
        self._draft_tables(draft, frozenset(years))
        self.tell("derived", "")
        self.notices += self.own.notices
        report = published(self.opened, draft, self.report(years), made_at=made_at)
        CODES.keep_from(self.store, self.own)
        return report

    def _require_no_great_loss(self, years: list[int]) -> None:
        fix = "Check the files. If they are right, load them with --accept-loss; to add to what is held, with --add."
        for table in GUARDED:
            require_no_great_loss(
                self.opened,
                source=SOURCE,
                table=table,
                years=self._told_years(table, frozenset(years)),
                what=f"rows of {table} in",
                file="",
                fix=fix,
            )

    def _draft_records(self, draft: Draft) -> None:
        for name in sorted(self.staging.resources):
            resource = RESOURCES[name]
            columns = ", ".join(named(each.name) for each in resource.fields)
            view = named(f"keep_{name}")
            run(self.connection, f"CREATE VIEW {view} AS SELECT {columns} FROM {named(f'now_{name}')}")
            draft.replace(table=table_of(name), source=SOURCE, relation=view)
        waiting = accounts.waiting_rows(
            held_quarantine(self.store, self.before), self.staging.resources, adds=self.settings.adds
        )
        run(self.connection, f"CREATE TABLE set_aside AS {waiting}")
        draft.replace(table=QUARANTINE, source=SOURCE, relation="set_aside")

    def _draft_tables(self, draft: Draft, years: frozenset[int]) -> None:
        listed = ", ".join(map(str, years)) or "NULL"
        for table in derive.out_tables():
            out = named(f"out_{table}")
            run(self.connection, f"DELETE FROM {out} WHERE coalesce(school_year NOT IN ({listed}), true)")
            told = self._told_years(table, years)
            draft.replace(
                table=table,
                source=SOURCE,
                relation=out,
                split=TABLES[table].partition[1:],
                scope=lambda key, told=told: key.school_year in told,  # type: ignore[misc]
            )

    def _told_years(self, table: str, years: frozenset[int]) -> frozenset[int]:
        """The years that a table is told of: a new year's events leave those of the year before as they are."""
        rows = run(self.connection, f"SELECT DISTINCT school_year FROM {named(f'out_{table}')}")
        return frozenset(year for (year,) in rows) & years or years

    def report(self, years: Sequence[int] = ()) -> Report:
        """What was found so far."""
        faults, count = accounts.faults_of(self.connection)
        return Report(
            source=SOURCE,
            path=str(self.opened.path),
            outcome="published",
            edition=0,
            version="5",
            files=accounts.counts_of(self.connection, self.staging.kinds) if self.merged else (),
            faults=faults,
            fault_count=count,
            skipped_rows=accounts.skips_of(self.connection),
            notices=tuple(self.notices),
            tables={name: derive.count_of(self.connection, name) for name in derive.out_tables()}
            if years
            else {},
            school_years=tuple(years),
        )
