"""Every chart at every size: well formed, inside its frame, strict about style, described in words."""

import re
from functools import cache
from pathlib import Path

import pytest

from groundswell.core.charts import ChartSpec, alt_text, table, to_svg
from groundswell.core.charts.styles import DARK, LOOKS
from tests.core.charts.more_samples import MORE
from tests.core.charts.samples import SAMPLES as FIRST
from tests.core.charts.samples import SOURCE
from tests.core.charts.svg_reader import Drawing

CSS = Path(__file__).parents[3] / "src" / "groundswell" / "static" / "css" / "charts.css"
SAMPLES = {**FIRST, **MORE}
BOTH = [(name, k) for name in SAMPLES for k in (1, 2)]


@cache
def made(name: str) -> tuple[ChartSpec, tuple[tuple[float, float], ...]]:
    builder, *sizes = SAMPLES[name]
    return builder(), tuple(sizes)


def draw(name: str, size: int, *, standalone: bool = False) -> tuple[ChartSpec, Drawing]:
    spec, sizes = made(name)
    width, height = sizes[size - 1]
    return spec, Drawing(
        to_svg(spec, width=width, height=height, ids_prefix=f"t-{name}", standalone=standalone)
    )


@pytest.mark.parametrize(("name", "size"), BOTH)
def test_words_stay_inside_and_apart(name: str, size: int) -> None:
    _, drawing = draw(name, size)
    assert drawing.outside() == []
    assert drawing.collisions() == []
    assert drawing.all_finite()


@pytest.mark.parametrize(("name", "size"), BOTH)
def test_no_style_attribute_no_style_element_no_script(name: str, size: int) -> None:
    _, drawing = draw(name, size)
    assert all("style" not in e.attrib for e in drawing.root.iter())
    assert not drawing.tags("style")
    assert not drawing.tags("script")
    assert not any(key.startswith("on") for e in drawing.root.iter() for key in e.attrib)


@pytest.mark.parametrize(("name", "size"), BOTH)
def test_small_print_is_never_too_small(name: str, size: int) -> None:
    _, drawing = draw(name, size)
    small = {
        t.text: t.attrib["font-size"] for t in drawing.tags("text") if float(t.attrib["font-size"]) < 11.5
    }
    # Three-figure cycle numbers inside a ring are the one exception, and there are none here.
    assert small == {}


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_named_and_described(name: str) -> None:
    spec, drawing = draw(name, 1)
    ids = drawing.root.attrib["aria-labelledby"].split()
    found = {e.attrib["id"]: e.text for e in drawing.root.iter() if "id" in e.attrib}
    assert [found[i] for i in ids] == [spec.title, spec.alt]
    linked = bool(drawing.tags("a"))
    assert drawing.root.attrib["role"] == ("group" if linked else "img")
    assert alt_text(spec) == spec.alt
    assert spec.sentence
    assert spec.source
    assert spec.method


@pytest.mark.parametrize("name", SAMPLES)
def test_the_table_is_a_rectangle(name: str) -> None:
    header, rows = table(made(name)[0])
    assert all(len(row) == len(header) for row in rows)


def test_every_class_has_a_look_on_the_page_and_alone() -> None:
    css = CSS.read_text(encoding="utf-8")
    used = {
        c for name, k in BOTH for e in draw(name, k)[1].root.iter() for c in e.attrib.get("class", "").split()
    } - {"gs-paper"}
    layout = {"gs-chart", "gs-chart-narrow", "gs-pt", "gs-link", "gs-halo", "gs-mark"}
    assert used - layout <= set(LOOKS)
    assert all(re.search(rf"\.{name}\b", css) for name in LOOKS)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_stands_alone_carries_its_look(name: str) -> None:
    _, drawing = draw(name, 1, standalone=True)
    assert drawing.root.tag == "{http://www.w3.org/2000/svg}svg"
    shapes = [
        e for e in drawing.root.iter() if e.tag.rsplit("}", 1)[-1] in ("path", "circle", "rect", "text")
    ]
    assert shapes
    assert all("fill" in e.attrib for e in shapes)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_stands_alone_follows_a_dark_screen_and_prints_on_white(name: str) -> None:
    _, drawing = draw(name, 2, standalone=True)
    (style,) = drawing.tags("style")
    assert "prefers-color-scheme:dark" in str(style.text)
    assert "@media print{.gs-paper{fill:#fff}}" in str(style.text)
    paper = drawing.of_class("gs-paper")[0]
    assert (float(paper.attrib["width"]), float(paper.attrib["height"])) == (drawing.width, drawing.height)
    assert all(color not in str(style.text).split("@media")[1] for color in DARK)


@pytest.mark.parametrize("field", ["title", "source", "method", "sentence", "alt"])
def test_a_chart_without_its_words_is_refused(field: str) -> None:
    words = dict.fromkeys(("title", "source", "method", "sentence", "alt"), "said") | {field: " "}
    body = SAMPLES["strokes"][0]().body
    with pytest.raises(ValueError, match=field):
        ChartSpec(unit="", body=body, **words)


def test_the_source_is_said_to_everybody() -> None:
    assert SOURCE in SAMPLES["phased"][0]().alt
