"""The HTML file in a real browser: no accessibility violation, and tips by mouse and keyboard alone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from groundswell.store.pictures import html
from tests.core.charts.samples import crowded, few, gap, multiple, phased, proportions, rising, veil

FILES = {
    "one": lambda: html(phased()),
    "many": lambda: html([phased(), proportions(), gap(), few(), multiple(), veil(), rising(), crowded()]),
}
SIZES = {"wide": 1280, "narrow": 390}
PATIENCE = 90_000
TIP = "element => getComputedStyle(element, '::after').content"


def _open(browser: Browser, file: Path, *, width: int = 1280, scheme: str = "light") -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(file.as_uri())
    return page


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    paths = {name: folder / f"{name}.html" for name in FILES}
    for name, path in paths.items():
        path.write_text(FILES[name](), encoding="utf-8")
    return paths


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", FILES)
def test_no_violation_no_complaint_and_nothing_wider_than_the_page(
    browser: Browser, files: dict[str, Path], name: str, size: str, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": SIZES[size], "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(files[name].as_uri())
    assert complaints == [], "the page keeps its own security policy"
    page.locator("details").first.evaluate("element => { element.open = true }")
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_tips_stay_on_the_page(browser: Browser, files: dict[str, Path], size: str) -> None:
    page = _open(browser, files["one"], width=SIZES[size])
    points = page.locator(".stage:visible .pt")
    for index in (0, 7, 14, 16, points.count() - 1):
        points.nth(index).focus()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), index
    page.context.close()


def test_the_keyboard_walks_the_points_and_reads_them(browser: Browser, files: dict[str, Path]) -> None:
    page = _open(browser, files["one"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip the 28 points of this chart"
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert first.startswith("Week of 2 Sep 2024: 78%")
    shown = page.evaluate("getComputedStyle(document.activeElement, '::after').content")
    assert shown == f'"{first}"'
    page.context.close()


def test_the_mouse_sees_why_a_dot_is_colored(browser: Browser, files: dict[str, Path]) -> None:
    page = _open(browser, files["one"])
    point = page.locator(".stage:visible .pt[aria-label*='Look again']")
    assert point.evaluate(TIP) in ("none", "normal")
    point.hover()
    assert "below the lower limit" in point.evaluate(TIP)
    page.context.close()


def test_points_lie_over_their_shapes(browser: Browser, files: dict[str, Path]) -> None:
    page = _open(browser, files["one"], width=390)
    point = page.locator(".stage:visible .pt[aria-label*='Look again']").bounding_box()
    shape = page.locator(".stage:visible .gs-look-again").bounding_box()
    assert point
    assert shape
    for side, extent in (("x", "width"), ("y", "height")):
        middle = shape[side] + shape[extent] / 2  # type: ignore[literal-required]
        assert point[side] + point[extent] / 2 == pytest.approx(middle, abs=2.5)  # type: ignore[literal-required]
    page.context.close()


def test_on_paper_the_numbers_are_there_and_the_tips_are_not(
    browser: Browser, files: dict[str, Path]
) -> None:
    page = _open(browser, files["one"])
    page.emulate_media(media="print")
    assert page.locator("td").first.is_visible()
    assert not page.locator(".pt").first.is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    page.context.close()
