"""Every chart family we draw. A new family is a new module and one line here."""

from groundswell.core.stats.family import Family
from groundswell.core.stats.i_chart import I
from groundswell.core.stats.p_chart import P
from groundswell.core.stats.points import ChartName
from groundswell.core.stats.run_chart import RUN

CHARTS: dict[ChartName, Family] = {"run": RUN, "i": I, "p": P}
