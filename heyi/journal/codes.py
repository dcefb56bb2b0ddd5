"""Codes of the journal."""

from enum import StrEnum
from uuid import UUID

from heyi.kernel.codes import CITY
from heyi.kernel.words import _


class ActorKind(StrEnum):
    """Who acts: a person of a unit, a partner's system, the reporter, a party of a mediation, the platform itself."""

    PERSON = "PERSON"
    PARTNER = "PARTNER"
    REPORTER = "REPORTER"
    PARTY = "PARTY"
    SYSTEM = "SYSTEM"


ACTOR_WORDS = {
    "PERSON": _("工作人员"),
    "PARTNER": _("协作系统"),
    "REPORTER": _("反映人"),
    "PARTY": _("当事人"),
    "SYSTEM": _("平台"),
}


class DeliveryState(StrEnum):
    """How a delivery stands."""

    WAITING = "WAITING"
    DELIVERED = "DELIVERED"
    GAVE_UP = "GAVE_UP"
    DISMISSED = "DISMISSED"


DELIVERY_WORDS = {
    "WAITING": _("待送达"),
    "DELIVERED": _("已送达"),
    "GAVE_UP": _("已停止重试"),
    "DISMISSED": _("不再送达"),
}

ADMINISTRATION_COUNTY = CITY
ADMINISTRATION = UUID(int=0)  # the stream of what administrators change: people, units, appointments, rules
