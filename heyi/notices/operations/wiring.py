"""The house's secret under which addresses lie sealed."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from heyi.kernel.seal import seal, unseal
from heyi.notices.ports import Secrets

_PURPOSE = "addresses"
_CONTEXT = b"heyi.address/1:"


@lru_cache(maxsize=1)
def _secrets() -> Secrets:
    found: Secrets = import_string(settings.HEYI_KEY_STORE)(settings.HEYI_KEYS)
    return found


def sealed(plain: str, *, whose: str) -> tuple[int, bytes]:
    """(version of the secret, sealed bytes), bound to whose it is."""
    version, secret = _secrets().secret(_PURPOSE)
    return version, seal(secret, plain.encode(), context=_CONTEXT + whose.encode())


def unsealed(held: bytes, *, version: int, whose: str) -> str:
    """The plain words; raises cryptography's InvalidTag where the row was put under somebody else."""
    _version, secret = _secrets().secret(_PURPOSE, version)
    return unseal(secret, bytes(held), context=_CONTEXT + whose.encode()).decode()
