"""The darkroom: what a broken decoder could do there (nothing), and that its answers are not believed unseen."""

import io
import json
import os
import platform
import resource
import select
import signal
import subprocess
import sys
from contextlib import ExitStack

import pytest

from heyi.evidence.codes import FileRefusal, Media
from heyi.evidence.darkroom.copies import Unfit, packed, unpacked
from heyi.evidence.operations import developing
from heyi.evidence.operations.developing import develop
from tests.factories.files import HEIC, heic, paper, picture

CLOSED = """
import os, socket, subprocess, sys, threading
from heyi.evidence.darkroom import walls
walls.narrow()
said = [walls.shut()]
def tried(what):
    try:
        what()
    except BaseException as error:
        said.append(type(error).__name__)
    else:
        said.append("done")
{tries}
sys.stdout.write(repr(said))
"""


def behind_walls(*tries: str) -> list:
    """What becomes of each of these behind the walls."""
    lines = "\n".join(f"tried(lambda: {each})" for each in tries)
    room = subprocess.run(
        [sys.executable, "-I", "-c", CLOSED.format(tries=lines)], capture_output=True, check=True, text=True
    )
    return eval(room.stdout)  # noqa: S307 - what our own lines printed


def test_behind_the_walls_nothing_is_opened_reached_or_started() -> None:
    assert behind_walls(
        "open('/etc/passwd').read()",
        "open('/tmp/heyi-darkroom', 'w')",
        "os.listdir('/')",
        "os.unlink('/tmp')",
        "os.kill(os.getppid(), 0)",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_INET)",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['/bin/true'])",
        "os.fork()",
        "bytearray(2 << 30)",
        "[thread.start() or thread.join() for thread in [threading.Thread(target=int)]]",
        "sum(range(1000))",
    ) == [
        True,
        *["PermissionError"] * 3,
        *["OSError"] * 7,
        "MemoryError",
        "done",
        "done",
    ]


def test_behind_the_walls_nobody_else_is_signalled() -> None:
    """Not by the call that ends a thread, nor by a pipe that is told to signal another process when it can be read."""
    tgkill, own_by, me = (234 if platform.machine() == "x86_64" else 131), 8, os.getpid()
    assert behind_walls(
        f"1 / (1 + walls.ctypes.CDLL(None).syscall({tgkill}, {me}, {me}, 0))",
        f"__import__('fcntl').fcntl(0, {own_by}, {me})",
    ) == [True, "ZeroDivisionError", "OSError"]


PARENT = """
import os, subprocess, sys
room = subprocess.Popen([sys.executable, "-I", "-m", "heyi.evidence.darkroom", "image/jpeg", str(os.getpid())],
                        stdin=int(sys.argv[1]), stdout=subprocess.DEVNULL)
print(room.pid, flush=True)
room.wait()
"""
ROOM = [sys.executable, "-I", "-m", "heyi.evidence.darkroom", "image/jpeg"]


def test_a_room_ends_with_the_process_that_asked_for_it() -> None:
    """Killed while the room waits for the rest of a file, whose other end the test holds: no end of file tells it."""
    reads, writes = os.pipe()
    with (
        os.fdopen(writes, "wb", 0),
        subprocess.Popen(
            [sys.executable, "-I", "-c", PARENT, str(reads)], stdout=subprocess.PIPE, pass_fds=[reads]
        ) as parent,
    ):
        os.close(reads)
        assert parent.stdout
        room = os.pidfd_open(int(parent.stdout.readline()))
        os.write(writes, bytes(1 << 20))  # more than a pipe holds: done once the room reads behind its walls
        watch = select.poll()
        watch.register(room, select.POLLIN)
        assert watch.poll(0) == []
        parent.kill()
        parent.wait()
        has_ended = watch.poll(10_000) != []
        if not has_ended:
            signal.pidfd_send_signal(room, signal.SIGKILL)
        os.close(room)
    assert has_ended


def test_a_room_whose_parent_is_gone_opens_nothing() -> None:
    room = subprocess.run([*ROOM, str(os.getppid())], input=picture(), capture_output=True, check=False)
    assert (room.returncode, room.stdout) == (1, b"")


def test_who_takes_too_long_is_ended() -> None:
    code = "from heyi.evidence.darkroom import walls; walls.SECONDS = 1; walls.narrow()\nwhile True: pass"
    room = subprocess.run([sys.executable, "-I", "-c", code], check=False)
    assert room.returncode < 0


