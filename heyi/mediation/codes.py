"""Codes of mediation, with the Chinese words beside."""

from enum import StrEnum

from heyi.kernel.words import _


class Regime(StrEnum):
    """By which law a dispute is mediated: who may, for which fee, how long, and what the agreement is worth."""

    PEOPLE = "PEOPLE"
    ADMINISTRATIVE = "ADMINISTRATIVE"
    COMMERCIAL = "COMMERCIAL"
    LABOUR = "LABOUR"
    JUDICIAL = "JUDICIAL"


REGIME_WORDS = {
    "PEOPLE": _("人民调解"), "ADMINISTRATIVE": _("行政调解"), "COMMERCIAL": _("商事调解"),
    "LABOUR": _("劳动争议调解"), "JUDICIAL": _("法院委派调解"),
}  # fmt: skip


class Dispute(StrEnum):
    """What a dispute is about: the types of the monthly report (domain: code lists), and three of commerce."""

    FAMILY = "FAMILY"
    NEIGHBOURS = "NEIGHBOURS"
    HOUSING = "HOUSING"
    CONTRACT = "CONTRACT"
    BUSINESS = "BUSINESS"
    DAMAGES = "DAMAGES"
    LAND = "LAND"
    RELOCATION = "RELOCATION"
    POLLUTION = "POLLUTION"
    LABOUR = "LABOUR"
    CONSUMER = "CONSUMER"
    MEDICAL = "MEDICAL"
    TRAFFIC = "TRAFFIC"
    PROPERTY_SERVICES = "PROPERTY_SERVICES"
    E_COMMERCE = "E_COMMERCE"
    INTELLECTUAL_PROPERTY = "INTELLECTUAL_PROPERTY"
    FINANCE = "FINANCE"
    OTHER = "OTHER"


DISPUTE_WORDS = {
    "FAMILY": _("婚姻家庭"), "NEIGHBOURS": _("邻里"), "HOUSING": _("房屋宅基地"),
    "CONTRACT": _("合同"), "BUSINESS": _("生产经营"), "DAMAGES": _("损害赔偿"),
    "LAND": _("山林土地"), "RELOCATION": _("征地拆迁"), "POLLUTION": _("环境污染"),
    "LABOUR": _("劳动争议"), "CONSUMER": _("消费"), "MEDICAL": _("医疗"),
    "TRAFFIC": _("道路交通事故"), "PROPERTY_SERVICES": _("物业"), "E_COMMERCE": _("电子商务"),
    "INTELLECTUAL_PROPERTY": _("知识产权"), "FINANCE": _("金融"), "OTHER": _("其他"),
}  # fmt: skip


class Origin(StrEnum):
    """How a dispute came to mediation (domain: sources)."""

    APPLIED = "APPLIED"
    OFFERED = "OFFERED"
    POLICE = "POLICE"
    COURT = "COURT"
    DEPARTMENT = "DEPARTMENT"


ORIGIN_WORDS = {
    "APPLIED": _("当事人申请"), "OFFERED": _("主动调解"), "POLICE": _("公安移交"),
    "COURT": _("法院委派委托"), "DEPARTMENT": _("政府部门移送"),
}  # fmt: skip


class MediationState(StrEnum):
    """Where a mediation stands."""

    INVITING = "INVITING"
    MEDIATING = "MEDIATING"
    SIGNING = "SIGNING"
    AGREED = "AGREED"
    ENDED = "ENDED"


MEDIATION_STATE_WORDS = {
    "INVITING": _("征询意愿"), "MEDIATING": _("调解中"), "SIGNING": _("等待签字"),
    "AGREED": _("已达成协议"), "ENDED": _("已终止"),
}  # fmt: skip


class Ending(StrEnum):
    """The eight reasons for which a mediation is over (人民法院在线调解规则 §25)."""

    AGREED = "AGREED"
    SETTLED_THEMSELVES = "SETTLED_THEMSELVES"
    UNREACHABLE = "UNREACHABLE"
    UNWILLING = "UNWILLING"
    TOO_FAR_APART = "TOO_FAR_APART"
    OUT_OF_TIME = "OUT_OF_TIME"
    WILL_NOT_SIGN = "WILL_NOT_SIGN"
    OTHER = "OTHER"


ENDING_WORDS = {
    "AGREED": _("达成调解协议"), "SETTLED_THEMSELVES": _("自行和解，撤回申请"),
    "UNREACHABLE": _("在期限内无法联系到当事人"), "UNWILLING": _("当事人明确表示不愿意（继续）调解"),
    "TOO_FAR_APART": _("分歧较大，难以达成协议"), "OUT_OF_TIME": _("调解期限届满，各方未同意延长"),
    "WILL_NOT_SIGN": _("当事人不在协议上签名"), "OTHER": _("其他导致调解无法进行的情形"),
}  # fmt: skip
BY_MEDIATOR = tuple(ending.value for ending in Ending if ending not in (Ending.AGREED, Ending.UNWILLING))
"""What a mediator may end by; consent is a party's own to refuse, and agreements end by signatures."""


