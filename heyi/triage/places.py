"""Where a matter is: the most specific region that the reporter's own place, the title or the text names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from heyi.triage.gazetteer import Gazetteer, Mention
from heyi.triage.lexicon.places import LOCAL_OFFICES, ORIGIN_AFTER, ORIGIN_BEFORE, OURS_BEFORE
from heyi.triage.reading import Find, Reason, Where

FULL, SHORT, IN_COMPANY, ORIGIN = 3.0, 2.0, 1.5, 0.4
TITLE_COUNTS = 2.0
PARENT_COUNTS = 0.5
ELSEWHERE_COSTS = 1.0
ENOUGH = 1.0
TOWNSHIP_DIGITS = 9
_WEIGHT = {Where.PLACE: 1.0, Where.TITLE: TITLE_COUNTS, Where.TEXT: 1.0}


@dataclass(frozen=True, slots=True)
class _Named:
    code: str
    score: float
    where: Where
    mention: Mention


def place_of(place: str, title: str, text: str, gazetteer: Gazetteer) -> Find[str] | None:
    """The region of the matter: what was filled in as place beats the text, which may only make it finer."""
    given = _best([(Where.PLACE, place)], gazetteer)
    told = _best([(Where.TITLE, title), (Where.TEXT, text)], gazetteer)
    if given is None:
        return None if told is None else _find("PLACE_WORD", told, (title, text, place), gazetteer)
    if told is not None and told.score >= ENOUGH and _lies_inside(told.code, given.code, gazetteer):
        return _find("PLACE_WORD", told, (title, text, place), gazetteer)
    return _find("PLACE_GIVEN", given, (title, text, place), gazetteer)


def _lies_inside(code: str, outer: str, gazetteer: Gazetteer) -> bool:
    return code != outer and any(region.code == outer for region in gazetteer.around(code))


def _find(code: str, named: _Named, words: tuple[str, str, str], gazetteer: Gazetteer) -> Find[str]:
    said = dict(zip((Where.TITLE, Where.TEXT, Where.PLACE), words, strict=True))[named.where]
    quote = said[named.mention.start : named.mention.end]
    params = {"region": gazetteer.name_of(named.code)}
    return Find(named.code, Reason(code, params, quote, named.mention.start, named.where))


def _best(texts: Sequence[tuple[Where, str]], gazetteer: Gazetteer) -> _Named | None:
    """The most specific region that is named well enough; one merely named as an origin only if nothing else is."""
    named = [item for where, words in texts for item in _named(where, words, gazetteer)]
    scores: dict[str, float] = defaultdict(float)
    first: dict[str, _Named] = {}
    for item in named:
        scores[item.code] += item.score
        if item.code not in first or item.score > first[item.code].score:
            first[item.code] = item
    ranked = [_ranked(code, scores, first[code], gazetteer) for code in scores]
    ranked.sort(
        key=lambda item: (item.score >= ENOUGH, len(item.code), item.score, -item.mention.start), reverse=True
    )
    return ranked[0] if ranked else None


def _ranked(code: str, scores: dict[str, float], item: _Named, gazetteer: Gazetteer) -> _Named:
    """The score with what its county adds, less what another county's name takes."""
    score = scores[code]
    parent = gazetteer.regions[code].parent
    if len(code) == TOWNSHIP_DIGITS:
        counties = {
            other for other in scores if len(other) < TOWNSHIP_DIGITS and gazetteer.regions[other].parent
        }
        score += PARENT_COUNTS * scores.get(parent, 0.0)
        score -= ELSEWHERE_COSTS * bool(counties - {parent})
    return _Named(code, score, item.where, item.mention)


def _named(where: Where, words: str, gazetteer: Gazetteer) -> list[_Named]:
    found = []
    before: Mention | None = None
    for mention in gazetteer.places(words):
        score = _score(words, mention, before, gazetteer)
        if score:
            code = _one(mention, before, gazetteer)
            found.append(_Named(code, score * _WEIGHT[where], where, mention))
        before = mention
    return found


def _one(mention: Mention, before: Mention | None, gazetteer: Gazetteer) -> str:
    """One of the codes of a name: the one inside the region just named, else the widest (南浔 is the district)."""
    if before is not None and mention.start - before.end <= 1:
        inside = [code for code in mention.codes if gazetteer.regions[code].parent in before.codes]
        if inside:
            return inside[0]
    return min(mention.codes, key=lambda code: (len(code), code))


def _score(words: str, mention: Mention, before: Mention | None, gazetteer: Gazetteer) -> float:
    head, tail = words[max(0, mention.start - 4) : mention.start], words[mention.end : mention.end + 4]
    beside = before is not None and mention.start - before.end <= 1
    if not beside and _is_foreign(head):
        return 0.0
    if head.endswith(ORIGIN_BEFORE) or tail.startswith(ORIGIN_AFTER) or _is_people(tail):
        return ORIGIN
    if mention.full:
        return FULL
    if mention.ordinary:
        inside = beside and before is not None and _lies_in(mention, before, gazetteer)
        return IN_COMPANY if inside or tail.startswith(LOCAL_OFFICES) else 0.0
    return 0.0 if tail.startswith(("市", "区", "县")) else SHORT


def _lies_in(mention: Mention, before: Mention, gazetteer: Gazetteer) -> bool:
    return any(
        region.code in before.codes
        for code in mention.codes
        for region in gazetteer.around(gazetteer.regions[code].parent)
    )


def _is_foreign(head: str) -> bool:
    """Named right after another city's or county's name: 株洲市和平镇."""
    return head.endswith(("市", "县", "区", "州", "省")) and not head.endswith(OURS_BEFORE)


def _is_people(tail: str) -> bool:
    return tail.startswith("人") and not tail.startswith(
        ("人民", "人社", "人力", "人才", "人大", "人行", "人家")
    )
