"""Danger told in words that stand apart: who, where and what, with other words between.

Each pattern is tried only on a text that holds one of its triggers. Weights as in `dangers`.
"""

import re
from dataclasses import dataclass

_GAP = r"[^。！？!?；;\n]"
_KIN = r"(?:妈妈?|爸爸?|老人|母亲|父亲|奶奶|爷爷|外婆|外公|孩子|小孩|女儿|儿子|妹妹|弟弟|老伴|女孩|男孩|学生)"
_HITTER = r"(?:老公|丈夫|男友|男朋友|前夫|爸爸?|父亲|继父|儿子|婆婆|老婆|妻子|他|她)"
_FAMILY = r"(?:我|妈|孩子|老婆|妻子|母亲|女儿|儿子|奶奶|爷爷|老人|姐|妹)"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A danger, how strongly the pattern speaks of it, and one of which words has to be there at all."""

    danger: str
    weight: int
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]


def _alarm(danger: str, weight: int, triggers: str, pattern: str) -> Alarm:
    return Alarm(danger, weight, tuple(triggers.split()), re.compile(pattern))


ALARMS: tuple[Alarm, ...] = (
    _alarm(
        "SUICIDE",
        4,
        "楼顶 天台 窗台 栏杆外 护栏外 塔吊 铁塔 六楼 楼边 阳台外 桥栏 广告牌",
        rf"(?:站|坐|爬|趴|骑)(?:在|到|上){_GAP}{{0,10}}(?:楼顶|天台|楼边|窗台|阳台外|护栏外|栏杆外|桥栏|塔吊|铁塔|广告牌)"
        rf"{_GAP}{{0,25}}(?:跳|死|轻生|不下来|不肯下|自杀|往下|想不开|讨薪|讨要|要钱|不活|哭)",
    ),
    _alarm(
        "SUICIDE",
        4,
        "跳 死 自杀 喝药 点火",
        rf"(?:不给|不解决|不发|不还|再不|不答应|要不到|拿不到|逼我){_GAP}{{0,14}}(?:就|只有|只能|只好|要)"
        r"(?:去|从\S{0,6})?(?:跳(?!槽|绳|舞|票|闸|广|过|转|到)|死给|去死|自杀|烧死自己|喝药|点火)",
    ),
    _alarm(
        "MISSING",
        2,
        "没回 没有回 未归 不见了 找不到 联系不上 走失 走丢",
        rf"{_KIN}{_GAP}{{0,25}}(?:没回家|没有回家|没回来|没有回来|未归|不见了|找不到人|(?<!的)找不到了|联系不上|走失了|走丢了)",
    ),
    _alarm(
        "TRAPPED",
        2,
        "卡在 悬在 挂在 夹在 夹住 应声 没人应 没反应 没有反应 不醒 晕倒 昏倒",
        r"(?:孩子|小孩|老人|有人|工人|男子|女子|邻居)[^。，,！？]{0,8}(?:卡在|悬在|挂在|夹在|被夹住|没有?应声|没人应|没有?反应|叫不醒|晕倒在|昏倒)",
    ),
    _alarm(
        "VIOLENCE",
        3,
        "关 不让走 不放 不让我 不让离开",
        rf"(?:被|把我|将我)[^。，,]{{0,10}}关(?:起来|在|着|了){_GAP}{{0,20}}(?:救|打|逃|不让|不放|饿)|不(?:让我?走|让我?离开|放人){_GAP}{{0,8}}救",
    ),
    _alarm(
        "VIOLENCE",
        3,
        "炸 砍 杀 捅",
        r"(?:要|扬言|准备|威胁)[^。，,不]{0,5}(?:炸|砍|杀|捅|烧)(?:死|掉|光|了)?(?:我|他|她|你|全家|人|学校|幼儿园|加油站|医院|老师|法官|老板|房东)",
    ),
    _alarm(
        "DOMESTIC_VIOLENCE",
        1,
        "打 勒 掐 砍 踹 捅",
        rf"{_HITTER}[^。，,！？]{{0,8}}(?:打|勒|掐|砍|踹|捅)[着了我]{{0,2}}{_FAMILY}",
    ),
    _alarm(
        "DOMESTIC_VIOLENCE",
        3,
        "脖子",
        r"(?:勒|掐)(?:住|着|了)?(?:我|她|妈妈|孩子)?的?脖子",
    ),
    _alarm(
        "COLLAPSE",
        3,
        "塌 滑坡 垮",
        r"(?:房|楼|墙|桥|山体|脚手架|塔吊|隧道|基坑|工地|边坡)[^。]{0,12}(?:塌|滑坡|垮)[^。]{0,12}(?:埋|压住|困|里面有人|有人在)",
    ),
    _alarm(
        "POISONING",
        2,
        "上吐下泻 呕吐 中毒 昏迷",
        r"(?:多人|几十|十几|多个|[0-9]{1,3}个|学生|孩子们|很多人|一家|几个)[^。，,]{0,8}(?:上吐下泻|呕吐|中毒|昏迷)",
    ),
    _alarm(
        "FIRE",
        3,
        "着火 起火 烧",
        r"(?:着火|起火|烧)[^。]{0,14}(?:里面有人|里面还有|有人没|人没出来|困在|快来)",
    ),
)
