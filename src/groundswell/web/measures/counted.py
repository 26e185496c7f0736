"""How a measure is counted, as a part of its page: the definition in force, and its earlier versions."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groundswell.domain.access.actor import Actor
from groundswell.domain.measures.counting import Counting, counting_of
from groundswell.domain.measures.models import Definition
from groundswell.web.measures.spots import Spot


@dataclass(frozen=True)
class CountedView:
    """How the measure is counted now, and what earlier definitions said."""

    number: int
    rows: list[tuple[str, str]]
    earlier: list[tuple[str, str]]
    edit_url: str


def counted_view(by: Actor, spot: Spot) -> CountedView:
    definitions = list(spot.measure.definitions.select_related("by").order_by("-number"))
    latest = definitions[0] if definitions else None
    edit = spot.url("definition") if spot.may_define(by) else ""
    return CountedView(
        latest.number if latest else 0,
        counting_rows(counting_of(latest)),
        [_earlier(each) for each in definitions],
        edit,
    )


def counting_rows(counting: Counting) -> list[tuple[str, str]]:
    """What is filled in of an operational definition, as terms and words."""
    minutes = "" if counting.minutes is None else _("%(minutes)g minutes") % {"minutes": counting.minutes}
    rows = [
        (_("Question"), counting.question),
        (_("What is counted"), counting.numerator),
        (_("Out of"), counting.denominator),
        (_("How it is worked out"), counting.calculation),
        (_("Source"), counting.source),
        (_("Who counts"), counting.who),
        (_("When"), counting.when),
        (_("Everyone or a sample"), counting.sampling),
        (_("Time it takes"), minutes),
        (_("Groups"), counting.groups),
        (_("Baseline"), counting.baseline),
        (_("What it cannot tell"), counting.limits),
    ]
    return [(term, text) for term, text in rows if text]


def _earlier(definition: Definition) -> tuple[str, str]:
    """One line of the history: when, who, why."""
    when = _("Version %(number)d, %(day)s") % {
        "number": definition.number,
        "day": date_format(definition.at, "j F Y"),
    }
    who = f"{definition.by.name}: " if definition.by else ""
    return when, f"{who}{definition.reason}" if definition.reason else _("First definition")
