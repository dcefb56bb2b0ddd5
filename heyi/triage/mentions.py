"""Where a text speaks of somebody: roles with the name behind them, persons by family name, organisations by the end of
their name. On which side they stand is asked elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from heyi.triage.codes import PartyRole
from heyi.triage.lexicon.entries import Sort
from heyi.triage.lexicon.pairs import NOT_IN_NAMES
from heyi.triage.lexicon.roles import SURNAMES, TITLES
from heyi.triage.names import name_start, person_end
from heyi.triage.scan import Scan

HITS = 120  # mentions of one sort looked at; more than any real text has, a bound for made-up ones
_TITLE = re.compile("|".join(sorted(TITLES, key=len, reverse=True)))
_OFFICE = re.compile("主任|书记|经理|会计|店长|队长|厂长|主管|校长|院长|园长|村长|所长")
_PRIVATE = re.compile("(?:业委会|业主委员会|公司|物业|厂|店|中心|合作社|协会)(?:的|原|副|总){0,2}$")
_SAYS = re.compile("(?:我|本人)(?:就)?[是系](?:[^，。！？的]{0,10})$")
_NO_SURNAME_HERE = frozenset("向和于时从同对相由与常全")  # 向老板要钱
_NO_TITLE = re.compile("总(?:共|计|是|体|的|而|额|价|数|量|部|会|算|之|结|经理|有|得|觉|要|不|面积|人数)")
_ADDRESSED = re.compile("(?:尊敬的?|敬爱的?|亲爱的?)[^，。！]{0,3}$")
_NEXT_DOOR = re.compile("(?:隔壁|楼上|楼下|对门)的?$")
_JOIN = re.compile(r"名字?叫|叫做|姓名[是为]?[：:]?|[：:是叫（(]|[，,](?=[\u4e00-\u9fff]{2,3}[，,（(])")
_CUE = re.compile(
    r"我叫|本人叫|我名叫|我的名字[是叫]|我是|我姓名[是为]?[：:]?|本人姓名[是为]?[：:]?|姓名[是为]?[：:]?|本人[：:，,]?|名字?叫|叫做"
    r"|联系人[是为]?[：:]?|[一有]个叫"
)
_NICKED = "".join(sorted(SURNAMES - frozenset("师房时路乡车区")))  # 老师, 小区 are nobody
_NICK = re.compile(rf"[老小阿][{_NICKED}](?![\u4e00-\u9fff]?[家路村板])")
_OF_REPORTER = ("我", "本", "姓")
_BEFORE_A_NAME = re.compile(r"[与和跟同向给被把对由找]|借给|起诉|投诉|举报|殴打|状告")
_AFTER_A_NAME = re.compile(
    "发生|签订|签了|因|约定|之间|达成|协商|系|均|共同|离婚|结婚|登记|存在|借|拖欠|欠|要|打|殴打|骗|撞|支付|还|赔|承租|租|购买"
    "|买|负责|承包|拒|说|介绍|退"
)
_HIDDEN = re.compile(
    r"[\u4e00-\u9fff]某{1,2}[甲乙丙丁戊己]?(?![\u4e00-\u9fff]?(?:公司|小区|路|镇|村|市|县|区|单位|部门|局|地|店|厂|品牌|天|日|些|个|种"
    "|人|年|月|学校|医院|楼|项目))"
)
_WORKS_BEFORE = re.compile("(?:入职|就职|任职)(?:于|在|到|了)?$")
_AT_BEFORE = re.compile("(?:在|到|于|进|去)$")
_WORKS_AFTER = re.compile(
    r"[里内]?(?:当[^，。]{1,4}|做[^，。]{1,4}|从事[^，。]{1,6})?(?:上班|打工|工作(?!人员|日)|务工|做工|干活|任职|做事|干了)"
)
_STAFF_BEFORE = re.compile("(?:我们?|本人)(?:都|均)?(?:是|系)[^，。]{0,4}$")
_STAFF_AFTER = re.compile("的?[^，。]{0,4}(?:员工|职工|工人)")
_GENERIC = (
    "家庭 小区 本小区 该小区 原 某 服务 乡镇 私立 民办 公立 公办 一般 基层 个体 旅游 供水 中小 全市 全县 "
    "全日制乡镇 私营 外资 国有 工业 上市 建筑 装修 运营 出租 电信 通讯 快递 物流 培训 艺术类 校外 "
    "乡镇中心 下属 子 总 母 三甲 二甲 专科 省示范性 省级示范 重点 县重点 下级 示范性 综合 其他 合作 "
    "第三方 网络 房产 能源 代理 外包 劳务 派遣 医药 民营 大 小 新 老 旧 本"
)
_DIVISIONS = ("镇", "乡", "村")
_PLACED = re.compile("[省市县区镇乡村路A-Z0-9]")
_NO_NAME = frozenset(_GENERIC.split())
"""Before the last word of an organisation's name: it is none that is named."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the words stand that name somebody, and from where to where it is told with the role (half-open)."""

    role: PartyRole
    start: int
    end: int
    begin: int
    until: int
    is_named: bool
    is_reporter: bool = False


