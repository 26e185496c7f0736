"""Plain tables as offices send them: attendance with headings and codes of their own, of students whom rosters know."""

import io
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

HEADER = ("Date", "School", "Student ID", "Last name", "Code")
STUDENTS = ("0001040", "0001041", "0001042", "0001043")
SECRET = ("Okonkwo", "Delacroix", "Szymanski", "Ferreira")
CODES = ("P", "A", "Q", "P")


def rows(dates: Sequence[str] = ("03/04/2026", "03/05/2026")) -> list[tuple[str, ...]]:
    """Each student on each day. 03/04/2026 can be read in two ways; Q is a code that nobody knows."""
    return [
        (day, "S001", student, name, code)
        for day in dates
        for student, name, code in zip(STUDENTS, SECRET, CODES, strict=True)
    ]


def as_csv(found: Sequence[Sequence[str]], *, header: Sequence[str] = HEADER, mark: str = ",") -> bytes:
    return "\n".join(mark.join(row) for row in (header, *found)).encode() + b"\n"


def as_xlsx(found: Sequence[Sequence[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("March")
        for number, row in enumerate((HEADER, *found)):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def as_parquet(found: Sequence[Sequence[str]]) -> bytes:
    stream = io.BytesIO()
    columns = dict(zip(HEADER, zip(*found, strict=True), strict=True))
    pq.write_table(pa.table({name: list(cells) for name, cells in columns.items()}), stream)
    return stream.getvalue()
