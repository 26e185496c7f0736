"""One OneRoster 1.1 CSV bundle, written bit by bit."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any, Literal, Self

from groundswell.store.read.oneroster.spec import FILES

VERSION = "1.1"
ABSENT = ("classResources", "courseResources", "resources")
Row = Sequence[Any]


class Bundle:
    """The files of a bundle, open for adding rows. `rows` counts them by file."""

    def __init__(self, folder: Path, mode: Literal["bulk", "delta"]) -> None:
        folder.mkdir(parents=True)
        self.folder, self.mode = folder, mode
        self.rows: dict[str, int] = {}
        self._open: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, problem: type[BaseException] | None, *_: object) -> None:
        """The manifest comes last: without it nobody takes a half-written bundle for a whole one."""
        for file in self._open.values():
            file.close()
        if problem is None:
            self._manifest()

    def write(self, name: str, rows: Iterable[Row]) -> None:
        """Add rows, in the order of the columns of the standard."""
        before = self._file(name)
        chosen = rows if isinstance(rows, list) else list(rows)
        csv.writer(before, lineterminator="\n").writerows(chosen)
        self.rows[name] += len(chosen)

    def write_text(self, name: str, line: str) -> int:
        """Add one line as it is and return its number in the file; the header is line 1."""
        self._file(name).write(line + "\n")
        self.rows[name] += 1
        return self.rows[name] + 1

    def _file(self, name: str) -> IO[str]:
        if name not in self._open:
            # The files stay open between districts and are closed with the bundle.
            file = (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            file.write(",".join(field.name for field in FILES[VERSION][name].fields) + "\n")
            self._open[name], self.rows[name] = file, 0
        return self._open[name]

    def _manifest(self) -> None:
        names = (*FILES[VERSION], *ABSENT)
        pairs = [("manifest.version", "1.0"), ("oneroster.version", VERSION)]
        pairs += [(f"file.{name}", self.mode if name in self._open else "absent") for name in sorted(names)]
        pairs += [("source.systemName", "Groundswell invented network"), ("source.systemCode", "SYNTH")]
        with (self.folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("propertyName", "value"), *pairs])
