"""Measure the public files that the invented network is like: python -m tools.synthesis.calibrate [--check].

Writes one small YAML, so that a clone without those files makes the same network.
"""

import os
import sys
from pathlib import Path

import yaml

from tools.synthesis import attendance, groups, places, scores

SHIPPED = (
    Path(__file__).resolve().parents[2] / "src" / "groundswell" / "store" / "synthesize" / "calibration.yaml"
)
HEAD = """\
# What the invented network is like. Measured by `python -m tools.synthesis.calibrate`; change the tool, not this file.
# attendance: New York City, daily attendance by school 2013-14 to 2015-16 (public record). Odds are odds of absence
#   relative to an ordinary day; standard deviations are of the logit of absence.
# places: the eight CORE districts of California in 2013 (California Department of Education, public record).
# groups: Connecticut EdSight, state tables, chronic absence 2016-17 and suspension 2017-18 (public domain). The
#   effects are shifts of the logit of a student's absence rate which together give the published percents.
#   absence_person_sd is assumed.
# together, scores: anonymized student scores 2020-21 to 2023-24 (the SGPdata package): measured numbers, no rows.
"""


def main(arguments: list[str]) -> int:
    data = Path(os.environ.get("GROUNDSWELL_DATA", "../shared/data"))
    if not data.is_dir():
        print(
            f"No public files at {data}. Set GROUNDSWELL_DATA to the folder with nyc/, ca_core_panel/ and others."
        )
        return 2
    known, joint = scores.measured(data)
    found = {
        "attendance": attendance.measured(data),
        "places": places.measured(data),
        "groups": groups.measured(data, joint),
        **known,
    }
    text = HEAD + yaml.safe_dump(found, sort_keys=False, width=110)
    if "--check" in arguments:
        same = SHIPPED.read_text(encoding="utf-8") == text
        print("The calibration matches the public files." if same else "The calibration is out of date.")
        return 0 if same else 1
    SHIPPED.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
