"""Parties, clauses and numbered points as they are read, for copies that are not set by a template."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_FIGURES = "一二三四五六七八九"
_TEN = 10
_TOLD = (
    ("sex", ""), ("people", ""), ("age", ""), ("occupation", ""), ("id_number", "证件号码："), ("address", "住址："),
    ("represented_by", "负责人："), ("telephone", "电话："), ("agent", "代理人："),
)  # fmt: skip


def ordinal(number: int) -> str:
    """一, 十, 十二, 二十, 一百零三; up to 199."""
    if number >= _TEN * _TEN:
        rest = number - _TEN * _TEN
        return "一百" + ("" if not rest else f"零{ordinal(rest)}" if rest < _TEN else _tens(rest))
    return _tens(number).removeprefix("一") if _TEN <= number < 2 * _TEN else _tens(number)


def _tens(number: int) -> str:
    tens, ones = divmod(number, _TEN)
    return (f"{_FIGURES[tens - 1]}十" if tens else "") + (_FIGURES[ones - 1] if ones else "")


def party_words(one: Mapping[str, Any]) -> str:
    """申请人：陈小满，女，汉族。"""
    told = [f"{lead}{one[name]}" for name, lead in _TOLD if one[name]]
    return "，".join([f"{one['role']}：{one['name']}", *told]) + "。"


def clause_words(nth: int, clause: Mapping[str, Any]) -> Iterator[str]:
    """第一条 and its points."""
    first, *more = clause["words"]
    yield f"第{ordinal(nth)}条　{first}"
    yield from more
    yield from numbered_words(clause["points"])


def numbered_words(items: Sequence[Sequence[str]]) -> Iterator[str]:
    """（一）and the rest of each."""
    for nth, item in enumerate(items, 1):
        yield f"（{ordinal(nth)}）{''.join(item[:1])}"
        yield from item[1:]
