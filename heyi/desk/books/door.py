"""Who may come in to rules: officers to drafts; everybody who works on matters to what was published."""

from contextlib import AbstractContextManager
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from heyi.accounts.codes import Role
from heyi.desk.doors import DeskRequest, View, works_on_matters
from heyi.web.scope import scope


def writes_rules(view: View) -> View:
    """Rules officers alone."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_officer(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return works_on_matters(guarded)


def is_officer(request: DeskRequest) -> bool:
    """Whether the person writes and approves rules."""
    return request.standing.holds(Role.RULES_OFFICER)


def in_administration(request: DeskRequest) -> AbstractContextManager[None]:
    """The scope in which rules are changed: the administration's journal, and no rows but those of the own units."""
    return scope("admin", units=request.standing.units)
