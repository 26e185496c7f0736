"""Run every suite, print its count and time, and end with one line: N passed, N failed.

`python -m tests.run` runs all; `--only NAME` one or more; `--list` names them.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import postgres

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# These drive a browser and hardly touch the database: once is enough.
IN_A_BROWSER = ("tests/web/design", "tests/web/accounts", "tests/web/places/test_in_a_browser.py")


@dataclass(frozen=True)
class Suite:
    """A named set of commands, or of pytest folders on one database engine."""

    name: str
    commands: tuple[tuple[str, ...], ...] = ()
    folders: tuple[str, ...] = ()
    leaving_out: tuple[str, ...] = ()
    engine: str = "sqlite"
    workers: int = 2
    dist: str = "loadfile"


@dataclass
class Outcome:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)


def templates() -> tuple[str, ...]:
    return tuple(str(path) for path in sorted((CHECKOUT / "src/groundswell/templates").rglob("*.html")))


def suites() -> tuple[Suite, ...]:
    lint = (
        ("ruff", "check", "src", "tests", "tools", "benchmarks"),
        ("ruff", "format", "--check", "--quiet", "src", "tests", "tools", "benchmarks"),
        ("mypy",),
        ("lint-imports", "--no-logo"),
        ("djade", "--target-version", "5.2", "--check", *templates()),
        ("python", "-m", "tests.migrations_current"),
        ("python", "-m", "tools.reference", "--check"),
    )
    return (
        Suite("lint", commands=lint),
        Suite("core", folders=("tests/core", "tests/store", "tests/example")),
        Suite("architecture", folders=("tests/architecture",), dist="worksteal"),
        Suite("sqlite", folders=("tests/domain", "tests/web", "tests/cli")),
        Suite(
            "postgresql", folders=("tests/domain", "tests/web"), leaving_out=IN_A_BROWSER, engine="postgresql"
        ),
        Suite("docs", commands=(("sphinx-build", "-E", "-q", "-W", "-b", "html", "docs", "docs/_build"),)),
        Suite("journeys", folders=("tests/journeys",), workers=1),
    )


def run(suite: Suite, environment: dict[str, str]) -> Outcome:
    started = time.monotonic()
    outcome = _run_commands(suite, environment) if suite.commands else _run_pytest(suite, environment)
    outcome.seconds = time.monotonic() - started
    return outcome


def _run_commands(suite: Suite, environment: dict[str, str]) -> Outcome:
    outcome = Outcome()
    for command in suite.commands:
        done = subprocess.run(
            [str(BIN / command[0]), *command[1:]],
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            outcome.passed += 1
        else:
            outcome.failed += 1
            print(
                f"--- {command[0]} {command[1] if len(command) > 1 else ''}\n{done.stdout}{done.stderr}",
                flush=True,
            )
    return outcome


def _run_pytest(suite: Suite, environment: dict[str, str]) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        notes = Path(folder) / "notes.txt"
        command = [
            str(BIN / "python"), "-m", "pytest", "-q", "--no-header", f"--junitxml={report}", "-n", str(suite.workers),
            "--dist", suite.dist, *suite.folders, *(f"--ignore={folder}" for folder in suite.leaving_out),
        ]  # fmt: skip
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            env=environment | {"GROUNDSWELL_TEST_NOTES": str(notes)},
            capture_output=True,
            text=True,
            check=False,
        )
        outcome = _read(report) if report.exists() else Outcome(failed=1)
        if done.returncode != 0:
            outcome.failed = max(outcome.failed, 1)
            print(f"--- {suite.name}\n{done.stdout[-20000:]}{done.stderr[-4000:]}", flush=True)
        if notes.exists():
            outcome.notes = sorted(set(notes.read_text().splitlines()))
    return outcome


def _read(report: Path) -> Outcome:
    outcome = Outcome()
    for case in ET.parse(report).iter("testcase"):  # noqa: S314  (our own file)
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif (skipped := case.find("skipped")) is not None:
            outcome.skipped += 1
            outcome.notes.append(f"skipped {case.get('name')}: {skipped.get('message')}")
        else:
            outcome.passed += 1
    return outcome


def main() -> int:
    options = _options()
    chosen = [suite for suite in suites() if not options.only or suite.name in options.only]
    folder = Path(tempfile.mkdtemp(prefix="groundswell-run-"))
    (folder / "shelf").mkdir()
    environment = os.environ | {
        "GROUNDSWELL_HOME": str(folder / "home"),
        "GROUNDSWELL_TEST_SHELF": str(folder / "shelf"),
        "GROUNDSWELL_SECRET_KEY": "tests-only-" + "x" * 40,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        # Hundreds of processes read the same modules: each is compiled once, away from the checkout.
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.pop("GROUNDSWELL_DATABASE_URL", None)
    outcomes = [_run_and_tell(suite, environment) for suite in chosen]
    shutil.rmtree(folder, ignore_errors=True)
    passed, failed = sum(each.passed for each in outcomes), sum(each.failed for each in outcomes)
    print(f"\n{passed} passed, {failed} failed, {sum(each.skipped for each in outcomes)} skipped")
    return 1 if failed else 0


def _run_and_tell(suite: Suite, environment: dict[str, str]) -> Outcome:
    if suite.engine == "postgresql":
        with postgres() as url:
            outcome = run(suite, environment | {"GROUNDSWELL_DATABASE_URL": url})
    else:
        outcome = run(suite, environment)
    print(
        f"{suite.name:<14}{outcome.passed:>6} passed {outcome.failed:>4} failed {outcome.skipped:>4} skipped"
        f"{outcome.seconds:>8.1f} s",
        flush=True,
    )
    for note in outcome.notes:
        print(f"{'':<14}{note}", flush=True)
    return outcome


def _options() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--only", action="append", choices=[suite.name for suite in suites()])
    return reader.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
