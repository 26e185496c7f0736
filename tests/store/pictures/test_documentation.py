"""What the documentation says about charts runs as written, and its gallery has every chart."""

import re
from pathlib import Path

import pytest
from tools import gallery

from groundswell.core.stats.lines import CHARTS
from tests.conftest import CHECKOUT

HOW_TO = CHECKOUT / "docs" / "how-to" / "chart-in-a-notebook.md"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_notebook_page_runs_from_top_to_bottom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(HOW_TO.read_text(encoding="utf-8"))
    assert len(blocks) >= 6
    names: dict[str, object] = {}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{HOW_TO.name}, block {number}", "exec"), names)  # noqa: S102
    said = capsys.readouterr().out
    assert "What this cannot tell" in said
    assert {file.name for file in tmp_path.iterdir()} == {
        f"absent.{kind}" for kind in ("png", "pdf", "html", "svg")
    }
    assert all(file.stat().st_size > 5_000 for file in tmp_path.iterdir())


def test_the_gallery_has_a_chart_of_every_kind() -> None:
    shown = "\n".join(entry.make().method for entry in gallery.GALLERY)
    source = Path(gallery.__file__).read_text(encoding="utf-8")
    missing = [name for name in CHARTS if f'"{name}"' not in source]
    assert not missing, f"Add {missing} to tools/gallery.py."
    assert "CUSUM" in shown
    assert "Funnel" in shown
    assert "Pareto" in shown


def test_the_gallery_is_drawn_in_words_too() -> None:
    page = gallery.page()
    pictures = gallery.pictures()
    assert len(pictures) == 2 * len(gallery.GALLERY)
    assert all(f"../pictures/charts/{name}" in page for name in pictures)
    for entry in gallery.GALLERY:
        assert f":alt: {entry.make().alt}\n" in page
