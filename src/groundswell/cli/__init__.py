"""The `groundswell` command: how a district runs it, and what `make demo` calls."""

import argparse
import os
import sys
from collections.abc import Sequence

from groundswell.cli import chart, commands, data, indicators, release


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0 done, 2 refused with the reason on standard error."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except commands.CannotRun as refusal:
        print(f"groundswell: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """Every command with its options, as `groundswell --help` shows them."""
    top = argparse.ArgumentParser(prog="groundswell", description="Continuous improvement for schools.")
    add = top.add_subparsers(title="commands", required=True, metavar="COMMAND").add_parser
    demo = add("demo", help="run the example network: database, data, server and worker, in one go")
    serve = add("serve", help="run the server (and, on the embedded database, the worker)")
    for command, run in ((demo, commands.demo), (serve, commands.serve)):
        command.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"))
        command.add_argument("--address", default=os.environ.get("GROUNDSWELL_ADDRESS", "127.0.0.1"))
        command.set_defaults(run=run)
    demo.add_argument("--prepare-only", action="store_true", help="make the database and data, then stop")
    demo.add_argument(
        "--students",
        choices=("later", "all", "few", "none"),
        default=os.environ.get("GROUNDSWELL_DEMO_STUDENTS", "later"),
        help="student data: made beside the server (later), or before it starts: all, or a few schools' (few)",
    )
    _add_begin(add)
    add("worker", help="run the worker (PostgreSQL; the embedded database has its own)").set_defaults(
        run=commands.worker
    )
    add("migrate", help="bring the database up to this version").set_defaults(run=commands.migrate)
    add("check", help="say whether this installation is sound").set_defaults(run=commands.check)
    backup = add("backup", help="write database and uploads to one file, while the site runs")
    backup.add_argument("file")
    backup.set_defaults(run=commands.backup)
    restore = add("restore", help="put a backup in place of what is here")
    restore.add_argument("file")
    restore.add_argument("--replace", action="store_true", help="replace data that is already here")
    restore.set_defaults(run=commands.restore)
    data.register(add)
    release.register(add)
    chart.register(add)
    indicators.register(add)
    return _add_import(add, top)


def _add_begin(add: "commands.Adder") -> None:
    begin = add("begin", help="make your network and its first account, once, in an empty database")
    begin.add_argument("--network", required=True, metavar="NAME", help="what your network is called")
    begin.add_argument("--code", default="", help="short name for addresses and files; made from the name")
    begin.add_argument("--name", required=True, metavar="FULL_NAME", help="the first hub member's name")
    begin.add_argument("--email", required=True)
    begin.add_argument("--username", default="", help="to sign in with; made from the name")
    begin.set_defaults(run=commands.begin)


def _add_import(add: "commands.Adder", top: argparse.ArgumentParser) -> argparse.ArgumentParser:
    load = add("import", help="bring a table of numbers in, with a report of every row that was set aside")
    load.add_argument("file", nargs="?", help="a table as CSV or TSV, also gzipped")
    load.add_argument("--place", help="code of the school, district or network the file is for")
    load.add_argument("--as", dest="person", required=True, help="sign-in name of who brings it in")
    load.add_argument("--column", action="append", default=[], metavar="FIELD=HEADING", help="which column")
    load.add_argument(
        "--fixed", action="append", default=[], metavar="FIELD=VALUE", help="the same for every row"
    )
    load.add_argument("--dates", choices=("iso", "mdy", "dmy"), default="", help="how dates are written")
    load.add_argument("--preview", action="store_true", help="show the report and bring nothing in")
    load.add_argument("--revert", type=int, metavar="NUMBER", help="take this import back instead")
    load.set_defaults(run=commands.bring_in)
    return top
