"""Rows to outcomes, in pieces: first a survey for rows that speak of the same thing, then the judgment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice

from django.utils.translation import gettext as _

from groundswell.domain.intake.targets import Check, Outcome, Ready, SetAside
from groundswell.store.read.tables import Fault, Row

PIECE = 2_000
QUARANTINED, SKIPPED = "quarantined", "skipped"


@dataclass
class Survey:
    """Rows counted, and for each thing spoken of: its first line, what that said, and if a row disagrees."""

    rows: int = 0
    first: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    disputed: set[bytes] = field(default_factory=set)


def survey(rows: Iterable[Row], check: Check) -> Survey:
    """Read all rows once, keeping some 24 bytes of each."""
    found = Survey()
    for row in rows:
        found.rows += 1
        outcome = check.row(row)
        if isinstance(outcome, Ready):
            _note(found, outcome)
    return found


def _note(found: Survey, ready: Ready) -> None:
    key, said = _digest(ready.key), _digest(ready.content)
    _line, before = found.first.setdefault(key, (ready.line, said))
    if before != said:
        found.disputed.add(key)


def judge(rows: Iterable[Row], check: Check, known: Survey) -> Iterator[list[Outcome]]:
    """The outcomes of all rows, a piece at a time, with one set of queries a piece."""
    source = iter(rows)
    while piece := list(islice(source, PIECE)):
        outcomes = [_with_repeats(check.row(row), known) for row in piece]
        ready = [outcome for outcome in outcomes if isinstance(outcome, Ready)]
        aside: list[Outcome] = [outcome for outcome in outcomes if isinstance(outcome, SetAside)]
        yield aside + check.against_live(ready)


def _with_repeats(outcome: Outcome, known: Survey) -> Outcome:
    """The first of several rows that agree stays; rows that disagree are all set aside."""
    if isinstance(outcome, SetAside):
        return outcome
    key = _digest(outcome.key)
    first, _said = known.first[key]
    if key in known.disputed:
        return _disputed(outcome, first)
    return outcome if outcome.line == first else _repeated(outcome, first)


def _disputed(ready: Ready, first: int) -> SetAside:
    words = _("Rows of this file give different numbers for the same thing (the first is on line %(line)s).")
    fix = _("Keep the row that is right and remove the others.")
    return SetAside(
        ready.line, QUARANTINED, (Fault(ready.line, "", "disputed", words % {"line": first}, fix),), ready.raw
    )


def _repeated(ready: Ready, first: int) -> SetAside:
    words = _("The same row as on line %(line)s.") % {"line": first}
    return SetAside(ready.line, SKIPPED, (Fault(ready.line, "", "repeated", words, ""),), ready.raw)


def _digest(said: tuple[object, ...]) -> bytes:
    return blake2b(repr(said).encode(), digest_size=12).digest()
