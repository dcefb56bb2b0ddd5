"""Who takes calls and walk-ins: people of a governance centre or zone who receive, dispatch, mediate or lead."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from heyi.accounts.codes import Role
from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.matters.codes import Basis
from heyi.orgs.access import directory
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory

TAKES = frozenset({Role.CLERK, Role.DISPATCHER, Role.MEDIATOR, Role.LEADER})
DOORS = frozenset({UnitKind.CENTRE, UnitKind.ZONE})
REPRINTS = (Basis.LEAD.value, Basis.ASSIST.value)
View = Callable[..., HttpResponseBase]


def units_that_take(standing: Standing, trees: Directory) -> tuple[int, ...]:
    """The units of this person at whose door reports are taken, each once."""
    own = sorted({unit for role, unit in standing.roles if unit is not None and role in TAKES})
    return tuple(unit for unit in own if trees.unit(unit).kind in DOORS)


def takes_reports(view: View) -> View:
    """Only who sits at such a door; the view is told of which unit."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        units = units_that_take(request.standing, directory())
        if not units:
            raise PermissionDenied
        return view(request, *args, unit=units[0], **kwargs)

    return works_on_matters(guarded)


def source_of(unit: int) -> str:
    """The source of what is taken at a unit's door."""
    return f"desk:{unit}"
