"""The store of files in a bucket that speaks S3: the same names, the same sealed bytes, on somebody else's disks.

What is named by its hash is written to a draft on this machine first, for the hash is known at the end; the draft is
sealed like everything else. The bucket sees sealed bytes, their hashes, sizes and times, and no key.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from heyi.evidence.ports import BytesMissing, StoreSilent
from heyi.kernel import chain

SECONDS = 30  # for one request
_PART = 1 << 18
_RETRIES = 2


class ObjectStore:
    """Files of one bucket; safe for threads, processes and machines, for a name is given to whole bytes alone."""

    def __init__(
        self,
        folder: Path,
        *,
        algo: str,
        bucket: str,
        endpoint: str,
        region: str,
        access_key: str,
        secret_key: str,
    ) -> None:
        self._drafts = folder / "drafts"
        self._algo = algo
        self._store = S3Store(
            bucket,
            endpoint=endpoint or None,
            region=region,
            access_key_id=access_key,
            secret_access_key=secret_key,
            virtual_hosted_style_request=False,
            client_options={"allow_http": endpoint.startswith("http://"), "timeout": f"{SECONDS}s"},
            retry_config={"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=SECONDS)},
        )

    def put(self, parts: Iterable[bytes]) -> str:
        """Keep them, taken by the bucket when it returns; answers their address, "ALGO:hex"."""
        self._drafts.mkdir(mode=0o700, parents=True, exist_ok=True)
        hasher = chain.hasher(self._algo)
        with TemporaryFile(dir=self._drafts) as draft:
            for part in parts:
                hasher.update(part)
                draft.write(part)
            address = f"{self._algo}:{hasher.digest().hex()}"
            self._sent(draft, _path(address))
        return address

    def _sent(self, draft: IO[bytes], path: str) -> None:
        draft.seek(0)
        try:
            obstore.put(self._store, path, draft, use_multipart=False)
        except (BaseError, OSError) as error:
            raise StoreSilent(_words(error)) from error

    def read(self, address: str) -> Iterator[bytes]:
        """The bytes in parts; raises BytesMissing before the first."""
        try:
            found = obstore.get(self._store, _path(address))
        except FileNotFoundError as error:
            raise BytesMissing(address) from error
        except (BaseError, OSError) as error:
            raise StoreSilent(_words(error)) from error
        return (bytes(part) for part in found.stream(min_chunk_size=_PART))

    def is_whole(self, address: str) -> bool:
        """Whether what lies there still has the hash it is named by; raises BytesMissing."""
        hasher = chain.hasher(address.partition(":")[0])
        for part in self.read(address):
            hasher.update(part)
        return hasher.digest().hex() == address.partition(":")[2]

    def has(self, address: str) -> bool:
        """Whether something lies there."""
        try:
            obstore.head(self._store, _path(address))
        except FileNotFoundError:
            return False
        except (BaseError, OSError) as error:
            raise StoreSilent(_words(error)) from error
        return True

    def remove(self, address: str) -> None:
        """Take the bytes away; nothing happens where none are."""
        try:
            with suppress(FileNotFoundError):
                obstore.delete(self._store, _path(address))
        except (BaseError, OSError) as error:
            raise StoreSilent(_words(error)) from error

    def kept_before(self, at: datetime) -> Iterator[str]:
        """The addresses of what has lain there since before `at`."""
        try:
            for batch in obstore.list(self._store):
                for found in batch:
                    algo, _slash, rest = found["path"].partition("/")
                    if algo in set(chain.Algo) and found["last_modified"] < at:
                        yield f"{algo}:{rest.rpartition('/')[2]}"
        except (BaseError, OSError) as error:
            raise StoreSilent(_words(error)) from error


def _path(address: str) -> str:
    algo, _, name = address.partition(":")
    return f"{algo}/{name[:2]}/{name[2:4]}/{name}"


def _words(error: Exception) -> str:
    """The first line: what follows it are the library's own insides."""
    return str(error).partition("\n")[0][:200]
