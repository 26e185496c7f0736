"""A refusal in words: the file, the row, the column, what is odd, and how to put it right."""

from groundswell.store.read.columnar import RefusedFile
from groundswell.store.read.faults import Fault, Unreadable

OPTIONS = {
    "ambiguous_date": "Add --dates mdy (month first) or --dates dmy (day first).",
    "not_a_number": 'Write a number, leave the cell empty, or say --missing "{cell}" if it means missing.',
    "date_or_number": "{fix} (--x-kind date or --x-kind number)",
    "no_sheet": "{fix} (--sheet)",
    "repeated": "{fix}",
}


class Refusal(Exception):
    """The chart cannot be made as asked. The message is for the person at the command line."""


def of_file(fault: RefusedFile) -> Refusal:
    """Every finding on its own line; the number of those that are not shown."""
    lines = [f"{fault.name} cannot be charted as it is:"]
    lines += [f"  {_line(each)}" for each in fault.faults]
    more = fault.total - len(fault.faults)
    if more:
        lines.append(f"  ... and {more:,} more.")
    return Refusal("\n".join(lines))


def of_table(name: str, fault: Unreadable) -> Refusal:
    """The one thing that keeps the file from being a table."""
    return Refusal(f"{name}: {_line(fault.fault)}")


def _line(fault: Fault) -> str:
    where = f"row {fault.line}" + (f", column {fault.column}" if fault.column else "")
    return plain(f"{where}: {fault.message} {_fix(fault)}")


def _fix(fault: Fault) -> str:
    cell = fault.message.partition("“")[2].partition("”")[0]
    return OPTIONS.get(fault.rule, "{fix}").replace("{cell}", cell).replace("{fix}", fault.fix)


def plain(text: str) -> str:
    """The text without signs that would move a terminal's cursor or change its colors."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )
