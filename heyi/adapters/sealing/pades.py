"""Seals as PAdES (ETSI EN 319 142-1): level B-T with a time stamp (RFC 3161), B-B where no authority is named."""

import asyncio
import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from asn1crypto import cms, keys, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from heyi.adapters.apart import apart
from heyi.adapters.sealing.cabinet import Cabinet, SealKey
from heyi.documents.ports import CannotSeal, Office
from heyi.kernel.clock import CHINA

DIGEST = "sha256"
FIELD = "HeyiSeal"


class _Token(Protocol):
    @property
    def token(self) -> bytes: ...


class Stamping(Protocol):
    """Whoever gives time stamps: evidence's Stamper is one."""

    def stamp(self, digest: bytes) -> _Token: ...


class PadesSealer:
    """Seals with the keys of a cabinet; where a stamper is given, no seal goes without its stamp."""

    def __init__(self, cabinet: Cabinet, stamper: Stamping | None = None) -> None:
        self._cabinet = cabinet
        self._stamper = stamper

    def seal(self, pdf: bytes, *, office: Office, reason: str, at: datetime) -> bytes:
        """The PDF with the seal; nothing before it is changed. Raises CannotSeal."""
        key = self._cabinet.key_of(office, at=at)
        try:
            return self._sealed(pdf, key, office, reason, at)
        except (PdfError, ValueError, OSError) as error:
            raise CannotSeal(f"{type(error).__name__}: {error}") from error

    def _sealed(self, pdf: bytes, key: SealKey, office: Office, reason: str, at: datetime) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        field = f"{FIELD}{len(list(writer.prev.embedded_signatures)) + 1}"
        meta = PdfSignatureMetadata(
            field_name=field,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            name=office.name,
            reason=reason or None,
        )
        stamper = _Bridge(self._stamper) if self._stamper else None
        signer = _SignsAt(
            meta, _signer(key), timestamper=stamper, new_field_spec=SigFieldSpec(field, on_page=-1)
        )
        signer.at = at.astimezone(CHINA)
        return apart(lambda: bytes(signer.sign_pdf(writer).getvalue()))


class _SignsAt(PdfSigner):  # type: ignore[misc]  # pyHanko is not looked into
    """Writes the instant it was told as the seal's own, instead of asking for the time."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:  # noqa: FBT001, FBT002
        """As pyHanko does, with our instant."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at
        return session


def sealer(folder: Path, *, password: str, trial: bool, stamper: Stamping | None) -> PadesSealer:
    """As settings say."""
    return PadesSealer(Cabinet(folder, password=password, trial=trial), stamper)


def _signer(key: SealKey) -> SimpleSigner:
    store = SimpleCertificateStore()
    store.register_multiple(_certificates([key.certificate, *key.chain]))
    return SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.key),
        cert_registry=store,
    )


def _certificates(found: Sequence[bytes]) -> list[x509.Certificate]:
    return [x509.Certificate.load(each) for each in found]


class _Bridge(TimeStamper):  # type: ignore[misc]  # pyHanko is not looked into
    """Hands pyHanko's wish for a stamp to the house's own stamper, which has checked what it answers."""

    def __init__(self, stamper: Stamping) -> None:
        super().__init__()
        self._stamper = stamper

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:  # noqa: ARG002 - DIGEST
        """The token over this digest; raises CannotSeal."""
        try:
            stamped = await asyncio.to_thread(self._stamper.stamp, message_digest)
        except Exception as error:
            raise CannotSeal(f"no time stamp: {error}") from error
        return cms.ContentInfo.load(stamped.token)
