"""The catalog of student groups: their names, and which of them add up to all students."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from django.utils.translation import gettext

ALL_STUDENTS = ""


@dataclass(frozen=True)
class Group:
    """A student group.

    `set` names the groups that add up with it; `complement` is everyone else, if that has a name.
    """

    code: str
    name: str
    set: str = ""
    complement: str = ""


@lru_cache(maxsize=1)
def catalog() -> dict[str, Group]:
    """Every group by its code, in the order that pages list them."""
    text = files("groundswell.library").joinpath("groups.yaml").read_text(encoding="utf-8")
    return {row["code"]: Group(**row) for row in yaml.safe_load(text)}


def group(code: str) -> Group:
    """The group behind a code. A code that the catalog does not know stands alone under its own words."""
    if code == ALL_STUDENTS:
        return Group(ALL_STUDENTS, "All students")
    return catalog().get(code) or Group(code, code.replace("_", " ").capitalize())


def group_name(code: str) -> str:
    """The group's name in the reader's language."""
    return gettext(group(code).name)


def in_catalog_order(codes: set[str]) -> list[str]:
    """All students first, then the catalog's order, then the groups it does not know."""
    known = [ALL_STUDENTS, *catalog()]
    return [code for code in known if code in codes] + sorted(codes - set(known))
