"""Center and limits of every kind of chart. A new kind is a new module and one line here."""

from groundswell.core.stats.lines.individuals import XMR, I
from groundswell.core.stats.lines.moving_range import MR
from groundswell.core.stats.lines.normalized import IP
from groundswell.core.stats.lines.opportunities import G
from groundswell.core.stats.lines.run import RUN
from groundswell.core.stats.lines.segment import Choices, Family, Lines, Numbers, Segment
from groundswell.core.stats.lines.shares import PP, UP, C, P, U
from groundswell.core.stats.lines.subgroups import XBAR, S
from groundswell.core.stats.lines.time_between import T
from groundswell.core.stats.points import ChartName

CHARTS: dict[ChartName, Family] = {
    "run": RUN,
    "i": I,
    "mr": MR,
    "xmr": XMR,
    "ip": IP,
    "xbar": XBAR,
    "s": S,
    "t": T,
    "c": C,
    "u": U,
    "up": UP,
    "p": P,
    "pp": PP,
    "g": G,
}

__all__ = ["CHARTS", "Choices", "Family", "Lines", "Numbers", "Segment"]
