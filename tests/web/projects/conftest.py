from tests.domain.projects.conftest import House, house

__all__ = ["House", "house"]
