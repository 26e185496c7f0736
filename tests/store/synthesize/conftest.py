from pathlib import Path

import pytest

from groundswell.store.synthesize.making import Made, synthesize
from groundswell.store.synthesize.sizes import Size
from tests.store.synthesize.looking import Network

TINY = Size(students=300, schools=6, districts=2)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    out = tmp_path_factory.mktemp("network") / "out"
    return out, synthesize(TINY, out)


@pytest.fixture(scope="session")
def network(written: tuple[Path, Made]) -> Network:
    return Network(written[0])


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """One year of enough students for groups to be compared."""
    out = tmp_path_factory.mktemp("network") / "larger"
    synthesize(Size(students=3000, schools=12, districts=2, years=1), out)
    return Network(out)
