"""What the two-minute entry asks: one thing to count, out of how many."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from groundswell.domain.cycles.models import Cycle


@dataclass(frozen=True)
class Counting:
    """The question on the phone, and the total if one is known."""

    question: str
    total: int | None


def counting_of(cycle: Cycle) -> Counting:
    """What the plan says is counted; else its first question; else plain words."""
    if cycle.count_what:
        return Counting(cycle.count_what, cycle.count_total)
    first = cycle.questions.first()
    if first is None:
        return Counting(_("How many?"), cycle.count_total)
    guessed = first.guess_total
    whole = (
        int(guessed)
        if guessed is not None and guessed == int(guessed) and "%" not in first.prediction
        else None
    )
    return Counting(first.text, cycle.count_total or whole)
