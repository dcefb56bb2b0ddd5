"""One POST to a partner's address, with a hard limit on how long and how much; what its answer means."""

import asyncio
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import httpx

from heyi.journal.ports import NotDelivered, Undeliverable

SECONDS = 10.0  # for everything together: name, connection, request, the whole answer
ANSWER_LIMIT = 2000  # bytes read of a refusal, for the ledger to quote; nothing is read of a success
_QUOTED = 200  # letters
_TRY_AGAIN = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)  # the refusals that do not mean the message itself
_ALWAYS = {
    "Content-Type": "application/json",
    "User-Agent": "Heyi",
    "Accept-Encoding": "identity",  # what we quote of a refusal needs no unpacking
}


class Conflict(Undeliverable):
    """The other side knows of it and says that things stand otherwise there (409)."""


class Post:
    """Sends; 2xx is delivered, 4xx is Undeliverable but for 408, 425 and 429, everything else may be tried again.

    Redirects are not followed: a signed message goes where we were told, or nowhere. No proxy is used.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._trusted = ssl.create_default_context()

    def send(self, address: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Returns once the other side has answered 2xx."""
        posting = self._post(address, body, {**_ALWAYS, **headers})
        with ThreadPoolExecutor(
            1
        ) as thread:  # a loop of its own, whoever calls: only a loop limits the whole
            status, words = thread.submit(asyncio.run, posting).result()
        _judge(status, words)

    async def _post(self, address: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        """Status and, of a refusal, its first words."""
        try:
            async with (
                asyncio.timeout(self._seconds),
                self._client() as client,
                client.stream("POST", address, content=body, headers=headers) as answer,
            ):
                return answer.status_code, "" if answer.is_success else await _words_of(answer)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise NotDelivered(f"{self._seconds:g} 秒内没有答复。") from error
        except httpx.InvalidURL as error:
            raise Undeliverable(f"回调地址有误：{error}") from error
        except (httpx.HTTPError, OSError) as error:
            raise NotDelivered(f"连接失败：{type(error).__name__} {error}".strip()) from error

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            verify=self._trusted, timeout=self._seconds, follow_redirects=False, trust_env=False
        )


async def _words_of(answer: httpx.Response) -> str:
    """The beginning of an answer, on one line, without what cannot be shown."""
    read = b""
    async for piece in answer.aiter_raw():
        read += piece
        if len(read) >= ANSWER_LIMIT:
            break
    words = " ".join(read[:ANSWER_LIMIT].decode("utf-8", "replace").split())[:_QUOTED]
    return "".join(letter if letter.isprintable() else "?" for letter in words)


def _judge(status: int, words: str) -> None:
    said = f"对方答复 {status}：{words}" if words else f"对方答复 {status}。"
    if status == HTTPStatus.CONFLICT:
        raise Conflict(said)
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _TRY_AGAIN:
        raise Undeliverable(said)
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        raise NotDelivered(said)
