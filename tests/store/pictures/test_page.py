"""The HTML file: one file, no script, every point with its words, and nothing from elsewhere."""

import base64
import hashlib
import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

import pytest
from tools.gallery import many

from groundswell.core.charts import ChartSpec
from groundswell.core.charts.marks import Plot
from groundswell.store.pictures import html, show
from groundswell.store.pictures.drawing import unlinked
from groundswell.store.pictures.stops import explained, stops
from groundswell.store.pictures.words import cannot_tell, heading
from tests.core.charts.samples import SAMPLES, SOURCE, crowded, gap, multiple, phased, proportions, veil


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.found if name in attributes.get("class", "").split()]


def _words_of_dots(spec: ChartSpec) -> list[str]:
    assert isinstance(spec.body, Plot)
    dots = (dot for panel in spec.body.panels for m in panel.marks for dot in getattr(m, "dots", ()))
    return [dot.words for dot in dots]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_loads_nothing_and_runs_nothing(name: str) -> None:
    page = html(SAMPLES[name][0]())
    tags = Tags(page)
    names = {tag for tag, _ in tags.found}
    assert not names & {"script", "link", "img", "iframe", "object"}
    addresses = [value for _, a in tags.found for key, value in a.items() if key in ("src", "href")]
    assert all(address.startswith("#") for address in addresses)
    assert not any("style" in a or any(key.startswith("on") for key in a) for _, a in tags.found)
    assert "url(http" not in page
    assert "../fonts" not in page


def test_the_policy_allows_exactly_this_style() -> None:
    page = html(phased())
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = next(a["content"] for tag, a in Tags(page).found if tag == "meta" and "http-equiv" in a)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("build", [phased, gap, proportions, crowded, multiple])
def test_every_point_is_reachable_and_says_why(build) -> None:
    spec = build()
    points = Tags(html(spec)).with_class("pt")
    assert all(point["tabindex"] == "0" and point["role"] == "img" for point in points)
    labels = Counter(point["aria-label"] for point in points)
    wanted = Counter(_words_of_dots(explained(spec)))
    assert min(wanted), "no point without words"
    assert all(labels[words] == 2 * count for words, count in wanted.items()), "wide and phone form"


def test_a_marked_point_says_what_marked_it() -> None:
    labels = [point["aria-label"] for point in Tags(html(phased())).with_class("pt")]
    assert any("66%. Look again: below the lower limit" in label for label in labels)


def test_points_of_a_small_chart_borrow_the_words_of_the_table() -> None:
    spec = multiple()
    labels = [point["aria-label"] for point in Tags(html(spec)).with_class("pt")]
    assert spec.table.rows[0][0] in labels[0]
    assert spec.table.rows[0][1] in labels[0]


def test_stops_stand_where_the_shapes_are() -> None:
    from groundswell.core.charts import to_svg
    from tests.core.charts.svg_reader import Drawing

    spec = unlinked(phased())
    svg = to_svg(spec, width=760, height=300, ids_prefix="x")
    circles = {(float(c.get("cx", 0)), float(c.get("cy", 0))) for c in Drawing(svg).of_class("gs-expected")}
    found = stops(to_svg(explained(spec), width=760, height=300, ids_prefix="x"))
    assert circles <= {(stop.x, stop.y) for stop in found}
    assert [stop.x for stop in found] == sorted(stop.x for stop in found)


def test_small_charts_of_a_grid_are_read_one_after_another() -> None:
    labels = [p["aria-label"] for p in Tags(html(many())).with_class("pt")]
    rooms = [label.split(",")[0] for label in labels[: len(labels) // 2]]
    assert rooms == sorted(rooms)
    assert set(rooms) == {"Room 1", "Room 2", "Room 3", "Room 4"}, "the private one has no point"
    assert labels[0] == "Room 1, 1 Sep 2025: 74%."


def test_words_cannot_tell_table_source_and_method_are_there() -> None:
    spec, text = phased(), unescape(html(phased()))
    for words in (heading(spec), spec.sentence, cannot_tell(spec), SOURCE, spec.method):
        assert words
        assert words in text
    assert text.count("<tr>") == len(spec.table.rows) + 1
    assert text.count('<th scope="row">') == len(spec.table.rows)


def test_a_title_that_says_its_unit_does_not_say_it_twice() -> None:
    assert heading(phased()) == "In class at first bell (%)"
    from dataclasses import replace

    assert heading(replace(phased(), title="Students, in %")) == "Students, in %"


def test_several_charts_have_links_on_top_and_ids_of_their_own() -> None:
    specs = [phased(), gap(), veil(), multiple()]
    page = html(specs, title="Our four charts")
    tags = Tags(page)
    ids = [a["id"] for _, a in tags.found if "id" in a]
    links = [a["href"][1:] for tag, a in tags.found if tag == "a"]
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    assert [f"c{n}" for n in range(1, 5)] == links[:4]
    assert len([tag for tag, _ in tags.found if tag == "h1"]) == 1
    assert len([tag for tag, _ in tags.found if tag == "h2"]) == 4


def test_the_order_given_is_the_order_shown() -> None:
    page = html([gap(), phased()])
    assert page.index("Missing 2 or more days") < page.index("In class at first bell")


def test_words_from_outside_cannot_become_markup() -> None:
    from dataclasses import replace

    page = html([replace(phased(), title='<script>alert(1)</script>"', source="a<b>&c"), gap()])
    assert "<script" not in page
    assert "a&lt;b&gt;&amp;c" in page


def test_a_private_group_has_its_reason_and_no_points() -> None:
    page = html(veil())
    assert "Fewer than 11 students" in page
    assert not Tags(page).with_class("pt")
    assert "<table" not in page


def test_dark_print_and_forced_colors_are_provided_for() -> None:
    page = html(phased())
    for medium in ("prefers-color-scheme: dark", "@media print", "forced-colors: active"):
        assert medium in page


def test_a_notebook_shows_the_chart_with_its_words() -> None:
    shown = show(phased())
    markup = shown._repr_html_()
    picture = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', markup)
    assert picture
    assert base64.b64decode(picture.group(1)).decode().startswith("<svg")
    assert "What this cannot tell" in markup
    assert str(shown) == phased().alt == repr(shown)
    assert show([phased(), gap()])._repr_html_().count("<img") == 2
