"""From when a law applies, and which laws it ended: read from its own closing articles."""

import re
from collections.abc import Iterable, Mapping, Sequence

from heyi.laws.rules.articles import Article, number_of, plain_name

_CLOSING = 6  # the last articles of a law, among which it says when it begins
_BEGINS = re.compile(
    r"[自从]([0-9零〇○一二三四五六七八九]{4})年([0-9一二三四五六七八九十]{1,3})月([0-9一二三四五六七八九十]{1,3})日起(?:施行|实施|生效|执行)"
)
_ENDS = re.compile(r"[^。]{0,600}(?:同时|即行|一并|予以)?废止")
_QUOTED = re.compile(r"《([^《》]{2,80}(?:〈[^〉]{2,60}〉[^《》]{0,40})?)》")
_YEAR_DIGITS = str.maketrans("零〇○一二三四五六七八九", "000123456789")


def begins_on(articles: Sequence[Article]) -> str:
    """The day a law says it begins, ISO; else the day of its text; "" where neither is known."""
    for article in reversed(articles[-_CLOSING:]):
        if match := _BEGINS.search(article.text):
            year = match[1].translate(_YEAR_DIGITS)
            return f"{year}-{number_of(match[2]):02}-{number_of(match[3]):02}"
    return articles[-1].date if articles else ""


def ended_by(laws: Mapping[str, Sequence[Article]]) -> Mapping[str, str]:
    """Which of these laws (by plain name) another of them ended, and which one did.

    An interpretation of a law that was ended (适用《合同法》…的解释) ends with it, unless its text is a later one.
    """
    endings: dict[str, Sequence[Article]] = {}
    for name, articles in laws.items():
        endings.update((old, articles) for old in _named_as_ended(articles[-_CLOSING:]) if old != name)
    ended: dict[str, str] = {}
    for name, articles in laws.items():
        about = {plain_name(quoted) for quoted in _QUOTED.findall(articles[0].law)} & endings.keys()
        for old in (name, *sorted(about)):
            if old in endings and _is_later(endings[old], articles):
                ended.setdefault(name, endings[old][0].law)
    return ended


def _named_as_ended(closing: Iterable[Article]) -> Iterable[str]:
    for article in closing:
        for sentence in _ENDS.findall(article.text):
            yield from (plain_name(name) for name in _QUOTED.findall(sentence))


def _is_later(new: Sequence[Article], old: Sequence[Article]) -> bool:
    """A text of a law that was amended after the other one's last day lives on beside it."""
    return not old[0].date or not new[0].date or old[0].date <= new[0].date
