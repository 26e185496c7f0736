"""Excel workbooks: every cell as text, numbers also as exactly as the workbook stores them."""

import io
import zipfile
from collections.abc import Sequence
from typing import BinaryIO, NoReturn

import fastexcel
import pyarrow as pa

from groundswell.store.read.columnar.buffers import present
from groundswell.store.read.columnar.refused import refuse_if
from groundswell.store.read.columnar.sheet import Sheet
from groundswell.store.read.columnar.wanted import require_columns
from groundswell.store.read.faults import Fault, Limits, Unreadable
from groundswell.store.read.headers import check_header
from groundswell.store.read.records import Record

LARGEST_RATIO = 200
SMALL = 64 * 1024 * 1024
PIECE = 1024 * 1024


def read_workbook(stream: BinaryIO, *, name: str, wanted: Sequence[str], sheet: str, limits: Limits) -> Sheet:
    """The wanted columns of one sheet, headed by its first row. Raises `Unreadable` or `RefusedFile`."""
    data = stream.read(limits.packed_bytes + 1)
    _refuse_bomb(data, limits)
    try:
        book = fastexcel.read_excel(data)
        chosen = _sheet_name(book, sheet)
        header = _header(book, chosen, limits)
        require_columns(header, wanted)
        places = {column: header.index(column) for column in wanted}
        text, errors = _columns(book, chosen, places, "string")
        exact, _ = _columns(book, chosen, places, "float")
    except fastexcel.FastExcelError as error:
        _refuse(error)
    top = min(int(present(column).argmax()) for column in text.values()) + 1
    _refuse_errors(name, errors, {place: column for column, place in places.items()})
    return Sheet(
        name,
        {column: each.slice(top) for column, each in text.items()},
        lambda rows: [row + top + 1 for row in rows],
        exact={column: each.slice(top) for column, each in exact.items()},
    )


def read_header(stream: BinaryIO, *, sheet: str, limits: Limits) -> tuple[str, ...]:
    """The first row of one sheet alone. Raises `Unreadable`."""
    data = stream.read(limits.packed_bytes + 1)
    _refuse_bomb(data, limits)
    try:
        book = fastexcel.read_excel(data)
        return _header(book, _sheet_name(book, sheet), limits)
    except fastexcel.FastExcelError as error:
        _refuse(error)


def _refuse(error: Exception) -> NoReturn:
    words, fix = "The workbook cannot be opened.", "Save it as XLSX without a password, or as CSV."
    raise Unreadable(Fault(1, "", "damaged_workbook", words, fix)) from error


def _refuse_bomb(data: bytes, limits: Limits) -> None:
    """Unpack once without keeping anything: what a part says about its size may not be so."""
    if len(data) > limits.packed_bytes:
        raise Unreadable(Fault(1, "", "too_large", "The file is larger than we take.", "Send it in parts."))
    total, most = 0, max(SMALL, LARGEST_RATIO * len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                with parts.open(part) as unpacked:
                    while piece := unpacked.read(PIECE):
                        total += len(piece)
                        if total > min(most, limits.unpacked_bytes):
                            fix = "Save the sheet as CSV and look what it holds."
                            words = "Unpacked, it is larger than we take."
                            raise Unreadable(Fault(1, "", "too_large", words, fix))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        _refuse(error)


def _sheet_name(book: fastexcel.ExcelReader, sheet: str) -> str:
    names = book.sheet_names
    if sheet and sheet not in names:
        words = f"There is no sheet “{sheet}”."
        raise Unreadable(Fault(1, "", "no_sheet", words, f"The sheets are: {', '.join(names)}."))
    return sheet or names[0]


def _header(book: fastexcel.ExcelReader, sheet: str, limits: Limits) -> tuple[str, ...]:
    top = book.load_sheet(sheet, header_row=None, n_rows=1, dtypes="string").to_arrow()
    cells = [str(cell or "") for row in top.to_pylist() for cell in row.values()]
    return check_header(Record(1, cells) if cells else None, columns=limits.columns)


def _columns(
    book: fastexcel.ExcelReader, sheet: str, places: dict[str, int], kind: "fastexcel.DType"
) -> "tuple[dict[str, pa.ChunkedArray], list[fastexcel.CellError]]":
    """Every row of the sheet from its first; cells that do not fit the kind are empty and told apart."""
    loaded = book.load_sheet(
        sheet, header_row=None, skip_rows=0, use_columns=sorted(places.values()), dtypes=kind
    )
    batch, errors = loaded.to_arrow_with_errors()
    order = sorted(places, key=lambda column: places[column])
    arrays = {column: pa.chunked_array([batch.column(k)]) for k, column in enumerate(order)}
    return arrays, list(errors.errors) if errors else []


def _refuse_errors(name: str, errors: "list[fastexcel.CellError]", columns: dict[int, str]) -> None:
    """A cell with #N/A or #DIV/0! is no gap that anyone declared."""
    words = "This cell holds an Excel error, such as #N/A or #DIV/0!."
    fix = "Correct the formula, or empty the cell if the number is missing."
    refuse_if(
        name,
        [
            Fault(error.position[0] + 1, columns[error.position[1]], "cell_error", words, fix)
            for error in errors
        ],
    )
