"""Rules for templates: nothing inline, everything escaped, every form protected, every page in a frame."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, TEMPLATES

PAGES = sorted(TEMPLATES.rglob("*.html"))
STANDALONE = {"500.html": "shown when nothing else works, so it leans on no frame"}
SAFE_HERE = {
    "cotton/field.html": "a field's help is written in code; the password rules come as a list in HTML"
}
SAFE_IN_CODE = {
    "groundswell.py": "`drawn`",
    "design.py": "shapes and icons we draw; a label in them is escaped",
}
FORBIDDEN = {
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")": "an inline script. Put it in static/js.",
    r"\sstyle=": "a style attribute. The content policy refuses it; write a class in static/css.",
    r"\son[a-z]+=": "an event attribute. The content policy refuses it; listen in static/js.",
    r"javascript:": "a javascript: address.",
    r"\|\s*safe\b": "|safe. Only `drawn` marks our own SVG as safe; text is always escaped.",
    r"{%\s*autoescape off": "autoescape off. Text is always escaped.",
    r"hx-on|hx-vals=['\"]js:": "an attribute that htmx would run as code.",
    r"(?:src|href)=\"https?://": "an address elsewhere. Nothing is loaded at run time from another host.",
}


def label(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_nothing_inline_and_nothing_unescaped(path: Path) -> None:
    text = _without_comments(path)
    for pattern, what in FORBIDDEN.items():
        if "safe" in pattern and label(path) in SAFE_HERE:
            continue
        found = re.search(pattern, text)
        line = text[: found.start()].count("\n") + 1 if found else 0
        assert not found, f"{label(path)}:{line} has {what}"


def _without_comments(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_every_form_that_posts_carries_its_token(path: Path) -> None:
    for form in re.findall(
        r"<form\b[^>]*method=\"post\".*?</form>", _without_comments(path), flags=re.DOTALL | re.IGNORECASE
    ):
        assert "csrf_token" in form, f"{label(path)}: put {{% csrf_token %}} inside {form[:80]!r}"


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_every_page_stands_in_a_frame(path: Path) -> None:
    name = label(path)
    is_part = path.name.startswith("_") or name.startswith(("cotton/", "allauth/elements/"))
    if is_part or name in STANDALONE or _is_included(name):
        return
    text = path.read_text(encoding="utf-8")
    assert re.search(r"{%\s*extends\b", text), (
        f"{name} is neither a page nor a part. A page extends a frame; a part has a name that starts with _."
    )


def _is_included(name: str) -> bool:
    return any(f'include "{name}"' in page.read_text(encoding="utf-8") for page in PAGES)


def test_only_drawn_marks_text_as_safe() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in PACKAGE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if "mark_safe(" in line and path.name not in SAFE_IN_CODE
    ]
    assert not found, (
        f"Only our own template tags hand out text as safe. Use format_html or a template: {found}"
    )


@pytest.mark.parametrize("path", sorted((TEMPLATES / "cotton").glob("*.html")), ids=lambda path: path.stem)
def test_every_component_is_in_the_gallery(path: Path) -> None:
    tag = f"<c-{path.stem.replace('_', '-')}"
    shown = "".join(page.read_text(encoding="utf-8") for page in (TEMPLATES / "design").glob("*.html"))
    others = "".join(
        page.read_text(encoding="utf-8") for page in (TEMPLATES / "cotton").glob("*.html") if page != path
    )
    assert tag in shown or tag in others, (
        f"Show {tag}> in templates/design/gallery.html: what is not shown is not looked at."
    )
