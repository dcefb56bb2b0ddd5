"""How much one request may bring: what is beyond is read past, never kept, and told for each file by name.

What passes lies in HOME/files/drafts while a request lasts, so that no number of photographs fills the memory of a
process; /tmp may be memory, and others read it.
"""

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from heyi.evidence.codes import LARGEST, FileRefusal

MOST_AT_ONCE = 512 * 1024 * 1024  # bytes of one request: forty photographs of 12 MB


class RefusedUpload(UploadedFile):  # type: ignore[type-arg]
    """The name of a file that was let go by; `refused` says why."""

    def __init__(self, name: str, content_type: str, size: int, refused: FileRefusal) -> None:
        super().__init__(io.BytesIO(), name, content_type, size)
        self.refused = refused


class LimitedUploads(TemporaryFileUploadHandler):
    """Takes files to the disk, and no more than a file or a request may hold."""

    def handle_raw_input(self, *_given: Any, **_more: Any) -> None:
        """A request begins."""
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
        self._left = MOST_AT_ONCE

    def new_file(self, *given: Any, **more: Any) -> None:
        """A file begins."""
        super().new_file(*given, **more)
        self._refused: FileRefusal | None = None
        self._passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write the chunk, unless the file is refused by now."""
        self._passed += len(raw_data)
        if self._refused is not None:
            return None
        self._left -= len(raw_data)
        if self._left < 0:
            self._refused = FileRefusal.TOO_MUCH
        elif self._passed > LARGEST:
            self._refused = FileRefusal.TOO_LARGE
        else:
            super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        """The file, or the name of one that was refused."""
        if self._refused is None:
            return super().file_complete(file_size)
        self.file.close()
        return RefusedUpload(str(self.file_name), str(self.content_type), self._passed, self._refused)
