"""Time stamps over real sockets: what holds is taken, whatever else an authority says is none."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from asn1crypto import tsp

from heyi.adapters.timestamping.client import Reply, TsaClient, _query
from heyi.adapters.timestamping.stub import TrialTsa, made
from heyi.adapters.timestamping.verifying import LARGEST, TokenReader
from heyi.evidence.ports import NotStamped
from heyi.evidence.rules.stamps import TRIAL_WORDS, imprint_of, stamps_digest
from heyi.kernel.clock import now
from tests.factories.exhibits import trial_keys, trial_tsa

DIGEST = hashlib.sha256(b"evidence").digest()
OTHER = hashlib.sha256(b"something else").digest()
REPLY = "application/timestamp-reply"


@pytest.fixture(scope="module")
def tsa() -> Iterator[TrialTsa]:
    with trial_tsa() as found:
        yield found


@contextmanager
def saying(answer, *, status: int = 200, kind: str = REPLY) -> Iterator[str]:
    """Something that answers each query by what the function makes of it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join(10)


def roots() -> str:
    return str(made(trial_keys(), at=now()))


def client(address: str, **more) -> TsaClient:
    return TsaClient(address, roots(), seconds=2, **more)


def test_a_stamp_is_over_the_digest_now_and_says_that_it_is_for_trial(tsa: TrialTsa) -> None:
    stamped = client(tsa.address).stamp(DIGEST)
    assert abs(stamped.at - now()) < timedelta(minutes=1)
    assert stamped.is_trial
    assert TRIAL_WORDS in stamped.tsa
    assert imprint_of(stamped.token)[:2] == ("sha256", DIGEST)
    assert stamps_digest(stamped.token, DIGEST)
    assert not stamps_digest(stamped.token, OTHER)
    assert tsa.kept[-1].digest == DIGEST.hex()


