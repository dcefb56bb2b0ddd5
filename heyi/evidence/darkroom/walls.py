"""The walls of the darkroom: how much it may take, and that it may ask the kernel for next to nothing.

Linux on x86-64 and ARM. A filter of system calls (seccomp) leaves memory, threads and the open pipes; files may be
opened only below FONTS, and only where the kernel also knows Landlock. Elsewhere there are no walls, and what needs
them is not opened.
"""

import ctypes
import os
import platform
import resource
import signal
import sys
from collections.abc import Iterator

MEMORY = 1 << 30  # bytes of addresses: a picture of MOST_PIXELS takes about half of it
SECONDS = 15  # of the processor
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")

# Numbers of system calls: (x86-64, ARM 64). None that can signal another process of ours: neither tgkill, which abort()
# does without, nor fcntl, by which a pipe may be told to.
_MAY = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "mremap": (25, 216),
    "madvise": (28, 233), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "sched_yield": (24, 124), "getpid": (39, 172), "gettid": (186, 178),
    "exit": (60, 93), "exit_group": (231, 94), "futex": (202, 98),
    "set_robust_list": (273, 99), "rseq": (334, 293), "sched_getaffinity": (204, 123),
    "clock_gettime": (228, 113), "clock_nanosleep": (230, 115), "nanosleep": (35, 101),
    "restart_syscall": (219, 128), "getrandom": (318, 278), "sysinfo": (99, 179), "uname": (63, 160),
}  # fmt: skip
_CLONE = (56, 220)  # a thread, which decoders need; no process
_MAY_OPEN = {
    "openat": (257, 56), "newfstatat": (262, 79), "getdents64": (217, 61), "pread64": (17, 67),
    "readlinkat": (267, 78),
}  # fmt: skip
_ARCHES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, name in the kernel
_LOAD, _IF_EQUAL, _IF_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_ARCH_AT, _NUMBER_AT, _FLAGS_AT, _THREAD = 4, 0, 16, 0x10000  # the last: CLONE_THREAD, in the first argument
_ALLOW, _KILL, _NO_SUCH_CALL = 0x7FFF0000, 0x80000000, 0x00050000 | 38
_SET_DEATH_SIGNAL, _NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 1, 38, 22, 2
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # Landlock, the same on every machine
_READS = 0b1100  # read a file, read a folder
_ALL_RIGHTS = (1 << 13) - 1  # of the first version of Landlock: everything that touches a file


class _Filter(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("lines", ctypes.c_char_p)]


class _Below(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def die_with(parent: int) -> None:
    """End with the process that asked for this room, however that ends; at once where it is gone already.

    The kernel watches the thread that started the room: it waits for the answer, so it does not end before.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the kernel was told
        raise SystemExit(1)


def narrow() -> None:
    """Bound memory, processor time and files before a stranger's byte is read."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def shut() -> bool:
    """Close the walls behind this process for good, once all it needs is loaded; False where there are none."""
    if sys.platform != "linux" or platform.machine() not in _ARCHES:
        return False
    column, arch = _ARCHES[platform.machine()]
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        return False
    calls = {**_MAY, **_MAY_OPEN} if _open_fonts_alone(libc) else _MAY
    lines = b"".join(_lines([numbers[column] for numbers in calls.values()], _CLONE[column], arch))
    filters = _Filter(len(lines) // 8, lines)
    return not libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(filters), 0, 0)


def _open_fonts_alone(libc: ctypes.CDLL) -> bool:
    """From now on only fonts can be opened, and only to be read; False where the kernel has no Landlock."""
    rights = ctypes.c_uint64(_ALL_RIGHTS)
    rules = libc.syscall(_CREATE, ctypes.byref(rights), ctypes.c_size_t(8), 0)
    if rules < 0:
        return False
    for folder in filter(os.path.isdir, FONTS):
        opened = os.open(folder, os.O_PATH | os.O_DIRECTORY)
        below = _Below(_READS, opened)
        libc.syscall(_ADD, rules, 1, ctypes.byref(below), 0)
        os.close(opened)
    shut_in = bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    os.close(rules)
    return shut_in


def _lines(numbers: list[int], clone: int, arch: int) -> Iterator[bytes]:
    """The filter's program: another machine's calls end the process, what is not on the list does not exist."""
    yield _line(_LOAD, _ARCH_AT)
    yield _line(_IF_EQUAL, arch, yes=1)
    yield _line(_RETURN, _KILL)
    yield _line(_LOAD, _NUMBER_AT)
    for place, number in enumerate(numbers):
        yield _line(_IF_EQUAL, number, yes=len(numbers) - place + 3)
    yield _line(_IF_EQUAL, clone, no=2)
    yield _line(_LOAD, _FLAGS_AT)
    yield _line(_IF_SET, _THREAD, yes=1)
    yield _line(_RETURN, _NO_SUCH_CALL)
    yield _line(_RETURN, _ALLOW)


def _line(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """One instruction, with how many it passes over if so and if not."""
    return code.to_bytes(2, sys.byteorder) + bytes((yes, no)) + value.to_bytes(4, sys.byteorder)
