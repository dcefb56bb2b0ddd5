"""What a report can be: nature x field, how urgent, and which danger to life; with the Chinese words beside."""

from collections.abc import Mapping
from enum import StrEnum

from heyi.kernel.words import _


class Nature(StrEnum):
    """What the reporter wants: an answer, help, redress, a breach looked into, a change, a settlement."""

    CONSULTATION = "CONSULTATION"
    HELP = "HELP"
    COMPLAINT = "COMPLAINT"
    REPORT = "REPORT"
    SUGGESTION = "SUGGESTION"
    DISPUTE = "DISPUTE"


class Field(StrEnum):
    """The field of life: the monthly report's dispute types first, then public affairs by department."""

    MARRIAGE_FAMILY = "MARRIAGE_FAMILY"
    NEIGHBOUR = "NEIGHBOUR"
    HOUSING = "HOUSING"
    CONTRACT = "CONTRACT"
    BUSINESS = "BUSINESS"
    DAMAGES = "DAMAGES"
    FOREST_LAND = "FOREST_LAND"
    EXPROPRIATION = "EXPROPRIATION"
    ENVIRONMENT = "ENVIRONMENT"
    LABOUR = "LABOUR"
    CONSUMER = "CONSUMER"
    MEDICAL = "MEDICAL"
    TRAFFIC_ACCIDENT = "TRAFFIC_ACCIDENT"
    PROPERTY_MANAGEMENT = "PROPERTY_MANAGEMENT"
    ECOMMERCE = "ECOMMERCE"
    INTELLECTUAL_PROPERTY = "INTELLECTUAL_PROPERTY"
    FINANCE = "FINANCE"
    CONSTRUCTION = "CONSTRUCTION"
    TRANSPORT = "TRANSPORT"
    EDUCATION = "EDUCATION"
    HEALTH = "HEALTH"
    SOCIAL_SECURITY = "SOCIAL_SECURITY"
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS"
    PUBLIC_SECURITY = "PUBLIC_SECURITY"
    AGRICULTURE = "AGRICULTURE"
    TOURISM = "TOURISM"
    MARKET = "MARKET"
    FOOD_DRUG = "FOOD_DRUG"
    TAX = "TAX"
    NATURAL_RESOURCES = "NATURAL_RESOURCES"
    URBAN_MANAGEMENT = "URBAN_MANAGEMENT"
    EMERGENCY = "EMERGENCY"
    DISCIPLINE = "DISCIPLINE"
    UTILITIES = "UTILITIES"
    LEGAL = "LEGAL"
    OTHER = "OTHER"


class Urgency(StrEnum):
    """How soon a person has to look; URGENT chooses the urgent limits."""

    NORMAL = "NORMAL"
    URGENT = "URGENT"


class Danger(StrEnum):
    """A danger to somebody's life that is there now; each is passed to the police unit of the place at once."""

    SUICIDE = "SUICIDE"
    VIOLENCE = "VIOLENCE"
    DOMESTIC_VIOLENCE = "DOMESTIC_VIOLENCE"
    FIRE = "FIRE"
    GAS = "GAS"
    DROWNING = "DROWNING"
    TRAPPED = "TRAPPED"
    COLLAPSE = "COLLAPSE"
    POISONING = "POISONING"
    MISSING = "MISSING"
    ILLNESS = "ILLNESS"


NATURE_WORDS: Mapping[str, str] = {
    Nature.CONSULTATION: _("咨询"),
    Nature.HELP: _("求助"),
    Nature.COMPLAINT: _("投诉"),
    Nature.REPORT: _("举报"),
    Nature.SUGGESTION: _("建议"),
    Nature.DISPUTE: _("矛盾纠纷"),
}

FIELD_WORDS: Mapping[str, str] = {
    Field.MARRIAGE_FAMILY: _("婚姻家庭"),
    Field.NEIGHBOUR: _("邻里"),
    Field.HOUSING: _("房屋宅基地"),
    Field.CONTRACT: _("合同"),
    Field.BUSINESS: _("生产经营"),
    Field.DAMAGES: _("损害赔偿"),
    Field.FOREST_LAND: _("山林土地"),
    Field.EXPROPRIATION: _("征地拆迁"),
    Field.ENVIRONMENT: _("环境污染"),
    Field.LABOUR: _("劳动争议"),
    Field.CONSUMER: _("消费"),
    Field.MEDICAL: _("医疗"),
    Field.TRAFFIC_ACCIDENT: _("道路交通事故"),
    Field.PROPERTY_MANAGEMENT: _("物业"),
    Field.ECOMMERCE: _("电子商务"),
    Field.INTELLECTUAL_PROPERTY: _("知识产权"),
    Field.FINANCE: _("金融"),
    Field.CONSTRUCTION: _("城乡建设"),
    Field.TRANSPORT: _("交通运输"),
    Field.EDUCATION: _("教育文体"),
    Field.HEALTH: _("卫生健康"),
    Field.SOCIAL_SECURITY: _("社会保障"),
    Field.CIVIL_AFFAIRS: _("民政"),
    Field.PUBLIC_SECURITY: _("公安"),
    Field.AGRICULTURE: _("农业农村"),
    Field.TOURISM: _("文旅"),
    Field.MARKET: _("市场监管"),
    Field.FOOD_DRUG: _("食品药品"),
    Field.TAX: _("税务"),
    Field.NATURAL_RESOURCES: _("自然资源"),
    Field.URBAN_MANAGEMENT: _("综合执法"),
    Field.EMERGENCY: _("应急"),
    Field.DISCIPLINE: _("作风纪检"),
    Field.UTILITIES: _("水电气与通信"),
    Field.LEGAL: _("法律服务与诉讼"),
    Field.OTHER: _("其他"),
}

URGENCY_WORDS: Mapping[str, str] = {Urgency.NORMAL: _("一般"), Urgency.URGENT: _("紧急")}

DANGER_WORDS: Mapping[str, str] = {
    Danger.SUICIDE: _("轻生"),
    Danger.VIOLENCE: _("行凶伤人"),
    Danger.DOMESTIC_VIOLENCE: _("家庭暴力"),
    Danger.FIRE: _("火灾爆炸"),
    Danger.GAS: _("燃气或有毒气体泄漏"),
    Danger.DROWNING: _("溺水"),
    Danger.TRAPPED: _("人员被困"),
    Danger.COLLAPSE: _("垮塌触电"),
    Danger.POISONING: _("中毒"),
    Danger.MISSING: _("老人孩子走失"),
    Danger.ILLNESS: _("突发危重伤病"),
}


def kind_code(nature: str, field: str) -> str:
    """The code of a kind: DISPUTE.LABOUR."""
    return f"{nature}.{field}"


def nature_of(kind: str) -> str:
    """The nature in a kind's code."""
    return kind.partition(".")[0]


def field_of(kind: str) -> str:
    """The field in a kind's code."""
    return kind.partition(".")[2]


KINDS: Mapping[str, tuple[str, str]] = {
    kind_code(nature, field): (nature_words, field_words)
    for nature, nature_words in NATURE_WORDS.items()
    for field, field_words in FIELD_WORDS.items()
}
"""Every kind and its words (nature, field); faces translate both and join them."""
