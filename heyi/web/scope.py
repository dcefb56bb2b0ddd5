"""The row-level scope of the desk: every view runs in one transaction, in the name of its person's appointments."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.db import DataError, transaction
from django.http import HttpRequest, HttpResponse

from heyi.accounts.access import standing_of
from heyi.accounts.codes import ADMINISTRATORS, Role
from heyi.kernel.clock import now
from heyi.matters.access import entering as scope
from heyi.web.devices import mark_desk
from heyi.web.stopping import misread

__all__ = ["ScopeMiddleware", "scope"]

_DESK = "/desk/"
_REFUSED = 400
_TOO_MANY = 429


class ScopeMiddleware:
    """Opens the desk's scope around each view; other entrances name theirs themselves.

    A refusal (any status from 400) takes back whatever the view had written; but not what counted it (429). What the
    database cannot hold at all, a NUL, was not understood: 400, at every entrance.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Run the view of a signed-in person inside the scope."""
        if not request.path.startswith(_DESK) or not request.user.is_authenticated:
            return None
        found = standing_of(request.user, now())
        request.standing = found  # type: ignore[attr-defined]
        try:
            return mark_desk(self._in_scope(request, found, view, args, kwargs))
        except DataError as error:  # what is raised from here, `process_exception` is not told
            if not _is_nul(error):
                raise
            return misread(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The same for who is not signed in at the desk."""
        return misread(request, error) if _is_nul(error) else None

    @staticmethod
    def _in_scope(
        request: HttpRequest, found: Any, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse:
        if getattr(view, "names_its_scopes", False):
            return view(request, *args, **kwargs)  # several transactions, each in a scope of its own
        with _scope_of(found):
            response = view(request, *args, **kwargs)
            if getattr(response, "is_rendered", True) is False:
                response.render()  # type: ignore[attr-defined] # templates may still read rows
            if response.status_code >= _REFUSED and response.status_code != _TOO_MANY:
                transaction.set_rollback(True)
            return response


def _is_nul(error: Exception) -> bool:
    return isinstance(error, DataError) and "NUL (0x00)" in str(error)


def _scope_of(found: Any) -> AbstractContextManager[None]:
    """The audit administrator reads logs; the other administrators their stream; nobody of them a matter."""
    if found.holds(Role.AUDIT_ADMINISTRATOR):
        return scope("audit")
    if any(found.holds(role) for role in ADMINISTRATORS):
        return scope("admin")
    return scope("desk", units=found.units, source=f"person:{found.person_id}")
