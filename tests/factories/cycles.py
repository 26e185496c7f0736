import hashlib
from datetime import date

from django.core.files.base import ContentFile

from groundswell.domain.cycles.models import Amendment, Cycle, Entry, EntryLink, Photo, Question, Ramp, Task
from groundswell.domain.projects.models import Project
from tests.factories.people import NOW


def make_ramp(project: Project, *, name: str = "Two-day call", **fields: object) -> Ramp:
    return Ramp.objects.create(project=project, name=name, **fields)


def make_cycle(ramp: Ramp, *, title: str = "One class, own teacher", **fields: object) -> Cycle:
    defaults: dict[str, object] = {
        "number": ramp.cycles.count() + 1,
        "created_at": NOW,
        "starts_on": date(2016, 6, 6),
        "ends_on": date(2016, 6, 10),
        "scale_count": 1,
        "scale_unit": "class",
        "scale_total": 14,
    }
    return Cycle.objects.create(project=ramp.project, ramp=ramp, title=title, **(defaults | fields))


def make_question(
    cycle: Cycle, *, text: str = "How many families do we reach?", **fields: object
) -> Question:
    return Question.objects.create(cycle=cycle, text=text, order=cycle.questions.count(), **fields)


def make_entry_link(cycle: Cycle, **fields: object) -> EntryLink:
    defaults: dict[str, object] = {
        "made_by": cycle.project.created_by,
        "made_at": NOW,
        "ends_on": date(2016, 6, 30),
    }
    return EntryLink.objects.create(cycle=cycle, **(defaults | fields))


def make_task(cycle: Cycle, *, what: str = "Call each family that is not here", **fields: object) -> Task:
    return Task.objects.create(cycle=cycle, what=what, order=cycle.tasks.count(), **fields)


def make_amendment(
    cycle: Cycle, *, text: str = "The call moved to the afternoon.", **fields: object
) -> Amendment:
    defaults: dict[str, object] = {"by": cycle.project.created_by, "at": NOW}
    return Amendment.objects.create(cycle=cycle, text=text, **(defaults | fields))


def make_entry(cycle: Cycle, **fields: object) -> Entry:
    defaults: dict[str, object] = {
        "on": date(2016, 6, 7),
        "number": 9,
        "total": 12,
        "by_name": "Someone",
        "at": NOW,
    }
    return Entry.objects.create(cycle=cycle, **(defaults | fields))


def make_photo(entry: Entry, *, data: bytes = b"no real picture", **fields: object) -> Photo:
    mark = hashlib.sha256(data).hexdigest()
    photo = Photo(entry=entry, sha256=mark, at=NOW, **fields)
    photo.file.save(f"{mark[:32]}.jpg", ContentFile(data), save=False)
    photo.save()
    return photo
