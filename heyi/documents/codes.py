"""Codes of documents: which papers there are, how far one has come, how long it is kept, why one is not made."""

from collections.abc import Mapping
from enum import StrEnum

from heyi.kernel.words import _


class PaperKind(StrEnum):
    """A paper that Heyi makes; what each must say is in `rules`, how it looks in `papers`."""

    APPLICATION = "APPLICATION"
    INTAKE_FORM = "INTAKE_FORM"
    RIGHTS_NOTICE = "RIGHTS_NOTICE"
    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY"
    INQUIRY_RECORD = "INQUIRY_RECORD"
    EVIDENCE_LIST = "EVIDENCE_LIST"
    MEDIATION_RECORD = "MEDIATION_RECORD"
    AGREEMENT = "AGREEMENT"
    ORAL_AGREEMENT = "ORAL_AGREEMENT"
    PERFORMANCE_RECORD = "PERFORMANCE_RECORD"
    FOLLOW_UP_RECORD = "FOLLOW_UP_RECORD"
    CONFIRMATION_REQUEST = "CONFIRMATION_REQUEST"
    ENDING_NOTICE = "ENDING_NOTICE"
    STATEMENT = "STATEMENT"
    CLOSING_REPORT = "CLOSING_REPORT"
    CHAT_EXHIBIT = "CHAT_EXHIBIT"
    CASE_COVER = "CASE_COVER"
    CASE_INDEX = "CASE_INDEX"
    BACK_COVER = "BACK_COVER"
    CASE_FILE = "CASE_FILE"


PAPER_WORDS: Mapping[str, str] = {
    "APPLICATION": _("调解申请书"),
    "INTAKE_FORM": _("调解受理登记表"),
    "RIGHTS_NOTICE": _("权利义务告知书"),
    "POWER_OF_ATTORNEY": _("授权委托书"),
    "INQUIRY_RECORD": _("调查记录"),
    "EVIDENCE_LIST": _("证据清单"),
    "MEDIATION_RECORD": _("调解记录"),
    "AGREEMENT": _("调解协议书"),
    "ORAL_AGREEMENT": _("口头协议登记表"),
    "PERFORMANCE_RECORD": _("履行记录"),
    "FOLLOW_UP_RECORD": _("回访记录"),
    "CONFIRMATION_REQUEST": _("司法确认申请书"),
    "ENDING_NOTICE": _("不予受理（终止调解）告知书"),
    "STATEMENT": _("情况说明"),
    "CLOSING_REPORT": _("结案报告表"),
    "CHAT_EXHIBIT": _("聊天记录整理件"),
    "CASE_COVER": _("卷宗封面"),
    "CASE_INDEX": _("卷内目录"),
    "BACK_COVER": _("卷宗封底"),
    "CASE_FILE": _("卷宗"),
}


class DocumentState(StrEnum):
    """How far a produced document has come; one that was destroyed leaves its row."""

    MADE = "MADE"
    SIGNED = "SIGNED"
    SEALED = "SEALED"
    DESTROYED = "DESTROYED"


STATE_WORDS: Mapping[str, str] = {
    "MADE": _("已制作"),
    "SIGNED": _("已签名"),
    "SEALED": _("已签章"),
    "DESTROYED": _("已销毁"),
}


class PaperRefusal(StrEnum):
    """Why a paper is not made."""

    INCOMPLETE = "INCOMPLETE"
    NO_GLYPH = "NO_GLYPH"
    TOO_LARGE = "TOO_LARGE"
    TOO_SLOW = "TOO_SLOW"
    NO_TEMPLATE = "NO_TEMPLATE"
    UNDRAWN = "UNDRAWN"
    PRESS_BROKE = "PRESS_BROKE"


