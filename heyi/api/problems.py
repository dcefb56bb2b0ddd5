"""Refusals as problem+json (RFC 9457), in Chinese or English."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import parse_accept_lang_header

from heyi.intake.codes import FAULT_WORDS
from heyi.intake.rules import Fault
from heyi.kernel.compact import compact
from heyi.kernel.flow import Refusal
from heyi.kernel.words import _

MEDIA_TYPE = "application/problem+json"
WORDS: Mapping[str, tuple[int, str]] = {
    "BAD_JSON": (400, _("请求正文不是合法的 JSON。")),
    "KEY_MISSING": (400, _("缺少 Idempotency-Key：每份报告要有一个键，重发时用同一个键。")),
    "KEY_INVALID": (400, _("Idempotency-Key 应为 1 至 200 个可见字符，首尾没有空格。")),
    "NOT_SIGNED_IN": (401, _("需要有效的密钥：Authorization: Bearer 密钥。")),
    "NOT_SIGNED": (
        401,
        _(
            "没有签名：需要 X-Heyi-Version、X-Heyi-Partner、X-Heyi-Event、X-Heyi-Timestamp 和 X-Heyi-Signature。"
        ),
    ),
    "WRONG_SIGNATURE": (401, _("签名不符：请核对系统编号、密钥，以及签名所覆盖的内容是否与发送的一字不差。")),
    "WRONG_TIME": (401, _("时间戳与本系统相差超过五分钟；本系统现在是 %(now)s（%(seconds)s）。")),
    "NOT_YOURS": (403, _("这个地址属于另一类协作系统。")),
    "NOT_FOUND": (404, _("没有找到。")),
    "METHOD_NOT_ALLOWED": (405, _("这个地址不接受该方法。")),
    "KEY_TAKEN": (409, _("这个键已用于另一份内容；请换一个新键，或原样重发。")),
    "NOT_OPEN": (409, _("这次转交现在不能这样答复：%(why)s")),
    "TOO_LARGE": (413, _("请求正文过大：一份报告不超过 256 kB，一批不超过 16 MB。")),
    "TOO_MANY_LINES": (413, _("一批不超过 1000 行。")),
    "MEDIA_TYPE": (
        415,
        _("不支持的媒体类型：单份用 application/json，成批用 application/x-ndjson，均为 UTF-8。"),
    ),
    "INVALID_REPORT": (422, _("报告有误，逐项说明见 errors。")),
    "TOO_MANY": (429, _("次数太多，请在 Retry-After 所示的秒数以后再试。")),
    "INTERNAL": (500, _("系统内部出错，已记录；请稍后用同一个键重发。")),
    "UNAVAILABLE": (503, _("系统暂时不可用；请稍后用同一个键重发。")),
}


class Problem(Exception):
    """A refusal: its code stands in WORDS with status and sentence."""

    def __init__(
        self,
        code: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        refusal: Refusal | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.status, self.sentence = WORDS[code]
        self.faults = faults
        self.headers = headers or {}
        self.params = params or {}
        self.refusal = refusal

    def document(self) -> dict[str, Any]:
        """The body of the answer, in the language that is active."""
        params = {**self.params, **({"why": _words_of(self.refusal)} if self.refusal else {})}
        title = gettext(self.sentence) % params if params else gettext(self.sentence)
        errors = [_error(fault) for fault in self.faults]
        named = "；".join(f"{error['field']}: {error['detail']}" for error in errors if error["field"])
        return {
            "type": f"urn:heyi:problem:{self.code}",
            "title": title,
            "status": self.status,
            "detail": named or title,
            "code": self.code,
            "errors": errors,
        }


def _words_of(refusal: Refusal) -> str:
    """Why a step was refused, in the language that is active."""
    words = gettext(refusal.sentence)
    return words % dict(refusal.params) if refusal.params else words


def language_of(request: HttpRequest) -> str:
    """zh-hans, unless the client prefers English."""
    for tag, _weight in parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", "")):
        if tag.startswith("en"):
            return "en"
        if tag.startswith(("zh", "*")):
            break
    return "zh-hans"


def refuse(problem: Problem, request: HttpRequest) -> HttpResponse:
    """The refusal as an answer."""
    language = language_of(request)
    with override(language):
        document = problem.document()
    response = HttpResponse(written(document), status=problem.status, content_type=MEDIA_TYPE)
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    for name, value in problem.headers.items():
        response[name] = value
    return response


def written(document: object) -> bytes:
    """JSON in UTF-8."""
    return compact(document).encode("utf-8", "backslashreplace")


def _error(fault: Fault) -> dict[str, str]:
    return {
        "field": fault.field,
        "code": fault.code.value,
        "detail": gettext(FAULT_WORDS[fault.code.value]) % dict(fault.params),
    }
