"""A time-stamping authority in small, for the demo and for tests: its name says in every token that it is none.

It is on this machine alone, its clock is this machine's, and whoever runs it could stamp what he likes. Its keys are
made at its first start and lie where it is told to keep them. The token is made by pyHanko's own.
"""

import os
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from heyi.adapters.sink import SinkHandler, SinkPage
from heyi.adapters.timestamping import ROOT
from heyi.adapters.timestamping.client import QUERY, REPLY
from heyi.evidence.rules.stamps import TRIAL_WORDS
from heyi.kernel.clock import CHINA, now
from heyi.kernel.typed import whole_number

CERTIFICATE, KEY = "tsa.pem", "tsa.key"
KEPT = 50
LARGEST = 2_000  # bytes of a query
_YEARS = timedelta(days=3650)
_BITS = 2048  # made while somebody waits for `heyi up`


class Asked(NamedTuple):
    """A stamp that was given."""

    at: str
    digest: str
    serial: str


def made(folder: Path, *, at: datetime) -> Path:
    """The authority's keys and certificates, made where there are none; answers the root that its stamps lead to."""
    root = folder / ROOT
    if not root.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        root_key, own_key = (rsa.generate_private_key(65537, _BITS) for _turn in range(2))
        ca = _certificate("根证书 trial root", "根证书 trial root", root_key, root_key, at, is_root=True)
        own = _certificate(
            "时间戳 trial time stamps", "根证书 trial root", own_key, root_key, at, is_root=False
        )
        _write(folder / KEY, own_key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, _OPEN))
        _write(folder / CERTIFICATE, own.public_bytes(_PEM))
        _write(root, ca.public_bytes(_PEM))  # last: where it is, all is; the root's own key is kept nowhere
    return root


_PEM = serialization.Encoding.PEM
_OPEN = serialization.NoEncryption()


def _certificate(
    subject: str,
    issuer: str,
    key: rsa.RSAPrivateKey,
    signer: rsa.RSAPrivateKey,
    at: datetime,
    *,
    is_root: bool,
) -> x509.Certificate:
    found = (
        x509.CertificateBuilder(_name(issuer), _name(subject), key.public_key(), x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _YEARS)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not is_root:
        only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        found = found.add_extension(only, critical=True)
    return found.add_extension(_usage(is_root=is_root), critical=True).sign(signer, hashes.SHA256())


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def _name(words: str) -> x509.Name:
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{TRIAL_WORDS} for trial only")
    return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, f"Heyi {words}")])


def _write(path: Path, content: bytes) -> None:
    """Whole, and for its owner alone."""
    draft = path.with_name(f".{path.name}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)


class TrialTsa(ThreadingHTTPServer):
    """Takes queries at POST /; shows the last stamps at /, and its root at /root.pem."""

    daemon_threads = True

    def __init__(
        self, folder: Path, port: int = 0, *, host: str = "127.0.0.1", clock: Callable[[], datetime] = now
    ) -> None:
        super().__init__((host, port), _Handler)
        self.root = made(folder, at=clock())
        self.clock = clock
        self.kept: deque[Asked] = deque(maxlen=KEPT)
        self._certificate = _loaded_certificate(folder / CERTIFICATE)
        self._key = _loaded_key(folder / KEY)

    @property
    def address(self) -> str:
        """Where it is asked."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    def answer(self, query: bytes) -> bytes:
        """The reply to a query; raises ValueError for what is none."""
        asked = tsp.TimeStampReq.load(query, strict=True)
        imprint = asked["message_imprint"]
        if imprint["hash_algorithm"]["algorithm"].native != "sha256":
            raise ValueError("only SHA-256")
        at = self.clock()
        reply = DummyTimeStamper(self._certificate, self._key, fixed_dt=at).request_tsa_response(asked)
        info = reply["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
        shown = at.astimezone(CHINA).isoformat(timespec="seconds")
        digest = imprint["hashed_message"].native.hex()
        self.kept.append(Asked(shown, digest, str(info["serial_number"].native)))
        return bytes(reply.dump())


def _loaded_certificate(path: Path) -> asn1.Certificate:
    found = x509.load_pem_x509_certificate(path.read_bytes())
    return asn1.Certificate.load(found.public_bytes(serialization.Encoding.DER))


def _loaded_key(path: Path) -> keys.PrivateKeyInfo:
    found = serialization.load_pem_private_key(path.read_bytes(), None)
    plain = found.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, _OPEN)
    return keys.PrivateKeyInfo.load(plain)


def _row(row: Asked) -> str:
    return f"<li><small>{escape(row.at)} · {escape(row.serial)}</small><br><code>{escape(row.digest)}</code></li>"


class _Handler(SinkHandler):
    server: TrialTsa
    page = SinkPage(
        "时间戳 Time stamps",
        "演示时间戳 <span lang='en'>Time stamps of the demo</span>",
        "仅供演示与测试，没有证明力。 <span lang='en'>For trial only; these stamps prove nothing to anybody.</span>",
        "还没有时间戳。 <span lang='en'>No stamp yet.</span>",
        _row,
    )

    def do_POST(self) -> None:  # noqa: N802  # the name that the standard library calls
        """Stamp a digest."""
        length = whole_number(self.headers.get("Content-Length", ""))
        if self.headers.get("Content-Type") != QUERY or length is None or length > LARGEST:
            self.answer(HTTPStatus.BAD_REQUEST, "{}")
            return
        try:
            reply = self.server.answer(self.rfile.read(length))
        except (ValueError, TypeError, KeyError):
            self.answer(HTTPStatus.BAD_REQUEST, "{}")
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", REPLY)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)
