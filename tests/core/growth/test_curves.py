"""Lines of growth of children within schools."""

import numpy as np
import pytest

from groundswell.core.growth.curves import _fit, _sums, growth_curve
from tests.core.stats.school_data import column, multilevel


def test_growth_of_mathematics_over_the_grades() -> None:
    """Raudenbush & Bryk (2002), chapter 8: 7,230 scores of 1,721 children in 60 schools.

    Theirs is fitted by restricted maximum likelihood, ours by maximum likelihood: they agree to a ten-thousandth.
    """
    rows = multilevel("egsingle")
    found = growth_curve(
        column(rows, "math"),
        column(rows, "year"),
        [r["childid"] for r in rows],
        [r["schoolid"] for r in rows],
    )
    assert (found.start, found.per_year) == pytest.approx((-0.7792, 0.7631), abs=2e-4)
    assert found.within == pytest.approx(0.301, abs=1e-3)


def test_the_likelihood_is_that_of_the_whole_matrix() -> None:
    """The sums by child and school give what the full covariance of all scores gives, up to a constant."""
    draw = np.random.default_rng(5)
    schools = np.repeat(np.arange(6), 12)
    children, times = np.repeat(np.arange(24), 3), np.tile([0.0, 1.0, 2.5], 24)
    scores = draw.normal(size=72) + 0.4 * times
    sums = _sums(scores.tolist(), times.tolist(), children.tolist(), schools.tolist())
    ours, whole = [], []
    for parameters in (draw.normal(size=7) * 0.3 for _ in range(3)):
        fit = _fit(sums, parameters)
        ours.append(fit.deviance)
        deviance, fixed = _whole(parameters, scores, times, children, schools)
        whole.append(deviance)
        assert fit.fixed == pytest.approx(fixed)
    assert np.diff(ours) == pytest.approx(np.diff(whole))


def _whole(p, y, times, children, schools):  # type: ignore[no-untyped-def]
    line = np.column_stack([np.ones(len(y)), times])
    covariance = np.exp(p[0]) * np.eye(len(y))
    for labels, (a, b, c) in ((children, p[1:4]), (schools, p[4:7])):
        root = np.array([[np.exp(a), 0], [b, np.exp(c)]])
        covariance += (line @ root @ root.T @ line.T) * (labels[:, None] == labels[None, :])
    inverse = np.linalg.inv(covariance)
    fixed = np.linalg.solve(line.T @ inverse @ line, line.T @ inverse @ y)
    left = y - line @ fixed
    return float(left @ inverse @ left + np.linalg.slogdet(covariance)[1]), fixed


@pytest.mark.parametrize(
    ("times", "schools", "words"),
    [([0, 1], ["a", "a"], "5 schools"), ([0] * 6, list("abcdef"), "Nobody was seen twice")],
)
def test_too_little_to_tell_growth(times: list[float], schools: list[str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        growth_curve([1.0] * len(times), times, list(range(len(times))), schools)
