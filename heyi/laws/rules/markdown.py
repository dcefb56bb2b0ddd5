"""Laws as Markdown: a heading with the name, headings for parts and chapters, and articles that begin 第…条."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from heyi.laws.rules.articles import ARTICLE, Article, number_of, plain_name

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
DRESS = re.compile(r"[*_`]{1,3}|<!--.{0,300}?-->")
_BEGINS = re.compile(rf"^\s*{ARTICLE.pattern}[\s　:：]*")
_DAY = re.compile(r"(\d{4})[-年.](\d{1,2})[-月.](\d{1,2})")
_DATED_NAME = re.compile(r"[(（]\d{4}-\d{2}-\d{2}[)）]$")
_PASSED = re.compile(r"通过|修订|修正|公布|施行|发布")
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)


@dataclass(slots=True)
class _Reader:
    law: str
    level: str
    date: str = ""
    headings: dict[int, str] = field(default_factory=dict)
    mark: tuple[int, str] | None = None
    lines: list[str] = field(default_factory=list)
    is_named: bool = False

    def done(self) -> Iterator[Article]:
        text = "\n".join(self.lines).strip()
        if self.mark is not None and text and plain_name(self.law):
            chapter = " ".join(self.headings[depth] for depth in sorted(self.headings))
            yield Article(self.law, *self.mark, text, chapter, self.level, self.date)
        self.mark, self.lines = None, []


def articles_in(markdown: str, path: PurePath) -> Iterator[Article]:
    """The articles of one file; its folder says the level, its name the law's where no heading does."""
    front = _FRONT.match(markdown)
    title = _TITLE.search(front[1]) if front else None
    reader = _Reader(
        law=title[1] if title else _name_of(path), level=path.parts[0] if len(path.parts) > 1 else ""
    )
    reader.date = _day(path.stem)
    for raw in markdown[front.end() if front else 0 :].splitlines():
        yield from _line(reader, DRESS.sub("", raw).rstrip())
    yield from reader.done()


def _line(reader: _Reader, line: str) -> Iterator[Article]:
    heading = HEADING.match(line)
    if heading and not _BEGINS.match(heading[2]):
        yield from reader.done()
        _head(reader, len(heading[1]), heading[2])
        return
    words = heading[2] if heading else line
    if begins := _BEGINS.match(words):
        yield from reader.done()
        reader.mark = (number_of(begins[1]), begins[2])
        reader.lines = [words[begins.end() :]]
    elif reader.mark is not None:
        reader.lines.append(words.strip())
    elif _PASSED.search(words) and (day := _day(words)):
        reader.date = max(reader.date, day)


def _head(reader: _Reader, depth: int, words: str) -> None:
    if depth == 1 and not reader.is_named:
        reader.law, reader.is_named, reader.headings = words.replace(" ", ""), True, {}
        return
    reader.headings = {above: name for above, name in reader.headings.items() if above < depth}
    reader.headings[depth] = words


def _name_of(path: PurePath) -> str:
    stem = path.stem if path.stem.casefold() not in ("readme", "index") else path.parent.name
    return _DATED_NAME.sub("", stem)


def _day(words: str) -> str:
    days = [f"{int(y):04}-{int(m):02}-{int(d):02}" for y, m, d in _DAY.findall(words)]
    return max(days, default="")
