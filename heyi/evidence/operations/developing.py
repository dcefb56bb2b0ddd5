"""Having copies made in the darkroom: a process of its own for each file, one at a time."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

from heyi.evidence.codes import FileRefusal, Media
from heyi.evidence.darkroom.copies import MOST_BYTES, Copies, Unfit, unpacked

COPY_MEDIA = Media.JPEG.value
_SECONDS = 60.0  # on the wall; the room's own limit of the processor's time ends it long before
_MOST_SAID = MOST_BYTES + 1000  # bytes: both copies and the line before them
AT_THE_DOOR = 6  # hands of a process that work on a file or wait to; the other two go on serving pages
_one_at_a_time = (
    threading.Lock()
)  # a large picture takes half a gigabyte while it is opened: one in each process
places = threading.BoundedSemaphore(AT_THE_DOOR)


def develop(file: IO[bytes], media: Media) -> Copies:
    """The copies of a picture, or of a paper's first pages; raises Unfit, also where too many wait already.

    The room is handed the bytes and nothing else: no environment, no folder, no open file of this process.
    """
    file.seek(0)
    if not places.acquire(blocking=False):
        raise Unfit(FileRefusal.BUSY)
    try:
        with _one_at_a_time:
            ended_well, answer = _asked(media, file.read())
    finally:
        places.release()
    if not ended_well:
        raise Unfit(FileRefusal.BROKEN)
    return unpacked(answer)


def _asked(media: Media, content: bytes) -> tuple[bool, bytes]:
    """Whether the room ended as it should, and what it said: of one that does not stop to talk no more is taken in."""
    with subprocess.Popen(  # noqa: S603 - our own program, a code for its argument
        [sys.executable, "-I", "-m", "heyi.evidence.darkroom", media.value, str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what broke there is the picture's doing, and says nothing to us
        env={},
        cwd="/",
    ) as room:
        assert room.stdin and room.stdout  # noqa: S101, PT018 - both are pipes
        ending = threading.Timer(_SECONDS, room.kill)
        feeding = threading.Thread(target=_feed, args=(room.stdin, content))
        for thread in (ending, feeding):
            thread.start()
        try:
            answer = room.stdout.read(_MOST_SAID + 1)
            if len(answer) > _MOST_SAID:
                room.kill()
            return room.wait() == 0, answer
        finally:
            room.kill()
            ending.cancel()
            feeding.join()


def _feed(pipe: IO[bytes], content: bytes) -> None:
    """Hand the file over; a room that has ended hears no more of it."""
    with suppress(BrokenPipeError), pipe:
        pipe.write(content)
