"""Names of people and places, put together from syllables: nobody is called that, and nobody is meant."""

_BEGIN = ("Al", "Bre", "Cor", "Da", "El", "Fen", "Gal", "Hes", "Il", "Jun", "Ka", "Lor", "Mi", "Nor", "Os", "Pel",
          "Quil", "Ro", "Sel", "Tav", "Ul", "Ven", "Wil", "Yar", "Zel")  # fmt: skip
_MIDDLE = ("a", "ba", "de", "li", "mo", "ne", "ra", "ri", "sa", "vi")
_GIVEN_END = ("ba", "della", "dor", "len", "lo", "mira", "nik", "ris", "ssa", "wen")
_FAMILY_END = (
    "bek",
    "dane",
    "farrow",
    "grell",
    "holm",
    "lund",
    "marsh",
    "quist",
    "strom",
    "thwick",
    "vale",
    "wick",
)
_PLACE = ("Alder", "Birch", "Cedar", "Dune", "Elm", "Fern", "Gull", "Heron", "Iris", "Juniper", "Kestrel", "Larch",
          "Maple", "Nettle", "Osprey", "Pine", "Quail", "Reed", "Sage", "Thistle", "Umber", "Violet", "Willow")  # fmt: skip
_LAND = ("Bay", "Bend", "Brook", "Creek", "Crossing", "Field", "Glen", "Grove", "Hill", "Hollow", "Lake", "Meadow",
         "Mill", "Park", "Point", "Ridge", "Shore", "Spring", "Valley")  # fmt: skip

GIVEN = tuple(a + b + c for a in _BEGIN for b in _MIDDLE for c in _GIVEN_END)
FAMILY = tuple(a + b + c for a in _BEGIN for b in _MIDDLE for c in _FAMILY_END)
_LEVEL_NAMES = {"elementary": "Elementary School", "middle": "Middle School", "high": "High School"}


def place_name(number: int) -> str:
    """A different name for each number up to 437; beyond that with the number."""
    first, second = number % len(_PLACE), number % len(_LAND)
    times = number // (len(_PLACE) * len(_LAND))
    return f"{_PLACE[first]} {_LAND[second]}" + (f" {times + 1}" if times else "")


def school_name(number: int, level: str) -> str:
    return f"{place_name(number)} {_LEVEL_NAMES[level]}"
