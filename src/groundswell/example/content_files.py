"""The example's content as it was written: YAML for words, CSV for numbers."""

import csv
import io
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Record = dict[str, Any]


@cache
def content(name: str) -> Record:
    """One content file as plain data: `content("team_t2")`."""
    text = files(__package__).joinpath("content", f"{name}.yaml").read_text(encoding="utf-8")
    data: Record = yaml.safe_load(text)
    return data


def data_bytes(filename: str) -> bytes:
    """A data file as it would be uploaded."""
    return files(__package__).joinpath("data", filename).read_bytes()


def data_rows(filename: str) -> list[dict[str, str]]:
    """A small data file as rows of text."""
    return list(csv.DictReader(io.StringIO(data_bytes(filename).decode("utf-8"))))
