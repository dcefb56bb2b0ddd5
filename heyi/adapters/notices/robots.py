"""Groups' robots of DingTalk 钉钉, WeCom 企业微信 and Feishu 飞书: one POST of plain text each.

All three answer 200 also when they refuse; whether the group got it stands in the answer's own code.
"""

import base64
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

from heyi.journal.ports import NotDelivered, Undeliverable, Unreachable
from heyi.notices.codes import NoticeWay
from heyi.notices.rules.robots import HOSTS, PATHS, Robot

SECONDS = 5.0
ANSWER_LIMIT = 4000  # bytes
_LATER: Mapping[NoticeWay, frozenset[int]] = {  # busy, or too many in a minute
    NoticeWay.DINGTALK: frozenset({-1, 130101, 410100}),
    NoticeWay.WECOM: frozenset({-1, 45009}),
    NoticeWay.FEISHU: frozenset({9499, 11232}),
}


def post_to_robot(way: NoticeWay, robot: Robot, words: str, *, at: datetime) -> None:
    """Returns once the channel says that the group has it; raises NotDelivered or Undeliverable, without the token."""
    address = address_of(way, robot, at=at)
    body = json.dumps(body_of(way, robot, words, at=at), ensure_ascii=False).encode()
    try:
        with (
            httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST", address, content=body, headers={"Content-Type": "application/json"}
            ) as answer,
        ):
            status, said = answer.status_code, _read(answer)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise Unreachable(f"群机器人连不上：{type(error).__name__}") from error
    judge(way, status, said)


def address_of(way: NoticeWay, robot: Robot, *, at: datetime) -> str:
    """The channel's own address of the robot, or the relay's that settings name; signed where DingTalk wants it."""
    base = f"{settings.HEYI_ROBOTS}/{way.value.lower()}" if settings.HEYI_ROBOTS else f"https://{HOSTS[way]}"
    address = base + PATHS[way].format(token=robot.token)
    if way is NoticeWay.DINGTALK and robot.secret:
        stamp = str(int(at.timestamp() * 1000))
        signed = _signed(robot.secret.encode(), f"{stamp}\n{robot.secret}".encode())
        address += f"&timestamp={stamp}&sign={quote(signed, safe='')}"
    return address


def body_of(way: NoticeWay, robot: Robot, words: str, *, at: datetime) -> dict[str, Any]:
    """What the channel takes."""
    if way is not NoticeWay.FEISHU:
        return {"msgtype": "text", "text": {"content": words}}
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": words}}
    if robot.secret:
        stamp = str(int(at.timestamp()))
        body |= {"timestamp": stamp, "sign": _signed(f"{stamp}\n{robot.secret}".encode(), b"")}
    return body


def judge(way: NoticeWay, status: int, said: bytes) -> None:
    """Nothing where the group has it, else the error: 200 with a code that is not 0 is a refusal."""
    if status != httpx.codes.OK:
        if status in (408, 425, 429) or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise NotDelivered(f"群机器人没有接收（状态码 {status}）。")
        raise Undeliverable(f"群机器人没有接收（状态码 {status}）。")
    code = _code_of(way, said)
    if code is None or code in _LATER[way]:
        raise NotDelivered(f"群机器人没有接收（代码 {'—' if code is None else code}）。")
    if code:
        raise Undeliverable(f"群机器人没有接收（代码 {code}）。")


def _code_of(way: NoticeWay, said: bytes) -> int | None:
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    name = "code" if way is NoticeWay.FEISHU else "errcode"
    code = answer.get(name) if isinstance(answer, dict) else None
    return code if isinstance(code, int) else None


def _signed(key: bytes, words: bytes) -> str:
    return base64.b64encode(hmac.digest(key, words, "sha256")).decode()


def _read(answer: httpx.Response) -> bytes:
    read = b""
    for piece in answer.iter_bytes():
        read += piece
        if len(read) >= ANSWER_LIMIT:
            break
    return read[:ANSWER_LIMIT]
