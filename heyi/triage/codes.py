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


class PartyRole(StrEnum):
    """What somebody or an organisation is in the matter, by the reporter's words."""

    REPORTER = "REPORTER"
    OPPONENT = "OPPONENT"
    BOSS = "BOSS"
    EMPLOYER = "EMPLOYER"
    WORKER = "WORKER"
    LANDLORD = "LANDLORD"
    TENANT = "TENANT"
    NEIGHBOUR = "NEIGHBOUR"
    SELLER = "SELLER"
    BUYER = "BUYER"
    DRIVER = "DRIVER"
    SPOUSE = "SPOUSE"
    CHILD = "CHILD"
    PARENT = "PARENT"
    RELATIVE = "RELATIVE"
    LENDER = "LENDER"
    BORROWER = "BORROWER"
    CONTRACTOR = "CONTRACTOR"
    AGENT = "AGENT"
    OWNER = "OWNER"
    PROPERTY_COMPANY = "PROPERTY_COMPANY"
    DEVELOPER = "DEVELOPER"
    OWNERS_COMMITTEE = "OWNERS_COMMITTEE"
    VILLAGE = "VILLAGE"
    OFFICE = "OFFICE"
    OFFICIAL = "OFFICIAL"
    COMPANY = "COMPANY"
    SCHOOL = "SCHOOL"
    TEACHER = "TEACHER"
    HOSPITAL = "HOSPITAL"
    DOCTOR = "DOCTOR"
    BANK = "BANK"
    INSURER = "INSURER"
    VICTIM = "VICTIM"
    PERSON = "PERSON"


class Side(StrEnum):
    """On which side a party stands: who speaks, or against whom; UNTOLD where the words do not say."""

    SPEAKER = "SPEAKER"
    OTHER = "OTHER"
    UNTOLD = "UNTOLD"


class Wish(StrEnum):
    """What is asked for."""

    PAY = "PAY"
    REFUND = "REFUND"
    COMPENSATE = "COMPENSATE"
    REMOVE = "REMOVE"
    STOP = "STOP"
    APOLOGIZE = "APOLOGIZE"
    REPAIR = "REPAIR"
    RETURN = "RETURN"
    DIVORCE = "DIVORCE"
    CUSTODY = "CUSTODY"
    CERTIFICATE = "CERTIFICATE"
    PERFORM = "PERFORM"
    REVOKE = "REVOKE"
    BUILD = "BUILD"
    DISCLOSE = "DISCLOSE"
    INVESTIGATE = "INVESTIGATE"
    MEDIATE = "MEDIATE"
    HANDLE = "HANDLE"


class SiteSort(StrEnum):
    """What sort of place a name stands for, below the divisions."""

    ROAD = "ROAD"
    ESTATE = "ESTATE"
    VILLAGE = "VILLAGE"
    BUILDING = "BUILDING"
    MARKET = "MARKET"
    PARK = "PARK"
    WATER = "WATER"


class Number(StrEnum):
    """What a private number is; none is ever shown but masked."""

    PHONE = "PHONE"
    ID_NUMBER = "ID_NUMBER"
    BANK_CARD = "BANK_CARD"
    PLATE = "PLATE"


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


PARTY_ROLE_WORDS: Mapping[str, str] = {
    PartyRole.REPORTER: _("反映人"),
    PartyRole.OPPONENT: _("对方"),
    PartyRole.BOSS: _("老板或负责人"),
    PartyRole.EMPLOYER: _("用工方"),
    PartyRole.WORKER: _("劳动者"),
    PartyRole.LANDLORD: _("出租人"),
    PartyRole.TENANT: _("承租人"),
    PartyRole.NEIGHBOUR: _("邻居"),
    PartyRole.SELLER: _("卖方或商家"),
    PartyRole.BUYER: _("买方"),
    PartyRole.DRIVER: _("驾驶人或车主"),
    PartyRole.SPOUSE: _("配偶或恋人"),
    PartyRole.CHILD: _("子女"),
    PartyRole.PARENT: _("父母"),
    PartyRole.RELATIVE: _("亲属"),
    PartyRole.LENDER: _("出借人"),
    PartyRole.BORROWER: _("借款人"),
    PartyRole.CONTRACTOR: _("承包或施工方"),
    PartyRole.AGENT: _("中介"),
    PartyRole.OWNER: _("业主或居民"),
    PartyRole.PROPERTY_COMPANY: _("物业公司"),
    PartyRole.DEVELOPER: _("开发商"),
    PartyRole.OWNERS_COMMITTEE: _("业委会"),
    PartyRole.VILLAGE: _("村或社区"),
    PartyRole.OFFICE: _("机关单位"),
    PartyRole.OFFICIAL: _("干部"),
    PartyRole.COMPANY: _("企业"),
    PartyRole.SCHOOL: _("学校"),
    PartyRole.TEACHER: _("教师"),
    PartyRole.HOSPITAL: _("医疗养老机构"),
    PartyRole.DOCTOR: _("医护人员"),
    PartyRole.BANK: _("银行或贷款机构"),
    PartyRole.INSURER: _("保险公司"),
    PartyRole.VICTIM: _("受害人或家属"),
    PartyRole.PERSON: _("其他人"),
}

SIDE_WORDS: Mapping[str, str] = {
    Side.SPEAKER: _("说话的一方"),
    Side.OTHER: _("被反映的一方"),
    Side.UNTOLD: _("提到的人"),
}

WISH_WORDS: Mapping[str, str] = {
    Wish.PAY: _("支付"),
    Wish.REFUND: _("退款"),
    Wish.COMPENSATE: _("赔偿"),
    Wish.REMOVE: _("拆除或清除"),
    Wish.STOP: _("停止"),
    Wish.APOLOGIZE: _("道歉"),
    Wish.REPAIR: _("修复或整改"),
    Wish.RETURN: _("返还"),
    Wish.DIVORCE: _("离婚"),
    Wish.CUSTODY: _("抚养或赡养"),
    Wish.CERTIFICATE: _("办证"),
    Wish.PERFORM: _("履行"),
    Wish.REVOKE: _("撤销或取消"),
    Wish.BUILD: _("建设或增设"),
    Wish.DISCLOSE: _("公开或答复"),
    Wish.INVESTIGATE: _("查处"),
    Wish.MEDIATE: _("调解"),
    Wish.HANDLE: _("处理"),
}

SITE_WORDS: Mapping[str, str] = {
    SiteSort.ROAD: _("道路"),
    SiteSort.ESTATE: _("住宅区"),
    SiteSort.VILLAGE: _("村或社区"),
    SiteSort.BUILDING: _("楼宇"),
    SiteSort.MARKET: _("市场"),
    SiteSort.PARK: _("园区"),
    SiteSort.WATER: _("水域、桥或公园"),
}

NUMBER_WORDS: Mapping[str, str] = {
    Number.PHONE: _("电话"),
    Number.ID_NUMBER: _("身份证号"),
    Number.BANK_CARD: _("银行卡号"),
    Number.PLATE: _("车牌"),
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
