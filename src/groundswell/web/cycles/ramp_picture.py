"""The rising line of a ramp: larger tests stand higher."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.core.charts import Step, ramp, to_svg
from groundswell.core.methods.transitions import DECISIONS
from groundswell.domain.cycles.queries.ramps import CycleRow, RampRow

STEP_STATES = {"decided": "decided", "doing": "current", "studying": "current"}


@dataclass(frozen=True)
class RampPicture:
    row: RampRow
    svg: str
    phone_svg: str


def picture_of(row: RampRow) -> RampPicture:
    if len(row.cycles) < 2:  # one test is no ramp yet
        return RampPicture(row, "", "")
    wide, phone = ramp_drawings(row.cycles, title=row.name, key=f"ramp{row.id}")
    return RampPicture(row, wide, phone)


def ramp_drawings(rows: tuple[CycleRow, ...], *, title: str, key: str, here: int = 0) -> tuple[str, str]:
    """The rising line for a wide page, and for a phone."""
    spec = ramp([_step(row, here=here) for row in rows], title=title)
    return (
        to_svg(spec, width=720, height=120, ids_prefix=f"{key}w"),
        to_svg(spec, width=350, height=110, ids_prefix=f"{key}p"),
    )


def _step(row: CycleRow, *, here: int) -> Step:
    ended = row.decision == "abandon" or row.state == "cancelled"
    state = "current" if row.id == here else "set_down" if ended else STEP_STATES.get(row.state, "planned")
    said_it = DECISIONS[row.decision].label.lower() if row.decision else ""  # type: ignore[index]
    if row.id == here and not said_it:
        said_it = _("this one")
    return Step(
        number=str(row.number),
        state=state,  # type: ignore[arg-type]
        scale=float(row.scale_count or 1),
        words=row.scale or _("size not said"),
        decision=said_it,
        href="" if row.id == here else f"/tests/{row.id}/",
    )
