"""Archives as packages are: nothing is packed, names are ours, and the same parts always make the same bytes.

So an archive can be made again from its parts and held against itself: no byte of it is outside of what is checked. And
it cannot be a bomb, for nothing in it grows.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO

MOST_PARTS = 2000
_NAME = re.compile(r"((files|stamps|tsa)/)?[0-9A-Za-z]{1,80}(\.[a-z0-9]{1,8})?")
_PIECE = 1 << 20
_UNIX, _MODE = 3, 0o644 << 16


class BadArchive(ValueError):
    """Not an archive of ours, or one that was changed."""


def write_archive(out: IO[bytes], parts: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write the parts, which come in the order of their names, into a file that can be sought in."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in parts:
            if not _NAME.fullmatch(name):
                raise BadArchive(name)
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            with archive.open(entry, "w") as part:
                for piece in pieces:
                    part.write(piece)


class Archive:
    """An archive of ours, open for reading; raises BadArchive for anything else, before a byte is unpacked."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = file.seek(0, 2)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise BadArchive(str(error)) from error
        self.sizes: Mapping[str, int] = {entry.filename: entry.file_size for entry in self._zip.infolist()}
        self._needs_plain()

    def _needs_plain(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS or len(self.sizes) != len(entries):
            raise BadArchive("too many parts, or one twice")
        if list(self.sizes) != sorted(self.sizes) or not all(map(_NAME.fullmatch, self.sizes)):
            raise BadArchive("names")
        if any(entry.compress_type != zipfile.ZIP_STORED for entry in entries):
            raise BadArchive("packed")
        if sum(self.sizes.values()) > self._size:
            raise BadArchive("larger inside than outside")

    def read(self, name: str) -> Iterator[bytes]:
        """A part in pieces; raises BadArchive where it is not there or was changed."""
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise BadArchive(f"{name}: {error}") from error

    def needs_own_form(self) -> None:
        """Raises BadArchive unless its bytes are just those that its parts make."""
        with TemporaryFile() as again:
            write_archive(again, ((name, self.read(name)) for name in self.sizes))
            again.seek(0)
            self._file.seek(0)
            while True:
                ours, given = again.read(_PIECE), self._file.read(_PIECE)
                if ours != given:
                    raise BadArchive("the archive itself was changed")
                if not ours:
                    return
