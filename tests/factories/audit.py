from groundswell.domain.audit.models import Event, Look
from tests.factories.people import NOW


def make_event(**fields: object) -> Event:
    defaults: dict[str, object] = {
        "at": NOW,
        "person_name": "Someone",
        "verb": "test.wrote",
        "subject_kind": "project",
        "subject_id": 1,
        "path": "/1/",
    }
    return Event.objects.create(**(defaults | fields))


def make_look(**fields: object) -> Look:
    defaults: dict[str, object] = {
        "at": NOW,
        "person_name": "Someone",
        "subject_kind": "storyboard",
        "subject_id": 1,
        "path": "/1/",
    }
    return Look.objects.create(**(defaults | fields))
