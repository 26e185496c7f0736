"""What a measure and its operational definition are made of: values that forms, files and actions share."""

from dataclasses import asdict, dataclass, fields

from django.utils.translation import gettext_lazy as _

from groundswell.domain.measures.models import Definition, Measure

COUNTING_LABELS = {
    "question": _("Which question does it answer"),
    "numerator": _("What is counted"),
    "denominator": _("Out of whom or what"),
    "source": _("Where the numbers come from"),
    "who": _("Who counts"),
    "when": _("When"),
    "sampling": _("Everyone, or a sample"),
    "calculation": _("How the number is worked out"),
    "groups": _("By which student groups"),
    "baseline": _("Baseline"),
    "minutes": _("Minutes it takes each time"),
    "limits": _("What it cannot tell"),
}


@dataclass(frozen=True)
class MeasureShape:
    """What a measure is.

    `code` may be left empty: it is then made from the name. `target` is in the measure's unit.
    """

    name: str
    kind: str = Measure.Kind.PROCESS
    better: str = Measure.Better.UP
    unit: str = Measure.Unit.PERCENT
    chart: str = Measure.Chart.RUN
    grain: str = Measure.Grain.WEEK
    summary: str = Measure.Summary.NONE
    target: float | None = None
    source_note: str = ""
    code: str = ""


@dataclass(frozen=True)
class Counting:
    """The operational definition: enough for two people with the same raw data to get the same number."""

    question: str = ""
    numerator: str = ""
    denominator: str = ""
    source: str = ""
    who: str = ""
    when: str = ""
    sampling: str = ""
    calculation: str = ""
    groups: str = ""
    baseline: str = ""
    minutes: float | None = None
    limits: str = ""

    def as_texts(self) -> dict[str, str]:
        """Each field as text, for showing two versions side by side."""
        return {name: "" if value is None else str(value) for name, value in asdict(self).items()}


def counting_of(definition: Definition | None) -> Counting:
    """The stored definition as a value; an empty one when there is none yet."""
    if definition is None:
        return Counting()
    return Counting(**{field.name: getattr(definition, field.name) for field in fields(Counting)})
