"""An article of a law, and the names and numbers by which people cite it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

_STATE = "中华人民共和国"
_NO_LETTER = re.compile(r"[\W_]+")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SUB = "(?:之[一二三四五六七八九十]{1,2})?"
_NUMBER = "[零〇一二三四五六七八九十百千两0-9]{1,9}"
ARTICLE = re.compile(rf"第({_NUMBER})条({_SUB})")
_MARK = re.compile(rf"第?({_NUMBER})条?({_SUB})")
MOST_TEXT = 100_000  # letters of one article


class Key(NamedTuple):
    """What tells an article from every other: the law's plain name, the number, and 之一, 之二 … or nothing."""

    law: str
    no: int
    sub: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a source gives it; `date` is the day of the text, ISO or empty."""

    law: str
    no: int
    sub: str
    text: str
    chapter: str = ""
    level: str = ""
    date: str = ""

    @property
    def key(self) -> Key:
        """Its key."""
        return Key(plain_name(self.law), self.no, self.sub)


class NotAnArticle(ValueError):
    """A row that is no article; the message names the field."""


def plain_name(name: str) -> str:
    """A law's name as it is compared: without 《》, marks, blanks and 中华人民共和国."""
    return _NO_LETTER.sub("", name).replace(_STATE, "")


def number_of(words: str) -> int:
    """一千二百六十 or 1260 as a number; 0 for nothing."""
    if words.isascii():
        return int(words or 0)
    total = digit = 0
    for letter in words:
        if letter in _TENS:
            total += (digit or 1) * _TENS[letter]
            digit = 0
        else:
            digit = _DIGITS.get(letter, 0)
    return total + digit


def article_of(row: object) -> Article:
    """The article of a line of `law_articles.jsonl`; raises NotAnArticle."""
    if not isinstance(row, Mapping):
        raise NotAnArticle("object")
    law, text = (_words(row, name) for name in ("law", "text"))
    if not plain_name(law):
        raise NotAnArticle("law")
    if not text.strip() or len(text) > MOST_TEXT:
        raise NotAnArticle("text")
    no, sub = mark_of(row)
    return Article(law, no, sub, text, *(_words(row, name) for name in ("chapter", "level", "date")))


def mark_of(row: Mapping[str, object]) -> tuple[int, str]:
    """Number and sub of a row; the number may be words: 10, 十, 第十条之一. Raises NotAnArticle."""
    no, sub = row.get("no"), row.get("sub") or ""
    if isinstance(no, str) and (match := _MARK.fullmatch(no.strip())):
        no, sub = number_of(match[1]), match[2] or sub
    if isinstance(no, bool) or not isinstance(no, int) or not 0 <= no < 10**6 or not isinstance(sub, str):
        raise NotAnArticle("no")
    return no, sub


def _words(row: Mapping[str, object], name: str) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str):
        raise NotAnArticle(name)
    return value
