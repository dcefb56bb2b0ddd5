"""Whether a danger word speaks of an animal: 走失的小狗 and 猫掉进井里 are no danger to somebody's life."""

import re

_ANIMAL = "(?:狗狗|狗|猫咪|猫|宠物|鸡|鸭|鹅|羊|兔子?|鹦鹉|泰迪|金毛|柯基|边牧|哈士奇)"
_BEFORE = re.compile(
    rf"(?<![追遛牵抱被带着养喂小])小?{_ANIMAL}(?:在[\u4e00-\u9fff]{{1,6}})?(?:都|也|又|还|就|刚|已经?|给|被|不小心|突然|今天|今早|昨天|昨晚|前天)*$"
)
_AFTER = re.compile(
    rf"了?的(?:[那这一两三]?[只条头])?[\u4e00-\u9fff]{{0,3}}?{_ANIMAL}(?![\u4e00-\u9fff]?主人)"
)
_HAPPENS = re.compile("走失|走丢|不见|失踪|失联|丢了|没回|找不到|掉|跌|坠|摔|卡|困|夹|淹|落水")
_REACH = 12


def is_of_an_animal(words: str, start: int, end: int) -> bool:
    """Whether an animal stands right before what happens in the half-open span, or right behind it as 走失的小狗."""
    happens = _HAPPENS.search(words, start, end)
    at = happens.start() if happens else start
    return bool(_BEFORE.search(words[max(0, at - _REACH) : at]) or _AFTER.match(words, end))
