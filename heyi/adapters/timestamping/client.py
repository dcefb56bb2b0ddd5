"""A time-stamping authority over HTTP (RFC 3161 §3.4): one POST for each digest, its answer checked first."""

import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from asn1crypto import algos, cms, core, tsp

from heyi.adapters.timestamping.verifying import LARGEST, TokenReader
from heyi.evidence.ports import NotStamped, Stamped
from heyi.kernel.clock import now

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"
SECONDS = 10.0  # for all of it; the worker waits, nobody else
DRIFT = timedelta(minutes=10)  # an authority whose clock is further off is none
_GRANTED = frozenset({"granted", "granted_with_mods"})


class Reply(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """TimeStampResp (RFC 3161 §2.4.2): one that refuses has no token, which asn1crypto's own does not allow for."""

    _fields = [
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


class TsaClient:
    """Asks one authority. Redirects are not followed, no proxy is used."""

    def __init__(
        self,
        address: str,
        roots: str,
        *,
        clock: Callable[[], datetime] = now,
        seconds: float = SECONDS,
    ) -> None:
        self._address = address
        self._roots = roots
        self._clock = clock
        self._seconds = seconds
        self._reader = TokenReader()

    def stamp(self, digest: bytes) -> Stamped:
        """A stamp over a SHA-256, checked against it and the authority's certificates; raises NotStamped."""
        roots = self._trusted()
        nonce = secrets.randbits(63)
        token = _token_of(self._asked(_query(digest, nonce)), nonce)
        stamped = self._reader.read(token, digest, roots)
        if abs(stamped.at - self._clock()) > DRIFT:
            raise NotStamped(f"the authority's clock is off: {stamped.at.isoformat()}")
        return stamped

    def _trusted(self) -> str:
        """The certificates that settings name, read each time: they are renewed under a running house."""
        try:
            return Path(self._roots).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise NotStamped(f"HEYI_TSA_CA: {type(error).__name__}") from error

    def _asked(self, query: bytes) -> bytes:
        until = time.monotonic() + self._seconds
        headers = {"Content-Type": QUERY, "Accept": REPLY, "User-Agent": "Heyi"}
        try:
            with (
                httpx.Client(timeout=self._seconds, follow_redirects=False, trust_env=False) as client,
                client.stream("POST", self._address, content=query, headers=headers) as answer,
            ):
                _needs_reply(answer)
                return _read(answer, until)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NotStamped(type(error).__name__) from error


def _needs_reply(answer: httpx.Response) -> None:
    if answer.status_code != httpx.codes.OK:
        raise NotStamped(f"status {answer.status_code}")
    if answer.headers.get("Content-Type", "").partition(";")[0].strip().lower() != REPLY:
        raise NotStamped("no time stamp reply")


def _read(answer: httpx.Response, until: float) -> bytes:
    """No more than a token has, and no longer than is waited for: one that drips is none."""
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > LARGEST:
            raise NotStamped("reply too large")
        if time.monotonic() > until:
            raise NotStamped("no answer in time")
    return body


def _query(digest: bytes, nonce: int) -> bytes:
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "hashed_message": digest}
    query = {"version": 1, "message_imprint": tsp.MessageImprint(imprint), "cert_req": True, "nonce": nonce}
    return bytes(tsp.TimeStampReq(query).dump())


def _token_of(reply: bytes, nonce: int) -> bytes:
    """The token of a reply that grants it and repeats the nonce, so that no older one is taken for it."""
    try:
        found = Reply.load(reply, strict=True)
        status = found["status"]["status"].native
        if status not in _GRANTED:
            raise NotStamped(f"refused: {status}")
        token = found["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        if not isinstance(info, tsp.TSTInfo) or isinstance(info["nonce"], core.Void):
            raise NotStamped("no nonce")
        if info["nonce"].native != nonce:
            raise NotStamped("another nonce")
        return bytes(token.dump())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotStamped("not a time stamp reply") from error
