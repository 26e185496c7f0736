"""Every trigger by its check id."""

from collections.abc import Callable, Mapping

from groundswell.core.methods.checks import aim, cycles, measures, problem, release, study, theory
from groundswell.core.methods.definitions import CheckDefinition
from groundswell.core.methods.facts import ProjectFacts
from groundswell.core.methods.findings import Sighting

Trigger = Callable[[ProjectFacts, CheckDefinition], list[Sighting]]

TRIGGERS: Mapping[str, Trigger] = {
    "K00": release.k00,
    "K01": aim.k01,
    "K02": aim.k02,
    "K03": aim.k03,
    "K04": aim.k04,
    "K05": aim.k05,
    "K06": aim.k06,
    "K07": aim.k07,
    "K08": aim.k08,
    "K09": aim.k09,
    "K10": problem.k10,
    "K12": problem.k12,
    "K13": problem.k13,
    "K18": theory.k18,
    "K19": theory.k19,
    "K20": theory.k20,
    "K21": measures.k21,
    "K22": measures.k22,
    "K25": measures.k25,
    "K26": cycles.k26,
    "K27": cycles.k27,
    "K28": cycles.k28,
    "K29": cycles.k29,
    "K30": cycles.k30,
    "K31": cycles.k31,
    "K32": cycles.k32,
    "K33": study.k33,
    "K34": study.k34,
    "K35": study.k35,
    "K36": study.k36,
    "K38": study.k38,
    "K40": measures.k40,
    "K41": release.k41,
}
