"""In which village or community a matter is: inside the town that is known, else only where the name leaves no doubt.

Names of villages are met in many towns (凤凰村, 新丰村) and, when short, all over the country (光明村). What one cannot
be sure of is told as a suggestion with its reason; the place stays what it was.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.places import ORIGIN_AFTER, ORIGIN_BEFORE, STANDS_BEFORE
from heyi.triage.reading import Find, Reason, Where

TOWNSHIP_DIGITS = 9
SPEAKS_FOR_ITSELF = 3  # letters before 村 or 社区
MOST_NAMED = 3
VILLAGE_DOUBTS = frozenset({"VILLAGE_UNSURE", "VILLAGE_LIKELY", "VILLAGES_SEVERAL"})
MENTIONS = 40  # more than any real text has; a bound for made-up ones
_COUNTS = {Where.PLACE: 100, Where.TITLE: 2, Where.TEXT: 1}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The village, if it is sure; else those that it may be, and the reason in words that a clerk reads."""

    sure: Find[str] | None = None
    maybe: tuple[str, ...] = ()
    why: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Mention:
    """A village's name in a text, the villages of that name, and whether it stands right behind its town or county."""

    where: Where
    words: str
    start: int
    end: int
    codes: tuple[str, ...]
    is_led: bool

    @property
    def quote(self) -> str:
        """The name as written."""
        return self.words[self.start : self.end]


def village_of(texts: Sequence[tuple[Where, str]], known: str, gazetteer: Gazetteer) -> Narrowed | None:
    """The village inside the place known so far; None where none is named, or only where somebody comes from."""
    mentions = [one for where, words in texts for one in _mentions(where, words, gazetteer)]
    inside = [one for one in (_within(mention, known, gazetteer) for mention in mentions) if one.codes]
    sure = Counter[str]()
    for one in inside:
        if len(one.codes) == 1 and _is_sure(one, known, gazetteer):
            sure[one.codes[0]] += _COUNTS[one.where]
    if sure:
        return _chosen(sure, inside, gazetteer)
    return _suggested(inside, gazetteer)


def _mentions(where: Where, words: str, gazetteer: Gazetteer) -> Iterator[_Mention]:
    found = gazetteer.villages(words)[:MENTIONS]
    if not found:
        return
    towns = {one.end: one.codes for one in gazetteer.places(words)}
    for start, end, codes in found:
        if _is_origin(words, start, end):
            continue
        around = towns.get(start, ())
        led = tuple(code for code in codes if code.startswith(around)) if around else ()
        if led or not _is_foreign(words[:start], around):
            yield _Mention(where, words, start, end, led or codes, is_led=bool(led))


def _is_origin(words: str, start: int, end: int) -> bool:
    """Where somebody comes from, the matter need not be."""
    head, tail = words[max(0, start - 4) : start], words[end : end + 4]
    return head.endswith(ORIGIN_BEFORE) or tail.startswith((*ORIGIN_AFTER, "人，", "人,", "人。"))


def _is_foreign(head: str, around: tuple[str, ...]) -> bool:
    """Right behind a town or county that is none of ours, or none that has a village of this name."""
    return bool(around) or head.endswith(("镇", "乡", "街道", "县", "市"))


def _within(mention: _Mention, known: str, gazetteer: Gazetteer) -> _Mention:
    """The mention with those of its villages that lie in the place known; one led by its own town says it itself."""
    if not known or (mention.is_led and mention.where is Where.PLACE):
        return mention
    codes = tuple(
        code for code in mention.codes if any(region.code == known for region in gazetteer.around(code))
    )
    return _Mention(mention.where, mention.words, mention.start, mention.end, codes, mention.is_led)


def _is_sure(mention: _Mention, known: str, gazetteer: Gazetteer) -> bool:
    """Led by its town; else, inside a town, by a whole name; inside a county or alone, by a name that is no other's."""
    if mention.is_led:
        return True
    letters = len(mention.quote.removesuffix("居委会").removesuffix("社区").removesuffix("村"))
    if len(known) >= TOWNSHIP_DIGITS:
        return len(mention.quote) > 2 or _stands_alone(mention)
    parent = gazetteer.regions[known].parent if known in gazetteer.regions else ""
    return _stands_alone(mention) and (letters >= SPEAKS_FOR_ITSELF or (bool(parent) and letters > 1))


def _stands_alone(mention: _Mention) -> bool:
    """Nothing before it that may belong to a longer name: 李家湾村 is not 家湾村."""
    head = mention.words[: mention.start]
    return not head or not head[-1].isalnum() or head.endswith(STANDS_BEFORE)


def _chosen(sure: Counter[str], mentions: Sequence[_Mention], gazetteer: Gazetteer) -> Narrowed:
    """The village named most, the place filled in counting most; of two alike neither."""
    (code, most), *others = sure.most_common(2)
    if others and others[0][1] == most:
        maybe = tuple(one for one, count in sure.items() if count == most)
        first = next(one for one in mentions if one.codes == (code,))
        return Narrowed(maybe=maybe, why=_why("VILLAGES_SEVERAL", first, maybe, gazetteer))
    first = next(one for one in mentions if one.codes == (code,))
    reason = "PLACE_GIVEN" if first.where is Where.PLACE else "PLACE_WORD"
    params = {"region": gazetteer.name_of(code)}
    return Narrowed(sure=Find(code, Reason(reason, params, first.quote, first.start, first.where)))


def _suggested(mentions: Sequence[_Mention], gazetteer: Gazetteer) -> Narrowed | None:
    """The first name that may be meant; names of two letters only in company are names of villages at all."""
    for one in mentions:
        if len(one.quote) > 2 and _stands_alone(one):
            code = "VILLAGE_UNSURE" if len(one.codes) > 1 else "VILLAGE_LIKELY"
            return Narrowed(maybe=one.codes, why=_why(code, one, one.codes, gazetteer))
    return None


def _why(code: str, mention: _Mention, maybe: Sequence[str], gazetteer: Gazetteer) -> Reason:
    named = "、".join(_short_name(one, gazetteer) for one in maybe[:MOST_NAMED])
    params = {"villages": named + ("…" if len(maybe) > MOST_NAMED else "")}
    return Reason(code, params, mention.quote, mention.start, mention.where)


def _short_name(code: str, gazetteer: Gazetteer) -> str:
    """With its town: 孝丰镇大河村."""
    return "".join(reversed([region.name for region in gazetteer.around(code)][:2]))
