"""Where a name begins that ends in a known word (织里镇|凯旋路, 我在|利民童装厂), and where a person's name ends.

Chinese parts no words; a name is taken back to the last letter or word that does not stand in names.
"""

import re

from heyi.triage.lexicon.pairs import NOT_IN_NAMES
from heyi.triage.lexicon.roles import (
    AFTER_A_NAME,
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    GOES_ON,
    NEVER_GIVEN,
    NO_PERSON,
    SURNAMES,
)

_REACH = 16  # letters of a name before its last word
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·（）()&\-]*$")
_STOP = re.compile(
    r"[0-9]{5,}|[的了是我们你他她您这那到去由换等与及跟被把给叫让请没吗呢吧啊着找问想欠说又也都却很更最约需且虽仍均皆凡每另谁怎么呀哪嘛使得越则即若才仅曾或]|为(?!民|公)|属(?!地)|里(?=开|办|做|的)|和(?![平孚心睦谐顺润泰兴义丰乐美])|在(?!线)"
    r"|不(?!锈|夜|二)|过(?!境)|进(?!出口|贤|步)|入(?!口)|个(?!旧)|至(?!尊|诚|善|德)|整(?=个)|[0-9一二三四五六七八九十〇零两几]+[年月日号时点天元名个户栋幢楼层单条台辆次米]"
    r"|[一两几本该此各某](?:家|所|个|间|座|条|片|处|位|名)(?![具装纺])|位于|坐落于?|座落于?|住在|住址|地址|购得|订购|就职于?|任职于?|签订|签了|租住|租用"
    r"|老板|房东|人员|本人|他人|有人|买了|买的|开的|开了|办了|办的|交了|付了|花了|做了|去了|到了|看了|收到|接到|得到|达到|直到|到期|堵住|修建|来自|前往"
    r"|送(?![子桥])|管一管|管管|转到|转入|尊敬|开发商|公司(?=[\u4e00-\u9fff]{4})|承建单位|施工单位|用人单位|建设单位|就是|离(?=[\u4e00-\u9fff]{3})|向(?!阳|荣|前)"
)
_LEADING = re.compile(
    r"(?:[和同](?![平孚心济方仁创睦谐顺润泰兴义丰乐德福])|到|去|从|至|由(?!良)|因|为(?!民)|对|于|将(?!军)|还|来(?![福宝])|进(?!出口|步)|经(?![济贸典])"
    r"|家(?![具纺电政园乐居家和装庭友])|位|系|该|此|其(?!昌)|本(?!地|市)|贵(?!州|宾)|即|使|按|以|并|且|而|但|如|若|再|先|只|就|才|比|靠|沿|近|另|后(?!林|庄)|前(?!村|进|溪|庄)"
    r"|有(?!限)|让|用|归|便|知|除|买|卖|租|住|开(?!发|元|心)|做|办|走|入|出(?!租)|交(?!通)|付|收|送|帮|等|要|会|能|可|应|请|望|无|未|之|所|[，、：:（(）)\-·])+"
)
_DIVISION = re.compile(r"^.+(?:[省市县]|(?<![小社片园校厂景地辖城新林山矿超门都])区|[镇乡]|街道)(?=.{2})")
_GIVEN = re.compile(r"[\u4e00-\u9fff]")
_HIDDEN = re.compile(rf"(?:{COMPOUND_SURNAMES}|[\u4e00-\u9fff])某{{1,2}}[甲乙丙丁戊己]?")
_COMPOUND = re.compile(COMPOUND_SURNAMES)
_FULL = 3  # letters of a name with two given ones


def name_start(words: str, ending: int, *, floor: int = 0) -> int:
    """Where the name begins whose last word begins at `ending`; `ending` itself where there is none before."""
    begin = max(floor, ending - _REACH)
    tail = _LETTERS.search(words[begin:ending])
    letters = tail[0] if tail else ""
    cut = max((stop.end() for stop in _STOP.finditer(letters)), default=0)
    words_end = [
        place + 2 for place in range(cut, len(letters) - 1) if letters[place : place + 2] in NOT_IN_NAMES
    ]
    cut = max(words_end[-1] if words_end else cut, _open_bracket(letters))
    leading = _LEADING.match(letters, cut)
    start = ending - len(letters) + (leading.end() if leading else cut)
    return min(start, ending)


def _open_bracket(letters: str) -> int:
    """Where the last bracket ends that is not shut again."""
    opened = max(letters.rfind("（"), letters.rfind("("))
    return 0 if "）" in letters[opened:] or ")" in letters[opened:] else opened + 1


def without_division(words: str, start: int, end: int) -> int:
    """Where a name begins without the county or town before it: 凯旋路 of 湖州市吴兴区凯旋路."""
    division = _DIVISION.match(words[start:end])
    start += division.end() if division else 0
    return start + 1 if words[start : start + 1] in ("镇", "乡") and end - start > 3 else start


def person_end(words: str, start: int, *, strict: bool) -> int | None:
    """Where the person's name ends that begins here: 王某, 张建国, 欧阳小明; None where none does.

    Strictly, it has three letters or a common family name. What follows is a letter that goes on from names.
    """
    hidden = _HIDDEN.match(words, start)
    if hidden and (hidden.end() - start > 2 or words[start] in SURNAMES):
        return hidden.end()
    compound = _COMPOUND.match(words, start)
    if compound is None and (
        words[start : start + 1] not in SURNAMES or words[start : start + 2] in NO_PERSON
    ):
        return None
    given = compound.end() if compound else start + 1
    longest = _given_end(words, given)
    for end in range(longest, given, -1):
        if not _ends_here(words, end, letters=end - start) or words[end - 2 : end] in GOES_ON:
            continue
        is_believed = words[start] in COMMON_SURNAMES or words[end : end + 2] in GOES_ON
        if strict and end - start < 3 and not is_believed:
            continue
        if any(words[place : place + 2] in NOT_IN_NAMES for place in range(start, end - 1)):
            continue
        return end
    return None


def _ends_here(words: str, end: int, *, letters: int) -> bool:
    """Whether what follows goes on from a name; 家 does from a full one: 李建国家漏水; not the 欠 of 张三拖欠."""
    if words[end - 1 : end + 1] in GOES_ON:
        return False
    if words[end : end + 2] in GOES_ON:
        return True
    if end >= len(words) or words[end] in AFTER_A_NAME or not _GIVEN.match(words[end]):
        return True
    return words[end] == "家" and letters >= _FULL


def _given_end(words: str, given: int) -> int:
    """Where at most two letters end that may be a given name."""
    end = given
    while end < given + 2 and end < len(words) and _GIVEN.match(words[end]) and words[end] not in NEVER_GIVEN:
        end += 1
    return end
