"""One visit of one person to one address, and everything that can be wrong with the answer."""

import copy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import reverse

from groundswell.domain.audit.models import Event
from tests.architecture.house.canaries import owners_found
from tests.architecture.house.network import House, words_in_board
from tests.architecture.rows.shapes import NOT_SIGNED_IN, WORKS, Row

# What a sponsor sees of a team's work: the aim and its papers, the measures, what was decided. Never drafts.
BRIEF = {
    "project",
    "problem",
    "later",
    "aim",
    "target",
    "charter",
    "member",
    "ramp",
    "decided",
    "measure",
    "definition",
    "chart",
    "note",
}
LEADS = {"neighbor": "mates", "next_school": "next", "far": "far"}
FAR_PLACES = {("fardistrict", "place"), ("farschool", "place")}
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
WRITTEN_BY_READING = {"django_session", "audit_look", "shared_cache"}  # the cache counts tries to sign in


@dataclass
class Visit:
    """What came back, what was written to which tables, and which events it left."""

    response: HttpResponse
    tables: list[str] = field(default_factory=list)
    verbs: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return bytes(self.response.content).decode("utf-8", errors="replace")


def address(house: House, row: Row) -> str:
    query = row.query.format(project=house.ours.project.pk, school=house.net.school.code)
    return reverse(row.name, args=row.args(house)) + query


def visit(house: House, row: Row, name: str, *, method: str = "") -> Visit:
    """Send the row's request as one person. Everything it writes is taken back afterwards."""
    client, url = house.clients[name], address(house, row)
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    cookies = copy.deepcopy(client.cookies)
    with taken_back(), writes() as tables, override_settings(DEMO=row.in_example):
        send = getattr(client, (method or row.method).lower())
        response = send(url, row.sent(house)) if row.method == "POST" else send(url)
        verbs = list(Event.objects.filter(id__gt=last).values_list("verb", flat=True))
    client.cookies = cookies
    return Visit(response, tables, verbs)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The tables that were written to, from the database's own point of view."""
    tables: list[str] = []

    def listen(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            tables.append(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield tables


def expected(row: Row, name: str) -> tuple[int, ...]:
    """The status codes that the policy allows for this person; empty: another row says it."""
    if name in row.elsewhere:
        return ()
    if name in row.allowed:
        return row.status
    if name in NOT_SIGNED_IN and not row.is_open:
        return (302,)
    return (403,) if name in row.refused else (row.others,) if row.others else ()


def may_see(house: House, row: Row, name: str) -> set[tuple[str, str]]:
    """The canaries this person may meet: of their team, of what was shared with them, of their files."""
    seen = {("ours", kind) for kind in row.reads}
    if name in NOT_SIGNED_IN:
        return seen
    seen |= {
        ("ours", kind) for kind in house.ours.words if name in WORKS or (name == "sponsor" and kind in BRIEF)
    }
    if name in LEADS:
        seen |= {(LEADS[name], kind) for kind in house.teams[LEADS[name]].words}
    return seen | _shared_with(house, name) | _of_places(name)


def _shared_with(house: House, name: str) -> set[tuple[str, str]]:
    """Whoever works at the place a storyboard was lifted to, or below it."""
    places = [
        row.place.path for row in house.people[name].affiliations.filter(ends_on=None).select_related("place")
    ]
    boards = [(team, level, board) for team in house.teams.values() for level, board in team.boards.items()]
    shared = [
        words_in_board(team, level)
        for team, level, board in boards
        if level not in {"draft", "withdrawn"}
        and any(path.startswith(board.audience_path) for path in places)
    ]
    return set().union(*shared)


def _of_places(name: str) -> set[tuple[str, str]]:
    over_network = {"coach", "coach_expired", "network_coach", "hub", "adviser", "researcher"}
    own = {
        "data_steward": {("near", "row"), ("near", "file")},
        "far_steward": {("far", "row"), ("far", "file")},
    }
    own |= {"away": {("awayplace", "place")}}
    far = FAR_PLACES if name.startswith("far") or name in over_network else set()
    return own.get(name, set()) | far


def deviations(house: House, row: Row, name: str, seen: Visit) -> Iterator[str]:
    """Every way in which this answer is not what the policy says."""
    wanted = expected(row, name)
    if not wanted:
        return
    if seen.status not in wanted:
        yield f"{name}: got {seen.status}, the policy says {' or '.join(map(str, wanted))}"
        return
    yield from (f"{name}: {problem}" for problem in _about(house, row, name, seen))


def _about(house: House, row: Row, name: str, seen: Visit) -> Iterator[str]:
    everything = seen.text + repr(seen.response.headers) + seen.response.cookies.output()
    leaked = [
        found for found in sorted(owners_found(everything)) if not _covered(found, may_see(house, row, name))
    ]
    if leaked:
        yield f"sees what belongs to others: {leaked}"
    if name in row.allowed:
        yield from _values(house, row, seen)
    elif (
        name in NOT_SIGNED_IN
        and not row.is_open
        and not seen.response.headers.get("Location", "").startswith("/account/login/")
    ):
        yield "is not sent to the sign-in page"
    elif name in row.refused and "needs one of these roles" not in seen.text:
        yield "is refused without the reason"
    allowed_writes = set(seen.tables) <= WRITTEN_BY_READING
    if (row.method == "GET" or name not in row.allowed) and not allowed_writes:
        yield f"wrote to {sorted(set(seen.tables) - WRITTEN_BY_READING)}"


def _covered(found: tuple[str, str], allowed: set[tuple[str, str]]) -> bool:
    """A drawing may cut a long word short: its beginning counts as the word."""
    owner, kind = found
    return any(owner == each[0] and each[1].startswith(kind) for each in allowed)


def _values(house: House, row: Row, seen: Visit) -> Iterator[str]:
    found = owners_found(seen.text)
    missing = [kind for kind in row.shows if ("ours", kind) not in found]
    if missing and row.method == "GET":
        yield f"does not see {missing}"
    yield from (f"does not read {words!r}" for words in row.says if words not in seen.text)
    if not seen.response.headers.get("Location", "").startswith(row.goes_to):
        yield f"goes to {seen.response.headers.get('Location')!r}"
    if row.verb and row.verb not in seen.verbs:
        yield f"left no event {row.verb!r}, but {seen.verbs}"
