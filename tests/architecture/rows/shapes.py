"""What a row of the access matrix says, and the groups of people that rows speak of."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.architecture.house.network import House

Args = Callable[[House], tuple[object, ...]]
Sent = Callable[[House], dict[str, object]]
People = frozenset[str]


def people(*names: str) -> People:
    return frozenset(names)


EVERYONE = people(
    "lead", "facilitator", "member", "expert", "coach", "coach_expired", "sponsor", "staff", "neighbor",
    "school_leader", "next_school", "district_leader", "data_steward", "network_coach", "hub", "adviser",
    "researcher", "ex_member", "far", "far_steward", "far_leader", "away", "left",
)  # fmt: skip
NOT_SIGNED_IN = people("anonymous", "suspended")
NOBODY = people()

TEAM = people("lead", "facilitator", "member", "expert")
WORKS = TEAM | {"coach"}
BRIEFED = WORKS | {"sponsor"}
LOOKS_AFTER_TEAM = people("lead", "facilitator")
SHARES = people("lead", "facilitator", "member")

AT_SCHOOL = TEAM | {"staff", "neighbor", "ex_member", "sponsor", "school_leader"}
OVER_DISTRICT = people("district_leader", "data_steward")
OVER_NETWORK = people("coach", "coach_expired", "network_coach", "hub", "adviser", "researcher")
IN_DISTRICT = AT_SCHOOL | OVER_DISTRICT | {"next_school"}
IN_NETWORK = IN_DISTRICT | OVER_NETWORK | {"far", "far_steward", "far_leader"}
SEES_SCHOOL = AT_SCHOOL | OVER_DISTRICT | OVER_NETWORK


@dataclass(frozen=True)
class Row:
    """One address and method, asked by everybody.

    `allowed` people get `status`, and the page holds the canaries of the kinds in `shows` and the words in
    `says`; a write leaves an event called `verb` or leads to `goes_to`. `refused` people see the thing but may not do this: 403 with
    the reason. To all others it does not exist: 404, or `others` (0: other rows say it, as they do for who is `elsewhere`). Who is not signed in
    is sent to the sign-in page, unless the row allows it or the door `is_open`. `case` tells rows of one address
    apart; `reads` names kinds of our team's things that the row itself opens to whoever holds the address; `in_example` asks the example network, not a real one.
    """

    name: str
    allowed: People
    refused: People = NOBODY
    method: str = "GET"
    args: Args = lambda house: ()
    query: str = ""
    sent: Sent = lambda house: {}
    status: tuple[int, ...] = (200,)
    shows: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    verb: str = ""
    goes_to: str = ""
    case: str = ""
    others: int = 404
    elsewhere: People = NOBODY
    is_open: bool = False
    in_example: bool = False
    reads: frozenset[str] = NOBODY

    @property
    def label(self) -> str:
        return "-".join(filter(None, (self.method, self.name, self.case)))


def page(name: str, allowed: People, refused: People = NOBODY, **how: object) -> Row:
    return Row(name, allowed, refused, **how)  # type: ignore[arg-type]


def write(name: str, allowed: People, refused: People = NOBODY, **how: object) -> Row:
    """A POST that answers with a redirect and leaves an event."""
    return Row(name, allowed, refused, **({"method": "POST", "status": (302,)} | how))  # type: ignore[arg-type]


def project(house: House) -> tuple[object, ...]:
    return (house.ours.project.pk,)


def cycle(state: str) -> Args:
    return lambda house: (house.ours.cycles[state].pk,)


def board(level: str) -> Args:
    return lambda house: (house.ours.boards[level].pk,)


def load(state: str) -> Args:
    return lambda house: (house.imports[f"near {state}"].pk,)
