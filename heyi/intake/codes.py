"""Codes of intake: what may be wrong with a report, and why two of them look alike."""

from enum import StrEnum

from heyi.kernel.words import _


class FaultCode(StrEnum):
    """What is wrong with one field of a report."""

    NOT_AN_OBJECT = "NOT_AN_OBJECT"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    MISSING = "MISSING"
    NOT_TEXT = "NOT_TEXT"
    EMPTY = "EMPTY"
    TOO_LONG = "TOO_LONG"
    NUL = "NUL"
    SURROGATE = "SURROGATE"
    UNKNOWN_CHANNEL = "UNKNOWN_CHANNEL"
    UNKNOWN_REGION = "UNKNOWN_REGION"
    NOT_A_TIME = "NOT_A_TIME"
    TIME_IN_FUTURE = "TIME_IN_FUTURE"
    NOT_A_PHONE = "NOT_A_PHONE"
    UNKNOWN_CODE = "UNKNOWN_CODE"
    NOT_A_POINT = "NOT_A_POINT"
    NO_SUCH_MATTER = "NO_SUCH_MATTER"
    NO_SUCH_TRANSFER = "NO_SUCH_TRANSFER"
    GOES_IN_CIRCLE = "GOES_IN_CIRCLE"
    BAD_ROUTE = "BAD_ROUTE"


FAULT_WORDS = {
    "NOT_AN_OBJECT": _("应为 JSON 对象。"),
    "UNKNOWN_FIELD": _("没有这个字段。"),
    "MISSING": _("缺少必填字段。"),
    "NOT_TEXT": _("应为文字（JSON 字符串）。"),
    "EMPTY": _("不能为空。"),
    "TOO_LONG": _("不能超过 %(limit)s 个字符。"),
    "NUL": _("不能含有空字符（U+0000）。"),
    "SURROGATE": _("含有不成对的代理码位，不是合法的 Unicode 文字。"),
    "UNKNOWN_CHANNEL": _("没有这个渠道；可用的渠道：%(known)s。"),
    "UNKNOWN_REGION": _("没有这个区划代码。"),
    "NOT_A_TIME": _("应为 ISO 8601 时间，例如 2026-03-05T14:30:00+08:00，年份不早于 1900。"),
    "TIME_IN_FUTURE": _("时间不能晚于现在。"),
    "NOT_A_PHONE": _("应为电话号码，例如 13800000000 或 0572-2030000。"),
    "UNKNOWN_CODE": _("没有这个代码；可用的代码：%(known)s。"),
    "NOT_A_POINT": _("应为数字，经度 73 至 136，纬度 3 至 54。"),
    "NO_SUCH_MATTER": _("您移交的事项中没有这个查询码。"),
    "NO_SUCH_TRANSFER": _("转交给您的事项中没有这个转交编号。"),
    "GOES_IN_CIRCLE": _("这件事已经过本市，不能再移交给本市；请退回移交给您的城市。"),
    "BAD_ROUTE": _(
        "应为经过的城市的六位区划代码，用逗号隔开，最后一个是移交的城市，不重复，最多 %(most)s 个。"
    ),
}


class Notice(StrEnum):
    """What was read out to somebody for whom another registers (个人信息保护法 §17); a new wording has a new code."""

    GRID_1 = "GRID_1"


NOTICE_WORDS = {
    "GRID_1": _("网格员代为登记，已当面说明"),
}


class Alike(StrEnum):
    """Why a new report may tell of the same thing as an earlier one; people judge it."""

    SAME_TEXT = "SAME_TEXT"
    SIMILAR_TEXT = "SIMILAR_TEXT"
    SAME_CALLER = "SAME_CALLER"
    SAID_SAME = "SAID_SAME"
    SAME_EVENT = "SAME_EVENT"
    SAME_TOWN = "SAME_TOWN"
    LIKE_EVENT = "LIKE_EVENT"


ALIKE_WORDS = {
    "SAME_TEXT": _("文字相同"),
    "SIMILAR_TEXT": _("文字相近"),
    "SAME_CALLER": _("同一来电且文字部分相近"),
    "SAID_SAME": _("登记时指明是同一件事"),
    "SAME_EVENT": _("同一地点、同一问题、相近时间"),
    "SAME_TOWN": _("同一乡镇（街道）、同一问题、相近时间"),
    "LIKE_EVENT": _("同一问题、相近时间，地点没有写明"),
}


class PartnerKind(StrEnum):
    """In whose words a partner speaks: its own system's, or by the plain API."""

    PLAIN = "PLAIN"
    POLICE110 = "POLICE110"
    HOTLINE12345 = "HOTLINE12345"
    CITY = "CITY"


PARTNER_KIND_WORDS = {
    "PLAIN": _("一般协作系统"),
    "POLICE110": _("110 指挥中心"),
    "HOTLINE12345": _("12345 热线"),
    "CITY": _("外市"),
}
