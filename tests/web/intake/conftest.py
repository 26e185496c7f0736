from tests.domain.intake.conftest import desk, uploads

__all__ = ["desk", "uploads"]
