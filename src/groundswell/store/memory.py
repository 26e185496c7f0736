"""How much memory work on student data may use where nobody has said it."""

import os

PART = 8  # of the machine's memory: the site, the database and the page cache need the rest


def for_loading() -> str:
    """What a load may use unless somebody has said it."""
    return of_the_machine(650)


def of_the_machine(least: int) -> str:
    """An eighth of the machine's memory, and no less than `least` megabytes, as the engine reads it: "3072MB".

    Small files use far less than they may. A year of a large network's attendance does not fit into one gigabyte,
    and an engine that has too little ends with nothing done.
    """
    held = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    return f"{max(least, held // PART)}MB"
