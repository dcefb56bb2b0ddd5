"""Who settles on site: grid workers, handlers and mediators of a unit that may mediate where a quarrel happens."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from heyi.accounts.codes import Role
from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.dispatch.operations import Hand
from heyi.mediation.codes import Regime
from heyi.mediation.rules.regimes import REGIMES
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

View = Callable[..., HttpResponseBase]
_ROLES = (Role.GRID_WORKER, Role.HANDLER, Role.MEDIATOR)
_KINDS = REGIMES[Regime.PEOPLE].units | REGIMES[Regime.ADMINISTRATIVE].units


def units_that_settle(standing: Standing, trees: Directory) -> tuple[int, ...]:
    """The units in whose name this person may settle on site, each once."""
    own = sorted({unit for role, unit in standing.roles if unit is not None and role in _ROLES})
    return tuple(unit for unit in own if trees.unit(unit).kind in _KINDS)


def settles(view: View) -> View:
    """Only who may settle on site; the view is told for which units."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        units = units_that_settle(request.standing, directory())
        if not units:
            raise PermissionDenied
        return view(request, *args, units=units, **kwargs)

    return works_on_matters(guarded)


def hand_of(standing: Standing, unit: int) -> Hand:
    """The person's hand in the name of one of these units."""
    return Hand(actor_of(standing, unit), frozenset({unit}))
