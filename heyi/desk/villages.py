"""1,301 villages and communities in a box to pick from: fetched once, when somebody begins to look, not with each page.

A select holds what is larger; `heyi/pick.js` adds these to what can be found. Without scripts they are not on offer,
and the village stands in the words.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, signed_in
from heyi.kernel.typed import whole_number
from heyi.orgs.access import directory
from heyi.orgs.codes import Level, UnitKind
from heyi.orgs.rules import Directory, RegionFact, UnitFact
from heyi.web.widgets import PickSelect

Choices = Iterable[tuple[Any, Any]] | Callable[[], Iterable[Any]]
_KEEP = 30 * 24 * 3600  # seconds: the address carries the edition
_LONGEST_ID = 15


class RegionField(forms.ChoiceField):
    """A division: the larger ones in the list, villages found by typing."""

    widget = PickSelect

    def offer(self, trees: Directory, choices: Choices) -> None:
        """What is on offer."""
        self.trees, self.choices = trees, choices
        self.widget.more = _address("regions", trees)
        self.widget.named = lambda value: _name(find_village(trees, value), trees)

    def valid_value(self, value: Any) -> bool:
        """Whether it is on offer, or a village."""
        return super().valid_value(value) or find_village(self.trees, str(value)) is not None


class UnitField(forms.TypedChoiceField):
    """A unit by its id: those from the town upwards in the list, committees of villages found by typing."""

    widget = PickSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def offer(self, trees: Directory, choices: Choices) -> None:
        """What is on offer; asked for where it is drawn, when it is a function."""
        self.trees, self.choices = trees, choices
        self.widget.more = _address("units", trees)
        self.widget.named = lambda value: _short(find_committee(trees, value))

    def valid_value(self, value: Any) -> bool:
        """Whether it is on offer, or an open committee."""
        return super().valid_value(value) or find_committee(self.trees, str(value)) is not None


def find_village(trees: Directory, code: str) -> RegionFact | None:
    """The village or community of this code, if there is one."""
    region = trees.region(code)
    return region if region is not None and region.level == Level.VILLAGE else None


def find_committee(trees: Directory, typed: str) -> UnitFact | None:
    """The open committee with this id as typed, if there is one."""
    unit = trees.find_unit(whole_number(typed, digits=_LONGEST_ID) or 0)
    return unit if unit is not None and unit.is_open and unit.kind == UnitKind.VILLAGE else None


def _name(village: RegionFact | None, trees: Directory) -> str:
    return trees.place_name(village.code) if village else ""


def _short(unit: UnitFact | None) -> str:
    return unit.short_name if unit else ""


def _address(of: str, trees: Directory) -> str:
    return reverse("desk:villages", args=[of, trees.version])


@require_safe
@signed_in
def villages(request: DeskRequest, of: str, version: int) -> HttpResponse:  # noqa: ARG001  # the door's
    """Every village as [value, name] by county, or every open committee; kept by the browser for its edition."""
    trees = directory()
    if of not in _LISTED:
        raise Http404(of)
    groups = _groups(_LISTED[of](trees), trees)
    response = JsonResponse({"groups": groups}, json_dumps_params={"ensure_ascii": False})
    if version == trees.version:
        patch_cache_control(response, private=True, max_age=_KEEP)
    return response


def _villages(trees: Directory) -> Iterable[tuple[str, str, str]]:
    for region in trees.regions:
        if region.level == Level.VILLAGE:
            yield region.code, region.code, trees.place_name(region.code)


def _committees(trees: Directory) -> Iterable[tuple[str, str, str]]:
    for unit in sorted(trees.units, key=lambda unit: unit.region_code):
        if unit.is_open and unit.kind == UnitKind.VILLAGE:
            yield unit.region_code, str(unit.id), unit.short_name


def _groups(
    found: Iterable[tuple[str, str, str]], trees: Directory
) -> list[tuple[str, list[tuple[str, str]]]]:
    by_county: dict[str, list[tuple[str, str]]] = {}
    for region_code, value, name in found:
        county = trees.region(trees.county_of(region_code))
        by_county.setdefault(county.name if county else "", []).append((value, name))
    return list(by_county.items())


_LISTED: Mapping[str, Callable[[Directory], Iterable[tuple[str, str, str]]]] = {
    "regions": _villages,
    "units": _committees,
}
