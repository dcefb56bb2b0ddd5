"""Whose figures somebody may see: own units, and the units below them."""

from django.core.exceptions import PermissionDenied

from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest
from heyi.kernel.typed import whole_number
from heyi.orgs.access import directory
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory, UnitFact


def unit_asked(request: DeskRequest, trees: Directory | None = None) -> UnitFact:
    """The unit that the address asks for: an own one or one below; without one the highest own."""
    trees = trees or directory(request.standing.edition)
    own = sorted(request.standing.units, key=lambda unit: (len(trees.ancestors(unit)), unit))
    typed = request.GET.get("unit", "") or request.POST.get("unit", "")
    found = trees.find_unit(whole_number(typed) or 0)
    if found is None:
        return trees.unit(own[0])
    if not {found.id, *trees.ancestors(found.id)} & set(own):
        raise PermissionDenied
    return found


def leads(standing: Standing, unit_id: int, trees: Directory) -> bool:
    """Whether the person leads this unit or one above it."""
    return bool(standing.leads & {unit_id, *trees.ancestors(unit_id)})


def directly_below(unit: UnitFact, trees: Directory) -> list[UnitFact]:
    """The open units directly below, centres first; committees of villages govern themselves."""
    found = [each for each in trees.children(unit.id) if each.is_open and each.kind != UnitKind.VILLAGE]
    return sorted(found, key=lambda each: (each.kind != UnitKind.CENTRE, each.region_code, each.id))
