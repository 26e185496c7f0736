"""Every other kind of chart for the gallery, drawn from invented numbers by the code that draws the real ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from groundswell.core.charts import (
    Captions,
    ChartSpec,
    Little,
    change_chart,
    control_chart,
    cusum_chart,
    funnel_chart,
    paired_chart,
    pareto_chart,
    shrinkage_chart,
    small_multiples,
    table,
    to_svg,
    xmr_chart,
)
from groundswell.core.stats import ChartOptions, ChartResult, Exclusion, Phase, Point, analyze
from groundswell.core.stats.bernoulli import bernoulli_cusum
from groundswell.core.stats.change.before_after import compare_means
from groundswell.core.stats.funnel import funnel
from groundswell.core.stats.pareto import pareto
from groundswell.core.stats.shrinkage.normal import shrink
from groundswell.web.design.charts import FEW, FIRST_WEEK, HIGHER_FOR_LONG, LOWER_FOR_LONG, STEADY

WIDE, PHONE = 760, 340
MORNINGS = (78, 80, 77, 81, 79, 76, 80, 78, 79, 82, 77, 80, 80, 78, 66, 81, 83, 84, 86, 85, 87, 86, 88, 87)
LATE = ((19, 96), (21, 94), (17, 88), (24, 97), (20, 71), (12, 55), (22, 95), (18, 93), (21, 97), (19, 90),
        (23, 96), (20, 94), (17, 93), (11, 92), (9, 60), (12, 95), (8, 94), (10, 97), (7, 90), (9, 96))  # fmt: skip
SCHOOLS = tuple((f"{a} {b}", 40 + 31 * i % 390) for i, (a, b) in enumerate(
    (a, b) for a in ("Alder", "Birch", "Cedar", "Elm", "Fir") for b in ("Street", "Park", "Hill", "Creek")))  # fmt: skip
UNUSUAL = {3: 0.36, 11: 0.07}
REASONS = {
    "Overslept": 88,
    "Bus late or missed": 61,
    "Care of a younger child": 24,
    "Appointment": 12,
    None: 9,
}


@dataclass(frozen=True)
class SampleFigure:
    """One chart for wide pages and for phones, with its reading and its table."""

    title: str
    said: str
    wide: str
    phone: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sample_figures() -> tuple[SampleFigure, ...]:
    """All of them, in the order of the gallery."""
    return tuple(_figure(name, spec) for name, spec in _specs())


def _figure(name: str, spec: ChartSpec) -> SampleFigure:
    header, rows = table(spec)
    wide, phone = (
        to_svg(spec, width=width, height=height, ids_prefix=f"gallery-{name}-{width}")
        for width, height in _sizes(name)
    )
    return SampleFigure(spec.title, spec.sentence, wide, phone, header, rows[:LONGEST_TABLE])


LONGEST_TABLE = 24


def _sizes(name: str) -> tuple[tuple[int, int], tuple[int, int]]:
    tall = {"pair": (380, 300), "funnel": (340, 280), "grid": (110, 110)}
    wide, phone = tall.get(name, (280, 220))
    return (WIDE, wide), (PHONE, phone)


def _specs() -> Iterator[tuple[str, ChartSpec]]:
    builders: dict[str, Callable[[], ChartSpec]] = {
        "phases": _phases,
        "private": _private,
        "verdicts": _verdicts,
        "pair": _pair,
        "rules": _rules,
        "funnel": _funnel,
        "pareto": _pareto,
        "cases": _cases,
        "change": _change,
        "leaning": _leaning,
        "grid": _grid,
    }
    for name, build in builders.items():
        yield name, build()


def _said(title: str, unit: str = "%", **more: object) -> Captions:
    return Captions(title=title, unit=unit, source=_("Invented numbers"), **more)  # type: ignore[arg-type]


def _weekly(values: Sequence[float | None], **options: object) -> ChartResult:
    points = [Point(FIRST_WEEK + timedelta(weeks=week), value) for week, value in enumerate(values)]
    return analyze(points, ChartOptions(**options))  # type: ignore[arg-type]


def _phases() -> ChartSpec:
    points = [Point(FIRST_WEEK + timedelta(weeks=week), y, n) for week, (y, n) in enumerate(LATE)]
    options = ChartOptions(
        chart="p",
        multiply=100,
        direction="down",
        phases=[Phase(FIRST_WEEK + timedelta(weeks=13), _("Calls home within two days."), _("Calls home"))],
        baseline_until=FIRST_WEEK + timedelta(weeks=11),
        excluded=[Exclusion(FIRST_WEEK + timedelta(weeks=4), _("snow day"))],
        first_phase_name=_("Before"),
    )
    return control_chart(analyze(points, options), _said(_("Late at first bell, with phases")))


def _private() -> ChartSpec:
    reason = _("Fewer than 11 students.")
    hidden = {5: reason, 6: reason}
    values = [None if week in hidden else value for week, value in enumerate(MORNINGS[:14])]
    result = _weekly(values, chart="i", direction="up", inner_sigmas=2)
    return control_chart(result, _said(_("In class at first bell, two weeks private"), kept=hidden))


def _verdicts() -> ChartSpec:
    result = _weekly(MORNINGS, chart="xmr", rules="mdc", direction="up", target=92)
    return xmr_chart(result, _said(_("In class at first bell, with a target")))


def _pair() -> ChartSpec:
    values, ranges = (_weekly(MORNINGS, chart=chart, direction="up") for chart in ("i", "mr"))
    return paired_chart(values, ranges, _said(_("In class at first bell, with its moving ranges")))


def _rules() -> ChartSpec:
    result = _weekly(MORNINGS, chart="i", rules="nelson", direction="neither")
    return control_chart(result, _said(_("In class at first bell, Nelson rules")))


def _funnel() -> ChartSpec:
    points = [
        Point(name, round(n * UNUSUAL.get(i, 0.19 + 0.01 * (i % 4))), n)
        for i, (name, n) in enumerate(SCHOOLS)
    ]
    said = _said(_("Missing 2 or more days, by school"), period_word=_("school"))
    return funnel_chart(funnel(points, "p", multiply=100), said)


def _pareto() -> ChartSpec:
    return pareto_chart(pareto(REASONS), _said(_("Why late"), value_word=_("Late arrivals")))


def _cases() -> ChartSpec:
    happened = [case % 11 == 0 or (60 < case < 84 and case % 3 == 0) for case in range(110)]
    said = _said(_("Bus missed, student by student"), "", value_word=_("missed"), period_word=_("student"))
    return cusum_chart(bernoulli_cusum(happened, target=0.1), said, direction="down")


def _change() -> ChartSpec:
    found = compare_means(LOWER_FOR_LONG[:9], LOWER_FOR_LONG[9:], unit="%")
    return change_chart(found, _said(_("Late at first bell, before and after")), direction="down")


def _leaning() -> ChartSpec:
    names = [_("Grade 3"), _("Grade 4"), _("Grade 5"), _("English learners")]
    found = shrink([31.0, 24.5, 44.0, 12.5], [9.0, 12.0, 80.0, 60.0])
    kept = {_("Foster youth"): _("Fewer than 11 students.")}
    return shrinkage_chart(
        names, found, _said(_("Late at first bell, small groups"), period_word=_("group")), kept=kept
    )


def _grid() -> ChartSpec:
    rows = [
        Little(_("Grade 3"), _weekly(STEADY, direction="down")),
        Little(_("Grade 4"), _weekly(LOWER_FOR_LONG, direction="down")),
        Little(_("Grade 5"), _weekly(HIGHER_FOR_LONG, direction="down")),
        Little(_("Newcomers"), _weekly(FEW, direction="down")),
        Little(_("Foster youth"), None, _("Fewer than 11 students. We keep small groups private.")),
    ]
    return small_multiples(rows, _said(_("Late at first bell, group by group")))
