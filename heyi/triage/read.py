"""The first reading of a report: one text in, what it says with reasons out. No table, no person, no history."""

from collections import Counter
from datetime import datetime

from heyi.triage.codes import Danger, Field, Nature, Urgency, kind_code
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.entries import Entry, Lexicon, Sort
from heyi.triage.lexicon.standard import standard
from heyi.triage.reading import Find, Reading, Reason, Where


def read(
    text: str,
    *,
    title: str = "",
    place: str = "",
    gazetteer: Gazetteer,
    at: datetime,  # noqa: ARG001  # relative dates are read against it
    lexicon: Lexicon | None = None,
) -> Reading:
    """Read one report. `at` is when it came in; days like 昨天 are counted from it in China's time."""
    hits = [
        (where, last - len(entry.word) + 1, entry)
        for where, words in ((Where.TITLE, title), (Where.TEXT, text))
        for last, entries in (lexicon or standard()).automaton.iter(words)
        for entry in entries
    ]
    field = _strongest(hits, Sort.FIELD)
    nature = _strongest(hits, Sort.NATURE)
    danger = _strongest(hits, Sort.DANGER)
    field_reason = Reason("FIELD_UNKNOWN") if field is None else _reason("FIELD_WORD", "field", field)
    kind = Find(
        kind_code(nature[2].code if nature else Nature.HELP, field[2].code if field else Field.OTHER),
        field_reason,
    )
    found = None if danger is None else Find(Danger(danger[2].code), _reason("DANGER_WORD", "danger", danger))
    urgency = (
        Find(Urgency.NORMAL, Reason("NOT_URGENT")) if found is None else Find(Urgency.URGENT, found.reason)
    )
    where = _place(place, text, gazetteer)
    reasons = (kind.reason, urgency.reason, *(() if where is None else (where.reason,)))
    return Reading(kind, None, urgency, found, (), (), where, (), reasons, field is None)


def _strongest(hits: list[tuple[Where, int, Entry]], sort: Sort) -> tuple[Where, int, Entry] | None:
    counts = Counter(hit[2].code for hit in hits if hit[2].sort is sort)
    if not counts:
        return None
    code = max(counts, key=lambda code: counts[code])
    return next(hit for hit in hits if hit[2].code == code and hit[2].sort is sort)


def _reason(code: str, name: str, hit: tuple[Where, int, Entry]) -> Reason:
    where, start, entry = hit
    return Reason(code, {name: entry.code}, entry.word, start, where)


def _place(place: str, text: str, gazetteer: Gazetteer) -> Find[str] | None:
    for where, words, code in ((Where.PLACE, place, "PLACE_GIVEN"), (Where.TEXT, text, "PLACE_WORD")):
        found = gazetteer.find_place(words)
        if found is not None:
            region, start, end = found
            return Find(
                region, Reason(code, {"region": gazetteer.name_of(region)}, words[start:end], start, where)
            )
    return None
