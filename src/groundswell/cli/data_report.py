"""A load in words and tables on the command line."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.table import Column, Table

from groundswell.store.publish.drafts import Tell, silent
from groundswell.store.publish.editions import Edition, newest_students
from groundswell.store.report import Finding, Report, SkippedRows

SHOWN = 100
NOT_USED = "not_used"
_STAGES = {
    "reading": "Reading",
    "read": "Read",
    "checked": "Following references",
    "part_written": "Writing",
    "derived": "Publishing",
}


@contextmanager
def stages(console: Console) -> Iterator[Tell]:
    """What is being done right now, on a terminal; nothing in a file or pipe."""
    if not console.is_terminal:
        yield silent
        return
    with console.status("Opening the files") as status:

        def tell(stage: str, detail: str) -> None:
            if stage in _STAGES:
                status.update(f"{_STAGES[stage]} {plain(detail)}")

        yield tell


def show(report: Report, console: Console) -> None:
    """The counts by file, why rows were skipped, and each row set aside: line, column, why, and what to do."""
    if report.files:
        console.print(_counts(report))
    for words in _skipped(report.skipped_rows):
        _say(console, words)
    if report.faults:
        console.print(_findings(report.faults[:SHOWN]))
    if report.fault_count > SHOWN:
        _say(console, f"{report.fault_count - SHOWN:,} more findings; --report FILE.json lists them.")
    for notice in report.notices:
        _say(
            console,
            f"{f'Note on {notice.file}' if notice.file else 'Note'}: {notice.message} {notice.fix}".rstrip(),
        )
    if report.outcome != "refused":
        _say(console, _outcome(report))


def show_editions(found: Sequence[Edition], console: Console) -> None:
    """One line per edition."""
    if not found:
        _say(console, "There is no edition yet. Bring files in with 'groundswell data load'.")
        return
    table = Table(
        "Edition", _folded("Made"), _folded("What"), _folded("Students, newest year"), "Files", "New files"
    )
    for edition in found:
        students = newest_students(edition)
        new = sum(part.path.startswith(f"{edition.number:06d}/") for part in edition.parts.values())
        made_at = edition.made_at[:16].replace("T", " ")
        cells = (edition.number, made_at, _what(edition), f"{students:,}", len(edition.parts), new)
        table.add_row(*map(str, cells))
    console.print(table)


def _what(edition: Edition) -> str:
    if "words" in edition.about:
        return plain(str(edition.about["words"]))
    return plain(f"{edition.source}: {edition.about.get('path', '')}")


def _counts(report: Report) -> Table:
    counted = ("Rows read", "Came in", "Set aside", "Skipped")
    table = Table(_folded("File"), *counted, title=plain(report.path))
    for file in report.files:
        counts = (file.rows_read, file.accepted, file.quarantined, file.skipped)
        table.add_row(f"{file.file} ({file.mode})", *(f"{count:,}" for count in counts))
    totals = (report.rows_read, report.accepted, report.quarantined, report.skipped)
    table.add_row("All", *(f"{count:,}" for count in totals), style="bold")
    return table


def _findings(findings: Sequence[Finding]) -> Table:
    names = ("File", "Line", "Column", "Why it was set aside", "What to do")
    table = Table(*map(_folded, names))
    for each in findings:
        cells = (each.file, str(each.line), each.column, each.message, each.fix)
        table.add_row(*(plain(cell).replace("[", r"\[") for cell in cells))
    return table


def _folded(name: str) -> Column:
    """A narrow terminal breaks what is long; nothing is cut off."""
    return Column(name, overflow="fold")


def _skipped(found: Sequence[SkippedRows]) -> Iterator[str]:
    """A sentence for each reason in each file; kinds of record that nobody can do anything about share one."""
    left_out: dict[tuple[str, str], list[SkippedRows]] = {}
    for each in found:
        if each.rule == NOT_USED:
            left_out.setdefault((each.file, each.message), []).append(each)
    for (file, message), kinds in left_out.items():
        listed = ", ".join(f"{each.column} {each.rows:,}" for each in kinds)
        yield f"Skipped {sum(each.rows for each in kinds):,} of {file} ({listed}): {message}"
    for each in found:
        if each.rule != NOT_USED:
            yield f"Skipped {each.rows:,} of {each.file} ({each.column}): {each.message} {each.fix}"


def _outcome(report: Report) -> str:
    if report.outcome == "unchanged":
        return f"Nothing is new: edition {report.edition} holds all of this already. No edition was made."
    years = ", ".join(f"{year - 1}-{year % 100:02d}" for year in report.school_years)
    return f"This is edition {report.edition}, with school year {years}."


def _say(console: Console, words: str) -> None:
    console.print(plain(words), markup=False, highlight=False, soft_wrap=True)


def plain(text: str) -> str:
    """The text without signs that would move a terminal's cursor or change its colors."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
