"""What is so before a journey begins. Made quickly, through the same forms, without drawing their pages."""

import re
from urllib.parse import urlencode

from tests.journeys.visitor import Visitor

TALLOW = "LW-06"
HIDDEN = re.compile(
    r'<input[^>]*name="(version|based_on)"[^>]*value="(\d+)"|<input[^>]*value="(\d+)"[^>]*name="(version|based_on)"'
)


def send(visitor: Visitor, address: str, fields: dict[str, object] | list[tuple[str, object]]) -> str:
    """Send a form; the address that the answer leads to. Fails when it is refused."""
    request = visitor.page.context.request
    pairs = list(fields.items()) if isinstance(fields, dict) else fields
    answer = request.post(
        address,
        data=urlencode(pairs),
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": _token(visitor),
            "Referer": visitor.site,
        },
    )
    assert answer.ok, f"{answer.status} from {address}: {_said(answer.text())}"
    return answer.url


def version_of(visitor: Visitor, address: str, name: str = "version") -> int:
    """The hidden version that a page's form carries."""
    text = visitor.page.context.request.get(address).text()
    found = re.search(rf'name="{name}" value="(\d+)"', text) or re.search(
        rf'value="(\d+)"[^>]*name="{name}"', text
    )
    assert found, f"no {name} in the form of {address}"
    return int(found.group(1))


def a_project(visitor: Visitor, name: str, *, mode: str = "simple", place: str = TALLOW) -> int:
    url = send(
        visitor,
        "/projects/start/",
        {
            "name": name,
            "statement": "49 of 133 students with disabilities (36.8%) were chronically absent.",
            "mode": mode,
            "place": place,
            "measure": "CM2",
            "group": "disability",
            "current": "36.8% (49 of 133)",
            "group_name": "students with disabilities",
        },
    )
    return number_in(url)


def an_aim(visitor: Visitor, project: int) -> None:
    fields = {
        "direction": "lower", "what": "chronic absence", "unit": "percent", "baseline": "36.8", "target": "28",
        "change_in": "points", "by_when": "2017-05-31", "population": "students with disabilities",
        "where": "Tallow Street K-8", "based_on": "0", "save": "1",
        "group-TOTAL_FORMS": "0", "group-INITIAL_FORMS": "0",
    }  # fmt: skip
    send(visitor, f"/projects/{project}/aim/", dict(fields))


def a_test(visitor: Visitor, project: int, title: str = "Two-day call, one class") -> int:
    """A test with its guess, planned and not yet begun."""
    number = number_in(send(visitor, f"/projects/{project}/tests/", {"title": title}))
    plan = {
        "version": version_of(visitor, f"/tests/{number}/plan/"), "title": title, "scale": "1", "scale_unit": "class",
        "starts_on": "2016-06-09", "ends_on": "2016-06-14", "study_on": "2016-06-15",
        "count_what": "How many families did you reach?", "count_total": "6",
        "q0-text": "How many families can one teacher reach by day two?", "q0-prediction": "4 of 6",
        "q0-because": "most families answer before work", "t0-who": "Teacher A", "t0-what": "calls home on day two",
        "t0-when": "before lunch", "t0-where": "room 12", "data_plan": "Teacher A tallies the calls each day.", "do": "plan",
    }  # fmt: skip
    send(visitor, f"/tests/{number}/plan/", dict(plan))
    return number


def a_running_test(visitor: Visitor, project: int, title: str = "Two-day call, one class") -> int:
    number = a_test(visitor, project, title)
    send(visitor, f"/tests/{number}/start/", {})
    return number


def a_test_to_study(visitor: Visitor, project: int, title: str = "Two-day call, one class") -> int:
    number = a_running_test(visitor, project, title)
    entry = {"key": f"7b0f6f2e-0000-4000-8000-{number:012}", "number": "5", "total": "6", "on": "2016-06-09"}
    send(visitor, f"/tests/{number}/record/", dict(entry))
    send(visitor, f"/tests/{number}/end/", {"carried_out": "yes"})
    return number


def a_decided_test(visitor: Visitor, project: int) -> int:
    number = a_test_to_study(visitor, project)
    page = visitor.page.context.request.get(f"/tests/{number}/").text()
    asked = re.findall(r'name="(r\d+)-result"', page)
    decision: dict[str, object] = {
        "version": version_of(visitor, f"/tests/{number}/"),
        "learned": "Calls before lunch reach most families.",
        "decision": "adapt",
        "decision_why": "Two families need a text message.",
    }
    for question in asked:
        decision |= {f"{question}-result": "5 of 6", f"{question}-verdict": "held"}
    send(visitor, f"/tests/{number}/decide/", decision)
    return number


def number_in(url: str) -> int:
    found = re.search(r"/(?:projects|tests|storyboards|imports)/(\d+)/", url)
    assert found, f"no number in {url}"
    return int(found.group(1))


def _token(visitor: Visitor) -> str:
    cookies = {one["name"]: one["value"] for one in visitor.page.context.cookies()}
    if "groundswell_csrf" not in cookies:
        visitor.page.context.request.get("/")
        cookies = {one["name"]: one["value"] for one in visitor.page.context.cookies()}
    return cookies["groundswell_csrf"]


def _said(text: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", text.split("<main", 1)[-1])
    return re.sub(r"\s+", " ", plain)[:600]
