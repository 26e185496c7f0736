"""A set-aside row put right is a small import of its own."""

import pytest

from groundswell.domain.audit.models import Event
from groundswell.domain.intake import actions
from groundswell.domain.intake.models import Import
from groundswell.domain.measures.models import Observation
from groundswell.domain.refusals import NotNow
from tests.domain.intake.conftest import Desk, live


def _right(**cells: str) -> dict[str, str]:
    return {"place": "S-1", "measure": "present", "period": "2015-09-08", "value": "90"} | cells


def _set_aside(desk: Desk) -> Import:
    return desk.rows("S-2,present,,2015-09-08,80,,", "S-11,present,,2015-09-08,90,,")


def test_the_row_comes_in_and_can_be_taken_back_alone(desk: Desk):
    load = _set_aside(desk)
    small = actions.correct(desk.by, load=load, target=desk.target, line=3, values=_right())
    assert (small.corrects, small.accepted, small.rows_read) == (load, 1, 1)
    assert Observation.objects.get(place=desk.net.school).load == small
    load.refresh_from_db()
    assert (load.rows_read, load.accepted, load.quarantined) == (2, 1, 1)
    assert Event.objects.filter(verb="import.row_corrected").get().data["corrected_in"] == small.pk
    with pytest.raises(NotNow, match="already"):
        actions.correct(desk.by, load=load, target=desk.target, line=3, values=_right())
    actions.revert(desk.by, load=small, target=desk.target)
    assert len(live()) == 1
    again = actions.correct(desk.by, load=load, target=desk.target, line=3, values=_right(value="91"))
    assert again.accepted == 1


@pytest.mark.parametrize(
    ("cells", "words"),
    [({"place": "S-11"}, "S-1"), ({"value": "101"}, "between 0 and 100"), ({"value": "NS"}, "no number")],
)
def test_a_row_that_is_still_wrong_says_why_and_leaves_no_trace(
    desk: Desk, cells: dict[str, str], words: str
):
    load = _set_aside(desk)
    with pytest.raises(NotNow, match=words):
        actions.correct(desk.by, load=load, target=desk.target, line=3, values=_right(**cells))
    assert Import.objects.count() == 1
    assert not Observation.objects.filter(place=desk.net.school).exists()


def test_a_line_that_was_not_set_aside_cannot_be_put_right(desk: Desk):
    load = _set_aside(desk)
    with pytest.raises(NotNow, match="No row"):
        actions.correct(desk.by, load=load, target=desk.target, line=2, values=_right())
