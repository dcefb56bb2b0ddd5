"""Where seal keys lie: HOME/keys/seals, one for each unit, 0600.

A unit's own certificate comes as `CODE.p12` (PKCS#12) from whoever issues seals; where there is none, and only where
trials are allowed, an authority of our own issues one that says in each name what it is. Certificates that are trusted
lie in `trusted/` as PEM.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from heyi.documents.ports import CannotSeal, Office

TRIAL_WORDS = "仅供演示与测试"
CA_KEY, CA, TRUSTED = "trial-ca.key", "trial-ca.pem", "trusted"
_YEARS = timedelta(days=3650)
_BITS = 2048  # of trials
_PEM, _DER = serialization.Encoding.PEM, serialization.Encoding.DER
_COMMON, _LONGEST = NameOID.COMMON_NAME, 64  # octets of a common name, as the library counts (RFC 5280)


@dataclass(frozen=True, slots=True)
class SealKey:
    """A key with its certificate and those that lead to the authority, as DER."""

    key: bytes
    certificate: bytes
    chain: Sequence[bytes]


class Cabinet:
    """The seal keys of one HOME."""

    def __init__(self, folder: Path, *, password: str = "", trial: bool = False) -> None:
        self._folder = folder
        self._password = password
        self._trial = trial

    def key_of(self, office: Office, *, at: datetime) -> SealKey:
        """The unit's key; raises CannotSeal where it has none here."""
        if not office.code or not all(letter.isalnum() or letter in "-_" for letter in office.code):
            raise CannotSeal(f"no unit: {office.code!r}")
        given = self._folder / f"{office.code}.p12"
        if given.exists():
            return self._given(given)
        if not self._trial:
            raise CannotSeal(f"no seal of {office.code} in {self._folder}")
        return self._tried(office, at)

    def trusted(self) -> tuple[bytes, ...]:
        """The certificates of authorities that are trusted, DER; a file that is none is left out."""
        paths = sorted((self._folder / TRUSTED).glob("*.pem"))
        return tuple(each for path in paths for each in certificates_in(path))

    def trial_root(self) -> bytes | None:
        """The certificate of the trial authority of this HOME, DER."""
        path = self._folder / CA
        if not path.exists():
            return None
        return x509.load_pem_x509_certificate(path.read_bytes()).public_bytes(_DER)

    def _given(self, path: Path) -> SealKey:
        try:
            key, certificate, more = pkcs12.load_key_and_certificates(
                path.read_bytes(), self._password.encode() or None
            )
        except ValueError as error:
            raise CannotSeal(f"{path.name} does not open (HEYI_SEAL_PASSWORD)") from error
        if key is None or certificate is None:
            raise CannotSeal(f"{path.name} holds no key with its certificate")
        plain = key.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return SealKey(plain, certificate.public_bytes(_DER), [each.public_bytes(_DER) for each in more])

    def _tried(self, office: Office, at: datetime) -> SealKey:
        """The unit's trial key, made at its first use; whoever is quicker wins, and the other takes that one."""
        whole = self._folder / f"{office.code}.trial.pem"
        if not whole.exists():
            ca_key, ca = self._authority(at)
            key = rsa.generate_private_key(65537, _BITS)
            certificate = _certificate(_named(office.name, office.code), ca.subject, key, ca_key, at)
            _write_new(whole, _plain(key) + certificate.public_bytes(_PEM) + ca.public_bytes(_PEM))
        content = whole.read_bytes()
        found = serialization.load_pem_private_key(content, None)
        first, *more = x509.load_pem_x509_certificates(content)
        plain = found.private_bytes(_DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return SealKey(plain, first.public_bytes(_DER), [each.public_bytes(_DER) for each in more])

    def _authority(self, at: datetime) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
        """The trial authority, key and certificate in one file, so that it is whole or not there."""
        path = self._folder / CA_KEY
        if not path.exists():
            key = rsa.generate_private_key(65537, _BITS)
            name = _named("合一演示签章机构", "trial-ca")
            ca = _certificate(name, name, key, key, at, is_root=True)
            _write_new(path, _plain(key) + ca.public_bytes(_PEM))
        content = path.read_bytes()
        found = serialization.load_pem_private_key(content, None)
        ca = x509.load_pem_x509_certificate(content)
        if not isinstance(found, rsa.RSAPrivateKey):
            raise CannotSeal(f"{path.name} is not ours")
        _write_new(self._folder / CA, ca.public_bytes(_PEM))
        return found, ca


def certificates_in(path: Path) -> tuple[bytes, ...]:
    """The certificates of a PEM file, DER; none where it holds none."""
    try:
        return tuple(each.public_bytes(_DER) for each in x509.load_pem_x509_certificates(path.read_bytes()))
    except ValueError:
        return ()


def _named(name: str, code: str) -> x509.Name:
    trial = f"（{TRIAL_WORDS}）"
    room = _LONGEST - len(trial.encode())
    short = name.encode()[:room].decode(errors="ignore")  # whole letters: of a long name the end is missing
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{TRIAL_WORDS} for trial only"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, code[:_LONGEST]),
            x509.NameAttribute(_COMMON, short + trial),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: rsa.RSAPrivateKey,
    signer: rsa.RSAPrivateKey,
    at: datetime,
    *,
    is_root: bool = False,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _YEARS)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(authority, critical=False)
        .sign(signer, hashes.SHA256())
    )


def _plain(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def _write_new(path: Path, content: bytes) -> None:
    """Whole, for its owner alone, and never over an existing one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):  # another hand was quicker
            os.link(draft, path)
    finally:
        draft.unlink()
