"""Checking a time stamp token with pyHanko: its signature, the chain to a certificate that is trusted, its digest."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from heyi.adapters.apart import apart
from heyi.evidence.ports import NotStamped, Stamped
from heyi.evidence.rules.stamps import TRIAL_WORDS, Imprint, imprint_of

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what does not hold is told to whoever asked, once
LARGEST = 64 * 1024  # bytes of a token with its certificates
_NAME = 300


class TokenReader:
    """Reads tokens; it reaches nobody. Revocation is not asked for: the token counts at the instant that it names."""

    def read(self, token: bytes, digest: bytes, roots: str) -> Stamped:
        """What the token says; raises NotStamped where its signature, its chain or its digest does not hold."""
        if len(token) > LARGEST:
            raise NotStamped("token too large")
        try:
            said = imprint_of(token)
        except ValueError as error:
            raise NotStamped(str(error)) from error
        if (said.algo, said.digest) != ("sha256", digest):
            raise NotStamped("another digest")
        status = _validated(token, said, certificates(roots))
        if not _holds(status):
            raise NotStamped("signature or chain of certificates does not hold")
        path = [status["signing_cert"], *status["validation_path"].iter_certs(include_root=True)]
        is_trial = any(TRIAL_WORDS in each.subject.human_friendly for each in path)
        name = status["signing_cert"].subject.human_friendly[:_NAME]
        return Stamped(token, name, said.serial, said.at, is_trial, roots)


def _holds(status: Mapping[str, Any]) -> bool:
    """A path alone proves nothing: one is told as well when a certificate of the same name has another key."""
    is_trusted = status["trust_problem_indic"] is None and status["validation_path"] is not None
    return bool(status["intact"] and status["valid"] and is_trusted)


def _validated(token: bytes, said: Imprint, roots: list[x509.Certificate]) -> Mapping[str, Any]:
    """The certificates' validity is asked for at the instant of the stamp."""
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=said.at)
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        return apart(
            lambda: dict(asyncio.run(validate_tst_signed_data(signed, context, lambda _algo: said.digest)))
        )
    except Exception as error:  # a hostile token breaks the library wherever it likes: none holds
        raise NotStamped(f"cannot be checked: {type(error).__name__}") from error


def certificates(roots: str) -> list[x509.Certificate]:
    """The certificates of a PEM text; raises NotStamped where it holds none."""
    try:
        found = [
            x509.Certificate.load(der)
            for kind, _headers, der in pem.unarmor(roots.encode(), multiple=True)
            if kind == "CERTIFICATE"
        ]
    except ValueError as error:
        raise NotStamped("no certificates") from error
    if not found:
        raise NotStamped("no certificates")
    return found
