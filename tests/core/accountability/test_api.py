"""California's Academic Performance Index: published targets, marks, groups and ranks of every school."""

import pytest

from groundswell.core.accountability.api_rules import (
    AT_TARGET,
    growth_target,
    met_growth_target,
    numerically_significant,
)
from groundswell.core.accountability.deciles import similar_schools_deciles, statewide_deciles
from groundswell.library.accountability_files import rule_tables
from tests.core.accountability.california import Rows, api_rows, api_schools, high_schools, whole

RULES = rule_tables().api[0]
GROUPS = ("AA", "AI", "AS", "FI", "HI", "PI", "WH", "MR", "SD", "EL")


def agreeing_targets(rows: Rows, api: str, target: str) -> tuple[int, int]:
    """How many published targets there are (letters other than A left out), and how many we find."""
    pairs = [
        (int(r[api]), r[target]) for r in rows if whole(r[api]) and (whole(r[target]) or r[target] == "A")
    ]
    same = sum(
        str(growth_target(value, RULES)) == given.replace("A", str(AT_TARGET)) for value, given in pairs
    )
    return len(pairs), same


def agreeing_marks(rows: Rows, base: str, growth: str) -> tuple[int, int]:
    known = [r for r in rows if r["SCH_WIDE"] in ("Yes", "No")]
    found = [
        met_growth_target(int(r[base]), int(r[growth]), RULES) == (r["SCH_WIDE"] == "Yes") for r in known
    ]
    return len(known), sum(found)


def test_targets_by_hand() -> None:
    assert [growth_target(api, RULES) for api in (605, 669, 690, 700, 797, 799)] == [10, 7, 6, 5, 3, 1]
    assert growth_target(800, RULES) == AT_TARGET
    assert not met_growth_target(810, 799, RULES)
    assert met_growth_target(797, 800, RULES)
    assert not met_growth_target(797, 799, RULES)


def test_high_schools_targets_and_marks() -> None:
    rows = high_schools()
    assert agreeing_targets(rows, "API12B", "GR_TARG") == (1502, 1502)
    known, same = agreeing_marks(rows, "API12", "API13")
    assert known == same
    assert known > 1300


@pytest.mark.parametrize(
    ("name", "api", "below"), [("2009-base", "API09B", 5080), ("2012-base", "API12B", 4615)]
)
def test_all_targets(name: str, api: str, below: int) -> None:
    rows = api_schools(name)
    known, same = agreeing_targets(rows, api, "GR_TARG")
    assert same == known
    assert sum(whole(r["GR_TARG"]) is not None for r in rows) == below


@pytest.mark.parametrize(("year", "schools"), [(12, 8882), (13, 8923)])
def test_all_marks(year: int, schools: int) -> None:
    assert agreeing_marks(api_schools(f"20{year}-growth"), f"API{year - 1}", f"API{year}") == (
        schools,
        schools,
    )


@pytest.mark.parametrize(("year", "marks"), [(12, 27_182), (13, 27_460)])
def test_all_marks_of_groups(year: int, marks: int) -> None:
    """A group's mark follows from its own index of two years, as the school's does; one group lacks an index."""
    found = []
    for group in (*GROUPS, "DI"):
        columns = f"{group}_MET", f"{group}_API{year - 1}", f"{group}_API{year}"
        for mark, base, growth in ([row[c] for c in columns] for row in api_schools(f"20{year}-growth")):
            if mark in ("Yes", "No") and whole(base) and whole(growth):
                found.append(met_growth_target(int(base), int(growth), RULES) == (mark == "Yes"))
    assert (len(found), sum(found)) == (marks, marks)


@pytest.mark.parametrize(("name", "schools"), [("2009-base", 9152), ("2012-base", 9225)])
def test_all_groups_that_count(name: str, schools: int) -> None:
    rows = [r for r in api_schools(name) if r["AA_SIG"] in ("Yes", "No")]
    assert len(rows) == schools
    for group in GROUPS:
        odd = [
            row
            for row in rows
            if numerically_significant(int(row[f"{group}_NUM"]), int(row["VALID"]), RULES)
            != (row[f"{group}_SIG"] == "Yes")
        ]
        assert odd == []


def test_high_school_groups_that_count() -> None:
    for row in high_schools():
        for group in ("AA", "HI", "SD", "EL"):
            found = numerically_significant(int(row[f"{group}_NUM"]), int(row["VALID"]), RULES)
            assert found == (row[f"{group}_SIG"] == "Yes")


