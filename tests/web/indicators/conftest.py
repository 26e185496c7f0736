from tests.domain.indicators.conftest import invented_store, linked

__all__ = ["invented_store", "linked"]
