"""The links of parties, as a mediating unit makes them."""

from heyi.mediation.access.secrets import code_of
from heyi.mediation.queries import parties_of
from tests.factories.matters import ZHILI, desk
from tests.factories.mediations import standing


def row_of(matter, side):
    """A party's row as the desk sees it."""
    with desk(ZHILI):
        rows = parties_of(matter.county, standing(matter).id)
    return next(each for each in rows if each.side == side)


def code_for(matter, side):
    """What stands in the address of a party's page."""
    return code_of(matter.county, row_of(matter, side))


def address_of(matter, side, *parts):
    """The address of a party's page, or of one below it."""
    return "/".join(("/m", code_for(matter, side), *map(str, parts)))
