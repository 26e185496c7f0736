"""All the text of a downloaded file, as a reader of the file would find it."""

import io
import shutil
import subprocess
import zipfile


def can_read(ending: str) -> bool:
    """A PDF is read with `pdftotext`, where it is installed."""
    return ending != "pdf" or shutil.which("pdftotext") is not None


def text_of(file: io.BytesIO, ending: str) -> str:
    """Of a CSV file, of every sheet of a workbook, or of a PDF."""
    if ending == "xlsx":
        with zipfile.ZipFile(file) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    if ending == "pdf":
        return _of_pdf(file)
    return file.getvalue().decode("utf-8-sig")


def _of_pdf(file: io.BytesIO) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"],
        input=file.getvalue(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()
