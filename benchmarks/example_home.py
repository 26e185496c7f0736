"""The example network, loaded once for all benchmarks and kept until its content or the tables change."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
KEPT = CHECKOUT / "var" / "bench"
MADE_FROM = ("src/groundswell/example", "src/groundswell/domain")
SETTINGS = {"GROUNDSWELL_DEMO": "1", "GROUNDSWELL_CLOCK": "2016-06-10T08:00:00"}


def example_home() -> Path:
    home = KEPT / _fingerprint()
    if not (home / "ready").exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        home.mkdir(parents=True, mode=0o700)
        command = [str(Path(sys.executable).parent / "groundswell"), "demo", "--prepare-only"]
        subprocess.run(
            command,
            env=os.environ | SETTINGS | {"GROUNDSWELL_HOME": str(home)},
            check=True,
            stdout=subprocess.DEVNULL,
        )
        (home / "ready").touch()
    return home


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for folder in MADE_FROM:
        for file in sorted((CHECKOUT / folder).rglob("*")):
            if (
                file.is_file()
                and ("example" in folder or file.parent.name == "migrations")
                and file.suffix != ".pyc"
            ):
                digest.update(str(file).encode() + file.read_bytes())
    return digest.hexdigest()[:12]
