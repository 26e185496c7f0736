"""Charts to draw in tests: ordinary ones, crowded ones, and ones with long words."""

import datetime as dt
import math

from groundswell.core.charts import (
    Captions,
    ChartSpec,
    ContextMark,
    CycleMark,
    GapLine,
    Step,
    control_chart,
    gap_chart,
    prediction_scale,
    ramp,
    run_chart,
    small_multiple,
    sparkline,
    tally,
    withheld,
)
from groundswell.core.stats import ChartOptions, ChartResult, Phase, Point, analyze

SOURCE = "Invented for this test"
MONDAY = dt.date(2024, 9, 2)
MORNINGS = [78, 80, 77, 81, 79, 76, 80, 78, 79, 82, 77, 80, 80, 78, 66, 81, 83, 84, 86, 85, 87, 86, 88, 87]
LONG = "Reautorización del transporte escolar interdistrital extraordinario"
GROUP = [24, 26, 25, 31, 33, 32, 27, 28, 25, 29, 27, 29, 30, 36, 38, 37]
OTHERS = [15, 16, 14, 19, 20, 19, 16, 15, 16, 17, 15, 16, 15, 19, 20, 19]


def week(index: int) -> dt.date:
    return MONDAY + dt.timedelta(weeks=index)


def month(index: int) -> dt.date:
    return dt.date(2024 + (index + 8) // 12, (index + 8) % 12 + 1, 1)


SCHOOL_MONTHS = [month(i) for i in range(18) if month(i).month not in (7, 8)]


def weekly(values: list[float | None]) -> list[Point]:
    return [Point(week(i), y) for i, y in enumerate(values)]


def mornings(**options: object) -> ChartResult:
    phase = Phase(
        week(15), "“Arrival works differently now.”", name="Phase B, welcome table", by="Ana, 20 Jan"
    )
    chosen = {"chart": "i", "phases": [phase], "baseline_until": week(11), "direction": "up"} | options
    return analyze(weekly(MORNINGS), ChartOptions(**chosen))  # type: ignore[arg-type]


def captions(title: str = "In class at first bell", **more: object) -> Captions:
    return Captions(title, "%", SOURCE, **more)  # type: ignore[arg-type]


def phased() -> ChartSpec:
    cycles = [CycleMark(week(i), str(n + 1), f"Cycle {n + 1}") for n, i in enumerate((15, 16, 18, 22))]
    contexts = [
        ContextMark(week(4), "new bell times"),
        ContextMark(week(14), "storm"),
        ContextMark(week(22), "tests"),
    ]
    said = captions(
        cycles=cycles,
        contexts=contexts,
        point_notes={14: "Ice storm, buses off two days"},
        href=lambda i: f"?point={i}&of=<x>",
        selected=23,
    )
    return control_chart(mornings(first_phase_name="Phase A, baseline"), said)


def crowded() -> ChartSpec:
    ys = [50 + 8 * math.sin(i / 3) + (i * 37 % 11) for i in range(120)]
    result = analyze(
        weekly(list(ys)), ChartOptions(chart="i", direction="down", baseline_until=week(30), target=40)
    )
    cycles = [CycleMark(week(i * 3), str(i + 1)) for i in range(40)]
    contexts = [ContextMark(week(i * 9), LONG) for i in range(12)]
    return control_chart(result, captions("120 weeks", cycles=cycles, contexts=contexts))


def proportions() -> ChartSpec:
    rows = [
        (29, 96),
        (23, 94),
        (28, 97),
        (29, 90),
        (17, 60),
        (26, 95),
        (34, 97),
        (None, None),
        (0, 0),
        (27, 96),
        (28, 95),
        (38, 93),
        (23, 97),
        (31, 94),
        (16, 92),
        (20, 96),
        (22, 95),
        (7, 50),
        (19, 97),
        (19, 96),
    ]
    points = [Point(month(i), y, n) for i, (y, n) in enumerate(rows)]
    options = ChartOptions(chart="p", direction="down", multiply=100, baseline_until=month(13), target=18)
    return control_chart(analyze(points, options), captions("Missing days", period_word="month"))


def gap() -> ChartSpec:
    return gap_chart(
        SCHOOL_MONTHS,
        GapLine("Estudiantes que aprenden inglés", list(GROUP)),
        GapLine("Todos los demás estudiantes", list(OTHERS)),
        captions("Missing 2 or more days", period_word="month", value_word="Students missing days"),
    )


def few() -> ChartSpec:
    return run_chart(analyze(weekly(MORNINGS[:5]), ChartOptions()), captions("Five weeks"))


def multiple() -> ChartSpec:
    points = [Point(x, y) for x, y in zip(SCHOOL_MONTHS, GROUP, strict=True)]
    everyone = list(zip(SCHOOL_MONTHS, [float(v) for v in OTHERS], strict=True))
    return small_multiple(
        analyze(points, ChartOptions(direction="down")),
        captions("English learners"),
        high=40,
        everyone=everyone,
    )


def veil() -> ChartSpec:
    reason = "Fewer than 11 students. We keep small groups private, in charts, tables and downloads alike."
    return withheld(reason, title="Foster youth", source=SOURCE)


def spark() -> ChartSpec:
    return sparkline(mornings(phases=()), captions())


def rising() -> ChartSpec:
    steps = [
        Step("1", "decided", 1, "1 class, 1 day", "adapt"),
        Step("2", "decided", 1, "1 class, 1 week", "adapt"),
        Step("3", "decided", 3, LONG, "repeat"),
        Step("4", "current", 3, "3 classes", "this one", href="?c=4"),
        Step("5", "planned", 5, "5 classes", "if it holds"),
    ]
    return ramp(steps, title="Welcome table")


def guess() -> ChartSpec:
    return prediction_scale(33, 35, 0, 41, title="Greeted by name")


def strokes() -> ChartSpec:
    return tally(63, title="Here by the bell")


# name: builder, wide size, phone size
SAMPLES = {
    "phased": (phased, (760, 300), (350, 220)),
    "crowded": (crowded, (760, 300), (350, 220)),
    "proportions": (proportions, (700, 300), (350, 220)),
    "gap": (gap, (760, 420), (350, 360)),
    "few": (few, (760, 300), (350, 220)),
    "multiple": (multiple, (218, 110), (180, 100)),
    "veil": (veil, (218, 130), (160, 130)),
    "spark": (spark, (96, 30), (80, 24)),
    "rising": (rising, (720, 120), (350, 120)),
    "guess": (guess, (270, 50), (220, 50)),
    "strokes": (strokes, (200, 50), (120, 50)),
}
