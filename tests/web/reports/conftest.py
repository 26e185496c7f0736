from tests.domain.reports.conftest import desk

__all__ = ["desk"]
