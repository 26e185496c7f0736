"""The strip that the frame shows while someone takes the tour."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from groundswell.example.tour import tour_steps

STEP = "tour_step"


@dataclass(frozen=True)
class TourStrip:
    number: int
    of: int
    text: str
    do: str
    next: int | None


def tour_strip(request: HttpRequest) -> TourStrip | None:
    """Where the visitor is in the tour; None when nobody takes it."""
    if not settings.DEMO or not hasattr(request, "session"):
        return None
    number = request.session.get(STEP)
    steps = {step.number: step for step in tour_steps()}
    if number not in steps:
        return None
    step = steps[number]
    return TourStrip(number, len(steps), step.text, step.do, number + 1 if number + 1 in steps else None)