def mentions(scan: Scan) -> list[Mention]:
    """All mentions in the order of the text, none over another: of two, the one that begins first, then the longer."""
    found = sorted(
        (
            *_roles(scan),
            *_bodies(scan),
            *_titled(scan.words),
            *_in_office(scan.words),
            *_cued(scan.words),
            *_between(scan.words),
            *_hidden(scan.words),
        ),
        key=lambda one: (one.begin, -one.until),
    )
    kept: list[Mention] = []
    for one in found:
        if not kept or one.begin >= kept[-1].until:
            kept.append(one)
    return kept


def _roles(scan: Scan) -> Iterator[Mention]:
    for hit in islice(scan.of(Sort.ROLE), HITS):
        role = PartyRole(hit.entry.code)
        named = _name_behind(scan.words, hit.end)
        if named is None:
            yield Mention(role, hit.start, hit.end, hit.start, hit.end, is_named=False)
        else:
            yield Mention(role, *named, hit.start, named[1], is_named=True)


def _name_behind(words: str, end: int) -> tuple[int, int] | None:
    """The name right behind a role: 老板王某, 房东叫张建国, 经理沈先生."""
    joined = _JOIN.match(words, end)
    start = joined.end() if joined else end
    if words[start : start + 1] in SURNAMES and (title := _TITLE.match(words, start + 1)):
        return start, title.end()
    nick = _NICK.match(words, start)
    name = nick.end() if nick else person_end(words, start, strict=joined is None)
    return None if name is None else (start, name)


def _bodies(scan: Scan) -> Iterator[Mention]:
    """Organisations, named or not; where the reporter works is the employer."""
    floor, last = 0, None
    for hit in islice(scan.of(Sort.BODY), HITS):
        if scan.words[hit.end : hit.end + 1] in _DIVISIONS:  # 八里店镇
            continue
        start = name_start(scan.words, hit.start, floor=floor)
        if last is not None and last.end == hit.start:  # 跃进氮肥厂居委会
            start = last.start
        own = scan.words[start : hit.start]
        is_named = _is_name(scan.words, start, own, hit.entry.word)
        role = PartyRole(hit.entry.code)
        if _works_at(scan.words, start, hit.end):
            role = PartyRole.EMPLOYER
        begin = start if is_named else hit.start
        last = Mention(role, begin, hit.end, begin, hit.end, is_named=is_named)
        yield last
        floor = hit.end


def _is_name(words: str, start: int, own: str, ending: str) -> bool:
    """Whether what stands before the ending names the organisation; behind 的 often only its kind: 闲置的厂区学校."""
    if own in _NO_NAME or own[-1:] in ("开", "办") or len(own) < 2 - (own != "" and len(ending) > 2):
        return False
    is_described = words[start - 1 : start] == "的" and len(ending) < 4
    return not is_described or _PLACED.search(own) is not None or words.count(own) > 1


