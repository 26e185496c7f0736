"""Closing up or not, with Connecticut's published rates (EdSight, public domain)."""

import csv
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.core.equity.gap_change import GapChange, gap_change
from groundswell.core.equity.lines import Line
from groundswell.core.stats.rate_intervals import Share


def of_count_and_percent(count: int, percent: float) -> Share:
    """Connecticut prints the count and the rate; the number of students follows up to rounding."""
    return Share(count, round(100 * count / percent))


def sizes(found: GapChange) -> list[float]:
    return [found.gap_before.value, found.gap_after.value]


def near(first: float, second: float) -> Any:
    """Equal as printed, to a tenth of a point or a hundredth of a ratio."""
    return pytest.approx([first, second], abs=0.01)


def test_connecticut_suspensions() -> None:
    """2009-10 to 2017-18: the gap in points falls by 31 percent, the ratio by 8 percent."""
    black = Line.of_shares("Black", of_count_and_percent(14862, 20.0), of_count_and_percent(9884, 14.3))
    white = Line.of_shares("White", of_count_and_percent(19117, 5.4), of_count_and_percent(12167, 4.2))
    found = gap_change(black, white, higher_is_better=False)
    assert sizes(found) == near(14.6, 10.1)
    assert found.percent is not None
    assert found.percent.value == pytest.approx(-30.8, abs=0.1)
    assert [found.ratio_before, found.ratio_after] == near(3.70, 3.40)
    assert found.ratio_percent is not None
    assert found.ratio_percent.value == pytest.approx(-8.1, abs=0.1)
    assert found.points_interval is not None
    assert not found.points_interval.holds_zero
    assert (found.verdict, found.disagree) == ("closing up", False)


def test_connecticut_chronic_absence_disagrees() -> None:
    """2011-12 to 2016-17, rates alone: fewer points apart, yet a larger ratio."""
    found = gap_change(Line("Hispanic", 18.4, 15.8), Line("White", 8.1, 6.7), higher_is_better=False)
    assert sizes(found) == near(10.3, 9.1)
    assert [found.ratio_before, found.ratio_after] == near(2.27, 2.36)
    assert found.disagree
    assert found.points_interval is None
    words = found.words()
    assert (
        "Gap: 10.3 to 9.1 percentage points (down 1.2 percentage points, down 12 percent of its size)."
        in words
    )
    assert "the gap in points got smaller, the ratio got larger" in words


def test_connecticut_chronic_absence_of_black_students() -> None:
    """Both rates fell, and yet the gap widened in points and as a ratio."""
    found = gap_change(Line("Black", 15.2, 14.4), Line("White", 8.1, 6.7), higher_is_better=False)
    assert sizes(found) == near(7.1, 7.7)
    assert (found.verdict, found.disagree, found.behind_improved) == ("widening", False, True)


DATA = Path(os.environ.get("GROUNDSWELL_DATA", Path(__file__).parents[4] / "shared" / "data"))
SUSPENSIONS = "suspension-rate-by-race/suspension-rates__{}_race_ct.csv"
YEARS = tuple(f"20{year:02}-{year + 1:02}" for year in range(9, 18))


def state_shares(year: str) -> dict[str, Share]:
    """Connecticut's own state file of one year; skips where it is not at hand."""
    file = DATA / "ct_edsight" / "ct_edsight_raw_csv.zip"
    if not file.exists():
        pytest.skip("Connecticut's files are not here; set GROUNDSWELL_DATA to check them")
    with zipfile.ZipFile(file) as bundle:
        text = bundle.read(SUSPENSIONS.format(year)).decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["%"]]
    return {r["Race/Ethnicity"]: of_count_and_percent(int(r["Count"]), float(r["%"])) for r in rows}


def test_connecticuts_own_files_say_the_same() -> None:
    """All nine years are read; from the first to the last the gap closes up, as typed above."""
    by_year = [state_shares(year) for year in YEARS]
    first, last = by_year[0], by_year[-1]
    lines = [Line.of_shares(g, first[g], last[g]) for g in ("Black or African American", "White")]
    found = gap_change(*lines, higher_is_better=False)
    assert sizes(found) == near(14.6, 10.1)
    assert found.verdict == "closing up"
    assert all(
        shares["Black or African American"].proportion > shares["White"].proportion for shares in by_year
    )


def test_a_reference_that_got_worse_is_not_closing_up() -> None:
    found = gap_change(Line("EL", 40, 42), Line("Others", 60, 55), higher_is_better=True)
    assert found.verdict == "closing, but not up"
    assert "Others did worse" in found.words()


def test_closing_up_needs_more_than_chance() -> None:
    small = [Share(12, 30), Share(14, 30), Share(18, 30), Share(18, 30)]
    few = gap_change(
        Line.of_shares("EL", *small[:2]), Line.of_shares("Others", *small[2:]), higher_is_better=True
    )
    assert few.verdict == "too close to call"
    many = [Share(100 * s.count, 100 * s.n) for s in small]
    lots = gap_change(
        Line.of_shares("EL", *many[:2]), Line.of_shares("Others", *many[2:]), higher_is_better=True
    )
    assert lots.verdict == "closing up"


def test_widening_and_standing_still() -> None:
    assert gap_change(Line("A", 40, 41), Line("B", 60, 65), higher_is_better=True).verdict == "widening"
    assert gap_change(Line("A", 40, 45), Line("B", 60, 65), higher_is_better=True).verdict == "about the same"


def test_a_gap_can_turn_around() -> None:
    found = gap_change(Line("A", 40, 62), Line("B", 60, 60), higher_is_better=True)
    assert found.crossed
    assert "A was behind at first and is ahead now." in found.words()


def test_rates_are_percent() -> None:
    with pytest.raises(ValueError, match="percent"):
        Line("A", 140, 20)


@given(st.tuples(*[st.integers(1, 99)] * 4))
def test_order_of_the_two_lines_does_not_matter(rates: tuple[int, ...]) -> None:
    a, b = Line("A", rates[0], rates[1]), Line("B", rates[2], rates[3])
    one, other = gap_change(a, b, higher_is_better=True), gap_change(b, a, higher_is_better=True)
    if a.before != b.before:
        assert one == other
    if one.verdict == "closing up":
        assert one.behind_improved
        assert one.ahead.change.value >= 0


@given(st.tuples(*[st.integers(1, 99)] * 4))
def test_interval_holds_the_change_it_is_about(counts: tuple[int, ...]) -> None:
    shares = [Share(count, 100) for count in counts]
    one, other = Line.of_shares("A", *shares[:2]), Line.of_shares("B", *shares[2:])
    found = gap_change(one, other, higher_is_better=False)
    assert found.points_interval is not None
    assert found.points_interval.low.value < found.points.value < found.points_interval.high.value
