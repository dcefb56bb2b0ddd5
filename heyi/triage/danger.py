"""Danger to life: whether a text speaks of one that is there now, of one that is over, feared, denied, or unclear.

Passing a matter to the police is the one automatic act (design, section 4), so each decision quotes its words.
Points are given for how the danger is worded and for marks of the present around it, and taken for marks against.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import Any

import ahocorasick

from heyi.triage.codes import Danger
from heyi.triage.dates import Named
from heyi.triage.lexicon.ailments import AILMENTS
from heyi.triage.lexicon.alarms import ALARMS, Alarm
from heyi.triage.lexicon.cries import CRIES
from heyi.triage.lexicon.entries import Entry, Sort
from heyi.triage.lexicon.hints import HINTS
from heyi.triage.nobody import is_of_nobody
from heyi.triage.reading import Find, Reason, Where
from heyi.triage.scan import Hit, Masked, Scan, clauses, sentences

PRESENT_FROM = 3
UNSURE_FROM = 2
STEADY = 3  # a wording that speaks of the present by itself
LONGEST_WORD = 8
SHORT_TEXT = 150  # who is in danger writes little
DENIAL_REACH = 5  # letters between a denial and what it denies: 没有真的要跳楼
SENTENCE_REACH = 400
"""Letters around a danger word in which the marks of its sentence count: no sentence is longer, and a made-up one of
twenty thousand letters without a full stop costs no more than others.
"""
MARKS_EACH_SIDE = 60
"""Marks before and behind a danger word that count, the nearest ones; no real sentence has as many."""
MOST = 20
MOST_JUDGED = 400
"""Danger words judged in one text: of more, as only made-up ones have, the first and the last half."""
RECENT = timedelta(days=2)
_ALARMS = (*ALARMS, *CRIES, *AILMENTS)
_SHORT_ALARMS = (*_ALARMS, *HINTS)
_PLAIN_THANKS = re.compile(
    r"(?:你们?|您们?|大家|各位|领导|政府|警察|警官|同志|叔叔|了|啦|啊|哦|呀)*(?:(?![\u4e00-\u9fff])|[快请能赶派]|马上|尽快)"
)
"""Behind a word of thanks that only asks politely: 谢谢, 谢谢领导; 谢谢民警帮我 thanks for what was done."""
_LESSON = re.compile(
    "(?:讲[了过到解授]|教(?!室|练|师|育|官|学楼)|学[了过习]|演示)[^。！？!?，,；\n]{0,18}(?:怎么|如何|做法|方法|要领|步骤)"
)
"""Who is told how to act; what people threaten (孩子讲了不想活，怎么办) is no lesson."""
_AGAINST = frozenset({"TAUGHT", "PAST", "RECENT", "OVER", "PRAISED", "THANKED"})
"""Marks that count also between the words of a short pattern; others are as often its own words (要, 就)."""
_CRY = re.compile("救命|快来人|救救?我")
_THREATS = frozenset({Danger.SUICIDE, Danger.VIOLENCE, Danger.DOMESTIC_VIOLENCE})
_INTENTS = frozenset({Danger.SUICIDE, Danger.DOMESTIC_VIOLENCE})


class Standing(StrEnum):
    """How a danger word is meant; the values are the codes of the reasons."""

    PRESENT = "DANGER_WORD"
    UNSURE = "DANGER_UNSURE"
    PAST = "DANGER_PAST"
    DENIED = "DANGER_DENIED"
    SUPPOSED = "DANGER_SUPPOSED"


_ORDER = tuple(Standing)


@dataclass(frozen=True, slots=True)
class Judged:
    """A danger word and how it is meant."""

    danger: Danger
    standing: Standing
    points: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Told:
    """A text with the days it names."""

    scan: Scan
    days: tuple[Named, ...]


def judge(texts: Sequence[Told], today: date) -> tuple[Judged, ...]:
    """Every danger word of the texts, present ones first, the strongest of them before, a bare cry for help last."""
    short = sum(len(told.scan.words) for told in texts) <= SHORT_TEXT
    praise = short and any(_is_praise(told.scan) for told in texts)
    found = [judged for told in texts for judged in _judge_one(told, today, short=short, praise=praise)]
    found.sort(key=lambda judged: (_ORDER.index(judged.standing), _is_cry(judged), -judged.points))
    return tuple(found)


def present(judged: Sequence[Judged]) -> Find[Danger] | None:
    """The danger that is there now, if any."""
    first = next(iter(judged), None)
    if first is None or first.standing is not Standing.PRESENT:
        return None
    return Find(first.danger, first.reason)


def _is_cry(judged: Judged) -> bool:
    """Whether the words only call for help (救命) and so do not tell from what."""
    return _CRY.match(judged.reason.quote) is not None


def _is_praise(scan: Scan) -> bool:
    """Whether a short text praises somebody, or its title thanks for something."""
    codes = {_code(hit, scan.words) for hit in scan.of(Sort.MARK)}
    return "PRAISED" in codes or ("THANKED" in codes and scan.where is Where.TITLE)


def _code(mark: Hit, words: str) -> str:
    """The code of a mark; thanks that only ask politely say nothing."""
    code = mark.entry.code
    return "" if code == "THANKED" and _PLAIN_THANKS.match(words, mark.end) else code


def _judge_one(told: Told, today: date, *, short: bool, praise: bool) -> Iterator[Judged]:
    scan = told.scan
    hits = _hits(scan, _SHORT_ALARMS if short else _ALARMS)
    if not hits:
        return
    if len(hits) > MOST_JUDGED:
        hits.sort(key=lambda hit: hit.start)
        hits = [*hits[: MOST_JUDGED // 2], *hits[-MOST_JUDGED // 2 :]]
    around = _Around(told, today)
    for hit in hits:
        danger = Danger(hit.entry.code)
        marks = around.marks(hit)
        points = (
            hit.entry.weight
            + _for(danger, hit, marks, short=short and scan.where is Where.TEXT)
            - _against(danger, marks)
            - (2 if praise and not {"PRAISED", "THANKED"} & marks.sentence else 0)
        )
        standing = _standing(points, hit, marks)
        if standing is not None:
            yield Judged(
                danger, standing, points, scan.reason(standing.value, hit.start, hit.end, danger=danger.value)
            )


def _hits(scan: Scan, alarms: Sequence[Alarm]) -> list[Hit]:
    """Danger words, and patterns around them, that no mask touches: 燃气泄漏报警器 is equipment."""
    found = [*scan.of(Sort.DANGER), *_told(scan.words, alarms)]
    if not found:
        return found
    masked = Masked((mask.start, mask.end) for mask in scan.of(Sort.MASK))
    return [hit for hit in found if not masked.touches(hit.start, hit.end)]


def _told(words: str, alarms: Sequence[Alarm]) -> Iterator[Hit]:
    heard = {trigger for _, trigger in _TRIGGERS.iter(words)}
    for alarm in alarms if heard else ():
        if not heard.isdisjoint(alarm.triggers):
            yield from _spoken(alarm, words)


class _Spoken(Hit):
    """What a pattern found: other words may stand between those it knows (老人去年晕倒)."""

    __slots__ = ()


def _automaton(alarms: Iterable[Alarm]) -> Any:
    """Finds every trigger in one pass over a text."""
    automaton = ahocorasick.Automaton()
    for trigger in {trigger for alarm in alarms for trigger in alarm.triggers}:
        automaton.add_word(trigger, trigger)
    automaton.make_automaton()
    return automaton


_TRIGGERS = _automaton(_SHORT_ALARMS)


def _spoken(alarm: Alarm, words: str) -> Iterator[Hit]:
    for match in islice(alarm.pattern.finditer(words), MOST):
        yield _Spoken(match.start(), match.end(), Entry(match[0], Sort.DANGER, alarm.danger, alarm.weight))


@dataclass(frozen=True, slots=True)
class _Marks:
    """Which marks stand around a danger word, and how near."""

    denied: bool
    of_nobody: bool
    in_a_lesson: bool
    before_in_clause: frozenset[str]
    clause: frozenset[str]
    before_in_sentence: frozenset[str]
    sentence: frozenset[str]


class _Around:
    """Finds the marks around a danger word, days named among them."""

    def __init__(self, told: Told, today: date) -> None:
        self._words = told.scan.words
        self._sentences = sentences(told.scan.words)
        self._clauses = clauses(told.scan.words)
        self._marks = [(hit.start, hit.end, _code(hit, self._words)) for hit in told.scan.of(Sort.MARK)]
        self._marks += [(named.start, named.end, _age(named, today)) for named in told.days]
        self._marks += [(*found.span(), "LESSON") for found in islice(_LESSON.finditer(self._words), MOST)]
        self._marks.sort()
        self._starts = [start for start, _end, _code in self._marks]

    def marks(self, hit: Hit) -> _Marks:
        """The marks in the clause and in the sentence of a hit.

        One inside a word says nothing about it (the 没 of 没有呼吸); one inside a pattern does (老人容易摔进沟里).
        """
        start, end = self._sentences.around(hit.start)
        clause_start, clause_end = self._clauses.around(hit.start)
        spoken = hit.end - hit.start > LONGEST_WORD
        here = bisect_left(self._starts, hit.start)
        first = max(bisect_left(self._starts, max(start, hit.start - SENTENCE_REACH)), here - MARKS_EACH_SIDE)
        last = min(bisect_left(self._starts, min(end, hit.end + SENTENCE_REACH)), here + MARKS_EACH_SIDE)
        between = _AGAINST if isinstance(hit, _Spoken) else frozenset()
        near = [
            m
            for m in self._marks[first:last]
            if spoken or m[0] < hit.start or m[1] > hit.end or m[2] in between
        ]
        clause = [m for m in near if clause_start <= m[0] < clause_end or hit.start <= m[0] < hit.end]
        until = hit.end if isinstance(hit, _Spoken) else hit.start
        return _Marks(
            denied=any(
                code == "DENIED" and 0 <= hit.start - last <= DENIAL_REACH for _, last, code in clause
            ),
            of_nobody=is_of_nobody(self._words, hit.start, hit.end),
            in_a_lesson=any(code == "LESSON" and first <= hit.start < last for first, last, code in near),
            before_in_clause=frozenset(code for _, last, code in clause if last <= until),
            clause=frozenset(code for _, _, code in clause),
            before_in_sentence=frozenset(code for _, last, code in near if last <= until),
            sentence=frozenset(code for _, _, code in near),
        )


def _age(named: Named, today: date) -> str:
    """What a named day says about the danger beside it; this year says nothing."""
    if named.day is None:
        return "PAST" if named.until < today else ""
    if named.day >= today:
        return "NOW" if named.day == today else ""
    return "RECENT" if today - named.day <= RECENT else "PAST"


def _for(danger: Danger, hit: Hit, marks: _Marks, *, short: bool) -> int:
    """Points for the present: calls for help count most, then words of now, then a short text."""
    points = 0
    if "ALARM" in marks.clause:
        points += 2
    elif "ALARM" in marks.sentence or "NOW" in marks.clause:
        points += 1
    if short:
        return points + 1
    told_later = danger not in _INTENTS and "RECENT" not in marks.sentence
    if points == 0 and told_later and hit.entry.weight >= STEADY:
        return -1  # deep in a long story even a plain wording is more often told than happening
    return points


def _against(danger: Danger, marks: _Marks) -> int:
    points = 3 * marks.denied + _told_for_else(danger, marks)
    if "SUPPOSED" in marks.before_in_clause and not (danger in _THREATS and "THREAT" in marks.sentence):
        points += 2
    if "OVER" in marks.sentence or "QUESTION" in marks.sentence:
        points += 2
    if "PAST" in marks.before_in_sentence:
        points += 1 if "ALARM" in marks.sentence else 3
    elif danger is Danger.MISSING:
        return points  # missing since yesterday is missing now
    elif "RECENT" in marks.before_in_sentence and not {"ALARM", "NOW"} & marks.sentence:
        points += 1 if danger in _THREATS else 2  # who threatened yesterday may come again
    if "OFTEN" in marks.clause and "ALARM" not in marks.clause:
        points += 2
    return points


def _told_for_else(danger: Danger, marks: _Marks) -> int:
    """Points against what is told to praise, thank or teach, or of an animal; thanks behind may be for help to come."""
    points = 3 * (marks.of_nobody + ("TAUGHT" in marks.sentence))
    if marks.in_a_lesson and not points and danger not in _THREATS:
        points += 2
    if "PRAISED" in marks.sentence or "THANKED" in marks.before_in_sentence:
        return points + 3
    return points + 2 if "THANKED" in marks.sentence else points


def _standing(points: int, hit: Hit, marks: _Marks) -> Standing | None:
    if points >= PRESENT_FROM:
        return Standing.PRESENT
    if points >= UNSURE_FROM:
        return Standing.UNSURE
    if hit.entry.weight < STEADY - 1:
        return None
    if marks.denied:
        return Standing.DENIED
    if {"PAST", "RECENT", "OVER", "OFTEN", "PRAISED", "THANKED"} & marks.sentence:
        return Standing.PAST
    return Standing.SUPPOSED
