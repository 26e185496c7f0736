from datetime import date

import pytest

from groundswell.domain.projects.models import Aim, AimTarget
from groundswell.domain.projects.queries import aim_short, aim_words, both_ways
from groundswell.domain.projects.queries.aim import aim_segments
from tests.factories import make_aim

DRAFT = Aim(
    direction="lower", what="chronic absence", population="all students", where="Near School", unit="percent"
)


def said(draft: Aim, *targets: AimTarget) -> str:
    return "".join(segment.text for segment in aim_segments(draft, targets))


@pytest.mark.django_db
def test_the_stored_aim_is_one_sentence(house):
    aim = make_aim(house.project, balancing="call time stays put")
    assert aim_words(aim) == (
        "By 10 June 2016, raise the typical week's attendance for all students at Near School from 87.2% "
        "(49 weeks to February 2015) to 91% (3.8 percentage points); while call time stays put."
    )
    assert aim_short(aim) == "87.2% to 91% by 10 June 2016"


def test_a_group_has_its_own_line_in_the_sentence():
    draft = Aim(
        direction="lower", what="absence", unit="percent", change_in="percent", baseline=26, target=18,
        by_when=date(2016, 12, 16), no_group_falls=True,
    )  # fmt: skip
    words = said(draft, AimTarget(group_name="English learners", baseline=37, target=25))
    assert "from 26% to 18% (30.8 percent less)" in words
    assert "; for English learners from 37% to 25%" in words
    assert "no group falls below its own baseline" in words


def test_what_is_missing_is_asked_for_and_never_made_up():
    words = said(DRAFT)
    assert "a date you choose" in words
    assert "your target" in words
    assert "None" not in words


def test_a_loose_aim_is_its_own_words():
    assert said(Aim(free_text=" More children at school. ")) == "More children at school."
    assert aim_short(None) == ""


@pytest.mark.parametrize(
    ("baseline", "target", "points", "percent"),
    [(26, 18, "8 percentage points", "30.8 percent less"), (50, 51, "1 percentage point", "2 percent more")],
)
def test_one_change_said_in_two_ways(baseline, target, points, percent):
    assert both_ways(baseline, target) == {"points": points, "percent": percent}
    assert both_ways(None, target) == {}
