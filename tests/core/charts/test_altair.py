"""The Altair chart carries the same numbers, words and scales as the specification, and compiles."""

import builtins
import sys
from typing import Any

import pytest
import vl_convert
from tools.gallery import GALLERY, Shown, many, reasons

from groundswell.core.charts import ChartSpec
from groundswell.core.charts.altair import to_altair
from groundswell.core.charts.bodies import Bars
from groundswell.core.charts.frame import frame
from groundswell.core.charts.marks import Band, Line, Plot, Points, Rule, Steps
from tests.core.charts.samples import crowded, few, gap, multiple, phased, proportions, strokes, veil

PLOTS = {
    "phased": phased,
    "crowded": crowded,
    "proportions": proportions,
    "gap": gap,
    "few": few,
    "multiple": multiple,
}


# One of each kind of drawing; the others are plots as above.
KINDS = {"xmr", "xbar", "g", "funnel", "pareto", "cusum", "multiples"}


def _rows(spec: ChartSpec) -> list[dict[str, Any]]:
    made = to_altair(spec).to_dict()
    return (
        [row for rows in made["datasets"].values() for row in rows] if "datasets" in made else _inline(made)
    )


def _inline(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, dict):
        own = part.get("data", {}).get("values", []) if isinstance(part.get("data"), dict) else []
        return [*own, *(row for key, value in part.items() if key != "data" for row in _inline(value))]
    return [row for each in part for row in _inline(each)] if isinstance(part, list) else []


def _marks(spec: ChartSpec, kind: type) -> list[Any]:
    assert isinstance(spec.body, Plot)
    return [m for panel in spec.body.panels for m in panel.marks if isinstance(m, kind)]


@pytest.mark.parametrize("name", PLOTS)
def test_it_compiles_to_a_picture(name: str) -> None:
    made = to_altair(PLOTS[name]()).to_dict()
    svg = vl_convert.vegalite_to_svg(made, vl_version="6.4", allowed_base_urls=[])
    assert svg.startswith("<svg")
    assert "NaN" not in svg


@pytest.mark.parametrize("name", PLOTS)
def test_every_point_is_there_with_its_words(name: str) -> None:
    spec = PLOTS[name]()
    found = sorted((row["at"], row["y"], row["shape"], row["words"]) for row in _rows(spec) if "shape" in row)
    wanted = sorted((d.at, d.y, d.shape, d.words) for mark in _marks(spec, Points) for d in mark.dots)
    assert wanted
    assert found == wanted


@pytest.mark.parametrize("name", PLOTS)
def test_lines_rules_steps_and_bands_have_the_same_levels(name: str) -> None:
    spec = PLOTS[name]()
    rows = _rows(spec)
    assert sorted((r["at"], r["end"], r["y"]) for r in rows if "role" in r) == sorted(
        (m.start, m.end, m.y) for m in _marks(spec, Rule)
    )
    drawn = {(r["at"], r["y"]) for r in rows if "order" in r}
    lines = {(at, y) for m in _marks(spec, Line) for at, y in m.places if y is not None}
    corners = {
        (at + d, y) for m in _marks(spec, Steps) for at, y in m.places if y is not None for d in (-0.5, 0.5)
    }
    assert drawn == lines | corners
    bands = {(at, a, b) for m in _marks(spec, Band) for at, a, b in m.places if a is not None}
    assert {(r["at"], r["y"], r["top"]) for r in rows if "part" in r and "top" in r} == bands


def test_a_missing_period_breaks_the_line() -> None:
    parts = {row["part"] for row in _rows(proportions()) if "order" in row and "part" in row}
    assert len(parts) > 1


def test_scales_are_those_of_the_drawing() -> None:
    spec = gap()
    made = to_altair(spec, width=640, height=280).to_dict()
    assert isinstance(spec.body, Plot)
    for part, framed in zip(made["vconcat"], frame(spec.body, 640, 280).panels, strict=True):
        scales = [
            layer["encoding"]["y"]["scale"]["domain"]
            for layer in part["layer"]
            if "scale" in layer["encoding"].get("y", {})
        ]
        assert scales
        assert all(domain == [framed.ticks.low, framed.ticks.high] for domain in scales)


def test_title_description_source_and_method_are_kept() -> None:
    spec = phased()
    made = to_altair(spec).to_dict()
    assert made["title"]["text"] == spec.title
    assert made["description"] == spec.alt
    assert made["usermeta"] == {"source": spec.source, "method": spec.method, "unit": spec.unit}
    assert made["title"]["subtitle"][-1] == f"Source: {spec.source}."


def test_words_with_quotes_stay_words() -> None:
    from groundswell.core.charts import run_chart
    from groundswell.core.stats import ChartOptions, Point, analyze
    from tests.core.charts.samples import captions

    points = [Point(f"week '{i}' \"x\" \\", float(i % 5)) for i in range(12)]
    made = to_altair(run_chart(analyze(points, ChartOptions()), captions())).to_dict()
    assert vl_convert.vegalite_to_svg(made, vl_version="6.4", allowed_base_urls=[]).count("week") > 0


@pytest.mark.parametrize("entry", [e for e in GALLERY if e.slug in KINDS], ids=lambda e: e.slug)
def test_every_kind_of_drawing_compiles(entry: Shown) -> None:
    made = to_altair(entry.make(), width=400, height=200).to_dict()
    svg = vl_convert.vegalite_to_svg(made, vl_version="6.4", allowed_base_urls=[])
    assert "NaN" not in svg
    assert entry.make().title.split()[0] in svg


def test_bars_and_intervals_carry_their_numbers() -> None:
    bars = reasons()
    assert isinstance(bars.body, Bars)
    assert [(r["name"], r["share"], r["so_far"]) for r in _rows(bars) if "share" in r][
        : len(bars.body.bars)
    ] == [(bar.name, bar.share, bar.so_far) for bar in bars.body.bars]


def test_a_private_cell_of_a_grid_has_no_number() -> None:
    made = str(to_altair(many()).to_dict())
    assert "Fewer than 11 students" in made


@pytest.mark.parametrize("build", [veil, strokes])
def test_what_is_no_plot_is_refused_with_the_way_out(build) -> None:
    with pytest.raises(ValueError, match="to_svg"):
        to_altair(build())


def test_without_altair_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "altair" or name.startswith("altair."):
            raise ModuleNotFoundError("No module named 'altair'", name="altair")
        return real(name, *rest)

    for name in [n for n in sys.modules if n.startswith("groundswell.core.charts.altair_")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("groundswell.core.charts.altair_chart", raising=False)
    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(ImportError, match=r"groundswell\[notebook\]"):
        to_altair(phased())
