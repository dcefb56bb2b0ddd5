"""Arrays in one file that is mapped into memory: nothing is read before it is needed, nothing seen half-written."""

import json
import mmap
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

_MARK = b"HEYI-ARRAYS-1\n"
_ALIGNED = 64
Arrays = Mapping[str, npt.NDArray[Any]]


class NotOurs(ValueError):
    """A file that no `keep` wrote, or only half of one."""


def keep(path: Path, about: Mapping[str, Any], arrays: Arrays) -> None:
    """Write the arrays with what is said about them, in place of what was there, whole or not at all."""
    table, offset = {}, 0
    for name, array in arrays.items():
        table[name] = [array.dtype.str, list(array.shape), offset]
        offset += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps({"about": about, "table": table, "size": offset}, ensure_ascii=False).encode()
    start = len(_MARK) + 8 + len(head)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            file.write(_MARK + len(head).to_bytes(8, "little") + head + b"\0" * (-start % _ALIGNED))
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).tobytes())
                file.write(b"\0" * (-array.nbytes % _ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def kept(path: Path) -> tuple[Mapping[str, Any], Arrays]:
    """What `keep` wrote; raises FileNotFoundError, NotOurs."""
    with path.open("rb") as file:
        begin = file.read(len(_MARK) + 8)
        if begin[: len(_MARK)] != _MARK:
            raise NotOurs(str(path))
        size = int.from_bytes(begin[len(_MARK) :], "little")
        try:
            head = json.loads(file.read(size))
            start = -(-(len(begin) + size) // _ALIGNED) * _ALIGNED
            if os.fstat(file.fileno()).st_size != start + head["size"]:
                raise NotOurs(str(path))
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (ValueError, KeyError, TypeError) as error:
            raise NotOurs(str(path)) from error
    return head["about"], {name: _array(mapped, start, *row) for name, row in head["table"].items()}


def _array(mapped: memoryview, start: int, kind: str, shape: list[int], offset: int) -> npt.NDArray[Any]:
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(mapped, dtype=np.dtype(kind), count=count, offset=start + offset).reshape(shape)
