"""Ed-Fi Data Standard 5 records as JSON text: what OneRoster has no place for."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Self


class Resources:
    """A folder with one JSON array per resource, one record to a line. `rows` counts them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.rows: dict[str, int] = {}
        self._open: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._open.values():
            file.write("\n]\n")
            file.close()

    def write(self, resource: str, records: Iterable[str]) -> None:
        """Add records, each the text of a JSON object."""
        found = list(records)
        if not found:
            return
        if resource not in self._open:
            # The files stay open between districts and are closed with the folder.
            self._open[resource] = (self.folder / f"{resource}.json").open("w", encoding="utf-8", newline="")
            self._open[resource].write("[\n")
            self.rows[resource] = 0
        else:
            self._open[resource].write(",\n")
        self._open[resource].write(",\n".join(found))
        self.rows[resource] += len(found)


def descriptor(kind: str, code: str) -> str:
    return f'"uri://ed-fi.org/{kind}Descriptor#{code}"'


def program_associations(
    kind: str, program: str, *, agency: str, begin: str, students: Iterable[tuple[str, str]]
) -> Iterator[str]:
    """`students` are pairs of id and last day (empty while it lasts)."""
    where = f'"educationOrganizationReference":{{"educationOrganizationId":{agency}}}'
    named = f'"programName":"{program}","programTypeDescriptor":{descriptor("ProgramType", kind)}'
    reference = f'"programReference":{{"educationOrganizationId":{agency},{named}}}'
    for who, end in students:
        ended = f',"endDate":"{end}"' if end else ""
        yield f'{{"studentReference":{{"studentUniqueId":"{who}"}},{where},{reference},"beginDate":"{begin}"{ended}}}'