PAPER_REFUSAL_WORDS: Mapping[str, str] = {
    "INCOMPLETE": _("文书内容不完整，没有制作：%(what)s"),
    "NO_GLYPH": _("字库里没有这些字，印出来会是空白：%(letters)s。请核对，或者请管理员补装字库。"),
    "TOO_LARGE": _("文书太长，没有制作。请分成几份。"),
    "TOO_SLOW": _("文书排版超时，没有制作。请把内容分成几份再试。"),
    "NO_TEMPLATE": _("没有这种文书的这一版模板。"),
    "UNDRAWN": _("%(what)s打不开或者已损坏，不能装入卷宗。请先换一份，或者从卷内目录中去掉。"),
    "PRESS_BROKE": _("文书没有排出来，已经记下原因，请管理员查看。"),
}


class SealTrust(StrEnum):
    """Whose word stands behind a seal."""

    TRUSTED = "TRUSTED"
    TRIAL = "TRIAL"
    UNKNOWN = "UNKNOWN"


SEAL_TRUST_WORDS: Mapping[str, str] = {
    "TRUSTED": _("由受信任的机构签发"),
    "TRIAL": _("仅供演示与测试"),
    "UNKNOWN": _("签发机构不在信任名单里"),
}


class SealFinding(StrEnum):
    """What was found when a seal was looked at."""

    WHOLE = "WHOLE"
    CHANGED = "CHANGED"
    ADDED_TO = "ADDED_TO"
    NOT_SEALED = "NOT_SEALED"
    UNREADABLE = "UNREADABLE"


SEAL_FINDING_WORDS: Mapping[str, str] = {
    "WHOLE": _("签章完好，签章后没有改动"),
    "CHANGED": _("文件内容与签章不符，签章后被改动过"),
    "ADDED_TO": _("签章后又追加了内容"),
    "NOT_SEALED": _("文件没有签章"),
    "UNREADABLE": _("文件不是完整的 PDF，读不出签章"),
}


class DocumentRefusal(StrEnum):
    """Why nothing is done to a produced document."""

    GONE = "GONE"
    NOT_THERE = "NOT_THERE"
    SEALED_ALREADY = "SEALED_ALREADY"
    CANNOT_SEAL = "CANNOT_SEAL"
    IS_DRAFT = "IS_DRAFT"
    ON_HOLD = "ON_HOLD"
    NOT_ON_HOLD = "NOT_ON_HOLD"
    HELD_ALREADY = "HELD_ALREADY"
    KEPT_LONGER = "KEPT_LONGER"
    KEPT_FOR_GOOD = "KEPT_FOR_GOOD"
    NO_REASON = "NO_REASON"
    NOT_ASKED = "NOT_ASKED"
    ASKED_ALREADY = "ASKED_ALREADY"
    SAME_PERSON = "SAME_PERSON"
    UNKNOWN_CLASS = "UNKNOWN_CLASS"


DOCUMENT_REFUSAL_WORDS: Mapping[str, str] = {
    "GONE": _("这份文书已经销毁。"),
    "NOT_THERE": _("没有这份文书。"),
    "CANNOT_SEAL": _(
        "没有签上章：本单位没有签章证书，或者时间戳机构没有应答。请稍后再试，或者请管理员查看。"
    ),
    "SEALED_ALREADY": _("这份文书已经签章。"),
    "IS_DRAFT": _("草稿不登记、不签章，请先制作正式文书。"),
    "ON_HOLD": _("这份文书正在保全，不能销毁。"),
    "HELD_ALREADY": _("这份文书已经在保全。"),
    "NOT_ON_HOLD": _("这份文书没有保全。"),
    "KEPT_LONGER": _("保管期限到 %(until)s，现在不能销毁。"),
    "KEPT_FOR_GOOD": _("这份文书永久保管，不能销毁。"),
    "NO_REASON": _("请写明理由。"),
    "NOT_ASKED": _("还没有人提请销毁。"),
    "ASKED_ALREADY": _("已经提请销毁，等另一人批准。"),
    "SAME_PERSON": _("提请人不能批准自己的提请，请由另一人批准。"),
    "UNKNOWN_CLASS": _("没有这个保管类别。"),
}
