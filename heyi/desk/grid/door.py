"""Who registers for others in a village or community: its grid workers, with a telephone in one hand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from heyi.accounts.codes import Role
from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.orgs.access import directory
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory

View = Callable[..., HttpResponseBase]


def villages_of(standing: Standing, trees: Directory) -> tuple[int, ...]:
    """The committees of villages in which this person is a grid worker, each once."""
    own = sorted({unit for role, unit in standing.roles if unit is not None and role == Role.GRID_WORKER})
    return tuple(unit for unit in own if trees.unit(unit).kind == UnitKind.VILLAGE)


def registers(view: View) -> View:
    """Only a grid worker; the view is told of which villages."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        units = villages_of(request.standing, directory())
        if not units:
            raise PermissionDenied
        return view(request, *args, units=units, **kwargs)

    return works_on_matters(guarded)
