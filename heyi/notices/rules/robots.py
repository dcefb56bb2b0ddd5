"""Addresses of robots and people: only the channel's own host, and only what names the robot there. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from heyi.notices.codes import NoticeWay

HOSTS: Mapping[NoticeWay, str] = {
    NoticeWay.DINGTALK: "oapi.dingtalk.com",
    NoticeWay.WECOM: "qyapi.weixin.qq.com",
    NoticeWay.FEISHU: "open.feishu.cn",
}
PATHS: Mapping[NoticeWay, str] = {
    NoticeWay.DINGTALK: "/robot/send?access_token={token}",
    NoticeWay.WECOM: "/cgi-bin/webhook/send?key={token}",
    NoticeWay.FEISHU: "/open-apis/bot/v2/hook/{token}",
}
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{8,128}")
_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True, slots=True)
class Robot:
    """What names a group's robot at its channel: its token, and the secret that signs where one is set."""

    token: str
    secret: str = ""


def read_robot(way: NoticeWay, typed: str, secret: str = "") -> Robot | None:
    """The robot behind a webhook address as the channel's own page shows it, or behind its token alone.

    None for anything else: another host, another path, more than a token. So nobody makes this house call elsewhere.
    """
    token = _token_of(way, typed.strip())
    if not _TOKEN.fullmatch(token) or (secret.strip() and not _SECRET.fullmatch(secret.strip())):
        return None
    return Robot(token, secret.strip())


def _token_of(way: NoticeWay, typed: str) -> str:
    if "/" not in typed:
        return typed
    try:
        parts = urlsplit(typed)
    except ValueError:  # a bracket that opens an address and does not close it
        return ""
    path, _mark, query = PATHS[way].partition("?")
    if (parts.scheme, parts.netloc) != ("https", HOSTS[way]):
        return ""
    if query:
        named = parse_qs(parts.query)
        return "".join(named.get(query.partition("=")[0], [])) if parts.path == path else ""
    stem = path.removesuffix("{token}")
    return parts.path.removeprefix(stem) if parts.path.startswith(stem) else ""


def mobile_of(typed: str) -> str:
    """The mobile number in it, digits alone; empty where it is none."""
    digits = re.sub(r"[\s-]", "", typed).removeprefix("+86")
    return digits if _MOBILE.fullmatch(digits) else ""


def hint_of(way: NoticeWay, plain: str) -> str:
    """What is shown of an address once it is sealed: enough to know it again, too little to use it."""
    if way is NoticeWay.MAIL:
        name, _at, domain = plain.partition("@")
        return f"{name[:2]}…@{domain}"
    return f"…{plain[-4:]}"
