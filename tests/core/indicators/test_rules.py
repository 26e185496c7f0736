"""The small language: what it takes, what it refuses and how, and that both readings of a rule agree."""

from datetime import date
from typing import Any

import narwhals.stable.v2 as nw
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.core.indicators.compiled import compiled
from groundswell.core.indicators.evaluated import evaluate, exact
from groundswell.core.indicators.expressions import Constant, Kind, names_in, thresholds_in
from groundswell.core.indicators.parsing import RuleError, Vocabulary, parse, parse_flag

NAMES: dict[str, Kind] = {
    "grade": "text",
    "days": "whole",
    "share": "number",
    "known_flag": "flag",
    "born": "date",
}
WORDS = Vocabulary(NAMES, frozenset({"percent"}), frozenset({"cut"}))
NUMBERS: dict[str, Constant] = {"percent": 10, "cut": {"03": 2432, "04": 2473.5}}
TYPES = {
    "grade": pa.string(),
    "days": pa.int64(),
    "share": pa.float64(),
    "known_flag": pa.bool_(),
    "born": pa.date32(),
}


def slow(rule: str, **row: Any) -> Any:
    full = {name: exact(row.get(name)) for name in NAMES}
    return evaluate(parse(rule, WORDS), full, NUMBERS)


def fast(rule: str, rows: list[dict[str, Any]]) -> list[Any]:
    table = pa.table({name: pa.array([row.get(name) for row in rows], kind) for name, kind in TYPES.items()})
    frame = nw.from_native(table, eager_only=True).with_columns(_=compiled(parse(rule, WORDS), NUMBERS))
    return list(frame["_"].to_list())


@pytest.mark.parametrize(
    ("rule", "row", "expected"),
    [
        ("days >= 31", {"days": 31}, True),
        ("days >= 31", {"days": 30}, False),
        ("days >= 31", {}, None),
        ("100 * share >= percent * days", {"share": 8.7, "days": 87}, True),
        ("100 * share >= percent * days", {"share": 8.6, "days": 87}, False),
        ("3 <= grade_number(grade) <= 8", {"grade": "08"}, True),
        ("0 <= grade_number(grade)", {"grade": "PK"}, False),
        ("grade_number(grade) >= 0", {"grade": "Other"}, None),
        ("grade in ['KG', '01'] or days > 3", {"days": 4}, True),
        ("grade not in ['KG', '01']", {"grade": "02"}, True),
        ("not known_flag and days > 3", {"days": 1}, False),
        ("not known_flag and days > 3", {"days": 4}, None),
        ("share / days", {"share": 3.0, "days": 0}, None),
        ("share / days > 1", {"share": 3.0, "days": 2}, True),
        ("round(100 * share / days, 2) <= 90", {"share": 18.0, "days": 20}, True),
        ("share - cut[grade]", {"share": 2442.0, "grade": "03"}, 10),
        ("share - cut[grade]", {"share": 2442.0, "grade": "05"}, None),
        ("yyyymmdd(born) == 20260815", {"born": date(2026, 8, 15)}, True),
        ("month_index(born) - 2026 * 12", {"born": date(2026, 12, 1)}, 12),
        ("coalesce(share, 1.5) > 1", {}, True),
        ("known(grade)", {}, False),
        ("number(known_flag) + 1", {"known_flag": True}, 2),
    ],
)
def test_both_readings_say_what_the_rule_means(rule: str, row: dict[str, Any], expected: Any) -> None:
    assert slow(rule, **row) == expected
    assert fast(rule, [row])[0] == (
        pytest.approx(expected) if isinstance(expected, int | float) else expected
    )


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("days >=", "cannot be read as a rule"),
        ("dayz > 3", "dayz is not known here. Known: born, cut, days"),
        ("grade >= 8", "grade is text and 8 is a number"),
        ("grade in [1, 2]", "the list holds something else"),
        ("grade in 'KG'", "after 'in' comes a list"),
        ("days and days > 3", "days is a number; here a flag is needed"),
        ("days is None", "is not part of the language"),
        ("open('x')", "there is no function open"),
        ("__import__('os').system('ls')", "not part of the language"),
        ("(lambda: 1)()", "not part of the language"),
        ("[x for x in days]", "not part of the language"),
        ("days.real", "not part of the language"),
        ("days ** 2 > 4", "not part of the language"),
        ("cut > 3", "cut has a number for each key"),
        ("days[grade] > 3", "is not a threshold with keys"),
        ("known(grade, days)", "takes 1 values, not 2"),
        ("round(share, days)", "takes the decimals as a number"),
        ("coalesce(share, grade)", "two values of the same kind"),
        ("days + known_flag", "known_flag is true or false"),
        ("days > 3j", "is not a value of the language"),
        ("days > " + "1 + " * 900 + "1", "longer than 2000"),
        ("(" * 500 + "days" + ")" * 500, "cannot be read"),
    ],
)
def test_a_rule_outside_the_language_says_how_to_mend_it(rule: str, says: str) -> None:
    with pytest.raises(RuleError) as raised:
        parse(rule, WORDS)
    assert says in str(raised.value)


def test_a_population_is_true_or_false() -> None:
    with pytest.raises(RuleError, match="gives a whole, not true or false"):
        parse_flag("days + 1", WORDS)


def test_what_a_rule_speaks_of() -> None:
    rule = parse("share - cut[grade] > percent and days in [1]", WORDS)
    assert names_in(rule) == {"share", "grade", "days"}
    assert thresholds_in(rule) == {"cut", "percent"}


FLAGS = st.sampled_from(
    [
        "known_flag", "days > 2", "share <= 0.5 * days", "grade in ['03', 'KG']", "known(share)", "days == 3",
        "share / days >= percent / 20", "grade_number(grade) < 4", "born >= born", "cut[grade] > 2440",
        "yyyymmdd(born) < 20250101",
    ]
)  # fmt: skip
RULES = st.recursive(
    FLAGS,
    lambda inner: st.one_of(
        inner.map(lambda rule: f"(not {rule})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda parts: f"({' '.join(parts)})"),
    ),
    max_leaves=6,
)
ROWS = st.fixed_dictionaries(
    {
        "grade": st.sampled_from([None, "KG", "03", "04", "UG"]),
        "days": st.sampled_from([None, 0, 1, 3, 20]),
        "share": st.sampled_from([None, 0.0, 0.5, 1.5, 0.1, 10.0]),
        "known_flag": st.sampled_from([None, True, False]),
        "born": st.sampled_from([None, date(2024, 12, 31), date(2026, 8, 15)]),
    }
)


@settings(max_examples=150, deadline=None)
@given(rule=RULES, rows=st.lists(ROWS, min_size=1, max_size=6))
def test_fast_and_slow_agree_on_any_rule(rule: str, rows: list[dict[str, Any]]) -> None:
    assert fast(rule, rows) == [slow(rule, **row) for row in rows]