def test_openssl_accepts_the_stamp_and_no_other_digest(tsa: TrialTsa, tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(client(tsa.address).stamp(DIGEST).token)
    words = ["openssl", "ts", "-verify", "-in", "token", "-token_in", "-CAfile", roots(), "-digest"]
    done = subprocess.run([*words, DIGEST.hex()], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, "Verification: OK" in done.stdout) == (0, True), done.stderr
    assert subprocess.run([*words, OTHER.hex()], cwd=tmp_path, capture_output=True).returncode != 0


def test_a_token_is_read_by_a_process_that_knows_nothing_else(tsa: TrialTsa) -> None:
    """The library reads a token only once it knows of time stamps; in this process others have told it."""
    token = client(tsa.address).stamp(DIGEST).token
    words = (
        "import sys; from heyi.evidence.rules.stamps import stamps_digest as s; t = sys.stdin.buffer.read()"
    )
    words += f"; sys.exit(not s(t, bytes.fromhex('{DIGEST.hex()}')))"
    assert subprocess.run([sys.executable, "-c", words], input=token, cwd=Path.cwd()).returncode == 0


def test_two_stamps_of_one_digest_differ(tsa: TrialTsa) -> None:
    first, second = client(tsa.address).stamp(DIGEST), client(tsa.address).stamp(DIGEST)
    assert first.serial != second.serial


def test_a_certificate_of_the_same_name_with_another_key_is_not_trusted(
    tsa: TrialTsa, tmp_path: Path
) -> None:
    other = made(tmp_path / "other", at=now())
    with pytest.raises(NotStamped, match="does not hold"):
        TsaClient(tsa.address, str(other)).stamp(DIGEST)


def test_the_authoritys_keys_are_made_once_and_are_its_owners(tmp_path: Path) -> None:
    root = made(tmp_path / "tsa", at=now())
    before = root.read_bytes()
    assert made(tmp_path / "tsa", at=now()).read_bytes() == before
    for path in (tmp_path / "tsa").iterdir():
        assert path.stat().st_mode & 0o077 == 0


FAULTS = {
    "an error": {"status": 500},
    "a redirect": {"status": 302},
    "a page": {"kind": "text/html"},
    "nothing": {"answer": lambda _query: b""},
    "markup": {"answer": lambda _query: b"<html>"},
    "too much": {"answer": lambda _query: b"0" * (LARGEST + 1)},
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_is_no_reply_is_no_stamp(tsa: TrialTsa, what: str) -> None:
    fault = {"answer": tsa.answer, **FAULTS[what]}
    with saying(**fault) as address, pytest.raises(NotStamped):
        client(address).stamp(DIGEST)


def test_a_refusal_is_told(tsa: TrialTsa) -> None:
    refusal = Reply({"status": {"status": "rejection"}}).dump()
    with saying(lambda _query: refusal) as address, pytest.raises(NotStamped, match="refused: rejection"):
        client(address).stamp(DIGEST)


def test_an_old_reply_is_no_answer_to_this_query(tsa: TrialTsa) -> None:
    old = tsa.answer(_query(DIGEST, 5))
    with saying(lambda _query: old) as address, pytest.raises(NotStamped, match="another nonce"):
        client(address).stamp(DIGEST)
    bare = tsp.TimeStampReq.load(_query(DIGEST, 5))
    del bare["nonce"]
    unasked = tsa.answer(bare.dump())
    with saying(lambda _query: unasked) as address, pytest.raises(NotStamped, match="no"):
        client(address).stamp(DIGEST)


def test_a_stamp_of_another_digest_is_none(tsa: TrialTsa) -> None:
    def other(query: bytes) -> bytes:
        nonce = tsp.TimeStampReq.load(query)["nonce"].native
        return tsa.answer(_query(OTHER, nonce))

    with saying(other) as address, pytest.raises(NotStamped, match="another digest"):
        client(address).stamp(DIGEST)


def test_every_changed_byte_of_a_token_is_found(tsa: TrialTsa) -> None:
    token = client(tsa.address).stamp(DIGEST).token
    trusted = Path(roots()).read_text()
    good = TokenReader().read(token, DIGEST, trusted)
    for place in range(0, len(token), 7):
        changed = bytearray(token)
        changed[place] ^= 0x11
        try:
            found = TokenReader().read(bytes(changed), DIGEST, trusted)
        except NotStamped:
            continue
        assert (found.at, found.serial) == (good.at, good.serial)  # a byte that no signature covers


def test_an_authority_whose_clock_is_off_is_none(tsa: TrialTsa) -> None:
    with pytest.raises(NotStamped, match="clock is off"):
        client(tsa.address, clock=lambda: now() + timedelta(hours=1)).stamp(DIGEST)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "nonsense", "http://", "ftp://127.0.0.1/"])
def test_where_nobody_listens_there_is_no_stamp(address: str) -> None:
    with pytest.raises(NotStamped):
        client(address).stamp(DIGEST)


def test_one_that_does_not_answer_is_not_waited_for(tsa: TrialTsa) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(NotStamped, match="Timeout"):
            TsaClient(address, roots(), seconds=0.2).stamp(DIGEST)


@pytest.mark.parametrize(
    "words", ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_without_certificates_nothing_is_believed(tsa: TrialTsa, tmp_path: Path, words: str) -> None:
    (tmp_path / "ca.pem").write_text(words)
    for path in (tmp_path / "ca.pem", tmp_path / "nowhere.pem"):
        with pytest.raises(NotStamped):
            TsaClient(tsa.address, str(path)).stamp(DIGEST)


@pytest.mark.parametrize("query", [b"", b"0", b"<html>", b"x" * 5000])
def test_the_stub_answers_no_nonsense(tsa: TrialTsa, query: bytes) -> None:
    import httpx

    answer = httpx.post(tsa.address, content=query, headers={"Content-Type": "application/timestamp-query"})
    assert answer.status_code == 400
    assert httpx.post(tsa.address, content=_query(DIGEST, 1)).status_code == 400
    assert "仅供演示与测试" in httpx.get(tsa.address).text
