"""Sealing a few personal fields under a key of their own (AES-256-GCM; NIST SP 800-38D)."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap

KEY_BYTES = 32
WRAPPED_BYTES = 40
_NONCE = 12
SUITE = "AES-256-GCM"


def new_key() -> bytes:
    """A fresh data key of 256 bits."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plain: bytes, *, context: bytes) -> bytes:
    """Nonce and ciphertext; opens only with the same key and context (the row it belongs to)."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: bytes, sealed: bytes, *, context: bytes) -> bytes:
    """The plain bytes; raises cryptography's InvalidTag if key, row or bytes are not the ones sealed."""
    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)


def wrap(master: bytes, key: bytes) -> bytes:
    """A data key under the master key (RFC 3394)."""
    return aes_key_wrap(master, key)


def unwrap(master: bytes, wrapped: bytes) -> bytes:
    """The data key; raises InvalidUnwrap when the master is another."""
    return aes_key_unwrap(master, wrapped)
