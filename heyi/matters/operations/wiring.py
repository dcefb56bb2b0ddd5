"""The key store that config names, and the secret under which small personal fields are committed to."""

from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from heyi.matters.events import Salts
from heyi.matters.ports import KeyStore

COMMITMENTS = "commitments"


@lru_cache(maxsize=1)
def key_store() -> KeyStore:
    """The key store that config names."""
    store: KeyStore = import_string(settings.HEYI_KEY_STORE)(settings.HEYI_KEYS)
    return store


def salts_of(salt: bytes) -> Salts:
    """The salt of a matter, and as this house's secret makes it."""
    return Salts(salt, commitment_secret)


def commitment_secret(version: int | None = None) -> tuple[int, bytes]:
    """(version, secret): the newest, or one by its version; raises KeysMissing where that is not there."""
    return key_store().secret(COMMITMENTS, version)
