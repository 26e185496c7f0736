"""YAML in which every scalar stays a text, with the line of every key.

Codes such as NO, 01 and 1e5 are not what YAML would make of them.
"""

from typing import Any

import yaml

LONGEST = 1_000_000


def texts_and_lines(text: str) -> tuple[Any, dict[str, int]]:
    """The content, and the line of each key by its path with dots. Raises `yaml.YAMLError` or RecursionError."""
    _require_modest(text)
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    return _content(node), _lines(node)


def _require_modest(text: str) -> None:
    """Names for parts that are used again can make a small file a huge one. Raises `yaml.YAMLError`."""
    if len(text) > LONGEST or any(
        isinstance(each, yaml.AliasEvent) for each in yaml.parse(text, yaml.BaseLoader)
    ):
        raise yaml.YAMLError


def at(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _content(node: yaml.Node | None) -> Any:
    """Mappings, lists and texts, and nothing else."""
    if isinstance(node, yaml.MappingNode):
        return {
            _content(key) if isinstance(key, yaml.ScalarNode) else "": _content(value)
            for key, value in node.value
        }
    if isinstance(node, yaml.SequenceNode):
        return [_content(each) for each in node.value]
    return str(node.value) if node else None


def _lines(node: yaml.Node | None, path: str = "") -> dict[str, int]:
    """The line of every key, by its path with dots."""
    found: dict[str, int] = {}
    pairs: list[tuple[str, yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(str(index), each, each) for index, each in enumerate(node.value)]
    for name, key, value in pairs:
        found[at(path, name)] = key.start_mark.line + 1
        found.update(_lines(value, at(path, name)))
    return found
