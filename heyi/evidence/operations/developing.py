"""Having copies made in the darkroom: a process of its own for each file, one at a time."""

import subprocess
import sys
import threading
from typing import IO

from heyi.evidence.codes import FileRefusal, Media
from heyi.evidence.darkroom.copies import Copies, Unfit, unpacked

COPY_MEDIA = Media.JPEG.value
_SECONDS = 60.0  # on the wall; the room's own limit of the processor's time ends it long before
_one_at_a_time = (
    threading.Lock()
)  # a large picture takes half a gigabyte while it is opened: one in each process


def develop(file: IO[bytes], media: Media) -> Copies:
    """The copies of a picture, or of a paper's first pages; raises Unfit.

    The room is handed the bytes and nothing else: no environment, no folder, no open file of this process.
    """
    file.seek(0)
    with _one_at_a_time:
        try:
            room = subprocess.run(  # noqa: S603 - our own program, a code for its argument
                [sys.executable, "-I", "-m", "heyi.evidence.darkroom", media.value],
                input=file.read(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what broke there is the picture's doing, and says nothing to us
                timeout=_SECONDS,
                env={},
                cwd="/",
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unfit(FileRefusal.BROKEN) from error
    if room.returncode:
        raise Unfit(FileRefusal.BROKEN)
    return unpacked(room.stdout)
