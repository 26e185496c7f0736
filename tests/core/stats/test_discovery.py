"""False discoveries: held where there is nothing to find, and real changes found where there is."""

import numpy as np
import pytest

from groundswell.core.stats import ChartOptions
from groundswell.core.stats.scan import Scan, scan, stand_out


def charts(values: np.ndarray) -> Scan:
    n, k = values.shape
    table = {"s": np.repeat(np.arange(n), k), "x": np.tile(np.arange(k), n), "y": values.ravel()}
    return scan(table, by=["s"], x="x", value="y", options=ChartOptions(chart="i"))


def noise(n: int, seed: int) -> np.ndarray:
    return np.random.RandomState(seed).standard_normal((n, 36))


def test_the_steps_of_the_published_example() -> None:
    """Benjamini & Hochberg (1995), section 4: fifteen p-values; four are found at 5 %."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
         0.7590, 1.0]  # fmt: skip
    assert stand_out(np.asarray(p), 0.05).sum() == 4
    assert stand_out(np.asarray(p), 0.05, overlapping=True).sum() == 3


def test_p_values_of_noise_are_honest() -> None:
    p = charts(noise(20_000, 1)).discoveries().p
    for level in (0.2, 0.1, 0.05, 0.01):
        assert (p <= level).mean() <= level * 1.05


def test_pure_noise_rarely_has_discoveries() -> None:
    with_any = sum(charts(noise(200, seed)).discoveries(rate=0.05).stands_out.any() for seed in range(60))
    assert with_any <= 8


def test_real_changes_are_found_and_few_false_ones() -> None:
    values = noise(2_000, 3)
    values[:200, 18:] += 3.5
    found = charts(values).discoveries(rate=0.05)
    assert found.stands_out[:200].mean() > 0.9
    assert found.stands_out[200:].sum() <= 0.08 * found.stands_out.sum()
    assert charts(values).discoveries(overlapping=True).stands_out.sum() <= found.stands_out.sum()


def test_too_few_points_say_nothing() -> None:
    found = charts(noise(5, 1)[:, :6]).discoveries()
    assert np.isnan(found.p).all()
    assert not found.stands_out.any()
    assert found.sentences[0] == "0 of 0 charts with enough points stand out."


def test_the_words() -> None:
    values = noise(400, 3)
    values[:100, 18:] += 3
    found = charts(values).discoveries(rate=0.1)
    text = " ".join(found.sentences)
    assert f"{found.stands_out.sum()} of 400 charts" in text
    assert "10% or fewer are expected to be chance" in text
    assert "caus" not in text


@pytest.mark.parametrize("rate", [0, 1, -0.1, 5])
def test_a_rate_that_cannot_be(rate: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        charts(noise(2, 1)).discoveries(rate=rate)
