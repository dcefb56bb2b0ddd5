"""What a page needs to know in order to ask: what was read, which places and units there are, what is known already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from heyi.journeys.understanding import Understood
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import CITY
from heyi.matters.codes import STATE_WORDS
from heyi.orgs.codes import Level
from heyi.orgs.rules import Directory, RegionFact, UnitFact
from heyi.portal.report.keeping import Written
from heyi.portal.report.meaning import place_read
from heyi.triage.codes import FIELD_WORDS, field_of
from heyi.web import moments
from heyi.web.outlines import Shape, find_shape

MOST_UNITS = 12
_SHORTEST = 2  # letters of a search


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a form of a draft may ask for."""

    written: Written
    meant: Understood | None
    units_known: Directory
    at: datetime

    @property
    def today(self) -> date:
        """The day in China."""
        return self.at.astimezone(CHINA).date()

    @property
    def _read(self) -> Understood:
        assert self.meant is not None  # noqa: S101  # only the first page is asked before anything was written
        return self.meant

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind that was read and the next one."""
        second = self._read.stored["runner_up"]
        found = (self._read.kind, *([str(second)] if second else []))
        return tuple(dict.fromkeys(found))

    @property
    def is_kind_sure(self) -> bool:
        """Whether the reading is sure enough to be chosen beforehand."""
        return not self._read.stored["unsure"]

    @property
    def read_units(self) -> tuple[UnitFact, ...]:
        """The units that the text was read to be about."""
        return tuple(self.units_known.unit(subject.unit_id) for subject in self._read.subjects)

    @property
    def units(self) -> tuple[UnitFact, ...]:
        """Units found by the words of a search before, or chosen before."""
        about = self.written.of("about") or {}
        chosen = [self.units_known.unit_by_code(code) for code in about.get("units", ())]
        found = [*self.find(str(about.get("q", ""))), *(unit for unit in chosen if unit is not None)]
        read = {unit.id for unit in self.read_units}
        return tuple({unit.id: unit for unit in found if unit.id not in read}.values())

    def find(self, words: str) -> tuple[UnitFact, ...]:
        """Open units whose names hold all these words, those of the place first; some of them at most."""
        wanted = words.split()
        if not wanted or len("".join(wanted)) < _SHORTEST:
            return ()
        found = [
            unit
            for unit in self.units_known.units
            if unit.is_open and all(self.units_known.is_named(unit, word) for word in wanted)
        ]
        near = self.county_read
        found.sort(key=lambda unit: (not unit.region_code.startswith(near), len(unit.name), unit.id))
        return tuple(found[:MOST_UNITS])

    @property
    def place_read(self) -> str:
        """The place that the text names; "" where it names none."""
        return place_read(self._read)

    @property
    def place_name(self) -> str:
        """That place's own name, a village's with its town's."""
        return self.units_known.place_name(self.place_read)

    @property
    def county_read(self) -> str:
        """The county of that place."""
        county = self.units_known.county_of(self.place_read) if self.place_read else CITY
        return "" if county == CITY else county

    def counties(self) -> tuple[RegionFact, ...]:
        """The city's districts and counties."""
        return tuple(region for region in self.units_known.regions if region.level == Level.COUNTY)

    def towns(self) -> tuple[RegionFact, ...]:
        """The streets and towns of the county that was chosen."""
        county = (self.written.of("where") or {}).get("county")
        return tuple(region for region in self.units_known.regions if county and region.parent_code == county)

    @property
    def shape(self) -> Shape | None:
        """The outline of that county, to show a point in; None where it is not drawn or none was chosen."""
        return find_shape(self.units_known, str((self.written.of("where") or {}).get("county", "")))

    @property
    def gists(self) -> Sequence[Mapping[str, Any]]:
        """What is known already and looks alike, as it was found for this draft."""
        return list((self.written.of("known") or {}).get("gists", ()))

    def words_of(self, gist: Mapping[str, Any]) -> str:
        """A gist in words: kind, town, day, state."""
        region = self.units_known.region(str(gist["region"]))
        return gettext("%(place)s的%(kind)s，%(day)s收到，%(state)s") % {
            "place": region.name if region else "",
            "kind": gettext(FIELD_WORDS[field_of(str(gist["kind"]))]),
            "day": moments.day_words(date.fromisoformat(str(gist["day"])), now=self.at),
            "state": gettext(STATE_WORDS[str(gist["state"])]),
        }
