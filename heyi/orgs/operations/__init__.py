"""Everything that changes the two trees; higher modules import from here."""

from heyi.orgs.operations.loading import load_huzhou
from heyi.orgs.operations.units import CannotChangeUnit, add_unit, change_unit, close_unit, move_unit

__all__ = ["CannotChangeUnit", "add_unit", "change_unit", "close_unit", "load_huzhou", "move_unit"]
