"""What a file can be brought into. A later room describes itself with a `Target`; the door hands it in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from groundswell.domain.access.actor import Actor
from groundswell.domain.intake.mapping import FileMapping
from groundswell.domain.intake.models import Import
from groundswell.domain.places.models import Place
from groundswell.store.read.tables import Fault, Row


@dataclass(frozen=True)
class Field:
    """One thing that a row says. `kind` is "text", "date" or "number"; a fixed value may replace a column."""

    name: str
    label: str
    kind: str = "text"
    required: bool = False
    aliases: tuple[str, ...] = ()
    may_be_fixed: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can come in. Two rows with one `key` speak of the same thing; `content` is what they say."""

    line: int
    key: tuple[object, ...]
    content: tuple[object, ...]
    raw: dict[str, str]


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that stays out: quarantined (someone can put it right) or skipped (nothing to bring in)."""

    line: int
    kind: str
    problems: tuple[Fault, ...]
    raw: dict[str, str]


Outcome = Ready | SetAside


@dataclass(frozen=True)
class Check:
    """Rows judged against what is known. `row` asks no database; `against_live` asks once per call."""

    row: Callable[[Row], Outcome]
    against_live: Callable[[Sequence[Ready]], list[Outcome]]


@dataclass(frozen=True)
class Target:
    """A kind of data. Rows are staged unseen in pieces, then published at once, and can be taken back.

    `defaults` are fixed values for fields without a column; `choices` the fixed values to choose from, as
    (value, label) by field name.
    """

    code: str
    name: str
    fields: tuple[Field, ...]
    also_needs: Callable[[FileMapping], list[str]]
    check: Callable[[Actor, Place, FileMapping], Check]
    stage: Callable[[Actor, Import, Sequence[Ready]], None]
    unstage: Callable[[Import], None]
    publish: Callable[[Import], None]
    take_back: Callable[[Import], None]
    defaults: Callable[[Place], dict[str, str]]
    choices: Callable[[Actor, Place], dict[str, list[tuple[str, str]]]]
    not_submitted: tuple[str, ...] = ("NS",)
    withheld: tuple[str, ...] = ("*", "s")
