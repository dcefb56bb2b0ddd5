"""A case that a court published: a line of JSON, its Markdown in blocks, what was decided, the articles it cites."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from heyi.laws.rules.articles import ARTICLE, Key, number_of, plain_name
from heyi.laws.rules.markdown import DRESS, HEADING

MOST_TEXT = 100_000  # letters of one case
MOST_NAME = 200  # letters of a title
MOST_CATEGORY = 40
MOST_RULING = 120  # letters: two lines; of more the last ruling counts, for it stands
_SENTENCES = re.compile(r"[^。！？!?]+[。！？!?]?[”’」』）)]*")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,300}\)")
_LEAD = re.compile(r"^\s*(?:>\s*|[-*+]\s+)+")
_FACTS = re.compile("案情|事实|经过|请求|诉求|要旨|要点|关键词")
_DECIDED = tuple(
    map(
        re.compile,
        (
            "(?:裁判|判决|裁决|处理|调解|仲裁)结果|法院裁判",
            "裁判要[旨点]|要旨|要点",
            "裁判理由|解读|分析|解析",
        ),
    )
)
_RULING = re.compile("判决(?!书|时|前|后|认定|结果)|改判|裁定(?!书)|裁决(?!书)|判令|驳回")
_COURT = re.compile("法院|仲裁|合议庭|[一二]审|(?=判令)")
_RULES = re.compile("判决(?!书|时|前|后)|裁定|裁决|驳回|判令")
_LAW = re.compile(
    r"《([^《》]{2,80}(?:〈[^〉]{2,60}〉[^《》]{0,40})?)》(?:[（(][^（）()]{1,60}[）)])?\s*(?=第)"
)
_NEXT = re.compile(r"(?:第[零〇一二三四五六七八九十百0-9]{1,6}[款项]|[、，,和及与]|以及)+(?=第)")


@dataclass(frozen=True, slots=True)
class Case:
    """A published case as a source gives it; `text` is Markdown."""

    category: str
    title: str
    text: str

    @property
    def plain_title(self) -> str:
        """How titles are compared: without marks and blanks."""
        return plain_name(self.title)


class NotACase(ValueError):
    """A row that is no case; the message names the field."""


class Block(NamedTuple):
    """A heading (`depth` 1 to 6) or a paragraph (0)."""

    depth: int
    text: str


class Decided(NamedTuple):
    """What was decided: the heading it stands under, "" where none does, and the words."""

    heading: str
    words: str


class Cited(NamedTuple):
    """An article that a text cites, where its words stand; half-open span."""

    start: int
    end: int
    key: Key


def case_of(row: object) -> Case:
    """The case of a line `{"category", "title", "text"}`; raises NotACase."""
    if not isinstance(row, Mapping):
        raise NotACase("object")
    category, title, text = (_words(row, name) for name in ("category", "title", "text"))
    if not plain_name(title) or len(title) > MOST_NAME:
        raise NotACase("title")
    if not text or len(text) > MOST_TEXT:
        raise NotACase("text")
    if len(category) > MOST_CATEGORY:
        raise NotACase("category")
    return Case(category, title, text)


def blocks_of(markdown: str) -> Iterator[Block]:
    """Headings and paragraphs in their order, without emphasis, links and comments: words alone, nothing to run."""
    for raw in DRESS.sub("", _LINK.sub(r"\1", markdown)).splitlines():
        line = _LEAD.sub("", raw).strip()
        heading = HEADING.match(line) if len(line) <= MOST_NAME else None
        if heading:
            yield Block(len(heading[1]), heading[2])
        elif line and not set(line) <= set("-=|: "):
            yield Block(0, line)


def story_of(case: Case) -> str:
    """What happened and what was asked: the part in which a matter's own words come up; all of it without headings."""
    story, is_story, is_told = [case.title], True, False
    for depth, text in blocks_of(case.text):
        if depth:
            is_story = bool(_FACTS.search(text))
            is_told |= is_story
            story += [text] if depth == 1 and text != case.title else []
        elif is_story:
            story.append(text)
    return "\n".join(story) if is_told else f"{case.title}\n{case.text}"


def decided_in(markdown: str) -> Decided:
    """What the court or the tribunal decided: of the part of that name the sentences that rule, the last alone where
    they are many words; of a case without such a part the last sentence in which a court rules, else what it says.
    """
    sections = [(heading, words) for heading, words in _sections(markdown) if words]
    for heading, words in _headed(_DECIDED[0], sections):
        return Decided(heading, _ruled(words))
    for heading, words in _headed(_DECIDED[1], sections):
        return Decided(heading, words)
    for _heading, words in reversed(sections):
        if rulings := [one for one in _SENTENCES.findall(words) if _is_ruled(one)]:
            return Decided("", rulings[-1].strip())
    return next((Decided(*one) for one in _headed(_DECIDED[2], sections)), Decided("", ""))


def cited_in(text: str) -> Iterator[Cited]:
    """The articles that are cited by the law's name, also those that follow: 《民法典》第十条、第十二条第二款."""
    for law in _LAW.finditer(text):
        name, at = plain_name(law[1]), law.end()
        start = law.start()
        while article := ARTICLE.match(text, at):
            yield Cited(start, article.end(), Key(name, number_of(article[1]), article[2]))
            between = _NEXT.match(text, article.end())
            if between is None:
                break
            start = at = between.end()


def _is_ruled(sentence: str) -> bool:
    """Whether a court rules in it: the one word after the other."""
    court = _COURT.search(sentence)
    return court is not None and _RULES.search(sentence, court.end()) is not None


def _ruled(words: str) -> str:
    rulings = [one.strip() for one in _SENTENCES.findall(words) if _RULING.search(one)]
    told = "".join(rulings)
    return (told if len(told) <= MOST_RULING else rulings[-1]) if rulings else words


def _headed(wanted: re.Pattern[str], sections: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    return [one for one in sections if wanted.search(one[0])]


def _sections(markdown: str) -> Sequence[tuple[str, str]]:
    sections: list[tuple[str, list[str]]] = [("", [])]
    for depth, text in blocks_of(markdown):
        if depth:
            sections.append((text, []))
        else:
            sections[-1][1].append(text)
    return [(heading, "".join(words)) for heading, words in sections]


def _words(row: Mapping[str, object], name: str) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str):
        raise NotACase(name)
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip()
