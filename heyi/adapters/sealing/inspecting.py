"""Looking at the seals of a PDF with pyHanko: signature, chain, stamp, and what was done to the file afterwards.

Nobody is asked: revocation is not looked up. A certificate counts at the instant of the stamp, or of the seal's own
word where it has none.
"""

import io
import logging
import struct
import zlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from asn1crypto import cms, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.x509 import InvalidVersion, load_der_x509_certificate
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from heyi.adapters.apart import apart
from heyi.adapters.sealing.cabinet import TRIAL_WORDS, Cabinet, certificates_in
from heyi.documents.codes import SealFinding, SealTrust
from heyi.documents.ports import Seal, SealReport

LARGEST = 200 << 20
_LETTERS = 300
_BROKEN = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RecursionError,
    ArithmeticError,
    AssertionError,
    EOFError,
    struct.error,
    zlib.error,
)  # fmt: skip - a stranger's file may be wrong in any of these ways, and is then unreadable
_FORGIVEN = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # it tells strangers' errors with their traces


class PadesInspector:
    """Looks with the trusted certificates of a cabinet, and those of stamping authorities."""

    def __init__(self, cabinet: Cabinet, stamp_roots: Sequence[bytes] = ()) -> None:
        trial = cabinet.trial_root()
        self._roots = [x509.Certificate.load(each) for each in cabinet.trusted()]
        self._trial = [x509.Certificate.load(trial)] if trial else []
        self._stamp_roots = [x509.Certificate.load(each) for each in stamp_roots]

    def look(self, pdf: bytes) -> SealReport:
        """What was found; a file that cannot be read says why."""
        if len(pdf) > LARGEST:
            return SealReport((), "TooLarge")
        try:
            reader = PdfFileReader(io.BytesIO(pdf), strict=False)
            found = list(reader.embedded_signatures)
            if _bytes_of_fields(pdf) and not found:
                return SealReport((), "FieldsLost")
            seals = [self._seal(each) for each in found if each.sig_object_type == "/Sig"]
        except _BROKEN as error:
            return SealReport((), type(error).__name__)
        return SealReport(tuple(seals))

    def _seal(self, embedded: Any) -> Seal:
        """One seal; what cannot be checked counts as changed, for it was put there whole."""
        certificate = embedded.signer_cert
        said = self._said(embedded)
        if said is None:
            return _unproved(embedded)
        stamp = said.timestamp_validity
        return Seal(
            signer=certificate.subject.native.get("common_name", certificate.subject.human_friendly)[
                :_LETTERS
            ],
            serial=f"{certificate.serial_number:X}",
            fingerprint=sha256(certificate.dump()).hexdigest(),
            signed_at=embedded.self_reported_timestamp,
            stamped_at=stamp.timestamp if stamp and stamp.intact and stamp.valid else None,
            stamped_by=stamp.signing_cert.subject.human_friendly[:_LETTERS] if stamp else "",
            stamp_trust=_stamp_trust(stamp),
            covers_whole=said.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            finding=_finding(said, is_padded=_is_padded(embedded) and _is_bare(embedded, said)),
            trust=self._trust(said, certificate),
        )

    def _said(self, embedded: Any) -> Any:
        """What pyHanko says of a seal; None where it cannot say."""
        at = _instant_of(embedded)
        roots = [*self._roots, *self._trial]
        try:
            return apart(
                lambda: validate_pdf_signature(
                    embedded,
                    signer_validation_context=_context(roots, at),
                    ts_validation_context=_context(self._stamp_roots, at),
                )
            )
        except _BROKEN:
            return None

    def _trust(self, said: Any, certificate: x509.Certificate) -> SealTrust:
        if (
            TRIAL_WORDS in certificate.subject.human_friendly
            or TRIAL_WORDS in certificate.issuer.human_friendly
        ):
            return SealTrust.TRIAL
        return SealTrust.TRUSTED if said.trusted else SealTrust.UNKNOWN


def inspector(folder: Path, *, stamp_roots: str) -> PadesInspector:
    """As settings say: what is trusted lies in the cabinet, stamping authorities in a PEM file."""
    path = Path(stamp_roots) if stamp_roots else None
    return PadesInspector(Cabinet(folder), certificates_in(path) if path and path.is_file() else ())


def _context(roots: list[x509.Certificate], at: datetime | None) -> ValidationContext:
    return ValidationContext(trust_roots=roots, allow_fetching=False, moment=at, revocation_mode="soft-fail")


