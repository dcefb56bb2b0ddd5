"""Reads random and hostile texts by everything that `heyi triage` reads with, and says what raised and what was slow.

    .venv/bin/python scripts/fuzz_triage.py [--texts 100000] [--seed 7] [--limit-ms 100]

Slow means more of the processor than the limit for 10,000 letters (a shorter text may take as much). Exit code 1 where
anything raised, was slow, or quoted words that do not stand there.
"""

import argparse
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib import import_module
from random import Random
from types import ModuleType

import heyi.triage
from heyi.console.triage_reading import shipped_gazetteer
from heyi.kernel.clock import CHINA
from heyi.triage.lexicon.ailments import AILMENTS
from heyi.triage.lexicon.alarms import ALARMS
from heyi.triage.lexicon.cries import CRIES
from heyi.triage.lexicon.hints import HINTS
from heyi.triage.lexicon.standard import of_facts, standard
from heyi.triage.reading import Reason, Where
from heyi.triage.sameness import Told, sameness
from heyi.triage.shipped import topic_model
from heyi.triage.topics import topics_of
from heyi.triage.totals import sums
from heyi.triage.whole import Whole, read_whole

AT = datetime(2026, 11, 24, 10, tzinfo=CHINA)
PLAIN = (
    *"0123456789１５OoIl一二三十百千万亿元块月日年时点号（）()[]《》“”，。；：、！？\n \t.-—·/",
    *(
        "13812345678",
        "0572-2123456",
        "33050119900101123X",
        "浙E12345",
        "3.5万元",
        "4OO元",
        "2019年2月30日",
        "昨天",
        "今早8点",
    ),
    *(
        "😀",
        "𠮷",
        "\u200d",
        "\x00",
        "\ud800",
        "\udfff",
        "\u202e",
        "é",
        "ß",
        "я",
        "ا",
        "あ",
        "한",
        "<b>",
        "&amp;",
        "{quote}",
        "\\",
        "%s",
    ),
)
LENGTHS = ((0.70, 400), (0.24, 3_000), (0.06, 10_000))


def main() -> int:
    """Read so many texts; 0 where all went well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--limit-ms", type=float, default=100.0)
    args = parser.parse_args()
    readers, faults, worst = _readers(), 0, dict.fromkeys(("read", "amounts", "pairs"), (0.0, ""))
    for text in _texts(Random(args.seed), args.texts):  # noqa: S311 - texts, not secrets
        for name, read in readers.items():
            try:
                took = _took(read, text)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                faults += 1
                print(f"{name} raised {error!r} on {text[:80]!r} ({len(text)} letters)")
                continue
            rate = took / max(1.0, len(text) / 10_000)
            if rate > args.limit_ms:
                again = min(_took(read, text) for _ in range(3)) / max(1.0, len(text) / 10_000)
                faults += again > args.limit_ms
                print(f"{name} took {took:.0f} ms, then {again:.0f} on {text[:80]!r} ({len(text)} letters)")
                rate = again
            worst[name] = max(worst[name], (rate, text[:60]))
    for name, (rate, text) in worst.items():
        print(f"{name}: at most {rate:.1f} ms for 10,000 letters: {text!r}")
    print(f"{args.texts} texts, {faults} faults")
    return 1 if faults else 0


def _readers() -> Mapping[str, Callable[[str], None]]:
    gazetteer, model = shipped_gazetteer(), topic_model()

    def read(text: str) -> None:
        cut = len(text) // 10
        title, rest = text[:cut][:120], text[len(text[:cut][:120]) :]
        whole = read_whole(rest, title=title, place=title, gazetteer=gazetteer, at=AT)
        topics_of(text, model)
        _stand(whole, {Where.TEXT: rest, Where.TITLE: title, Where.PLACE: title})

    def pairs(text: str) -> None:
        half = len(text) // 2
        sameness(Told(text[:40], text[:half], AT), Told(text[half : half + 40], text[half:], None))

    return {"read": read, "amounts": lambda text: [sums(text)].clear(), "pairs": pairs}


def _stand(whole: Whole, words: Mapping[Where, str]) -> None:
    """Every quote stands where it is said to, but for what is masked."""
    for reason in reasons_of(whole):
        said = words[reason.where][reason.start : reason.start + len(reason.quote)]
        if len(said) != len(reason.quote) or any(
            a not in (b, "*") for a, b in zip(reason.quote, said, strict=True)
        ):
            raise AssertionError(f"{reason.code}: {reason.quote!r} is not {said!r}")


def reasons_of(whole: Whole) -> Iterator[Reason]:
    """Every reason of a whole reading."""
    details = whole.details
    yield from whole.reading.reasons
    for found in (details.parties, details.claims, details.periods, details.moments, details.sites):
        yield from (each.reason for each in found)
    yield from (number.find.reason for number in details.numbers)


def _took(read: Callable[[str], None], text: str) -> float:
    began = time.process_time()
    read(text)
    return (time.process_time() - began) * 1000


def _texts(draw: Random, number: int) -> Iterator[str]:
    pieces = _pieces()
    makers = (_chaos, _mixed, _mixed, _repeated, _repeated, _one_letter)
    for _each in range(number):
        roll = draw.random()
        most = next(length for share, length in _summed() if roll <= share)
        yield draw.choice(makers)(draw, pieces, draw.randrange(1, most + 1) if most < 10_000 else most)


def _summed() -> Iterator[tuple[float, int]]:
    share = 0.0
    for part, length in LENGTHS:
        share += part
        yield min(1.0, share + 1e-9), length


def _pieces() -> list[str]:
    """Words of the lexicons, and words inside the patterns of every module: they wake what is asleep."""
    found = {entry.word for lexicon in (standard(), of_facts()) for entry in lexicon.entries}
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, re.Pattern):
                found |= set(re.findall("[\u4e00-\u9fffA-Za-z0-9]+", value.pattern))
    for alarm in (*ALARMS, *CRIES, *AILMENTS, *HINTS):
        found |= {*alarm.triggers, *re.findall("[\u4e00-\u9fffA-Za-z0-9]+", alarm.pattern.pattern)}
    return sorted(found) + list(PLAIN) * 20


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.walk_packages(heyi.triage.__path__, "heyi.triage."):
        yield import_module(info.name)


def _chaos(draw: Random, _pieces: list[str], length: int) -> str:
    return "".join(
        chr(draw.choice((draw.randrange(0x20, 0x110000), draw.randrange(0x4E00, 0xA000))))
        for _ in range(length)
    )


def _mixed(draw: Random, pieces: list[str], length: int) -> str:
    few = draw.sample(pieces, draw.randrange(2, 400))
    return "".join(draw.choices(few, k=length))[:length]


def _repeated(draw: Random, pieces: list[str], length: int) -> str:
    unit = "".join(draw.choices(pieces, k=draw.randrange(1, 6)))
    return (unit * length)[:length]


def _one_letter(draw: Random, pieces: list[str], length: int) -> str:
    return draw.choice(draw.choice(pieces)) * length


if __name__ == "__main__":
    sys.exit(main())
