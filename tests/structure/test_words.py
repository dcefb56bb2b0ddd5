"""English is complete: every word that the house marks stands in the catalogue, and its blanks are the same."""

import re
from functools import cache

from babel.messages.catalog import Catalog, Message

from scripts import words

BLANK = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}")


@cache
def catalogue() -> Catalog:
    return words.merged()


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def texts(of: object) -> list[str]:
    return [of] if isinstance(of, str) else list(of)  # type: ignore[call-overload]


def test_every_marked_word_has_english() -> None:
    assert words.missing(catalogue()) == []


def test_no_word_stands_in_the_catalogue_that_nobody_marks() -> None:
    marked = {(message.context, message.id) for message in words.marked() if message.id}
    assert {(message.context, message.id) for message in words.known() if message.id} == marked


def test_english_fills_the_same_blanks() -> None:
    wrong = [
        message.id
        for message in messages()
        for english in texts(message.string)
        if set(BLANK.findall(english)) != set(BLANK.findall(texts(message.id)[0]))
    ]
    assert wrong == []


def test_english_is_english() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    names = ("合一", "简体中文")
    wrong = [
        english
        for message in messages()
        for english in texts(message.string)
        if han.search(english) and not any(name in english for name in names)
    ]
    assert wrong == []
