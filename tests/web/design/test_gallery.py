"""The gallery shows every component, renders without a database, and obeys the strict content policy."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import groundswell

PACKAGE = Path(groundswell.__file__).parent
COMPONENTS = sorted((PACKAGE / "templates" / "cotton").glob("*.html"))
GALLERY = (PACKAGE / "templates" / "design" / "gallery.html").read_text()
FRAMES = ("design", "design_entry", "design_contents", "design_theory")


@pytest.fixture
def page(client: Client) -> str:
    return client.get(reverse("design")).content.decode()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_is_in_the_gallery(component: Path) -> None:
    tag = component.stem.replace("_", "-")
    assert re.search(rf"<c-{tag}[\s/>]", GALLERY), f"Show <c-{tag}> in templates/design/gallery.html."


@pytest.mark.parametrize("name", FRAMES)
def test_every_frame_renders_for_a_visitor(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize("name", FRAMES)
def test_nothing_inline_that_the_content_policy_would_block(client: Client, name: str) -> None:
    html = client.get(reverse(name)).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html), "inline script"
    assert not re.search(r"<[^>]+\s(style|on\w+)=", html), "inline style or handler"
    assert "http://" not in re.sub(r'xmlns="[^"]*"', "", html), "something loaded from elsewhere"


def test_history_snapshots_are_off(page: str) -> None:
    assert 'hx-history="false"' in page
    assert '"historyCacheSize":0' in page
    assert '"allowEval":false' in page


def test_errors_are_said_in_the_summary_and_at_the_field(page: str) -> None:
    assert "Two things to look at before this can be saved" in page
    assert page.count("This is before the start, 6 October 2025.") == 2
    assert 'href="#again_by"' in page
    assert re.search(
        r'<input[^>]*aria-invalid="true"[^>]*aria-describedby="again_by_error"', page
    ) or re.search(r'<input[^>]*aria-describedby="again_by_error"[^>]*aria-invalid="true"', page)


def test_optional_is_said_and_required_is_not_starred(page: str) -> None:
    assert 'What surprised you? <span class="field__optional">optional</span>' in page
    assert "*" not in re.sub(r"<[^>]+>", "", page)


def test_abandon_is_shown_as_set_down(page: str) -> None:
    assert "Set down" in page
    assert "Abandon" not in page


@pytest.mark.parametrize("word", ["failed", "poor", "at risk", "must"])
def test_the_words_of_the_gallery_are_kind(page: str, word: str) -> None:
    text = re.sub(r"<script.*?</script>|<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S).lower()
    assert not re.search(rf"\b{word}\b", text)
