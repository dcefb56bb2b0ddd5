"""Who speaks, and against whom: the parties of a text, what they are and on which side, by the words that say so.

On the other side stands who is accused outright, with whom there is a quarrel, or who does what is complained of.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from heyi.triage.codes import PartyRole, Side
from heyi.triage.lexicon.roles import BODIES
from heyi.triage.mentions import Mention, first_speaker, mentions
from heyi.triage.reading import Reason
from heyi.triage.scan import Scan, clauses

MOST = 20
_BEFORE, _AFTER = 20, 24


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in the matter: what they are, on which side, whether by name, and why."""

    role: PartyRole
    side: Side
    is_named: bool
    reason: Reason

    @property
    def name(self) -> str:
        """The name, or the words for them."""
        return self.reason.quote


_LABOUR = re.compile(r"工资|工钱|薪|打工|上班|干活|做工|工地|劳动|辞退|开除|社保|工伤|离职|入职|员工|工人")
_FAMILY = re.compile(r"离婚|抚养|赡养|婚姻|结婚|家暴|继承|遗产|彩礼|出轨|分居|探望|监护")
_SELF = re.compile(
    r"(?:我们?|本人|我俩|咱们?)(?:均|都|也)?(?:是|系|作为|身为)(?!被|由|向|给|在)[^，。；！？\n是]{0,12}$|(?:^|[，。！？；\n])(?:作为|身为)[^，。；！？\n都也不要能]{0,12}$"
)
_OURS = re.compile(r"(?:我们|咱们)(?:全体|这些|作为|几个|小区|[0-9一二三四五六七八九十几]+[个名位])?$")
_ACCUSED = re.compile(
    r"(?:投诉|举报|起诉|控告|状告|控诉|检举|反映|曝光|要求|请求|责令|督促)(?:了|的是|一下|关于)?[的：:“]?(?:(?:隔壁|楼上|楼下|对门|对面|附近|旁边)的?)?$|被(?:我|我家|我们|这个|该)?的?$"
)
_WITH = re.compile(r"[与和跟同](?:我|我家|我们)?(?:隔壁|楼上|楼下|对门|同村)?的?$")
_QUARREL = re.compile(
    r"[^，。；\n]{0,10}(?:纠纷|矛盾|争吵|冲突|争议|打架|官司|吵架|扯皮|闹翻|协商(?:未果|不成|无果)|离婚)"
)
_TOWARDS = re.compile(r"[向找跟问](?:我|我们)?(?:的)?$")
_CLAIMED = re.compile(r"(?:要|讨|索|追讨|催|理论|讨说法)")
_HARM = re.compile(
    r"(?<!没有)(?:拖欠|克扣|不给|不付|没付|未付|不发|没发|未发|不还|没还|未还|不退|不赔|不肯|不愿|不让|不修|不办|不交|不签|不认|不管|不理|不处理|不作为"
    r"|不承认|不履行|不同意|不配合|不解决|不支付|不返还|拒|违约|违规|违法|违建|跑路|失联|拉黑|打(?!电话|击|车|工|算|扫|印|造|通|官司|官)|骂|侮辱|威胁|恐吓|骗|欺|撞"
    r"|占|强行|强制|强拆|强迫|扣(?:了|我|押|发|下)|辞退|开除|解雇|解除|逼|乱收|多收|私自|擅自|推诿|推脱|推卸|敷衍|出轨|家暴|赌|噪音|扰民|排放|偷|倒闭|关门"
    r"|刁难|隐瞒|虚假|假冒|欺诈|漏水|渗水|侵|毁|砸|堵|泼|拖着|拖延|误诊|漏诊|延误|失误|过错|迟迟|一直没|要求我|让我|逃避|逃逸|霸|垄断|无证|非法|不合理|态度|以权谋私|贪污|弄虚作假|涨价|说没|说不|欠)"
)
_SUFFERS = re.compile(r"(?:也|都|还|就)?(?:被|遭|受到|要求|投诉|反映|向)")
_QUIET = frozenset(
    {
        PartyRole.CHILD,
        PartyRole.PARENT,
        PartyRole.OWNER,
        PartyRole.WORKER,
        PartyRole.VICTIM,
        PartyRole.BUYER,
        PartyRole.REPORTER,
    }
)
"""Of whom what follows is more often suffered than done."""
_ALIKE = {PartyRole.COMPANY: PartyRole.EMPLOYER}
"""公司 without a name may be the one where the reporter works."""
_BODIES = frozenset(PartyRole(role) for role in BODIES)
_BREAKS = re.compile(r"[，。；：！？、\s]|$")
_SHORT_NAME = 3
_KIN = frozenset({PartyRole.SPOUSE, PartyRole.CHILD, PartyRole.PARENT})
"""Told in every second report; parties without a name only where the matter is the family's."""
_LEFT_OUT = frozenset(
    {
        PartyRole.WORKER,
        PartyRole.PARENT,
        PartyRole.OWNER,
        PartyRole.VICTIM,
        PartyRole.PERSON,
        PartyRole.TEACHER,
        PartyRole.DOCTOR,
    }
    | {PartyRole.REPORTER, PartyRole.RELATIVE, PartyRole.OFFICE, PartyRole.COMPANY, PartyRole.SCHOOL}
    | {
        PartyRole.HOSPITAL,
        PartyRole.BANK,
        PartyRole.BUYER,
        PartyRole.SELLER,
        PartyRole.INSURER,
        PartyRole.OFFICIAL,
    }
)
"""Merely mentioned and without a name, these are no parties."""


