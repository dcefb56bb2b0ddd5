"""Codes of the division tree and of the organisation tree, with their Chinese words."""

from collections.abc import Mapping
from enum import StrEnum

from heyi.kernel.words import _


class Level(StrEnum):
    """The four levels at which the state works; both trees use them."""

    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWNSHIP = "TOWNSHIP"
    VILLAGE = "VILLAGE"


class UnitKind(StrEnum):
    """What a unit is; with a region (and, for departments, a specialty) it says what a unit is for."""

    COMMITTEE = "COMMITTEE"
    CENTRE = "CENTRE"
    COURT = "COURT"
    PROCURATORATE = "PROCURATORATE"
    POLICE = "POLICE"
    JUSTICE = "JUSTICE"
    DEPARTMENT = "DEPARTMENT"
    MEDIATION_COMMITTEE = "MEDIATION_COMMITTEE"
    CHAMBER = "CHAMBER"
    VOLUNTEERS = "VOLUNTEERS"
    ZONE = "ZONE"
    VILLAGE = "VILLAGE"


class Specialty(StrEnum):
    """The line of work of a department."""

    HUMAN_RESOURCES = "HUMAN_RESOURCES"
    MARKET = "MARKET"
    CONSTRUCTION = "CONSTRUCTION"
    NATURAL_RESOURCES = "NATURAL_RESOURCES"
    ECOLOGY = "ECOLOGY"
    AGRICULTURE = "AGRICULTURE"
    WATER = "WATER"
    TRANSPORT = "TRANSPORT"
    HEALTH = "HEALTH"
    CULTURE_TOURISM = "CULTURE_TOURISM"
    URBAN_MANAGEMENT = "URBAN_MANAGEMENT"
    EMERGENCY = "EMERGENCY"
    EDUCATION = "EDUCATION"
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS"
    COMMERCE = "COMMERCE"
    FINANCE = "FINANCE"
    DATA = "DATA"
    TAX = "TAX"
    VETERANS = "VETERANS"
    PETITION = "PETITION"
    SOCIAL_WORK = "SOCIAL_WORK"
    DISCIPLINE = "DISCIPLINE"
    WOMEN = "WOMEN"
    UNION = "UNION"


LEVEL_WORDS: Mapping[str, str] = {
    Level.CITY: _("市级"),
    Level.COUNTY: _("区县"),
    Level.TOWNSHIP: _("镇街"),
    Level.VILLAGE: _("村社"),
}

UNIT_KIND_WORDS: Mapping[str, str] = {
    UnitKind.COMMITTEE: _("党委政法委"),
    UnitKind.CENTRE: _("社会治理中心"),
    UnitKind.COURT: _("人民法院"),
    UnitKind.PROCURATORATE: _("人民检察院"),
    UnitKind.POLICE: _("公安机关"),
    UnitKind.JUSTICE: _("司法行政机关"),
    UnitKind.DEPARTMENT: _("职能部门"),
    UnitKind.MEDIATION_COMMITTEE: _("人民调解委员会"),
    UnitKind.CHAMBER: _("商会"),
    UnitKind.VOLUNTEERS: _("志愿服务组织"),
    UnitKind.ZONE: _("功能区"),
    UnitKind.VILLAGE: _("村（居）民委员会"),
}

SPECIALTY_WORDS: Mapping[str, str] = {
    Specialty.HUMAN_RESOURCES: _("人力社保"),
    Specialty.MARKET: _("市场监管"),
    Specialty.CONSTRUCTION: _("住房建设"),
    Specialty.NATURAL_RESOURCES: _("自然资源"),
    Specialty.ECOLOGY: _("生态环境"),
    Specialty.AGRICULTURE: _("农业农村"),
    Specialty.WATER: _("水利"),
    Specialty.TRANSPORT: _("交通运输"),
    Specialty.HEALTH: _("卫生健康"),
    Specialty.CULTURE_TOURISM: _("文化旅游"),
    Specialty.URBAN_MANAGEMENT: _("综合执法"),
    Specialty.EMERGENCY: _("应急管理"),
    Specialty.EDUCATION: _("教育"),
    Specialty.CIVIL_AFFAIRS: _("民政"),
    Specialty.COMMERCE: _("商务"),
    Specialty.FINANCE: _("财政金融"),
    Specialty.DATA: _("数据管理"),
    Specialty.TAX: _("税务"),
    Specialty.VETERANS: _("退役军人"),
    Specialty.PETITION: _("信访"),
    Specialty.SOCIAL_WORK: _("社会工作"),
    Specialty.DISCIPLINE: _("纪检监察"),
    Specialty.WOMEN: _("妇女权益"),
    Specialty.UNION: _("工会"),
}

DEPTH: Mapping[str, int] = {Level.CITY: 0, Level.COUNTY: 1, Level.TOWNSHIP: 2, Level.VILLAGE: 3}