def test_who_comes_when_too_many_wait_is_told_so_at_once() -> None:
    with ExitStack() as taken:
        for _place in range(developing.AT_THE_DOOR):
            taken.enter_context(developing.places)
        with pytest.raises(Unfit) as told:
            develop(io.BytesIO(picture()), Media.JPEG)
    assert told.value.code is FileRefusal.BUSY


def test_a_place_before_the_room_is_free_again_whatever_came_of_the_file() -> None:
    for _time in range(developing.AT_THE_DOOR + 1):
        with pytest.raises(Unfit) as told:
            develop(io.BytesIO(b"\xff\xd8\xff broken"), Media.JPEG)
        assert told.value.code is FileRefusal.BROKEN


@pytest.mark.parametrize(
    ("media", "content", "code"),
    [(Media.HEIC, heic("upright"), FileRefusal.HEIC), (Media.PDF, paper(1), FileRefusal.UNKNOWN)],
)
def test_without_walls_the_delicate_kinds_are_not_opened(
    media: Media, content: bytes, code: FileRefusal
) -> None:
    """As on another system: an iPhone's photograph is refused with advice, a paper has no copy."""
    run = f"""
import sys, runpy
from heyi.evidence.darkroom import walls
walls.shut = lambda: False
sys.argv = ["darkroom", {media.value!r}, {str(os.getpid())!r}]
runpy.run_module("heyi.evidence.darkroom.__main__", run_name="__main__")
"""
    room = subprocess.run([sys.executable, "-I", "-c", run], input=content, capture_output=True, check=True)
    with pytest.raises(Unfit) as unfit:
        unpacked(room.stdout)
    assert unfit.value.code == code


def test_the_server_loads_no_decoder_of_the_delicate_kinds() -> None:
    code = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "heyi.config.settings"
django.setup()
import heyi.config.urls
print("pi_heif" in sys.modules, "pypdfium2" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=True, text=True)
    assert told.stdout.split() == ["False", "False"]


GOOD = develop(io.BytesIO(picture()), Media.JPEG)


def test_an_answer_comes_back_as_it_was_packed() -> None:
    assert unpacked(packed(GOOD)) == GOOD


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"null\n",
        b"[1, 2]\n",
        b'{"a": 1}\n',
        b'"NO_SUCH_WORD"\n',
        b"[1, 1, null, null, 4]\n<html><script>",
        b"[Infinity, 1, null, null, 4]\n",
        b"[" * 100_000 + b"\n",
        json.dumps([1, 1, None, None, None]).encode() + b"\n" + GOOD.shown + GOOD.thumb,
        packed(GOOD)[:-1000].partition(b"\n")[0] + b"\n" + GOOD.shown,
        b"\xff\xfe\n" + GOOD.shown + GOOD.thumb,
    ],
)
def test_what_is_no_answer_is_a_broken_picture(answer: bytes) -> None:
    with pytest.raises(Unfit) as unfit:
        unpacked(answer)
    assert unfit.value.code == FileRefusal.BROKEN


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true"])
def test_a_room_that_ends_without_an_answer_is_a_broken_picture(monkeypatch, program: str) -> None:
    monkeypatch.setattr(developing.sys, "executable", program)
    with pytest.raises(Unfit) as unfit:
        develop(io.BytesIO(HEIC), Media.HEIC)
    assert unfit.value.code == FileRefusal.BROKEN


def shouting(words: str) -> str:
    """A program that stands for a room in which something took over."""
    return f"#!{sys.executable} -I\nimport sys, time\n{words}\n"


@pytest.mark.parametrize(
    "words",
    [
        "while True: sys.stdout.buffer.write(bytes(1 << 20))",
        "sys.stdout.close(); time.sleep(100)",
        "time.sleep(100)",
    ],
)
def test_a_room_that_does_not_end_is_ended_and_fills_no_memory(tmp_path, monkeypatch, words: str) -> None:
    program = tmp_path / "room"
    program.write_text(shouting(words))
    program.chmod(0o700)
    monkeypatch.setattr(developing.sys, "executable", str(program))
    monkeypatch.setattr(developing, "_SECONDS", 60.0 if "while" in words else 0.5)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unfit) as unfit:
        develop(io.BytesIO(bytes(1 << 20)), Media.PNG)
    assert unfit.value.code == FileRefusal.BROKEN
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000  # kB
