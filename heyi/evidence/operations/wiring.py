"""The store and the keys that config names, and what every part of the module says the same way."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.module_loading import import_string

from heyi.evidence.codes import FileForm
from heyi.evidence.ports import Keys, Scanner, Stamper, Store

Content = ContentFile
"""Bytes at hand as `keep` takes them: Content(b"...", name="a.jpg")."""


@lru_cache(maxsize=1)
def store() -> Store:
    """The store of files."""
    found: Store = import_string(settings.HEYI_FILE_STORE)(
        settings.HEYI_FILES, algo=settings.HEYI_HASH, **settings.HEYI_FILE_STORE_OPTIONS
    )
    return found


@lru_cache(maxsize=1)
def keys() -> Keys:
    """The key store; its books are apart from those of another user of it."""
    found: Keys = import_string(settings.HEYI_KEY_STORE)(settings.HEYI_KEYS)
    return found


def scanner() -> Scanner | None:
    """The virus scanner; None where settings name none."""
    return _scanner(settings.HEYI_CLAMD) if settings.HEYI_CLAMD else None


@lru_cache(maxsize=1)
def _scanner(address: str) -> Scanner:
    found: Scanner = import_string(settings.HEYI_SCANNER)(address)
    return found


def stamper() -> Stamper | None:
    """The time-stamping authority; None where settings name none."""
    return _stamper(settings.HEYI_TSA_URL, settings.HEYI_TSA_CA) if settings.HEYI_TSA_URL else None


@lru_cache(maxsize=1)
def _stamper(address: str, roots: str) -> Stamper:
    found: Stamper = import_string(settings.HEYI_STAMPER)(address, roots)
    return found


def context_of(file_id: UUID, form: FileForm) -> bytes:
    """What a sealed file is bound to: its row and its form."""
    return file_id.bytes + form.value.encode()
