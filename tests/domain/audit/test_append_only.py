"""History is added to, never changed."""

import pytest

from groundswell.domain.audit.models import Event, Look
from groundswell.domain.audit.queries import events_within, looks_at, looks_by
from tests.factories import make_event, make_look

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("model", "make"), [(Event, make_event), (Look, make_look)], ids=["event", "look"])
def test_rows_are_never_changed_nor_deleted(model, make) -> None:
    row = make(person_name="Someone")
    with pytest.raises(TypeError, match="never changed"):
        model.objects.filter(pk=row.pk).update(person_name="Nobody")
    with pytest.raises(TypeError, match="never deleted"):
        model.objects.all().delete()
    assert model.objects.get(pk=row.pk).person_name == "Someone"


def test_what_is_read_is_what_lies_at_or_below_a_path() -> None:
    inside, beside = make_event(path="/1/4/p12/"), make_event(path="/1/4/p1/")
    assert list(events_within("/1/4/p12/")) == [inside]
    assert list(events_within("/1/4/p1/")) == [beside], "project 1 is not the beginning of project 12"
    look = make_look(path="/1/4/p12/", person_id=7)
    assert list(looks_at("/1/4/")) == [look]
    assert list(looks_by(7)) == [look]
    assert not looks_by(8).exists()
