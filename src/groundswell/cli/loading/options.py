"""What can be said on the command line about a load."""

import argparse
from pathlib import Path

from groundswell.cli.commands import Adder
from groundswell.cli.loading import matching, previewing

FORMATS = ("oneroster", "edfi", "calpads", "table", "assessments")


def register(below: Adder) -> list[argparse.ArgumentParser]:
    """`load`, `preview` and `match`. Those that need a store are returned."""
    load = below("load", help="bring files in; status 0: every row, 3: some set aside, 2: refused")
    load.add_argument("format", choices=FORMATS, help="what kind of files")
    load.add_argument(
        "path", type=Path, help="a zip file or a folder; for calpads, table and assessments also one file"
    )
    load.add_argument("--report", type=Path, metavar="FILE.json", help="write the whole report to a file")
    load.add_argument(
        "--accept-loss", action="store_true", help="load it though most of what is held would be gone"
    )
    load.add_argument(
        "--add",
        action="store_true",
        help="edfi, table, assessments: add to what is held; the same keys are replaced",
    )
    _add_of_formats(load)
    return [load, previewing.register(below), matching.register(below)]


def _add_of_formats(load: argparse.ArgumentParser) -> None:
    load.add_argument(
        "--dates",
        choices=("iso", "mdy", "dmy"),
        default="iso",
        help="oneroster: how dates with slashes are written",
    )
    load.add_argument(
        "--encoding", default="", help="oneroster: when the files are not UTF-8, such as cp1252"
    )
    load.add_argument(
        "--words",
        type=Path,
        metavar="FILE.yaml",
        help="oneroster: what your own columns and titles mean; kept for later loads",
    )
    load.add_argument(
        "--descriptors",
        type=Path,
        metavar="FILE.yaml",
        help="edfi: what your own codes mean; kept for later loads",
    )
    load.add_argument(
        "--mapping", type=Path, metavar="MAP.yaml", help="table: how to read it; make one with 'data preview'"
    )
    load.add_argument(
        "--source", default="", metavar="NAME", help="table, assessments: the name of this feed"
    )
    load.add_argument(
        "--kind", default="", help="assessments: which vendor's file; 'list' shows those we know"
    )
    load.add_argument(
        "--match",
        choices=("local_id",),
        default="",
        help="assessments: which other id of ours the file's student ids are",
    )
    load.add_argument("--layout", type=Path, metavar="FILE.yaml", help="calpads: the positions of fields")
