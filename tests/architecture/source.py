"""Our own source as parsed trees, for the tests that read code instead of running it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "groundswell"
TEMPLATES = PACKAGE / "templates"


def sources(*folders: str) -> list[Path]:
    """Our Python files below some folders of the package (all by default), migrations left out."""
    roots = [PACKAGE / folder for folder in folders] or [PACKAGE]
    found = (path for root in roots for path in sorted(root.rglob("*.py")))
    return [path for path in found if "migrations" not in path.parts]


def label(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def called_names(node: ast.AST) -> set[str]:
    """The last part of every called name below a node: `a.b.c()` gives "c"."""
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
