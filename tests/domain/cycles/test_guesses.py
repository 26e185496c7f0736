import pytest

from groundswell.domain.cycles.queries.guesses import OneScale, guess_from, on_one_scale


@pytest.mark.parametrize(
    ("words", "number", "total"),
    [
        ("4 of 6", 4, 6),
        ("14 out of 17 families", 14, 17),
        ("80%", 80, 100),
        ("about 6", 6, None),
        ("at least 3 calls", 3, None),
        ("82.5 percent", 82.5, 100),
        ("4 de 6", 4, 6),
        ("7 of 6", None, None),
        ("No", None, None),
        ("between 3 and 5", None, None),
        ("3 to 5", None, None),
        ("3-5", None, None),
        ("", None, None),
    ],
)
def test_numbers_are_read_and_ranges_are_left_as_words(words, number, total):
    assert guess_from(words) == (number, total)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((4, 6, 5, 6), OneScale(4, 5, 6)),
        ((6, None, 8, None), OneScale(6, 8, 8)),
        ((4, 6, 5, None), OneScale(4, 5, 6)),
        ((80, 100, 90, 100), OneScale(80, 90, 100, "%")),
        ((50, 100, 3, 4), OneScale(50, 75, 100, "%")),
        ((80, 100, 14, None), None),
        ((6, None, 80, 100), None),
        ((None, None, 5, 6), None),
        ((4, 6, None, None), None),
    ],
)
def test_unlike_things_are_made_alike_or_left_apart(given, expected):
    assert on_one_scale(*given) == expected
