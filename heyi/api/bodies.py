"""Request bodies, read within limits; a refused one is read to its end, so that the connection stays whole."""

from collections.abc import Callable, Container

from django.http import HttpRequest, UnreadablePostError

from heyi.api.problems import Problem
from heyi.kernel.typed import whole_number

_PIECE = 64 * 1024
_PATIENCE = 32 * 1024 * 1024  # bytes read in vain before we answer and let go
_CHARSETS = ("", "utf-8", "utf8")


def check_media_type(request: HttpRequest, accepted: Container[str]) -> None:
    """Refuse a body that says it is something else; one that says nothing is taken at our word."""
    said, _, options = request.META.get("CONTENT_TYPE", "").partition(";")
    charset = options.partition("charset=")[2].strip(' "').lower()
    coded = request.META.get("HTTP_CONTENT_ENCODING", "identity").lower()
    if (said and said.strip().lower() not in accepted) or charset not in _CHARSETS or coded != "identity":
        raise Problem("MEDIA_TYPE")


def read_body(request: HttpRequest, *, limit: int) -> bytes:
    """The whole body; Problem 413 past `limit` bytes."""
    read = _reader(request)
    if _declared(request) > limit:
        raise Problem("TOO_LARGE")
    pieces, size = [], 0
    while piece := read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise Problem("TOO_LARGE")
    return b"".join(pieces)


def read_early(request: HttpRequest, *, limit: int) -> Callable[[], bytes]:
    """Read the whole body now; what is wrong with it is said when it is asked for, after who sent it is known."""
    try:
        body = read_body(request, limit=limit)
    except Problem as problem:
        refusal = problem

        def refuse() -> bytes:
            raise refusal

        return refuse
    return lambda: body


def drain(request: HttpRequest) -> None:
    """Read what is left, so that the client hears the answer instead of a broken pipe."""
    read, size = _reader(request), 0
    while size < _PATIENCE and (piece := read(_PIECE)):
        size += len(piece)


def _reader(request: HttpRequest) -> Callable[[int], bytes]:
    """Django sees nothing of a body without a length (chunked); the server's own stream does."""
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        stream: Callable[[int], bytes] = request.META["wsgi.input"].read
        return stream

    def read(size: int) -> bytes:
        try:
            return request.read(size)
        except UnreadablePostError:
            return b""  # the client has gone: nobody hears an answer

    return read


def _declared(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return whole_number(length, digits=18) or 0
