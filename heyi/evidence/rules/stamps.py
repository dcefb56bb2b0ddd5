"""What a time stamp token says (RFC 3161 §2.4.2), read without believing it: signatures are an adapter's business."""

from datetime import datetime
from typing import NamedTuple

from asn1crypto import cms, tsp

TRIAL_WORDS = "仅供演示与测试"  # in the name of every authority that stamps for trials


class Imprint(NamedTuple):
    """What was stamped, when, by which number."""

    algo: str
    digest: bytes
    at: datetime
    serial: str


def imprint_of(token: bytes) -> Imprint:
    """What the token says of itself; raises ValueError for what is no token."""
    try:
        found = cms.ContentInfo.load(token, strict=True)
        inside = found["content"]["encap_content_info"]
        if inside["content_type"].native != "tst_info":
            raise ValueError("no time stamp inside")
        info = inside["content"].parse(tsp.TSTInfo)
        imprint = info["message_imprint"]
        algo = imprint["hash_algorithm"]["algorithm"].native
        digest = imprint["hashed_message"].native
        return Imprint(algo, digest, info["gen_time"].native, str(info["serial_number"].native))
    except (TypeError, KeyError, AttributeError, IndexError) as error:
        raise ValueError("not a time stamp token") from error


def stamps_digest(token: bytes, digest: bytes) -> bool:
    """Whether the token is over this SHA-256."""
    try:
        imprint = imprint_of(token)
    except ValueError:
        return False
    return (imprint.algo, imprint.digest) == ("sha256", digest)
