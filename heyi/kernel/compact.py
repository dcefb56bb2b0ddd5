"""JSON as it is kept and sent: without blanks, letters as they are."""

import json

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compact(value: object) -> str:
    """One JSON text of a value; what the words of `json.dumps` would say, without a new encoder for each text."""
    return _encode(value)
