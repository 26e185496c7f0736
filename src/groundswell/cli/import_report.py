"""What became of a file, in words and tables on the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from groundswell import clock
from groundswell.domain.access.actor import Actor
from groundswell.domain.intake import actions
from groundswell.domain.intake.models import Import, SetAsideRow
from groundswell.domain.intake.queries import reasons

SHOWN = 200
QUARANTINED = SetAsideRow.Kind.QUARANTINED


@contextmanager
def progress_of(load: Import, console: Console) -> Iterator[Callable[[], datetime]]:
    """A bar on a terminal. Yields the clock that the import asks before each piece, which moves the bar."""
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Bringing in", total=None)

        def tell() -> datetime:
            if console.is_terminal:
                done, total = Import.objects.values_list("rows_done", "rows_total").get(pk=load.pk)
                bar.update(task, completed=done, total=total or None)
            return clock.now()

        yield tell


def show_report(by: Actor, load: Import, console: Console) -> None:
    """The counts, why rows were skipped, and each row set aside: line, column, why, and what to do."""
    console.print(_counts(load), markup=False, highlight=False)
    for reason in reasons(load):
        if reason.kind != QUARANTINED:
            console.print(f"Skipped {reason.rows:,}: {plain(reason.message)}", markup=False, highlight=False)
    first = load.set_aside.filter(kind=QUARANTINED).order_by("line", "id").values("pk")[:SHOWN]
    rows = load.set_aside.filter(pk__in=first)
    looked = actions.look_at_set_aside(by, load=load, purpose="command line report", rows=rows)
    if looked:
        console.print(_table(looked))
    if load.quarantined > len(looked):
        console.print(f"{load.quarantined - len(looked):,} more were set aside; the import's page lists all.")


def _counts(load: Import) -> str:
    would = load.state == Import.State.PREVIEW
    words = "would come in" if would else "came in"
    sample = f" of the first {load.rows_read:,} rows" if load.is_sample else ""
    counted = f"{load.accepted:,}{sample} {words}, {load.quarantined:,} set aside, {load.skipped:,} skipped."
    return f"{plain(load.filename)}: {counted}" + ("" if would else f" This is import {load.pk}.")


def _table(rows: list[SetAsideRow]) -> Table:
    table = Table("Line", "Column", "Why it was set aside", "What to do")
    for row in rows:
        table.add_row(*(_cell(text) for text in (str(row.line), row.column, row.message, row.fix)))
        for more in row.more:
            table.add_row("", *(_cell(str(more[name])) for name in ("column", "message", "fix")))
    return table


def _cell(text: str) -> str:
    return plain(text).replace("[", r"\[")


def plain(text: str) -> str:
    """The text without signs that would move a terminal's cursor or change its colors."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
