"""A point on the ground, as exactly as it is known and no more: degrees, metres it may be off, and in which system."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

WEST, EAST, SOUTH, NORTH = 73.0, 136.0, 3.0, 54.0  # degrees: the country with a margin
MOST_METRES = 50_000  # a point that may be farther off says nothing
_PLACES = 5  # decimals: a metre


class CoordinateSystem(StrEnum):
    """What the degrees refer to. Published maps of the mainland are moved by up to 700 m against WGS 84 (GCJ-02)."""

    WGS84 = "WGS84"
    UNSTATED = "UNSTATED"


class PointSource(StrEnum):
    """How the point came to be known."""

    PHONE = "PHONE"
    MAP = "MAP"


@dataclass(frozen=True, slots=True)
class Point:
    """Where something is."""

    lng: float
    lat: float
    metres: int
    system: str
    by: str

    @property
    def is_sound(self) -> bool:
        """Whether it lies in the country and says something."""
        inside = WEST <= self.lng <= EAST and SOUTH <= self.lat <= NORTH
        return inside and 0 < self.metres <= MOST_METRES

    def stored(self) -> dict[str, Any]:
        """As it is kept."""
        return {**asdict(self), "lng": round(self.lng, _PLACES), "lat": round(self.lat, _PLACES)}

    @classmethod
    def read(cls, kept: Mapping[str, Any] | None) -> Self | None:
        """From what was kept; None where there is none."""
        return cls(**kept) if kept else None