def _instant_of(embedded: Any) -> datetime | None:
    """The instant at which certificates must have been good: of the stamp, else of the seal's own word."""
    for attribute in embedded.signer_info["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            info = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            stamped: datetime = info["gen_time"].native
            return stamped
    own: datetime | None = embedded.self_reported_timestamp
    return own


def _finding(said: Any, *, is_padded: bool) -> SealFinding:
    if not (said.intact and said.valid) or not is_padded:
        return SealFinding.CHANGED
    stamp = said.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        return SealFinding.CHANGED
    if said.coverage in (SignatureCoverageLevel.UNCLEAR, SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START):
        return SealFinding.CHANGED
    level = said.modification_level
    if level is None or level in _FORGIVEN or said.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return SealFinding.WHOLE
    return SealFinding.ADDED_TO if level != ModificationLevel.FORM_FILLING else SealFinding.WHOLE


def _is_padded(embedded: Any) -> bool:
    """Whether the room left for the seal, the one place that no seal covers, holds its figures and zeros alone.

    A space among the figures, or one in another case, says nothing different; but nobody's program writes it.
    """
    content: bytes = embedded.pkcs7_content
    rest = content[len(cms.ContentInfo.load(content).dump()) :]
    return not rest.strip(b"\0") and _room_of(embedded) in (content.hex(), content.hex().upper())


def _room_of(embedded: Any) -> str:
    """The figures as they stand in the file, between the two ranges that are signed."""
    _, begins, ends, _ = (int(each) for each in embedded.byte_range)
    embedded.reader.stream.seek(begins)
    said: bytes = embedded.reader.stream.read(ends - begins)
    return said.decode("latin-1")[1:-1] if said[:1] == b"<" and said[-1:] == b">" else ""


def _is_bare(embedded: Any, said: Any) -> bool:
    """Whether the seal and its stamp carry along nothing that neither a signature nor a hash covers.

    What cannot be read as it was written counts as changed.
    """
    try:
        stamp = said.timestamp_validity
        if any("." in each["type"].native for each in embedded.signer_info["unsigned_attrs"] or ()):
            return False
        whole = _carries(embedded.signed_data, said.signing_cert)
        return whole and (stamp is None or _carries(_token(embedded), stamp.signing_cert))
    except _BROKEN:
        return False


def _is_named(signer: Any, certificate: x509.Certificate) -> bool:
    """Whether the certificate is the one whose hash was signed, where one was."""
    for each in signer["signed_attrs"]:
        if each["type"].native == "signing_certificate_v2":
            named = each["values"][0]["certs"][0]
            if named["hash_algorithm"]["algorithm"].native == "sha256":
                return bool(named["cert_hash"].native == sha256(certificate.dump()).digest())
    return True


def _carries(signed: Any, signer: x509.Certificate) -> bool:
    """A plain envelope, and each certificate signed by another that is carried; the signer's is named by its hash."""
    if not _is_plain(signed) or not _is_named(signed["signer_infos"][0], signer):
        return False
    carried = [each.chosen.dump() for each in signed["certificates"]]
    return all(each == signer.dump() or _is_issued(each, carried) for each in carried)


def _is_issued(certificate: bytes, carried: list[bytes]) -> bool:
    """Whether one of these issued it, perhaps itself; one that cannot be read was issued by nobody."""
    for other in carried:
        with suppress(ValueError, TypeError, InvalidSignature, InvalidVersion, UnsupportedAlgorithm):
            issuer = load_der_x509_certificate(other)
            load_der_x509_certificate(certificate).verify_directly_issued_by(issuer)
            return True
    return False


def _is_plain(signed: Any) -> bool:
    """One signer, and an envelope that repeats what the signer says: no signature covers these words either."""
    (signer,) = signed["signer_infos"]
    algorithms = [each.dump() for each in signed["digest_algorithms"]]
    return (
        algorithms == [signer["digest_algorithm"].dump()]
        and signed["version"].native
        == ("v1" if signed["encap_content_info"]["content_type"].native == "data" else "v3")
        and signer["version"].native == "v1"
    )


def _token(embedded: Any) -> Any:
    """The signed data of the time stamp; None where there is none."""
    attributes = embedded.signer_info["unsigned_attrs"]
    tokens = (each for each in attributes if each["type"].native == "signature_time_stamp_token")
    found = next(tokens, None)
    return None if found is None else found["values"][0]["content"]


def _stamp_trust(stamp: Any) -> SealTrust | None:
    if stamp is None:
        return None
    if TRIAL_WORDS in stamp.signing_cert.subject.human_friendly:
        return SealTrust.TRIAL
    return SealTrust.TRUSTED if stamp.trusted else SealTrust.UNKNOWN


def _unproved(embedded: Any) -> Seal:
    certificate = embedded.signer_cert
    return Seal(
        certificate.subject.human_friendly[:_LETTERS],
        f"{certificate.serial_number:X}",
        sha256(certificate.dump()).hexdigest(),
        None,
        None,
        "",
        None,
        covers_whole=False,
        finding=SealFinding.CHANGED,
        trust=SealTrust.UNKNOWN,
    )


def _bytes_of_fields(pdf: bytes) -> bool:
    """Whether the bytes speak of a seal at all: one whose field was broken away is not a file without a seal."""
    return b"/ByteRange" in pdf and b"/ETSI.CAdES.detached" in pdf
