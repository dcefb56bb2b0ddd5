"""Exhibits as a mediator takes them, and a time-stamping authority in small that really answers."""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Thread
from uuid import UUID

from heyi.adapters.timestamping.stub import TrialTsa
from heyi.evidence.codes import Capture, Original
from heyi.evidence.models import Exhibit
from heyi.evidence.operations import Taken, package, stamp_exhibit, take_exhibit
from heyi.journal.events import Actor
from heyi.kernel.clock import now
from tests.factories.files import kept
from tests.factories.matters import MORNING

SHEN = Actor("PERSON", 7, "沈明", 3)
LU = Actor("PERSON", 8, "陆芳", 3)
STEPS = "当事人当面打开手机，从微信导出后用数据线拷入本单位电脑"


@cache
def trial_keys() -> Path:
    """The trial authority's keys, made once for the whole run."""
    return Path(tempfile.mkdtemp(prefix="heyi-tsa-"))


@contextmanager
def trial_tsa(clock=now) -> Iterator[TrialTsa]:
    """The authority in small, listening."""
    with TrialTsa(trial_keys(), clock=clock) as tsa:
        thread = Thread(target=tsa.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield tsa
        tsa.shutdown()
        thread.join(10)


def taken(
    content: bytes = b"",
    name: str = "聊天记录.jpg",
    *,
    at: datetime = MORNING,
    capture: Capture = Capture.CHAT_EXPORT,
    original: Original = Original.SEEN,
) -> UUID:
    """An exhibit that Shen took."""
    how = Taken(capture, original, STEPS, device="张三的手机", handed_by="party:1", handed_name="张三")
    return take_exhibit(kept(content, name, at=at), taken=how, by=SHEN, at=at)


def stamped(exhibit_id: UUID, at: datetime = MORNING) -> Exhibit:
    """The exhibit with its stamp."""
    assert stamp_exhibit(exhibit_id, at=at)
    return Exhibit.objects.get(id=exhibit_id)


def packed(*exhibits: UUID, at: datetime = MORNING) -> bytes:
    """A package of these exhibits."""
    out = io.BytesIO()
    package(exhibits, by=SHEN, why="当事人申请移送法院", at=at, out=out)
    return out.getvalue()
