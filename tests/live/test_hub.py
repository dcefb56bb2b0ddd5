"""Memory is bounded whatever happens, and a page that takes nothing is dropped."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from heyi.kernel.news import Change, News
from heyi.kernel.passes import Pass, written
from heyi.live import hub as hubs
from heyi.live import stream
from heyi.live.hub import Hub
from heyi.live.stream import Door, answer


def test_a_listener_that_takes_nothing_holds_one_number_for_each_unit() -> None:
    hub = Hub()
    listener = hub.enter(Pass(1, (5, 6), 0))
    for _ in range(10_000):
        hub.spread(News({5: Change(1), 6: Change(1, 1), 7: Change(1)}))
    assert listener.pending == {5: Change(10_000), 6: Change(10_000, 10_000)}


def test_who_left_leaves_nothing_behind() -> None:
    hub = Hub()
    for person in range(50):
        hub.leave(hub.enter(Pass(person, (5, person), 0)))
    assert (len(hub), dict(hub._of_unit), dict(hub._of_person)) == (0, {}, {})


def test_a_full_house_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "LISTENERS", 2)
    hub = Hub()
    for person in (1, 2):
        hub.enter(Pass(person, (5,), 0))
    with pytest.raises(hubs.Full):
        hub.enter(Pass(3, (5,), 0))


def test_a_page_that_takes_nothing_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "PATIENCE", 0.01)
    hub, door = Hub(), Door("secret", "", lambda: 0.0)
    carried = written(Pass(1, (5,), 100.0), "secret")

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            await asyncio.Event().wait()  # a window that stays full

    async def receive() -> Mapping[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    async def visit() -> None:
        await answer(hub, door, query=f"pass={carried}".encode(), headers={}, receive=receive, send=send)

    with (
        ThreadPoolExecutor(1) as apart,
        pytest.raises(TimeoutError),
    ):  # a browser's loop may run in this thread
        apart.submit(asyncio.run, visit()).result()
    assert len(hub) == 0