def _works_at(words: str, start: int, end: int) -> bool:
    before = words[max(0, start - 10) : start]
    if _WORKS_BEFORE.search(before):
        return True
    if _AT_BEFORE.search(before):
        return _WORKS_AFTER.match(words, end) is not None
    return bool(_STAFF_BEFORE.search(before) and _STAFF_AFTER.match(words, end))


def _titled(words: str) -> Iterator[Mention]:
    """王先生, 沈老板, 隔壁的赵阿姨; a leader who is addressed is no party."""
    for title in islice(_TITLE.finditer(words), HITS):
        start = title.start() - 1
        if start >= 0 and _is_called(words, start, title):
            is_near = _NEXT_DOOR.search(words, max(0, start - 5), start)
            role = PartyRole.NEIGHBOUR if is_near else PartyRole(TITLES[title[0]])
            yield Mention(role, start, title.end(), start, title.end(), is_named=True)


def _in_office(words: str) -> Iterator[Mention]:
    """业委会主任郑华, 公司经理王明: an office and the name behind it; who says 我是 holds it."""
    for title in islice(_OFFICE.finditer(words), HITS):
        if words[title.start() - 1 : title.start()] in SURNAMES:  # 郑主任
            continue
        end = person_end(words, title.end(), strict=True)
        if end is not None:
            is_private = _PRIVATE.search(words, max(0, title.start() - 8), title.start())
            role = PartyRole.PERSON if is_private else PartyRole(TITLES[title[0]])
            is_reporter = _SAYS.search(words, max(0, title.start() - 14), title.start()) is not None
            role = PartyRole.REPORTER if is_reporter else role
            span = (title.end(), end, title.start(), end)
            yield Mention(role, *span, is_named=True, is_reporter=is_reporter)


def _is_called(words: str, start: int, title: re.Match[str]) -> bool:
    """Whether the letter before a title is a family name: not 向 of 向老板, nor 任 of 主任书记."""
    if words[start] not in SURNAMES or words[start] in _NO_SURNAME_HERE:
        return False
    if (before := words[max(0, start - 1) : start + 1]) in TITLES or before in NOT_IN_NAMES:
        return False
    return not (_NO_TITLE.match(words, title.start()) or _ADDRESSED.search(words, max(0, start - 6), start))


def _cued(words: str) -> Iterator[Mention]:
    """我叫王某, 姓名：张建国, 联系人李四."""
    for cue in islice(_CUE.finditer(words), HITS):
        is_sure = cue[0] not in ("我是", "本人")
        end = person_end(words, cue.end(), strict=not is_sure)
        if end is not None:
            is_reporter = cue[0].startswith(_OF_REPORTER) and words[end : end + 1] != "的"  # 我是张小红的女儿
            role = PartyRole.REPORTER if is_reporter else PartyRole.PERSON
            yield Mention(role, cue.end(), end, cue.start(), end, is_named=True, is_reporter=is_reporter)


def _between(words: str) -> Iterator[Mention]:
    """与张建国发生纠纷, 借给李四."""
    for cue in islice(_BEFORE_A_NAME.finditer(words), HITS):
        end = person_end(words, cue.end(), strict=True)
        if end is not None and _AFTER_A_NAME.match(words, end):
            yield Mention(PartyRole.PERSON, cue.end(), end, cue.end(), end, is_named=True)


def _hidden(words: str) -> Iterator[Mention]:
    """王某, 李某甲."""
    for name in islice(_HIDDEN.finditer(words), HITS):
        if words[name.start()] in SURNAMES:
            yield Mention(PartyRole.PERSON, *name.span(), *name.span(), is_named=True)


def first_speaker(words: str, taken: Sequence[Mention]) -> tuple[int, int] | None:
    """The first word by which the reporter speaks of itself, outside what is taken."""
    for word in islice(_SPEAKS.finditer(words), HITS):
        if not any(one.begin < word.end() and word.start() < one.until for one in taken):
            return word.span()
    return None


_SPEAKS = re.compile(r"我们|本人|咱们|我(?![国市县区省镇乡村校院司局])")
