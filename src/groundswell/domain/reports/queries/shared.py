"""What was shared with a person, newest first and never ranked."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from groundswell.domain.access.actor import Actor
from groundswell.domain.audit.models import Look
from groundswell.domain.reports.models import Storyboard


@dataclass(frozen=True)
class SharedSlip:
    """One storyboard in the list, with who read it and when you did."""

    storyboard: Storyboard
    place: str
    quote: str
    learned: str
    measure: dict[str, object] | None
    readers: int
    you_opened_at: datetime | None


def shared_with(by: Actor) -> tuple[SharedSlip, ...]:
    """Every storyboard shared with the person. Two queries, however many there are.

    Of a project that shared several versions, the newest one a person may see is listed.
    """
    rows = (
        Storyboard.objects.shared_with(by)
        .select_related("project__place", "shared_by")
        .order_by("-shared_at", "-pk")
    )
    newest: dict[int, Storyboard] = {}
    for row in rows:
        newest.setdefault(row.project_id, row)
    looks = _looks(newest.values())
    return tuple(_slip(row, looks[row.pk], by) for row in newest.values())


def _looks(storyboards: Iterable[Storyboard]) -> dict[int, list[Look]]:
    found: dict[int, list[Look]] = defaultdict(list)
    numbers = [row.pk for row in storyboards]
    for look in Look.objects.filter(subject_kind="storyboard", subject_id__in=numbers).order_by("pk"):
        found[look.subject_id].append(look)
    return found


def _slip(row: Storyboard, looks: list[Look], by: Actor) -> SharedSlip:
    mine = [look.at for look in looks if look.person_id == by.person_id]
    measures = row.content.get("measures") or []
    tests = row.content.get("tests") or []
    set_down = [test for test in tests if test["decision"] == "abandon" and test["learned"]]
    return SharedSlip(
        storyboard=row,
        place=row.project.place.name,
        quote=first_sentences(row.story),
        learned=set_down[-1]["learned"] if set_down else "",
        measure=measures[0] if measures else None,
        readers=len({look.person_id for look in looks}),
        you_opened_at=mine[-1] if mine else None,
    )


def first_sentences(story: str, *, most: int = 160) -> str:
    """Whole sentences from the beginning, up to about `most` letters."""
    taken = ""
    for sentence in story.replace("\n", " ").split(". "):
        if taken and len(taken) + len(sentence) > most:
            break
        taken = f"{taken}{sentence.strip().rstrip('.')}. "
    return taken.strip()
