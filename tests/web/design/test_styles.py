"""Tokens keep their contrast, the phone entry stays light, and every referenced file is there."""

import re
from pathlib import Path

import pytest

import groundswell

STATIC = Path(groundswell.__file__).parent / "static"
TOKENS = (STATIC / "css" / "tokens.css").read_text()
ENTRY_FILES = (
    "css/entry.css",
    "js/forms.js",
    "js/tally.js",
    "js/drafts.js",
    "fonts/entry-literata.woff2",
    "fonts/entry-atkinson.woff2",
    "fonts/figures.woff2",
    "img/icon.svg",
)


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = _tokens(TOKENS[TOKENS.index(":root {") : TOKENS.index(':root[data-theme="dark"]')])
DARK = _tokens(
    TOKENS[TOKENS.index(':root[data-theme="dark"]') : TOKENS.index("@media (prefers-color-scheme")]
)
DARK_BY_SYSTEM = _tokens(
    TOKENS[TOKENS.index("@media (prefers-color-scheme") : TOKENS.index("@media (max-width")]
)


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two #rrggbb colors."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_agrees_with_the_published_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize("words", ["ink", "ink2", "ink3", "acc", "imp", "con"])
def test_words_can_be_read(theme: dict[str, str], ground: str, words: str) -> None:
    assert contrast(theme[words], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_can_be_seen(theme: dict[str, str]) -> None:
    assert contrast(theme["rule2"], theme["paper"]) >= 3
    assert contrast(theme["com"], theme["paper"]) >= 3
    assert contrast(theme["onacc"], theme["fill"]) >= 4.5


def test_dark_is_the_same_by_choice_and_by_system() -> None:
    assert DARK == DARK_BY_SYSTEM


def test_the_phone_entry_has_the_same_colors() -> None:
    entry = (STATIC / "css" / "entry.css").read_text()
    light = _tokens(entry[: entry.index(':root[data-theme="dark"]')])
    assert light
    assert all(LIGHT[name] == color for name, color in light.items())


def test_the_first_load_of_the_phone_entry_stays_under_100_kilobytes() -> None:
    assert sum((STATIC / name).stat().st_size for name in ENTRY_FILES) < 85_000, (
        "leave room for the page itself"
    )


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda path: path.name)
def test_style_sheets_refer_to_files_that_exist_and_to_no_other_site(sheet: Path) -> None:
    for url in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text()):
        assert (sheet.parent / url).resolve().is_file(), f"{sheet.name} refers to {url}"
    assert "http" not in sheet.read_text()


@pytest.mark.parametrize("module", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_scripts_keep_nothing_in_the_browser_and_run_no_text(module: Path) -> None:
    text = module.read_text()
    assert not re.search(r"localStorage|sessionStorage|indexedDB|\beval\(|innerHTML|new Function", text)
