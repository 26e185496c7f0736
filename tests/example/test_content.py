"""The content files load, hold together, and keep the record as the story tells it."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
import yaml

from groundswell.domain.access.roles import PLACE_ROLES, PROJECT_ROLES
from tests.example.shipped import EXAMPLE, TEAM_FILES, content, cycles, rows

CONTENT = sorted(path.name for path in (EXAMPLE / "content").iterdir() if path.name.endswith(".yaml"))
RATE_FILES = sorted(path.name for path in (EXAMPLE / "data").iterdir() if path.name.endswith(".csv"))
CLOCK = dt.date(2016, 6, 10)
DECISIONS = {"adopt", "adapt", "expand", "repeat", "abandon"}
VERDICTS = {"held", "partly", "not", "cannot_tell", ""}

each_team = pytest.mark.parametrize("name", TEAM_FILES)


def people() -> dict[str, Any]:
    book = content("people.yaml")
    return {person["key"]: person for person in [*book["people"], *book["unnamed"]]}


def places() -> set[str]:
    book = content("network.yaml")
    return {book["network"]["code"]} | {
        place["code"] for part in ("districts", "departments", "schools") for place in book[part]
    }


def common_measures() -> set[str]:
    return {measure["code"] for measure in content("measures.yaml")["common"]}


def team_measures(team: str) -> set[str]:
    found = next(part for part in content("measures.yaml")["teams"] if part["project"] == team)
    return {measure["code"] for measure in found["measures"]}


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Every (key, value) of a document, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


@pytest.mark.parametrize("name", CONTENT)
def test_each_file_says_what_is_real_and_what_is_invented(name: str) -> None:
    text = (EXAMPLE / "content" / name).read_text(encoding="utf-8")
    head = "".join(itertools.takewhile(lambda line: line.startswith("#"), text.splitlines(keepends=True)))
    assert "invented" in head.lower()
    assert yaml.safe_load(text)


@pytest.mark.parametrize("name", CONTENT)
def test_keys_are_words_and_nothing_was_cut_at_a_comma(name: str) -> None:
    for key, value in walk(content(name)):
        assert isinstance(key, str), key
        if value is None:
            assert key in {"persona", "owner", "project", "belief_before", "belief_after"}, key


def test_49_people_40_schools_3_districts() -> None:
    network = content("network.yaml")
    assert len(content("people.yaml")["people"]) == 49
    assert (len(network["schools"]), len(network["districts"])) == (40, 3)
    assert Counter(school["district"] for school in network["schools"]) == {"LW": 19, "TH": 13, "QV": 8}
    assert Counter(school["level"] for school in network["schools"]) == {
        "elementary": 15,
        "k8": 9,
        "middle": 8,
        "high": 8,
    }


def test_affiliations_are_at_known_places_in_known_roles() -> None:
    for person in people().values():
        for affiliation in person["affiliations"]:
            assert affiliation["place"] in places()
            assert affiliation["role"] in PLACE_ROLES
            if "ends_on" in affiliation and "starts_on" in affiliation:
                assert affiliation["starts_on"] <= affiliation["ends_on"]


def test_the_ex_member_moved_between_districts() -> None:
    first, second = people()["cho"]["affiliations"]
    assert (first["place"], first["ends_on"]) == ("TH-02", dt.date(2016, 1, 22))
    assert (second["place"], second["starts_on"]) == ("LW-19", dt.date(2016, 1, 25))


@each_team
def test_people_of_a_team_exist(name: str) -> None:
    team = content(name)
    for member in team["team"]:
        assert member["role"] in PROJECT_ROLES
    named = {
        value
        for key, value in walk(team)
        if key in {"by", "owner", "person", "decided_by", "created_by", "made_by", "baseline_by"} and value
    }
    assert named <= people().keys()


@each_team
def test_measures_of_a_team_exist(name: str) -> None:
    team = content(name)
    known = common_measures() | team_measures(team["project"]["code"])
    used = {value for key, value in walk(team) if key == "measure"}
    used |= {
        code for key, value in walk(team) if key == "measures" and isinstance(value, list) for code in value
    }
    assert used <= known
    assert team["project"]["place"] in places()


@each_team
def test_theory_holds_together(name: str) -> None:
    theory = content(name)["theory"]
    nodes = {node["key"]: node for node in theory["nodes"]}
    assert len(nodes) == len(theory["nodes"])
    for child, parent in theory["links"]:
        assert child in nodes
        assert parent in nodes.keys() | {"AIM"}
    for version in theory["versions"]:
        assert set(version["nodes"]) <= nodes.keys()
        assert version.get("then", {}).keys() <= set(version["nodes"])
        for key in version["nodes"]:
            assert nodes[key]["added_at"] <= version["at"]
            assert nodes[key].get("set_down_at", dt.date.max) > version["at"]


@each_team
def test_versions_count_up_in_time(name: str) -> None:
    team = content(name)
    for kind in ("charters", "problems", "aims"):
        versions = team[kind]
        assert [version["number"] for version in versions] == list(range(1, len(versions) + 1))
        assert [version["at"] for version in versions] == sorted(version["at"] for version in versions)


@each_team
def test_cycles_hold_together(name: str) -> None:
    team = content(name)
    codes = [cycle["code"] for cycle in cycles(team)]
    ideas = {node["key"] for node in team["theory"]["nodes"] if node["kind"] == "idea"}
    assert len(codes) == len(set(codes))
    for ramp in team["ramps"]:
        assert ramp["idea"] in ideas
        assert [cycle["number"] for cycle in ramp["cycles"]] == list(range(1, len(ramp["cycles"]) + 1))
        for cycle in ramp["cycles"]:
            assert cycle.get("copied_from", codes[0]) in codes
            assert cycle["planned_on"] <= cycle["starts_on"] <= cycle["ends_on"]
            assert all(question.get("verdict", "") in VERDICTS for question in cycle["questions"])


@each_team
def test_decided_cycles_were_studied_after_they_ended(name: str) -> None:
    for cycle in cycles(content(name)):
        if cycle["state"] == "decided":
            assert cycle["decision"] in DECISIONS
            assert cycle["ends_on"] <= cycle["study_on"] <= cycle["decided_on"] <= CLOCK
            assert cycle["learned"]


@each_team
def test_predictions_carry_a_because(name: str) -> None:
    without = [
        cycle["code"]
        for cycle in cycles(content(name))
        if any(not question["prediction"] or not question["because"] for question in cycle["questions"])
    ]
    assert without == (["T12-C1"] if name == "team_t12.yaml" else [])


@each_team
def test_entries_lie_inside_the_record_and_within_their_totals(name: str) -> None:
    for cycle in cycles(content(name)):
        for entry in cycle["entries"]:
            last = cycle.get("study_on", cycle["ends_on"])
            assert cycle["starts_on"] <= entry["date"] <= last
            if "total" in entry:
                assert entry["number"] <= entry["total"]


@each_team
def test_texts_fit_their_columns(name: str) -> None:
    longest = {
        "prediction": 200,
        "result": 300,
        "what": 300,
        "who": 200,
        "when": 200,
        "where": 200,
        "title": 200,
    }
    longest |= {"conditions": 300, "balancing": 300, "baseline_period": 200, "cadence": 200, "review": 200}
    longest |= {"current": 200, "desired": 200, "gap": 200, "period": 200}
    for key, value in walk(content(name)["ramps"] + content(name)["problems"] + content(name)["aims"]):
        if isinstance(value, str):
            assert len(value) <= longest.get(key, 4000), (key, value)
    assert all(len(ramp["code"]) <= 10 for ramp in content(name)["ramps"])
    assert all(len(node["text"]) <= 200 for node in content(name)["theory"]["nodes"])


def test_every_cycle_of_the_three_teams() -> None:
    codes = {name: [cycle["code"] for cycle in cycles(content(name))] for name in TEAM_FILES}
    decided = [cycle for cycle in cycles(content("team_t2.yaml")) if cycle["state"] == "decided"]
    assert codes["team_t1.yaml"] == [f"T1-C{number}" for number in range(1, 7)]
    assert codes["team_t12.yaml"] == ["T12-C1", "T12-C2"]
    assert [cycle["code"][3:] for cycle in decided] == [
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "A7",
        "B1",
        "C1",
        "D1",
        "D2",
    ]


def outcome(cycle: dict[str, Any]) -> str:
    """The verdict on the whole cycle: said outright where its questions differ."""
    return str(cycle.get("verdict") or cycle["questions"][0]["verdict"])


def test_five_of_eleven_tests_did_not_hold() -> None:
    decided = [cycle for cycle in cycles(content("team_t2.yaml")) if cycle["state"] == "decided"]
    assert [cycle["code"] for cycle in decided if outcome(cycle) == "not"] == [
        "T2-A4",
        "T2-A6",
        "T2-C1",
        "T2-D1",
        "T2-D2",
    ]
    assert Counter(outcome(cycle) for cycle in decided) == {"not": 5, "held": 4, "partly": 2}


def test_beliefs_move_as_told() -> None:
    told = {"A1": (1, 2), "A2": (2, 2), "A3": (2, 3), "A4": (3, 2), "A5": (2, 4), "A6": (4, 3), "A7": (3, 3)}
    told |= {"B1": (2, 4), "C1": (3, 0), "D1": (2, 1), "D2": (1, 0)}
    seen = {
        cycle["code"][3:]: (cycle["belief_before"], cycle.get("belief_after"))
        for cycle in cycles(content("team_t2.yaml"))
    }
    assert {code: seen[code] for code in told} == told


def test_weekly_entries_of_the_call_circle_are_those_of_the_series() -> None:
    weeks = [
        (int(row["numerator"]), int(row["denominator"])) for row in rows("t2_reached_in_two_days.csv")[:5]
    ]
    cycle = next(cycle for cycle in cycles(content("team_t2.yaml")) if cycle["code"] == "T2-A5")
    assert [(entry["number"], entry["total"]) for entry in cycle["entries"]] == weeks


@pytest.mark.parametrize("name", RATE_FILES)
def test_rate_rows_name_known_places_groups_and_measures(name: str) -> None:
    groups = yaml.safe_load((files("groundswell.library") / "groups.yaml").read_text(encoding="utf-8"))
    known = {group["code"] for group in groups} | {""}
    measures = common_measures().union(
        *(team_measures(team["project"]) for team in content("measures.yaml")["teams"])
    )
    keys = set()
    for row in rows(name):
        assert row["group_code"] in known
        assert row["place_code"] in places()
        assert row["measure_code"] in measures
        assert dt.date.fromisoformat(row["period_start"]) < dt.date.fromisoformat(row["period_end"])
        if row["numerator"].isdigit():
            assert int(row["numerator"]) <= int(row["denominator"])
        keys.add((row["measure_code"], row["place_code"], row["group_code"], row["period_start"]))
    assert len(keys) == len(rows(name))


def test_each_measure_names_its_source_and_its_files() -> None:
    book = content("measures.yaml")
    own = [measure for team in book["teams"] for measure in team["measures"]]
    shipped = {*RATE_FILES, "attendance_daily.csv.gz"}
    named = {name for measure in [*book["common"], *own] for name in measure.get("data", [])}
    assert all(measure["source_note"] for measure in [*book["common"], *own])
    assert named == shipped


def test_closed_days_have_no_attendance_and_every_quiet_weekday_is_explained() -> None:
    calendar = content("calendar.yaml")
    school_days = {dt.date.fromisoformat(row["date"]) for row in rows("attendance_daily.csv.gz")}
    explained = {
        day for part in ("closed", "source_gaps") for span in calendar[part] for day in days_of(span)
    }
    assert not explained & school_days
    for year in calendar["school_years"]:
        weekdays = {day for day in days_of(year) if day.weekday() < 5}
        assert weekdays - school_days == {day for day in explained if day.weekday() < 5} & weekdays
        assert len(weekdays & school_days) == year["days"]


def days_of(span: dict[str, Any]) -> Iterator[dt.date]:
    count = (span["ends_on"] - span["starts_on"]).days
    return (span["starts_on"] + dt.timedelta(number) for number in range(count + 1))


def test_staff_days_are_days_without_any_report() -> None:
    staff = {entry["date"].isoformat() for entry in content("calendar.yaml")["staff_days"]}
    reported: Counter[str] = Counter()
    for row in rows("attendance_daily.csv.gz"):
        reported[row["date"]] += row["percent_present"] != "NS"
    assert {day for day, count in reported.items() if not count} == staff


def test_tour_steps_are_short_and_point_at_what_exists() -> None:
    tour = content("tour.yaml")
    known_cycles = {cycle["code"] for name in TEAM_FILES for cycle in cycles(content(name))}
    personas = {key for key, person in people().items() if "persona" in person}
    for step in [*tour["steps"], *tour["side_doors"]]:
        page = step["page"]
        assert len(step["text"].split()) < 25
        assert step["persona"] in personas | {None}
        assert page.get("school", "LW-01") in places()
        assert page.get("cycle", "T2-A1") in known_cycles
        assert page.get("project", "T2") in {"T1", "T2", "T12"}
        assert page.get("measure", "CM1") in common_measures()
    assert [step["number"] for step in tour["steps"]] == list(range(1, len(tour["steps"]) + 1))


def test_personas_say_who_they_are_and_what_to_try() -> None:
    personas = [person["persona"] for person in people().values() if "persona" in person]
    assert len(personas) == 15
    assert all(persona["who"] and persona["try"] for persona in personas)
