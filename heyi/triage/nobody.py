"""Whether a danger word speaks of an animal or a thing: 走失的小狗, 猫掉进井里 and 我的手机掉进河里 cost no life."""

import re

_ANIMAL = "(?:狗狗|狗|猫咪|猫|宠物|鸡|鸭子?|鹅|羊|兔子?|鹦鹉|泰迪|金毛|柯基|边牧|哈士奇)"
_BEFORE = re.compile(
    rf"(?<![追遛牵抱被带着养喂小])小?{_ANIMAL}(?:在[\u4e00-\u9fff]{{1,6}})?(?:都|也|又|还|就|刚|已经?|给|被|不小心|突然|今天|今早|昨天|昨晚|前天)*$"
)
_THING = "手机|车?钥匙|戒指|耳环|项链|钱包|快递|包裹|帽子|鞋子?|眼镜|身份证|证件|无人机|风筝|足球|篮球|皮球"
_THING_BEFORE = re.compile(
    rf"(?:^|[，。！？!?；;：:\s]|的|我|一[部个串张只])(?:{_THING})(?:也|又|还|都|刚|已经?|给|被|不小心|今天|昨天)*$"
)
"""Not behind a verb: 孩子捡手机掉进河里 is of the child."""
_AFTER = re.compile(
    rf"了?的(?:[那这一两三]?[只条头])?[\u4e00-\u9fff]{{0,3}}?{_ANIMAL}(?![\u4e00-\u9fff]?主人)"
)
_HAPPENS = re.compile("走失|走丢|不见|失踪|失联|丢了|没回|找不到|掉|跌|坠|摔|卡|困|夹|淹|落水")
_REACH = 12


def is_of_nobody(words: str, start: int, end: int) -> bool:
    """Whether an animal or a thing stands right before what happens in the half-open span, or behind it: 走失的小狗."""
    happens = _HAPPENS.search(words, start, end)
    at = happens.start() if happens else start
    before = words[max(0, at - _REACH) : at]
    return bool(_BEFORE.search(before) or _THING_BEFORE.search(before) or _AFTER.match(words, end))
