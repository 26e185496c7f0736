"""Which folder of editions a command works on: the same as the site's, unless another is named."""

import argparse
import os
from pathlib import Path


def store_folder(options: argparse.Namespace) -> Path:
    """`--store`, else what GROUNDSWELL_STORE names, else `student-data` under GROUNDSWELL_HOME."""
    home = Path(os.environ.get("GROUNDSWELL_HOME") or Path.home() / ".groundswell")
    named = options.store or os.environ.get("GROUNDSWELL_STORE") or home / "student-data"
    return Path(named).expanduser().resolve()
