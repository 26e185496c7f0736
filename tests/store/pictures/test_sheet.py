"""PNG and PDF hold the whole chart: its words, its drawing, its numbers."""

import io
import re
import subprocess
import sys

import pytest
from PIL import Image

from groundswell.store.pictures import UndrawableTextError, pdf, png
from groundswell.store.pictures.drawing import alone, on_light
from tests.core.charts.samples import SAMPLES, SOURCE, captions, gap, phased, veil
from tests.core.charts.svg_reader import Drawing

LOOK_AGAIN, IMPROVING, PAPER = (168, 67, 0), (26, 90, 153), (251, 250, 246)


def _image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def _colors(image: Image.Image) -> set[tuple[int, int, int]]:
    return {color for _, color in image.getcolors(maxcolors=1 << 24) or []}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_drawing_becomes_a_png_of_the_size_asked_for(name: str) -> None:
    build, (width, height), (phone_width, phone_height) = SAMPLES[name]
    spec = build()
    wide = _image(png(spec, width=width, height=height, caption=False))
    narrow = _image(png(spec, width=phone_width, height=phone_height, scale=1, caption=False))
    assert wide.width == pytest.approx(2 * (width + 32), abs=2)
    assert narrow.width == pytest.approx(phone_width + 32, abs=2)
    assert len(_colors(wide)) > 2


def test_shapes_and_their_colors_survive() -> None:
    colors = _colors(_image(png(phased(), width=760, height=300)))
    assert {LOOK_AGAIN, IMPROVING} <= colors


def test_the_caption_takes_room_of_its_own() -> None:
    with_words, without = png(phased()), png(phased(), caption=False)
    assert _image(with_words).height > _image(without).height + 100


def test_several_charts_stand_in_columns() -> None:
    one, four = _image(png(gap(), width=350)), _image(png([gap()] * 4, width=350, columns=2))
    assert four.width == pytest.approx(2 * one.width - 2 * 32 + 2 * 28, abs=4)
    assert four.height > 1.8 * one.height


def test_a_png_says_in_words_what_it_shows() -> None:
    spec = phased()
    said = Image.open(io.BytesIO(png(spec, scale=1)))
    said.load()
    assert said.info["Title"] == spec.title
    assert said.info["Description"] == spec.alt


def test_a_sheet_stays_light_where_the_screen_is_dark() -> None:
    assert "prefers-color-scheme" in alone(phased(), 760, 300)
    assert "prefers-color-scheme" not in on_light(phased(), 760, 300)
    assert "gs-halo{" in on_light(phased(), 760, 300), "words that cross lines keep their clear ground"
    assert PAPER in _colors(_image(png(phased())))


def test_a_file_has_no_links_and_no_chosen_point() -> None:
    svg = alone(phased(), 760, 300)
    drawing = Drawing(svg)
    assert not drawing.tags("a")
    assert not drawing.of_class("gs-selected")
    assert drawing.root.get("role") == "img"


def test_a_pdf_is_tagged_titled_and_says_its_charts_in_words() -> None:
    document = pdf(phased())
    assert document.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in document
    assert b"pdfuaid" in document
    assert b"In class at first bell" in document


def test_a_pdf_holds_sentence_source_method_and_table() -> None:
    text = _text_of(pdf(phased()))
    spec = phased()
    for words in (
        spec.title,
        "What this cannot tell",
        SOURCE,
        spec.method,
        "The numbers",
        *spec.table.header,
    ):
        assert _flat(words) in text
    assert _flat("Look again: below the lower limit") in text
    assert text.count("Expectedvariation") == sum(row[-1] == "Expected variation" for row in spec.table.rows)


def test_a_pdf_may_leave_the_numbers_out() -> None:
    assert len(pdf(phased(), tables=False)) < len(pdf(phased()))


def test_a_private_group_stays_private_in_every_form() -> None:
    spec = veil()
    assert _image(png(spec)).width
    assert pdf(spec).startswith(b"%PDF-")


def test_several_charts_start_a_page_each() -> None:
    assert _pages(pdf([gap(), gap(), veil()], tables=False)) == 3


def test_the_same_chart_makes_the_same_file() -> None:
    assert png(gap()) == png(gap())
    assert pdf(gap()) == pdf(gap())


def test_words_are_data_never_code() -> None:
    tricky = '#panic("x") $a$ *b* \\ @c <d> &amp; "quoted" [e] {f} `g` //h'
    spec = _titled(tricky)
    assert png(spec, scale=1)
    assert pdf(spec).startswith(b"%PDF-")


def test_a_script_without_a_font_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UndrawableTextError, match="Install a font"):
        pdf(_titled("\U000e0041\U0001f9ff\U00016a40"))


@pytest.mark.parametrize("wrong", [{"width": 0}, {"height": -1}, {"scale": 0}, {"columns": 0}])
def test_a_size_of_nothing_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        png(gap(), **wrong)  # type: ignore[arg-type]


def test_no_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        png([])


def test_pictures_need_no_django() -> None:
    code = (
        "import sys; from groundswell.store.pictures import png, pdf, html, show;"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _titled(title: str):
    from groundswell.core.charts import control_chart
    from tests.core.charts.samples import mornings

    return control_chart(mornings(), captions(title))


def _pages(document: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", document)) or document.count(b"/StructParents")


def _text_of(document: bytes) -> str:
    import shutil

    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed here; the tags were tested all the same")
    read = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=document, capture_output=True, check=True
    )
    return _flat(read.stdout.decode())


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)
