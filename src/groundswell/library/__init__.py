"""Reviewed definitions that ship with Groundswell: checks, improvement methods, the scale-of-test table.

This package reads YAML and hands plain data to `groundswell.core`; it holds no rule of its own. A mistake
in a file raises the core's error, which names the file, the field and what to do.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from groundswell.core.methods.definitions import CheckDefinition, DefinitionError
from groundswell.core.methods.methods import Method
from groundswell.core.methods.scale import ScaleRules

SCALE_FILE = "scale_of_test.yaml"


@cache
def check_definitions() -> tuple[CheckDefinition, ...]:
    """Every check, most upstream first."""
    loaded = [CheckDefinition.from_mapping(_mapping(file), file=file.name) for file in _yaml_files("checks")]
    _refuse_twins([definition.id for definition in loaded], "checks")
    return tuple(sorted(loaded, key=lambda definition: definition.order))


@cache
def methods() -> tuple[Method, ...]:
    """Every improvement method, by name."""
    sources = [file for file in _yaml_files("methods") if file.name != SCALE_FILE]
    loaded = [Method.from_mapping(_mapping(file), file=file.name) for file in sources]
    _refuse_twins([method.key for method in loaded], "methods")
    return tuple(sorted(loaded, key=lambda method: method.name))


@cache
def scale_rules() -> ScaleRules:
    """The scale-of-test table as shipped; a network may hold its own."""
    file = files(__name__).joinpath("methods", SCALE_FILE)
    return ScaleRules.from_mapping(_mapping(file), file=SCALE_FILE)


def _yaml_files(folder: str) -> list[Traversable]:
    found = [file for file in files(__name__).joinpath(folder).iterdir() if file.name.endswith(".yaml")]
    return sorted(found, key=lambda file: file.name)


def _mapping(file: Traversable) -> dict[str, Any]:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise DefinitionError(f"{file.name}: expected field: value pairs at the top. Start with id or key.")
    return data


def _refuse_twins(keys: list[str], folder: str) -> None:
    twins = sorted({key for key in keys if keys.count(key) > 1})
    if twins:
        raise DefinitionError(f"{folder}: {', '.join(twins)} is defined twice. Keep one file for each.")
