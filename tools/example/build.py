"""Make the example's extracts from the public source files: python tools/example/build.py [--check]."""

import os
import sys
from pathlib import Path

import attendance
import edsight
import graduation
import math_history
from extract import Extract, shipped_text, write


def main(arguments: list[str]) -> int:
    data = Path(os.environ.get("GROUNDSWELL_DATA", "../shared/data"))
    if not data.is_dir():
        print(
            f"No public source files at {data}. Set GROUNDSWELL_DATA to the folder with nyc/ and ct_edsight/."
        )
        return 2
    extracts = [source.build(data) for source in (attendance, graduation, edsight, math_history)]
    return _check(extracts) if "--check" in arguments else _write(extracts)


def _write(extracts: list[Extract]) -> int:
    for extract in extracts:
        write(extract)
        print(f"{extract.name}: {len(extract.rows):,} rows")
    return 0


def _check(extracts: list[Extract]) -> int:
    different = [extract.name for extract in extracts if extract.text() != shipped_text(extract.name)]
    print(
        f"Different from the source: {', '.join(different)}"
        if different
        else "The extracts match the source."
    )
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
