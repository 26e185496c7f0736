"""Tests (cycles), the two-minute entry, cards and photos."""

import uuid

from tests.architecture.house.network import House
from tests.architecture.rows.shapes import (
    BRIEFED,
    EVERYONE,
    NOT_SIGNED_IN,
    TEAM,
    WORKS,
    Row,
    cycle,
    page,
    people,
    project,
    write,
)

CARD = frozenset({"doing", "project"})
COACH, READS = people("coach"), BRIEFED - TEAM


def _entry(house: House) -> dict[str, object]:
    return {"key": str(uuid.uuid4()), "number": 5, "total": 12, "on": "2016-06-08"}


def _version(state: str) -> dict[str, object]:
    return {"version": 1, "title": "One class", "scale": "1", "scale_unit": "class"}


def _study(state: str, **more: object) -> object:
    def sent(house: House) -> dict[str, object]:
        question = house.ours.questions[state].pk
        return {
            "version": 1,
            "learned": "Calls help",
            f"r{question}-result": "8 of 12",
            f"r{question}-verdict": "held",
            **more,
        }

    return sent


def _card(name: str) -> object:
    return lambda house: (house.ours.cards[name].token,)


ROWS: tuple[Row, ...] = (
    page("tests", WORKS, args=project, shows=("decided", "draft", "doing"), elsewhere=people("sponsor")),
    page("tests", people("sponsor"), args=project, shows=("decided",), others=0, case="sponsor"),
    write("tests", TEAM, READS, args=project, verb="cycles.drafted", sent=lambda h: {"title": "Two classes"}),
    page("test", WORKS, args=cycle("doing"), shows=("doing", "entry")),
    page("test", WORKS, args=cycle("draft"), shows=("draft",), case="draft"),
    page("test", BRIEFED, args=cycle("decided"), shows=("decided",), case="decided"),
    page("test_plan", TEAM, COACH, args=cycle("draft"), shows=("draft",)),
    write("test_plan", TEAM, COACH, args=cycle("draft"), verb="cycles.plan_saved", sent=lambda h: _version("draft")),
    write("test_start", TEAM, COACH, args=cycle("planned"), verb="cycles.started"),
    write("test_end", TEAM, COACH, args=cycle("doing"), verb="cycles.ended", sent=lambda h: {"carried_out": "yes"}),
    page("test_study", WORKS, args=cycle("studying"), status=(302,)),
    write("test_study", TEAM, COACH, args=cycle("studying"), verb="cycles.studied", sent=_study("studying")),
    page("test_decide", WORKS, args=cycle("studying"), status=(302,)),
    write(
        "test_decide", TEAM, COACH, args=cycle("studying"), verb="cycles.decided",
        sent=_study("studying", decision="adapt", decision_why="Worth more"),
    ),
    write("test_next", TEAM, READS, args=cycle("decided"), verb="cycles.next_drafted"),
    page("test_amend", TEAM, COACH, args=cycle("doing"), shows=("doing",)),
    write("test_amend", TEAM, COACH, args=cycle("doing"), verb="cycles.amended", sent=lambda h: {"text": "Moved"}),
    page("test_cancel", TEAM, COACH, args=cycle("draft"), shows=("draft",)),
    write("test_cancel", TEAM, COACH, args=cycle("draft"), verb="cycles.cancelled", sent=lambda h: {"reason": "Later"}),
    page("test_again", TEAM, READS, args=cycle("decided"), shows=("decided",)),
    write("test_again", TEAM, READS, args=cycle("decided"), verb="cycles.read_again", sent=lambda h: {"reason": "New"}),
    page("test_cards", WORKS, args=cycle("doing"), shows=("card",)),
    write(
        "test_cards", TEAM, COACH, args=cycle("doing"), verb="cycles.card_made",
        sent=lambda h: {"label": "Gate 2", "ends_on": "2016-06-20"},
    ),
    write(
        "test_card_take_back", TEAM, COACH, verb="cycles.card_taken_back",
        args=lambda h: (h.ours.cycles["doing"].pk, h.ours.cards["valid"].pk),
    ),
    page("test_paper", WORKS, args=cycle("doing"), shows=("doing",)),
    page("photo", WORKS, args=lambda h: (h.ours.photo.pk,), says=("picture ours",)),
    page("entry", TEAM, COACH, args=cycle("doing"), shows=("doing",)),
    write("entry", TEAM, COACH, args=cycle("doing"), verb="cycles.entry_done", sent=_entry),
    page("entry_by_link", EVERYONE | NOT_SIGNED_IN, args=_card("valid"), shows=("doing",), reads=CARD),
    write("entry_by_link", EVERYONE | NOT_SIGNED_IN, args=_card("valid"), reads=CARD, verb="cycles.entry_done", sent=_entry),
    page("entry_by_link", EVERYONE | NOT_SIGNED_IN, args=_card("expired"), status=(410,), says=("last day",), case="expired"),
    write("entry_by_link", EVERYONE | NOT_SIGNED_IN, args=_card("expired"), status=(410,), sent=_entry, case="expired"),
    page("entry_by_link", EVERYONE | NOT_SIGNED_IN, args=_card("revoked"), status=(410,), says=("took this card back",), case="revoked"),
    write("entry_by_link", EVERYONE | NOT_SIGNED_IN, args=_card("revoked"), status=(410,), sent=_entry, case="revoked"),
    page("entry_by_link", EVERYONE | NOT_SIGNED_IN, args=lambda h: ("no-such-card",), status=(404,), case="unknown"),
)  # fmt: skip
