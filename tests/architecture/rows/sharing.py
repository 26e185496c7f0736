"""Storyboards, what was shared, who looked, and hints."""

from tests.architecture.house.network import House
from tests.architecture.rows.shapes import (
    AT_SCHOOL,
    BRIEFED,
    EVERYONE,
    IN_DISTRICT,
    IN_NETWORK,
    SHARES,
    TEAM,
    WORKS,
    Row,
    board,
    page,
    people,
    project,
    write,
)

SPONSOR = people("sponsor")
READS = BRIEFED - TEAM


def _story(house: House) -> dict[str, object]:
    return {"headline": "Calls help", "story": "We called.", "based_on": house.ours.boards["draft"].number}


ROWS: tuple[Row, ...] = (
    page("storyboard_write", WORKS, SPONSOR, args=project, shows=("boarddraft",)),
    write("storyboard_write", TEAM, READS, args=project, verb="storyboard.written", sent=_story),
    page("storyboard", AT_SCHOOL | WORKS, args=board("school"), shows=("boardschool",), case="school"),
    page("storyboard", IN_DISTRICT | WORKS, args=board("district"), shows=("boarddistrict",), case="district"),
    page("storyboard", IN_NETWORK, args=board("network"), shows=("boardnetwork",), case="network"),
    page("storyboard", WORKS, args=board("draft"), shows=("boarddraft",), case="draft"),
    page("storyboard", WORKS, args=board("withdrawn"), shows=("boardwithdrawn",), case="withdrawn"),
    page("storyboard_pdf", AT_SCHOOL | WORKS, args=board("school"), says=("%PDF-",), case="school"),
    page("storyboard_pdf", WORKS, args=board("draft"), says=("%PDF-",), case="draft"),
    write(
        "storyboard_share", SHARES, BRIEFED - SHARES, args=board("draft"), verb="storyboard.shared",
        sent=lambda h: {"level": "school"},
    ),
    write("storyboard_withdraw", SHARES, BRIEFED - SHARES, args=board("school"), verb="storyboard.withdrawn"),
    page("shared", IN_NETWORK, shows=("boardnetwork",), elsewhere=people("away", "left")),
    page("shared", people("away", "left"), others=0, case="nothing shared"),
    page("looks", WORKS, SPONSOR, args=project, says=("looked",)),
    page("hints_set_aside", WORKS, SPONSOR, args=project, shows=("hint",)),
    write(
        "hint_set_aside", TEAM, READS, args=project, verb="hint.set_aside",
        sent=lambda h: {"check": "K01", "subject": "problem:1", "reason": "We know"},
    ),
    write("hint_bring_back", TEAM, people("coach"), args=lambda h: (h.ours.hint.pk,), verb="hint.brought_back"),
)  # fmt: skip
assert EVERYONE > IN_NETWORK
