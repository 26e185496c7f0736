"""The guided tour as data: whose eyes, which page, what it says, what to press."""

from dataclasses import dataclass
from functools import cache

from groundswell.example.content_files import Record, content


@dataclass(frozen=True)
class TourStep:
    """One step. `persona` is empty when nobody is signed in; `page` names a page with the stable codes it needs."""

    number: int
    at: str
    persona: str
    page: Record
    text: str
    do: str


@cache
def tour_steps() -> tuple[TourStep, ...]:
    rows = content("tour")["steps"]
    return tuple(
        TourStep(row["number"], row["at"], row["persona"] or "", row["page"], row["text"], row["do"])
        for row in rows
    )


def about() -> Record:
    """What the example says about itself: the banner and the network's own words."""
    network: Record = content("network")["network"]
    return network
