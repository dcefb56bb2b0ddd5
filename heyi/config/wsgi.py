"""The WSGI application that granian serves: people come in by one door, machines by another."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heyi.config.settings")
_MACHINES = "/api/"
Answering = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _MachineHandler(WSGIHandler):
    """Django's handler with the middleware of settings that has something to say to a machine, and in its order.

    A system that brings a key has no session, no cookie and no page: what looks for them cost a report a tenth of
    its processor time.
    """

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002  # Django's own signature
        every = settings.MIDDLEWARE
        settings.MIDDLEWARE = [name for name in every if name in settings.HEYI_MACHINE_MIDDLEWARE]
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = every


def make_application() -> Answering:
    """Both doors, behind one address."""
    people, machines = WSGIHandler(), _MachineHandler()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        handler = machines if environ["PATH_INFO"].startswith(_MACHINES) else people
        return handler(environ, start_response)

    return application


django.setup(set_prefix=False)
application = make_application()
