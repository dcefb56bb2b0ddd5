"""One connection that hears what the database tells; it is made anew for as long as it takes."""

import asyncio
from collections.abc import Callable

import psycopg
from psycopg import sql

from heyi.kernel.news import CHANNEL, News, NotNews, read

_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 10.0
_SILENCE = 30.0  # after so many seconds without a word the connection is asked whether it lives
_ANSWERS_WITHIN = 10.0

Say = Callable[[str], None]


class Ear:
    """Hears news and hands them on; `heard_again` is called whenever some may have been missed."""

    def __init__(
        self, address: str, *, hear: Callable[[News], None], heard_again: Callable[[], None], say: Say
    ) -> None:
        self._address, self._hear, self._heard_again, self._say = address, hear, heard_again, say
        self.is_open = False
        self._before = False

    async def listen(self) -> None:
        """Until cancelled."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._listen_once()
            except (psycopg.Error, OSError, TimeoutError) as error:
                if self.is_open:
                    pause = _FIRST_PAUSE
                self.is_open = False
                self._say(f"the database is gone ({type(error).__name__}); trying again in {pause:.2f} s")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)

    async def _listen_once(self) -> None:
        connection = await psycopg.AsyncConnection.connect(
            self._address, autocommit=True, connect_timeout=10, application_name="heyi live"
        )
        async with connection:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
            self.is_open = True
            if self._before:
                self._heard_again()
            self._before = True
            while True:
                async for told in connection.notifies(timeout=_SILENCE):
                    self._take(told.payload)
                await asyncio.wait_for(connection.execute("SELECT 1"), _ANSWERS_WITHIN)

    def _take(self, message: str) -> None:
        try:
            self._hear(read(message))
        except NotNews:
            self._say("a message on the channel is none of ours")
