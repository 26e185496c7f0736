"""The gallery of every chart: invented numbers, our own drawing. Written by `python -m tools.reference`."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from groundswell.core.charts import (
    Captions,
    ChartSpec,
    CycleMark,
    GapLine,
    control_chart,
    cusum_chart,
    funnel_chart,
    gap_chart,
    paired_chart,
    pareto_chart,
    run_chart,
    small_multiples,
    withheld,
    xmr_chart,
)
from groundswell.core.charts.multiples import Little
from groundswell.core.stats import ChartOptions, Exclusion, Phase, Point, analyze
from groundswell.core.stats.bernoulli import bernoulli_cusum
from groundswell.core.stats.funnel import funnel
from groundswell.core.stats.pareto import pareto
from groundswell.store.pictures import svg

SOURCE = "Invented numbers, for this page"
MONDAY = dt.date(2025, 9, 1)
ON_TIME = (74, 77, 73, 76, 75, 78, 72, 75, 77, 74, 76, 75, 73, 77, 76, 82, 84, 83, 86, 85, 87, 84, 86, 88)
ABSENT = (31, 27, 29, 33, 30, 26, 32, 28, 31, 29, 27, 30, 47, 24, 22, 23, 19, 21, 20, 18, 22, 19, 20, 17)
ENROLLED = (140, 141, 139, 142, 138, 120, 141, 140, 139, 143, 142, 140, 96, 141, 140, 142, 139, 138, 120, 141, 140,
            142, 139, 141)  # fmt: skip
REFERRALS = (9, 7, 11, 8, 6, 10, 9, 12, 7, 8, 10, 9, 23, 8, 6, 7, 5, 6, 4, 5, 6, 4, 5, 3)
SCHOOL_DAYS = (20, 18, 21, 20, 17, 20, 19, 21, 18, 20, 20, 19, 20, 20, 18, 21, 20, 19, 20, 21, 18, 20, 20, 19)
DAYS_BETWEEN = (6, 3, 9, 4, 7, 2, 8, 5, 3, 6, 10, 4, 7, 5, 9, 14, 12, 18, 11, 22, 16, 25, 19, 30)
STUDENTS_BETWEEN = (
    14,
    22,
    9,
    31,
    17,
    12,
    26,
    19,
    8,
    23,
    15,
    28,
    11,
    20,
    35,
    44,
    52,
    39,
    61,
    48,
    57,
    70,
    66,
    81,
)
READING_TIMES = (
    (21, 24, 19, 23), (22, 20, 25, 21), (18, 23, 22, 24), (20, 21, 19, 23), (24, 22, 21, 20), (19, 25, 23, 22),
    (23, 21, 20, 24), (22, 19, 24, 21), (21, 23, 22, 18), (25, 20, 21, 23), (20, 24, 23, 19), (22, 21, 25, 20),
    (26, 28, 25, 27), (27, 29, 26, 24), (28, 25, 27, 30), (26, 29, 28, 27),
)  # fmt: skip
SCHOOLS = (
    ("Alder", 61, 412), ("Birch", 48, 305), ("Cedar", 92, 388), ("Dogwood", 21, 160), ("Elm", 77, 540),
    ("Fir", 9, 95), ("Hazel", 40, 276), ("Ivy", 66, 471), ("Juniper", 30, 198), ("Linden", 28, 350),
    ("Maple", 55, 362), ("Oak", 15, 120), ("Pine", 83, 598), ("Rowan", 12, 74), ("Spruce", 36, 241),
    ("Willow", 51, 330),
)  # fmt: skip
WHY_LATE = {
    "Bus came late": 84, "Overslept": 41, "Care of a sibling": 33, "Walked, bad weather": 14, "Doctor": 9,
    "Breakfast line": 7, None: 12,
}  # fmt: skip
RETURNED = "111101111011111110111101111111010010110100101101001011010100101101"
LEARNERS = (24, 26, 25, 31, 30, 29, 27, 28, 25, 22, 21, 19, 18, 17, 18, 16)
EVERYONE = (15, 16, 14, 17, 16, 17, 16, 15, 16, 15, 14, 15, 14, 13, 14, 13)


PHONE = 318.0  # with its margins, the picture fills a phone's page


@dataclass(frozen=True)
class Shown:
    """One picture of the gallery: its file name, what the chart is for, and how to make it."""

    slug: str
    name: str
    use: str
    make: Callable[[], ChartSpec]
    size: tuple[float, float] = (700, 260)


def week(index: int) -> dt.date:
    return MONDAY + dt.timedelta(weeks=index)


def month(index: int) -> dt.date:
    return dt.date(2024 + (index + 8) // 12, (index + 8) % 12 + 1, 1)


def said(title: str, unit: str = "", **more: object) -> Captions:
    return Captions(title, unit, SOURCE, **more)  # type: ignore[arg-type]


def points(values: tuple[float, ...], of: tuple[float, ...] | None = None) -> list[Point]:
    return [Point(week(i), v, of[i] if of else None) for i, v in enumerate(values)]


def run() -> ChartSpec:
    result = analyze(points(ON_TIME), ChartOptions(chart="run", direction="up", baseline_until=week(11)))
    return run_chart(result, said("In class at first bell", "%"))


def individuals() -> ChartSpec:
    phase = Phase(week(15), "Arrival was set up anew", name="Welcome table", by="the team")
    options = ChartOptions(
        chart="i", direction="up", phases=[phase], baseline_until=week(11), first_phase_name="Before"
    )
    cycles = [CycleMark(week(i), str(k), f"Test {k}") for k, i in enumerate((12, 13, 15, 18), 1)]
    return control_chart(
        analyze(points(ON_TIME), options), said("In class at first bell", "%", cycles=cycles)
    )


def moving_range() -> ChartSpec:
    values = analyze(points(ON_TIME[:15]), ChartOptions(chart="i"))
    spread = analyze(points(ON_TIME[:15]), ChartOptions(chart="mr"))
    return paired_chart(values, spread, said("In class at first bell", "%"))


def made(chart: str, title: str, unit: str = "", *, values: tuple[float, ...], of: tuple[float, ...] | None = None,
         multiply: float = 1.0, period_word: str = "week", excluded: int | None = None) -> ChartSpec:  # fmt: skip
    """A control chart that hopes for less, with a baseline of twelve points."""
    left_out = [Exclusion(week(excluded), "snow days")] if excluded is not None else []
    options = ChartOptions(
        chart=chart, direction="down", multiply=multiply, baseline_until=week(11), excluded=left_out  # type: ignore[arg-type]
    )  # fmt: skip
    return control_chart(analyze(points(values, of), options), said(title, unit, period_word=period_word))


def between(chart: str, title: str, unit: str, values: tuple[float, ...]) -> ChartSpec:
    """Events one after another; longer between them is better."""
    events = [Point(number, value) for number, value in enumerate(values, 1)]
    options = ChartOptions(chart=chart, direction="up", baseline_until=14)  # type: ignore[arg-type]
    return control_chart(analyze(events, options), said(title, unit))


def subgroups(chart: str) -> list[Point]:
    return [Point(week(i), float(value)) for i, four in enumerate(READING_TIMES) for value in four]


def average() -> ChartSpec:
    options = ChartOptions(chart="xbar", direction="up", baseline_until=week(11))
    spread = ChartOptions(chart="s", baseline_until=week(11))
    return paired_chart(
        analyze(subgroups("xbar"), options),
        analyze(subgroups("s"), spread),
        said("Minutes read, four classes", "minutes"),
    )


def making_data_count() -> ChartSpec:
    options = ChartOptions(chart="xmr", rules="mdc", direction="up", target=80)
    return xmr_chart(analyze(points(ON_TIME), options), said("In class at first bell", "%"))


def funnel_plot(*, overdispersion: bool) -> ChartSpec:
    found = funnel(
        [Point(name, y, n) for name, y, n in SCHOOLS], "p", overdispersion=overdispersion, multiply=100
    )
    return funnel_chart(
        found, said("Absent one day in ten", "%", period_word="school", count_word="Students")
    )


def reasons() -> ChartSpec:
    return pareto_chart(pareto(WHY_LATE), said("Why students came late", value_word="late arrivals"))


def cusum() -> ChartSpec:
    found = bernoulli_cusum([int(c) for c in RETURNED], target=0.8, odds_ratio=2, limit=3.5)
    return cusum_chart(
        found,
        said("Forms that came back", value_word="back in time", period_word="form"),
        direction="up",
    )


def gap() -> ChartSpec:
    months = [month(i) for i in range(16)]
    return gap_chart(
        months,
        GapLine("English learners", list(LEARNERS)),
        GapLine("everyone else", list(EVERYONE)),
        said("Missing two or more days", "%", period_word="month", value_word="Students missing days"),
    )


def many() -> ChartSpec:
    classes = {
        "Room 1": ON_TIME, "Room 2": ON_TIME[:12] + ON_TIME[:12], "Room 3": tuple(reversed(ON_TIME)), "Room 4": ON_TIME[:6]
    }  # fmt: skip
    series = [
        Little(name, analyze(points(values), ChartOptions(direction="up")))
        for name, values in classes.items()
    ]
    series.append(Little("Room 5", None, "Fewer than 11 students."))
    return small_multiples(series, said("In class at first bell, by room", "%"), center_word="Median")


def private() -> ChartSpec:
    reason = "Fewer than 11 students. We keep small groups private, in charts, tables and downloads alike."
    return withheld(reason, title="Foster youth", source=SOURCE)


GALLERY = (
    Shown("run", "Run chart", "The first chart for any measure: a line, its median, and how long one side lasts.", run),
    Shown("i", "I chart", "One number per period. Limits come from the baseline; a new phase starts a new mean.",
          individuals, (700, 300)),
    Shown("mr", "I and MR charts", "The numbers above, and how far each one moved from the one before.", moving_range,
          (700, 340)),
    Shown("xmr", "XmR chart, Making Data Count", "The rules and the verdicts of the NHS programme, with a target.",
          making_data_count),
    Shown("ip", "I′ chart", "Like an I chart, where each number stands on a different count of students.",
          lambda: made("ip", "Absent, share of students", "%", values=ABSENT, of=ENROLLED, multiply=100)),
    Shown("xbar", "Xbar and S charts", "Several measurements per period: their mean, and how much they spread.", average,
          (700, 340)),
    Shown("t", "T chart", "Days between rare events.",
          lambda: between("t", "Days between injuries on the playground", "days", DAYS_BETWEEN)),
    Shown("g", "G chart", "How many in between, for rare events.",
          lambda: between("g", "Meals served between two allergy mix-ups", "meals", STUDENTS_BETWEEN)),
    Shown("c", "C chart", "Counts where the chance is the same every period.",
          lambda: made("c", "Office referrals", "referrals", values=REFERRALS, excluded=12)),
    Shown("u", "U chart", "Counts where the chance is not: here, weeks have more or fewer student days.",
          lambda: made("u", "Office referrals in ten school days", values=REFERRALS, of=SCHOOL_DAYS, multiply=10, excluded=12)),
    Shown("up", "U′ chart", "A U chart for large counts, whose own spread widens the limits.",
          lambda: made("up", "Office referrals in ten school days", values=REFERRALS, of=SCHOOL_DAYS, multiply=10, excluded=12)),
    Shown("p", "P chart", "Percents. Limits are wider where fewer students were counted.",
          lambda: made("p", "Absent", "%", values=ABSENT, of=ENROLLED, multiply=100, excluded=12)),
    Shown("pp", "P′ chart", "A P chart for large counts, whose own spread widens the limits.",
          lambda: made("pp", "Absent", "%", values=ABSENT, of=ENROLLED, multiply=100, excluded=12)),
    Shown("funnel", "Funnel", "Places beside each other. Nobody is ranked: a small place may lie far off by chance.",
          lambda: funnel_plot(overdispersion=False), (700, 300)),
    Shown("funnel-wide", "Funnel, places differing more than by chance",
          "The same places, with limits that allow for differences no chart can explain.",
          lambda: funnel_plot(overdispersion=True), (700, 300)),
    Shown("pareto", "Pareto chart", "Where most of it comes from: kinds from most to least, and their share so far.", reasons,
          (620, 240)),
    Shown("cusum", "Bernoulli CUSUM", "Case by case, yes or no: notices a lasting change soon.", cusum),
    Shown("gap", "Gap", "Two groups and the distance between them, with a run chart of its own.", gap, (700, 340)),
    Shown("multiples", "Small multiples", "Many series on one scale, each with its verdict.", many, (700, 100)),
    Shown("private", "A group that is kept private", "No number and no shape: the reason instead.", private, (330, 130)),
)  # fmt: skip


def pictures() -> dict[str, str]:
    """File name to SVG, each chart in its wide and in its phone form."""
    wide = {f"{shown.slug}.svg": _drawn(shown, *shown.size) for shown in GALLERY}
    phone = {f"{shown.slug}-phone.svg": _drawn(shown, PHONE, min(shown.size[1], 240)) for shown in GALLERY}
    return wide | phone


def _drawn(shown: Shown, width: float, height: float) -> str:
    return svg(shown.make(), width=width, height=height)


def page() -> str:
    """The page around the pictures: each with what it is for and the words for people who do not see it."""
    parts = [
        "# Every chart\n",
        "All numbers on this page are invented. Each picture was drawn by the code, with its title, sentence, source and",
        "method. How to make them: [Chart in a notebook](../how-to/chart-in-a-notebook.md).\n",
    ]
    return "\n".join([*parts, *_entries()])


def _entries() -> Iterator[str]:
    for shown in GALLERY:
        words = shown.make().alt
        yield f"## {shown.name}\n"
        yield f"{shown.use}\n"
        for form, ending in (("wide-form", ""), ("phone-form", "-phone")):
            place = f"../pictures/charts/{shown.slug}{ending}.svg"
            yield f"```{{image}} {place}\n:alt: {words}\n:class: {form}\n```\n"
        yield f"<details><summary>What a screen reader says</summary>{escape(words)}</details>\n"