class Part(StrEnum):
    """What a party is in a mediation."""

    APPLICANT = "APPLICANT"
    RESPONDENT = "RESPONDENT"
    THIRD = "THIRD"


PART_WORDS = {"APPLICANT": _("申请人"), "RESPONDENT": _("被申请人"), "THIRD": _("第三人")}


class Capacity(StrEnum):
    """Whether somebody binds themselves alone; a minor's or an incapable adult's agreement is looked at once more."""

    FULL = "FULL"
    MINOR = "MINOR"
    LIMITED = "LIMITED"
    BODY = "BODY"


CAPACITY_WORDS = {
    "FULL": _("完全民事行为能力人"), "MINOR": _("未成年人"),
    "LIMITED": _("无民事行为能力或限制民事行为能力的成年人"), "BODY": _("单位"),
}  # fmt: skip
NEEDS_REVIEW = frozenset({Capacity.MINOR.value, Capacity.LIMITED.value})


class Consent(StrEnum):
    """What a party has said of being mediated; nobody says it for them."""

    ASKED = "ASKED"
    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    STOPPED = "STOPPED"


CONSENT_WORDS = {
    "ASKED": _("尚未答复"), "GIVEN": _("同意调解"), "REFUSED": _("不同意调解"),
    "STOPPED": _("要求停止调解"),
}  # fmt: skip


class Way(StrEnum):
    """How a party said it: on their own device, on the telephone to a clerk who is named, or on paper that is kept."""

    LINK = "LINK"
    PHONE = "PHONE"
    PAPER = "PAPER"


WAY_WORDS = {"LINK": _("本人手机确认"), "PHONE": _("电话确认"), "PAPER": _("书面签署")}


class Safety(StrEnum):
    """What the screening found before anybody is invited (反家庭暴力法)."""

    CLEAR = "CLEAR"
    VIOLENCE = "VIOLENCE"


SAFETY_WORDS = {"CLEAR": _("没有发现"), "VIOLENCE": _("存在或者可能存在家庭暴力")}


class Exclusion(StrEnum):
    """What no mediation of these regimes may take, each with the door where it belongs."""

    CRIME = "CRIME"
    STATUS = "STATUS"
    DECIDED = "DECIDED"
    IN_COURT = "IN_COURT"
    RELATION = "RELATION"


EXCLUSION_WORDS = {
    "CRIME": _("涉嫌犯罪或者应当由公安机关处理"), "STATUS": _("婚姻、亲子、收养等身份关系的确认"),
    "DECIDED": _("法院、仲裁机构或者行政机关已经作出生效处理"),
    "IN_COURT": _("法院已经立案，且没有委派或者委托调解"),
    "RELATION": _("对行政行为不服，应当申请复议或者提起诉讼"),
}  # fmt: skip


class Meeting(StrEnum):
    """How a session is held."""

    JOINT = "JOINT"
    SEPARATE = "SEPARATE"
    ONLINE = "ONLINE"


MEETING_WORDS = {"JOINT": _("当面共同调解"), "SEPARATE": _("分别调解（背对背）"), "ONLINE": _("在线调解")}


class SessionState(StrEnum):
    """How a session stands."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CALLED_OFF = "CALLED_OFF"


SESSION_STATE_WORDS = {"PLANNED": _("待开"), "HELD": _("已开"), "CALLED_OFF": _("已取消")}


class Room(StrEnum):
    """Whose words a note holds: said before all, by one side in confidence, or the mediator's own thoughts."""

    JOINT = "JOINT"
    SIDE = "SIDE"
    OWN = "OWN"


ROOM_WORDS = {"JOINT": _("共同记录"), "SIDE": _("单方保密"), "OWN": _("调解员自记")}


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    REPLACED = "REPLACED"


PROPOSAL_STATE_WORDS = {
    "OPEN": _("等待答复"), "ACCEPTED": _("各方接受"), "DECLINED": _("未接受"),
    "REPLACED": _("已有新方案"),
}  # fmt: skip


class Clause(StrEnum):
    """What a clause of an agreement binds somebody to."""

    PAY = "PAY"
    DELIVER = "DELIVER"
    DO = "DO"
    REFRAIN = "REFRAIN"
    APOLOGISE = "APOLOGISE"
    WAIVE = "WAIVE"


CLAUSE_WORDS = {
    "PAY": _("付款"), "DELIVER": _("交付或返还"),
    "DO": _("做一件事"), "REFRAIN": _("不做一件事"),
    "APOLOGISE": _("道歉"), "WAIVE": _("放弃其余请求"),
}  # fmt: skip


class AgreementForm(StrEnum):
    """How an agreement is held: in writing, or by word of mouth and registered (人民调解法 §28)."""

    WRITTEN = "WRITTEN"
    ORAL = "ORAL"


AGREEMENT_FORM_WORDS = {"WRITTEN": _("书面协议"), "ORAL": _("口头协议")}


class AgreementState(StrEnum):
    """Where an agreement stands."""

    DRAFT = "DRAFT"
    FIXED = "FIXED"
    EFFECTIVE = "EFFECTIVE"
    PERFORMED = "PERFORMED"
    BROKEN = "BROKEN"
    VOID = "VOID"


