from tests.orgs.conftest import huzhou

__all__ = ["huzhou"]
