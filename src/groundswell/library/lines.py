"""YAML with the line of every field, so that a mistake can be shown where it stands."""

from __future__ import annotations

from typing import Any

import yaml

from groundswell.core.methods.definitions import DefinitionError

Lines = dict[tuple[str | int, ...], int]


def read_yaml(text: str, *, file: str) -> tuple[Any, Lines]:
    """The content and, for each path in it, its line (from 1). Raises DefinitionError for broken YAML."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DefinitionError(
            f"{file}, line {line}: this is not sound YAML ({error.problem}). Look at colons, quotes and indents."
        ) from error
    except yaml.YAMLError as error:
        raise DefinitionError(f"{file}, line 1: this is not sound YAML ({error}).") from error
    lines: Lines = {(): 1}
    if node is not None:
        _walk(node, (), lines, file)
    return data, lines


def _walk(node: yaml.Node, path: tuple[str | int, ...], lines: Lines, file: str) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*path, str(key.value))
            if below in lines:
                raise DefinitionError(
                    f"{file}, line {key.start_mark.line + 1}: {key.value} is given twice. Keep one of them."
                )
            lines[below] = key.start_mark.line + 1
            _walk(value, below, lines, file)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            lines[*path, index] = value.start_mark.line + 1
            _walk(value, (*path, index), lines, file)