AGREEMENT_STATE_WORDS = {
    "DRAFT": _("起草中"), "FIXED": _("已定稿，等待签名"), "EFFECTIVE": _("已生效，履行中"),
    "PERFORMED": _("已履行"), "BROKEN": _("未按约履行"), "VOID": _("未成立"),
}  # fmt: skip


class Sign(StrEnum):
    """How somebody signed."""

    DRAWN = "DRAWN"
    TYPED = "TYPED"
    PAPER = "PAPER"


SIGN_WORDS = {"DRAWN": _("手写签名"), "TYPED": _("输入姓名"), "PAPER": _("纸质签名")}


class Proven(StrEnum):
    """What showed that a signature on a device is the party's: a code on its own telephone, or the link alone."""

    CODE = "CODE"
    LINK = "LINK"


PROVEN_WORDS = {"CODE": _("短信验证码确认"), "LINK": _("凭本人链接确认")}


class Due(StrEnum):
    """What became of a thing that an agreement wants done by a day."""

    OPEN = "OPEN"
    DONE = "DONE"
    LATE = "LATE"
    BROKEN = "BROKEN"


DUE_WORDS = {"OPEN": _("未到期"), "DONE": _("已履行"), "LATE": _("逾期"), "BROKEN": _("未履行")}


class ConfirmationState(StrEnum):
    """How an application to a court for confirmation stands."""

    JOINING = "JOINING"
    APPLIED = "APPLIED"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"
    DROPPED = "DROPPED"


CONFIRMATION_STATE_WORDS = {
    "JOINING": _("等待各方共同申请"), "APPLIED": _("已向法院申请"), "CONFIRMED": _("法院已确认"),
    "REFUSED": _("法院未确认"), "DROPPED": _("不再申请"),
}  # fmt: skip


class Obstacle(StrEnum):
    """Why a court would not take or not confirm an agreement (民诉法 §205, 民诉法解释)."""

    NOT_IN_FORCE = "NOT_IN_FORCE"
    ORAL = "ORAL"
    LATE = "LATE"
    STATUS = "STATUS"
    SPECIAL_PROCEDURE = "SPECIAL_PROCEDURE"
    TITLE = "TITLE"
    NOT_FOR_COURTS = "NOT_FOR_COURTS"
    AGAINST_LAW = "AGAINST_LAW"
    HARMS_OTHERS = "HARMS_OTHERS"
    UNWILLING = "UNWILLING"
    UNCLEAR = "UNCLEAR"


OBSTACLE_WORDS = {
    "NOT_IN_FORCE": _("协议还没有生效"), "ORAL": _("口头协议：请先改为书面协议"),
    "LATE": _("协议生效已经超过三十日"), "STATUS": _("涉及婚姻关系、亲子关系、收养关系等身份关系的确认"),
    "SPECIAL_PROCEDURE": _("适用特别程序、公示催告程序、破产程序等审理的"),
    "TITLE": _("涉及物权、知识产权确权"),
    "NOT_FOR_COURTS": _("不属于人民法院受理范围或者不属于接受申请的法院管辖"),
    "AGAINST_LAW": _("违反法律强制性规定或者公序良俗"),
    "HARMS_OTHERS": _("损害国家利益、社会公共利益或者他人合法权益"), "UNWILLING": _("有一方不是自愿"),
    "UNCLEAR": _("内容不明确，无法执行"),
}  # fmt: skip


class Anomaly(StrEnum):
    """What makes somebody look at a file again. It is about files and how they were made, never about a party."""

    ONE_PHONE = "ONE_PHONE"
    ONE_DEVICE = "ONE_DEVICE"
    NEVER_REACHED = "NEVER_REACHED"
    HEARD_BY_ONE = "HEARD_BY_ONE"
    IN_A_HURRY = "IN_A_HURRY"
    MANY_IN_A_DAY = "MANY_IN_A_DAY"


ANOMALY_WORDS = {
    "ONE_PHONE": _("两方当事人留了同一个电话"), "ONE_DEVICE": _("两方当事人在同一台设备上确认"),
    "NEVER_REACHED": _("达成了协议，却没有一方当事人自己打开过页面"),
    "HEARD_BY_ONE": _("各方同意都由同一人听取登记"), "IN_A_HURRY": _("从登记到达成协议不到十分钟"),
    "MANY_IN_A_DAY": _("同一调解员一天达成的协议多得反常"),
}  # fmt: skip


class Performance(StrEnum):
    """What somebody who is called back says of what was agreed."""

    ALL = "ALL"
    PART = "PART"
    NONE = "NONE"


PERFORMANCE_WORDS = {"ALL": _("已全部履行"), "PART": _("部分履行"), "NONE": _("没有履行")}


class Grievance(StrEnum):
    """What a party asks of the mediator's unit."""

    RECUSAL = "RECUSAL"
    CONDUCT = "CONDUCT"


GRIEVANCE_WORDS = {"RECUSAL": _("申请更换调解员"), "CONDUCT": _("投诉调解员")}
