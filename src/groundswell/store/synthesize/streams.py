"""Random numbers that are the same on every run: one stream for each part of the work."""

import numpy as np

PARTS = {
    "network": 1, "people": 2, "year": 3, "weather": 4, "attendance": 5, "scores": 6, "discipline": 7, "classes": 8,
}  # fmt: skip


def stream(seed: int, part: str, *where: int) -> np.random.RandomState:
    """The stream of a part at a place and time. `RandomState` keeps its sequences over versions of numpy."""
    entropy = [seed, PARTS[part], *where]
    return np.random.RandomState(np.random.Philox(np.random.SeedSequence(entropy)))
