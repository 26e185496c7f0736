"""The SVG file stands alone: its words, its ground, its names."""

import pytest

from groundswell.store.pictures import svg
from tests.core.charts.samples import SAMPLES, phased
from tests.core.charts.svg_reader import Drawing


@pytest.mark.parametrize("name", SAMPLES)
def test_every_drawing_becomes_a_file_with_its_words(name: str) -> None:
    build, (width, height), _ = SAMPLES[name]
    spec = build()
    drawing = Drawing(svg(spec, width=width, height=height))
    text = " ".join(element.text or "" for element in drawing.tags("text"))
    assert spec.title.split()[0] in text
    assert "Source:" in text
    assert drawing.root.get("role") == "img"
    ids = [e.get("id") for e in drawing.root.iter() if e.get("id")]
    assert sorted(ids) == ["chart-desc", "chart-title"]
    assert drawing.tags("desc")[0].text == spec.alt


def test_it_needs_no_style_sheet_and_leads_nowhere() -> None:
    drawing = Drawing(svg(phased()))
    assert not drawing.tags("a")
    assert all(e.get("fill") for e in drawing.tags("text")), "colors hold without the style element too"
    ground = drawing.tags("rect")[0]
    assert ground.get("fill") == "#fbfaf6"


def test_without_a_caption_it_is_the_drawing_alone() -> None:
    alone, told = Drawing(svg(phased(), caption=False)), Drawing(svg(phased()))
    assert alone.height < told.height - 80
    assert "Source" not in " ".join(e.text or "" for e in alone.tags("text"))


def test_words_are_escaped() -> None:
    from dataclasses import replace

    drawing = Drawing(svg(replace(phased(), title="a <b> & c", source="<i>")))
    assert any(e.text == "a <b> & c (%)" for e in drawing.tags("text"))
