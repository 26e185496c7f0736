"""What a district says of its own words and codes: small YAML files, kept beside the editions for later loads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

from groundswell.store.publish import durable
from groundswell.store.read.faults import Fault
from groundswell.store.read.mapped.yaml_texts import texts_and_lines
from groundswell.store.read.package import RefusedFile
from groundswell.store.report import Finding

Told = TypeVar("Told")


@dataclass(frozen=True)
class Own(Generic[Told]):
    """What holds for one load. `text` is to be kept once the load came in; "" when it is nothing new."""

    told: Told
    text: str = ""
    notices: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class OwnFile(Generic[Told]):
    """One kind of such files. `kept` is its name in the store; `rule` and `fix` go with each of its faults.

    `reader` gets the file's name, its content as texts, and the line of each key; `nothing` is told where there is none.
    """

    kept: str
    rule: str
    fix: str
    reader: Callable[[str, Any, Mapping[str, int]], Told]
    nothing: Callable[[], Told]

    def read(self, store: Path, given: Path | None) -> Own[Told]:
        """The file given, or else the one that the store keeps. Raises `RefusedFile`."""
        source = given or store / self.kept
        if given is None and not source.exists():
            return Own(self.nothing())
        try:
            text = source.read_text("utf-8")
        except (OSError, ValueError) as error:
            raise self.refused(source.name, "This file cannot be read as text in UTF-8.") from error
        told, words = (
            self.parse(text, source.name),
            "The store keeps this file, and this load was read with it.",
        )
        if given is not None:
            words = f"The store keeps it as {self.kept}, and later loads are read with it."
        notice = Finding(source.name, 1, "", "kept_words", words)
        return Own(told, text if given else "", (notice,))

    def parse(self, text: str, name: str) -> Told:
        """What a text says. Raises `RefusedFile`, which names the line."""
        try:
            content, lines = texts_and_lines(text)
        except (yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            raise self.refused(name, "This is no sound YAML.", mark.line + 1 if mark else 1) from error
        return self.reader(name, content, lines)

    def text(self, store: Path) -> str:
        """What the store keeps; "" for none."""
        path = store / self.kept
        return path.read_text("utf-8", errors="replace") if path.exists() else ""

    def keep(self, store: Path, text: str) -> None:
        """Keep it for every load that brings no file of its own; a blank text takes it away. Raises `RefusedFile`."""
        if not text.strip():
            (store / self.kept).unlink(missing_ok=True)
            return
        self.parse(text, self.kept)
        durable.replace(store / self.kept, text.encode())

    def keep_from(self, store: Path, own: Own[Told]) -> None:
        """Keep what a load brought, once it came in."""
        if own.text.strip():
            durable.replace(store / self.kept, own.text.encode())

    def refused(self, name: str, words: str, line: int = 1) -> RefusedFile:
        return RefusedFile(name, Fault(line, "", self.rule, words, self.fix))
