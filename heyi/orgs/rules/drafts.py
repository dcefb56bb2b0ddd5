"""What a unit must be before it is written: pure checks of a draft against the directory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from heyi.kernel.hours import BadHours
from heyi.kernel.words import _
from heyi.orgs.codes import DEPTH, Specialty, UnitKind
from heyi.orgs.rules.directory import Directory, UnitFact
from heyi.orgs.rules.faults import Fault
from heyi.orgs.rules.hours import opening_hours

MAX_NAME = 80
MAX_SHORT_NAME = 40
_CODE = re.compile(r"[0-9A-Z][0-9A-Z_-]{2,59}")


class Officer(Protocol):
    """Whoever asks for a change of the trees; accounts.rules.Standing is one."""

    @property
    def person_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    def holds(self, role: str) -> bool:
        """Whether the person holds the role now."""
        ...


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit as a form gives it. `regions` are those it serves; its seat is `region_code`."""

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    parent_id: int | None
    region_code: str
    regions: tuple[str, ...]
    specialty: str = ""
    aliases: tuple[str, ...] = ()
    hours: str = ""


def faults_of_draft(draft: UnitDraft, directory: Directory, *, unit_id: int | None = None) -> Iterator[Fault]:
    """All that is wrong with a draft: of a new unit, or of the unit with this id."""
    yield from _faults_of_names(draft, directory, unit_id)
    yield from _faults_of_kind(draft)
    yield from _faults_of_regions(draft, directory)
    yield from _faults_of_hours(draft)
    if unit_id is None:
        yield from _faults_of_code(draft, directory)
        yield from _faults_of_parent(draft, directory)


def faults_of_move(unit: UnitFact, parent: UnitFact | None, directory: Directory) -> Iterator[Fault]:
    """Why a unit cannot go under another: unknown, closed, below itself, or of a lower level than its child."""
    if parent is None or not parent.is_open:
        yield Fault("parent", "unknown_unit", _("没有这个上级单位，或已停用。"))
    elif parent.id in directory.line(unit.id):
        yield Fault("parent", "under_itself", _("单位不能归到自己或下级单位之下。"))
    elif DEPTH[parent.level] > DEPTH[unit.level]:
        yield Fault("parent", "level_too_low", _("上级单位的层级不能低于本单位。"))


def _faults_of_names(draft: UnitDraft, directory: Directory, unit_id: int | None) -> Iterator[Fault]:
    if not 0 < len(draft.name.strip()) <= MAX_NAME:
        yield Fault("name", "name_needed", _("请填写单位名称，不超过 %(max)s 个字。"), {"max": str(MAX_NAME)})
    if not 0 < len(draft.short_name.strip()) <= MAX_SHORT_NAME:
        yield Fault(
            "short_name",
            "short_name_needed",
            _("请填写简称，不超过 %(max)s 个字。"),
            {"max": str(MAX_SHORT_NAME)},
        )
    taken = any(unit.is_open and unit.name == draft.name and unit.id != unit_id for unit in directory.units)
    if taken:
        yield Fault("name", "name_taken", _("已有同名的单位。"))


def _faults_of_code(draft: UnitDraft, directory: Directory) -> Iterator[Fault]:
    if not _CODE.fullmatch(draft.code):
        yield Fault("code", "bad_code", _("编码由 3 到 60 个大写字母、数字、横线组成，以字母或数字开头。"))
    elif directory.unit_by_code(draft.code) is not None:
        yield Fault("code", "code_taken", _("这个编码已被使用；停用单位的编码也不再使用。"))


def _faults_of_kind(draft: UnitDraft) -> Iterator[Fault]:
    if draft.kind not in set(UnitKind):
        yield Fault("kind", "unknown_kind", _("请选择单位类型。"))
    if draft.level not in DEPTH:
        yield Fault("level", "unknown_level", _("请选择层级。"))
    if draft.kind == UnitKind.DEPARTMENT and draft.specialty not in set(Specialty):
        yield Fault("specialty", "specialty_needed", _("职能部门须选择业务条线。"))
    if draft.kind != UnitKind.DEPARTMENT and draft.specialty:
        yield Fault("specialty", "specialty_not_here", _("只有职能部门有业务条线。"))


def _faults_of_regions(draft: UnitDraft, directory: Directory) -> Iterator[Fault]:
    if directory.region(draft.region_code) is None:
        yield Fault("region", "unknown_region", _("没有这个行政区划。"))
    if not draft.regions:
        yield Fault("regions", "regions_needed", _("请至少选择一个服务区域。"))
    unknown = sorted(code for code in draft.regions if directory.region(code) is None)
    if unknown:
        yield Fault(
            "regions", "unknown_region", _("没有这些行政区划：%(codes)s。"), {"codes": "、".join(unknown)}
        )


def _faults_of_hours(draft: UnitDraft) -> Iterator[Fault]:
    try:
        opening_hours(draft.hours, draft.kind, draft.level)
    except BadHours:
        yield Fault(
            "hours", "hours_unclear", _("请写成 08:30-12:00 14:00-17:30；休息日也服务的，前面加 daily。")
        )


def _faults_of_parent(draft: UnitDraft, directory: Directory) -> Iterator[Fault]:
    parent = None if draft.parent_id is None else directory.find_unit(draft.parent_id)
    if parent is None or not parent.is_open:
        yield Fault("parent", "unknown_unit", _("没有这个上级单位，或已停用。"))
    elif draft.level in DEPTH and DEPTH[parent.level] > DEPTH[draft.level]:
        yield Fault("parent", "level_too_low", _("上级单位的层级不能低于本单位。"))
