"""Each wanted file, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from groundswell.cli.charting.refusing import Refusal

ENDINGS = (".svg", ".png", ".pdf", ".html", ".json", ".csv")
PICTURES = (".svg", ".png", ".pdf", ".html")


def outputs(names: list[str], source: str) -> list[Path]:
    """The files to write. Raises `Refusal` before anything is read."""
    found = [Path(name) for name in names]
    for path in found:
        if path.suffix.lower() not in ENDINGS:
            raise Refusal(f"--out {path}: the ending says what to write: {', '.join(ENDINGS)}.")
        if not path.parent.is_dir():
            raise Refusal(f"--out {path}: there is no folder {path.parent}. Make it first.")
        if path.is_dir() or (path.exists() and Path(source).exists() and path.samefile(source)):
            raise Refusal(f"--out {path}: this would overwrite what is there. Choose another name.")
    return found


def series_file(path: Path) -> Path:
    """The file beside it with one row per series."""
    return path.with_name(f"{path.stem}.series{path.suffix}")


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A text file under another name until it is complete. Raises `Refusal`."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        partial.replace(path)
    except OSError as fault:
        raise Refusal(f"{path} cannot be written: {fault.strerror or fault}.") from fault
    finally:
        partial.unlink(missing_ok=True)


def write_bytes(path: Path, make: Callable[[], bytes]) -> None:
    """A picture, under another name until it is complete. Raises `Refusal`."""
    data, partial = make(), path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as fault:
        raise Refusal(f"{path} cannot be written: {fault.strerror or fault}.") from fault
    finally:
        partial.unlink(missing_ok=True)
