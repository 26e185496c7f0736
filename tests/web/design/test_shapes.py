"""Shapes, icons and the small words around them."""

import re

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from groundswell.web.design import icons, shapes
from groundswell.web.design.nav import RailItem, RailSection, counted, crumb, current_item
from groundswell.web.templatetags import design


@pytest.mark.parametrize("name", [*icons.MEANINGS, *icons.OWN_DRAWINGS])
def test_every_named_icon_can_be_drawn(name: str) -> None:
    svg = icons.icon_svg(name)
    assert svg.startswith("<svg")
    assert 'aria-hidden="true"' in svg
    assert re.search(r"<(path|circle|rect|line|polyline)", svg)


def test_an_icon_that_stands_alone_has_a_name() -> None:
    svg = design.icon("locked", label='Locked "for good"')
    assert 'role="img"' in svg
    assert "Locked &quot;for good&quot;" in svg
    assert "aria-hidden" not in svg


@given(st.integers(min_value=1, max_value=shapes.LARGEST_TALLY))
def test_there_are_as_many_strokes_as_counted(number: int) -> None:
    drawn = re.search(r' d="([^"]+)"', shapes.strokes_svg(number))
    assert drawn is not None
    assert drawn.group(1).count("M") == number


@pytest.mark.parametrize("number", [0, -3, shapes.LARGEST_TALLY + 1])
def test_no_strokes_outside_what_paper_would_hold(number: int) -> None:
    assert shapes.strokes_svg(number) == ""


def test_strokes_of_an_empty_field_are_none() -> None:
    assert design.strokes(None) == ""


def test_words_of_the_domain_become_marks() -> None:
    assert design.mark("look_again") == design.mark("look-again") != ""
    assert design.mark("too_few") == ""
    with pytest.raises(KeyError):
        design.pip("unheard of")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Activate Authenticator App", "Activate authenticator app"),
        ("  Scan the QR Code\n", "Scan the QR code"),
        ("", ""),
    ],
)
def test_headings_of_the_library_are_put_in_sentence_case(said: str, shown: str) -> None:
    assert design.sentence_case(said) == shown


def test_a_form_crumb_has_three_parts() -> None:
    step, _question, aim = crumb(("Test: plan", "/p"), ("3 What change?", "/q"), ("Aim: 26% to 18%", "/a"))
    assert (step.label, aim.url) == ("Test: plan", "/a")
    with pytest.raises(ValueError, match="three parts"):
        crumb(("Test: plan", "/p"))


def test_zero_is_no_rail_count_and_one_item_is_here() -> None:
    assert (counted(0), counted(6)) == ("", "6")
    here = RailItem("Tests", "/t", current=True)
    assert current_item([RailSection((RailItem("Today", "/"),)), RailSection((here,))]) == here
    assert current_item([]) is None


class _Two(forms.Form):
    name = forms.CharField()
    unit = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A")])

    def clean(self) -> None:
        raise forms.ValidationError("These do not go together.")


def test_the_summary_leads_to_each_field() -> None:
    lines = design.error_lines(_Two({}))
    assert [line.anchor for line in lines] == ["", "id_name", "id_unit_0"]
    assert lines[0].words == "These do not go together."
    assert design.things_to_look_at(lines) == "3 things to look at before this can be saved"
    assert design.things_to_look_at(lines[:1]).startswith("One thing")


def test_a_field_is_joined_to_its_help_and_its_error() -> None:
    html = design.widget(_Two({})["name"], told="As you say it.")
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
