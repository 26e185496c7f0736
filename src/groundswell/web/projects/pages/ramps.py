"""Ramps as the project home draws them: numbered rings with a word under each."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.core.methods.transitions import DECISIONS
from groundswell.domain.access.actor import Actor
from groundswell.domain.cycles.queries.ramps import CycleRow, RampRow, ramps_of
from groundswell.domain.projects.models import Project


@dataclass(frozen=True)
class Ring:
    """One test. `state` is decided, now, planned or set-down."""

    number: int
    scale: str
    said: str
    url: str
    state: str


@dataclass(frozen=True)
class RampPicture:
    """One ramp. `quote` is what was learned, where the ramp was set down: an honorable end."""

    name: str
    under: str
    rings: tuple[Ring, ...]
    quote: str


def ramp_pictures(project: Project, by: Actor) -> tuple[RampPicture, ...]:
    return tuple(_picture(ramp) for ramp in ramps_of(project, by))


def _picture(ramp: RampRow) -> RampPicture:
    under = ramp.idea if ramp.idea and ramp.idea != ramp.name else ramp.objective
    quote = ramp.cycles[-1].learned if ramp.is_set_down else ""
    return RampPicture(ramp.name, under, tuple(_ring(cycle) for cycle in ramp.cycles), quote)


def _ring(cycle: CycleRow) -> Ring:
    return Ring(cycle.number, cycle.scale, _said(cycle), f"/tests/{cycle.id}/", _state(cycle))


def _state(cycle: CycleRow) -> str:
    if cycle.state == "decided":
        return "set-down" if cycle.decision == "abandon" else "decided"
    return {"doing": "now", "studying": "now", "cancelled": "set-down"}.get(cycle.state, "planned")


def _said(cycle: CycleRow) -> str:
    if cycle.state == "decided":
        return DECISIONS[cycle.decision].label.lower()  # type: ignore[index]
    words = {
        "doing": _("running"),
        "studying": _("to study"),
        "cancelled": _("called off"),
        "draft": _("draft"),
    }
    if cycle.state != "planned":
        return words[cycle.state]
    return (
        _("planned, %(day)s") % {"day": date_format(cycle.starts_on, "j M")}
        if cycle.starts_on
        else _("planned")
    )
