"""Phases, freezes and points set aside, from what was typed to places on the axis."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.cli.charting.periods import Period, holding
from groundswell.cli.charting.refusing import Refusal
from groundswell.core.stats.points import Exclusion, Phase, X
from groundswell.store.read.columnar import DateOrder, PlaceKind
from groundswell.store.read.columnar.dates import NoDate, date_of


@dataclass(frozen=True)
class Axis:
    """The places of the file in order, and how a typed place is read."""

    kind: PlaceKind
    labels: Sequence[X]
    order: DateOrder
    period: Period | None

    def place(self, text: str, option: str) -> X:
        """What was typed, as a place. Raises `Refusal`."""
        if self.kind == "word":
            return self._word(text, option)
        if self.kind == "number":
            return _whole(text, option)
        try:
            return date_of(text, self.order)
        except NoDate as fault:
            _, message, fix = fault.described
            raise Refusal(f"{option} {text}: {message} {fix}") from fault

    def _word(self, text: str, option: str) -> X:
        if text in self.labels:
            return text
        some = ", ".join(str(label) for label in self.labels[:10])
        raise Refusal(f"{option} {text}: no row has “{text}” on the axis. It has: {some}.")

    def position(self, x: X) -> int:
        """How many places lie before x; words count in their order of appearance."""
        if isinstance(x, str):
            return self.labels.index(x)
        return sum(label < x for label in self.labels)  # type: ignore[operator]


def _whole(text: str, option: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refusal(f"{option} {text}: the axis has whole numbers. Write one.") from None


@dataclass(frozen=True)
class Dated:
    """The choices by date. `baseline_until` is the first phase's; `notes` say what was understood."""

    phases: tuple[Phase, ...]
    baseline_until: X | None
    excluded: tuple[Exclusion, ...]
    notes: tuple[str, ...]


def dated(axis: Axis, phases: Sequence[str], freezes: Sequence[str], excluded: Sequence[str]) -> Dated:
    """Read every choice; a freeze belongs to the phase that its date lies in. Raises `Refusal`."""
    started = sorted((_phase(axis, text) for text in phases), key=lambda phase: axis.position(phase.start))
    first, frozen = _frozen(axis, started, [axis.place(text, "--freeze") for text in freezes])
    exclusions, notes = _exclusions(axis, excluded)
    return Dated(tuple(frozen), first, exclusions, notes)


def _phase(axis: Axis, text: str) -> Phase:
    place, _, rest = text.partition(":")
    reason, _, name = rest.partition(":")
    start = axis.place(place.strip(), "--phase")
    if axis.position(start) >= len(axis.labels):
        raise Refusal(f"--phase {place}: no row is that late. The last is {axis.labels[-1]}.")
    return Phase(start=start, reason=_unquoted(reason), name=_unquoted(name))


def _frozen(axis: Axis, phases: list[Phase], freezes: list[X]) -> tuple[X | None, list[Phase]]:
    """The first phase's freeze, and the phases with theirs."""
    first: X | None = None
    for until in freezes:
        inside = [k for k, phase in enumerate(phases) if _begun(axis, phase, until)]
        here = phases[inside[-1]].baseline_until if inside else first
        if here is not None:
            raise Refusal(f"--freeze {until}: this phase has a freeze already, {here}. Keep one of them.")
        _require_points(axis, until, phases[inside[-1]].start if inside else axis.labels[0])
        if inside:
            phases[inside[-1]] = replace(phases[inside[-1]], baseline_until=until)
        else:
            first = until
    return first, phases


def _begun(axis: Axis, phase: Phase, until: X) -> bool:
    if isinstance(until, str):
        return axis.position(phase.start) <= axis.position(until)
    return phase.start <= until  # type: ignore[operator]


def _require_points(axis: Axis, until: X, start: X) -> None:
    """A baseline without any row would leave the phase without lines."""
    if isinstance(until, str) or any(start <= label <= until for label in axis.labels):  # type: ignore[operator]
        return
    raise Refusal(f"--freeze {until}: no row lies between {start} and it. Choose a later date.")


def _exclusions(axis: Axis, texts: Sequence[str]) -> tuple[tuple[Exclusion, ...], tuple[str, ...]]:
    found: list[Exclusion] = []
    notes: list[str] = []
    for text in texts:
        place, _, reason = text.partition(":")
        if not _unquoted(reason):
            raise Refusal(f"--exclude {place}: say why, such as --exclude {place}:snow.")
        typed = axis.place(place.strip(), "--exclude")
        held = holding(axis.labels, typed, axis.period)
        if held is None:
            raise Refusal(f"--exclude {place}: no row has this place. {_nearest(axis, typed)}")
        if held != typed:
            notes.append(f"{typed} lies in the {axis.period} of {held}; that {axis.period} is set aside.")
        found.append(Exclusion(held, _unquoted(reason)))
    return tuple(found), tuple(notes)


def _nearest(axis: Axis, x: X) -> str:
    if isinstance(x, str):
        return ""
    label = min(axis.labels, key=lambda label: abs(_number(label) - _number(x)))
    return f"The nearest is {label}."


def _number(x: X) -> int:
    return x.toordinal() if isinstance(x, dt.date) else int(x)


def _unquoted(text: str) -> str:
    return text.strip().strip('"“”').strip()