def parties(scan: Scan) -> tuple[Party, ...]:
    """The parties in the order of the text, each once, at most MOST; who speaks stands first where only 我 tells it."""
    seen = mentions(scan)
    is_labour = _LABOUR.search(scan.words) is not None
    is_family = _FAMILY.search(scan.words) is not None
    judge = _Judge(scan, seen)
    found = each_once(
        _told(scan, one, judge.side(place), is_labour=is_labour) for place, one in enumerate(seen)
    )
    kept = [party for party in found if _counts(party, is_family=is_family)]
    if any(party.side is Side.SPEAKER for party in kept):
        return tuple(kept[:MOST])
    return (*_speaker(scan, seen), *kept)[:MOST]


def _told(scan: Scan, one: Mention, side: Side, *, is_labour: bool) -> Party:
    role = PartyRole.EMPLOYER if one.role is PartyRole.BOSS and is_labour else one.role
    reason = scan.reason("PARTY", one.start, one.end, role=role.value, side=side.value)
    return Party(role, side, one.is_named, reason)


def _counts(party: Party, *, is_family: bool) -> bool:
    if party.side is not Side.UNTOLD:
        return True
    if party.role in (PartyRole.OFFICE, PartyRole.OFFICIAL):
        return False
    return party.is_named or (party.role not in _LEFT_OUT and (party.role not in _KIN or is_family))


def each_once(found: Iterable[Party]) -> list[Party]:
    """Each name once, where it says most; a role without a name only if nobody of that role is named."""
    kept: dict[str, Party] = {}
    for party in found:
        known = _same_as(party, kept.values())
        if known is None:
            kept[party.name] = party
        elif known.side is Side.UNTOLD and party.side is not Side.UNTOLD:
            del kept[known.name]
            kept[party.name] = party
    for party in [party for party in kept.values() if not party.is_named]:
        _folded(party, kept)
    return sorted(kept.values(), key=lambda party: party.reason.start)


def _folded(party: Party, kept: dict[str, Party]) -> None:
    """A role without a name is the one that is named with it; of several nobody knows which, so it stays if blamed."""
    roles = {party.role, _ALIKE.get(party.role, party.role)}
    named = [known for known in kept.values() if known.is_named and known.role in roles]
    if not named or (
        party.side is Side.OTHER and len(named) > 1 and all(known.side is Side.UNTOLD for known in named)
    ):
        return
    del kept[party.name]
    if party.side is Side.OTHER and len(named) == 1 and named[0].side is Side.UNTOLD:
        kept[named[0].name] = _against(named[0])


def _same_as(party: Party, kept: Iterable[Party]) -> Party | None:
    """The party that was told before: by the same name, or by one with the county before it or without."""
    for known in kept:
        if known.name == party.name:
            return known
        both = (
            known.is_named and party.is_named and known.role is party.role and len(party.name) > _SHORT_NAME
        )
        if both and (known.name.endswith(party.name) or party.name.endswith(known.name)):
            return known
    return None


def _against(party: Party) -> Party:
    """A named party of which the words without the name told that it is the other side: 公司把我辞退了."""
    params = {**party.reason.params, "side": Side.OTHER.value}
    return replace(party, side=Side.OTHER, reason=replace(party.reason, params=params))


def _speaker(scan: Scan, seen: Sequence[Mention]) -> Iterator[Party]:
    span = first_speaker(scan.words, seen)
    if span is not None:
        role, side = PartyRole.REPORTER, Side.SPEAKER
        reason = scan.reason("PARTY", span[0], span[1], role=role.value, side=side.value)
        yield Party(role, side, is_named=False, reason=reason)


class _Judge:
    """On which side a mention stands, by the words around it; what follows the next mention is said of that one."""

    def __init__(self, scan: Scan, seen: Sequence[Mention]) -> None:
        self._words = scan.words
        self._seen = seen
        self._clauses = clauses(scan.words)

    def side(self, place: int) -> Side:
        """Who speaks, the other side, or neither."""
        one = self._seen[place]
        start = self._clauses.around(one.begin)[0]
        before = self._words[max(start - 1, 0, one.begin - _BEFORE) : one.begin]
        if one.is_reporter or one.role is PartyRole.REPORTER or self._is_self(one, before):
            return Side.SPEAKER
        after = self._after(place)
        if self._is_accused(one, before, after) or self._does_harm(one, after):
            return Side.OTHER
        return Side.OTHER if one.role is PartyRole.OPPONENT else Side.UNTOLD

    def _after(self, place: int) -> str:
        """What follows, to the end of the sentence, the next mention, or as far as one looks."""
        one = self._seen[place]
        following = self._seen[place + 1].begin if place + 1 < len(self._seen) else len(self._words)
        after = self._words[one.until : min(one.until + _AFTER, following)]
        return _SENTENCE.split(after, maxsplit=1)[0]

    def _is_self(self, one: Mention, before: str) -> bool:
        follows = self._words[one.until : one.until + 1]
        if follows == "的" or (
            one.role in _BODIES and not _BREAKS.match(follows)
        ):  # 我是利民厂的员工, 我是企业员工
            return False
        return bool(_SELF.search(before) or (one.role in _QUIET and _OURS.search(before)))

    def _is_accused(self, one: Mention, before: str, after: str) -> bool:
        if _WITH.search(before) and _QUARREL.match(after):
            return True
        if one.role in _QUIET:
            return False
        if _TOWARDS.search(before) and _CLAIMED.match(after):
            return True
        return _ACCUSED.search(before) is not None and one.role not in (PartyRole.OFFICE, PartyRole.OFFICIAL)

    def _does_harm(self, one: Mention, after: str) -> bool:
        if one.role in _QUIET or _SUFFERS.match(after):
            return False
        return _HARM.search(after) is not None


_SENTENCE = re.compile(r"[。；;！!？?\n]")
