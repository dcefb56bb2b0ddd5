"""What partners share: how a message of ours is signed, so that they know it is ours and fresh."""

import hashlib
import hmac


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256, in hexadecimal, over the decimal seconds of `timestamp` directly followed by the body."""
    return hmac.new(secret, timestamp.encode() + body, hashlib.sha256).hexdigest()