def similar_ranks(rows: Rows, api: str) -> tuple[int, int, int]:
    known = [r for r in rows if r["SCI"] and whole(r["SIM_RANK"]) and whole(r[api])]
    found = similar_schools_deciles([float(r[api]) for r in known], [float(r["SCI"]) for r in known])
    off = [abs(mine - int(r["SIM_RANK"])) for mine, r in zip(found, known, strict=True)]
    return len(known), off.count(0), max(off)


def test_high_schools_similar_ranks() -> None:
    assert similar_ranks(high_schools(), "API12B") == (1241, 1241, 0)


@pytest.mark.parametrize(
    ("name", "api", "counts"),
    [
        ("2009-base", "API09B", {"E": (5357, 5298, 1), "M": (1299, 1256, 1), "H": (1160, 1126, 1)}),
        ("2012-base", "API12B", {"E": (5397, 5397, 0), "M": (1308, 1308, 0), "H": (1241, 1241, 0)}),
    ],
)
def test_all_similar_ranks(name: str, api: str, counts: dict[str, tuple[int, int, int]]) -> None:
    rows = api_schools(name)
    for kind, expected in counts.items():
        assert similar_ranks([r for r in rows if r["STYPE"] == kind], api) == expected


def state_ranks(rows: Rows, api: str) -> tuple[int, int]:
    ranked = [r for r in rows if whole(r["ST_RANK"]) and int(r["VALID"]) >= RULES.least_valid_scores]
    found = statewide_deciles([float(r[api]) for r in ranked])
    return len(ranked), sum(mine == int(r["ST_RANK"]) for mine, r in zip(found, ranked, strict=True))


@pytest.mark.parametrize(
    ("name", "api", "counts"),
    [
        ("2009-base", "API09B", {"E": (5357, 5356), "M": (1300, 1293), "H": (1160, 1155)}),
        ("2012-base", "API12B", {"E": (5397, 5397), "M": (1309, 1308), "H": (1253, 1214)}),
    ],
)
def test_all_state_ranks(name: str, api: str, counts: dict[str, tuple[int, int]]) -> None:
    """97 to 100 % exact; the schools that differ lie at the edge of a tenth."""
    rows = api_schools(name)
    for kind, expected in counts.items():
        assert state_ranks([r for r in rows if r["STYPE"] == kind], api) == expected


def test_state_ranks_of_high_schools() -> None:
    assert state_ranks(high_schools(), "API12B") == (1253, 1214)


def test_deciles_by_hand() -> None:
    assert statewide_deciles([float(i) for i in range(20)]) == tuple(i // 2 + 1 for i in range(20))
    assert statewide_deciles([5.0, 5.0, 1.0]) == (10, 10, 4)
    with pytest.raises(ValueError, match="one index value per school"):
        similar_schools_deciles([1.0], [1.0, 2.0])


STATE_2013 = {"AA": 707, "AI": 742, "AS": 906, "FI": 867, "HI": 743, "PI": 773, "WH": 852, "MR": 845, "SD": 742,
              "EL": 717, "DI": 616}  # fmt: skip
CORE_2013 = {"Los Angeles": 750, "San Francisco": 806, "Garden Grove": 820, "Long Beach": 783, "Sacramento City": 760,
             "Santa Ana": 743, "Fresno": 723, "Oakland": 721}  # fmt: skip


def test_the_state_and_its_groups_in_2013() -> None:
    (state,) = api_rows("2013-growth", "X")
    assert (whole(state["API13"]), whole(state["API12"])) == (790, 791)
    assert {group: whole(state[f"{group}_API13"]) for group in STATE_2013} == STATE_2013


def test_the_eight_core_districts_in_2013() -> None:
    """Their results, and how far groups lay apart in two of them."""
    rows = {row["DNAME"].removesuffix(" Unified"): row for row in api_rows("2013-growth", "D")}
    assert {name: whole(rows[name]["API13"]) for name in CORE_2013} == CORE_2013
    apart = {
        name: (whole(rows[name]["WH_API13"]) or 0) - (whole(rows[name]["AA_API13"]) or 0)
        for name in ("Oakland", "San Francisco")
    }
    assert apart == {"Oakland": 252, "San Francisco": 264}
