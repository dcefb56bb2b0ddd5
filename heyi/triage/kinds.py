"""Which kind of matter: the field by its weighed words, the nature by how the reporter speaks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from heyi.triage.codes import Field, Nature, kind_code
from heyi.triage.lexicon.entries import Sort
from heyi.triage.reading import Find, Reason
from heyi.triage.scan import Hit, Scan

TITLE_COUNTS = 3.0
AGAIN_COUNTS = 0.35  # a word said again adds little; said often it adds no more
AGAIN_AT_MOST = 3
OPENING = 60  # the opening of a text says more than its middle
OPENING_COUNTS = 1.6
CLEAR_SCORE = 5.0
CLEAR_LEAD = 0.8
QUOTES = 3

PRIVATE = frozenset(
    {
        Field.MARRIAGE_FAMILY,
        Field.NEIGHBOUR,
        Field.HOUSING,
        Field.CONTRACT,
        Field.BUSINESS,
        Field.DAMAGES,
        Field.FOREST_LAND,
        Field.EXPROPRIATION,
        Field.LABOUR,
        Field.CONSUMER,
        Field.MEDICAL,
        Field.TRAFFIC_ACCIDENT,
        Field.PROPERTY_MANAGEMENT,
        Field.ECOMMERCE,
        Field.INTELLECTUAL_PROPERTY,
        Field.FINANCE,
    }
)
"""Fields with another party to settle with; only there is a report a dispute."""
_QUARREL = {
    Field.MARRIAGE_FAMILY: 3.0,
    Field.NEIGHBOUR: 3.0,
    Field.CONTRACT: 3.0,
    Field.DAMAGES: 2.0,
    Field.TRAFFIC_ACCIDENT: 2.0,
    Field.BUSINESS: 1.0,
    Field.MEDICAL: 1.0,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind found, the next one, why, and whether the two lie close."""

    kind: Find[str]
    runner_up: Find[str] | None
    reasons: tuple[Reason, ...]
    unsure: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    code: str
    score: float
    quotes: tuple[tuple[Scan, Hit], ...]


def kind_of(scans: Sequence[Scan]) -> Kind:
    """The kind of a report; OTHER where no word tells the field."""
    fields = _weigh(scans, Sort.FIELD)
    best = fields[0] if fields else None
    field = Field(best.code) if best else Field.OTHER
    nature, nature_reason = _nature(scans, field)
    why = _why(best)
    second = _second(fields, nature)
    reasons = (*why, nature_reason, *((second.reason,) if second else ()))
    return Kind(Find(kind_code(nature, field), why[0]), second, reasons, _unsure(fields))


def _weigh(scans: Sequence[Scan], sort: Sort) -> list[_Weighed]:
    scores: dict[str, float] = defaultdict(float)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    quotes: dict[str, list[tuple[float, Scan, Hit]]] = defaultdict(list)
    for scan in scans:
        for hit in scan.of(sort):
            code, word = hit.entry.code, hit.entry.word
            times = seen[code, word]
            seen[code, word] = times + 1
            if times > AGAIN_AT_MOST:
                continue
            counts = hit.entry.weight * _place_counts(scan, hit) * (AGAIN_COUNTS if times else 1.0)
            scores[code] += counts
            quotes[code].append((counts, scan, hit))
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [_Weighed(code, score, _quotes(quotes[code])) for code, score in ranked]


def _place_counts(scan: Scan, hit: Hit) -> float:
    if scan.where == "TITLE":
        return TITLE_COUNTS
    return OPENING_COUNTS if hit.start < OPENING else 1.0


def _quotes(found: list[tuple[float, Scan, Hit]]) -> tuple[tuple[Scan, Hit], ...]:
    """The strongest different words, for the reasons."""
    chosen: dict[str, tuple[Scan, Hit]] = {}
    for _, scan, hit in sorted(found, key=lambda item: -item[0]):
        if hit.entry.word not in chosen:
            chosen[hit.entry.word] = (scan, hit)
        if len(chosen) == QUOTES:
            break
    return tuple(chosen.values())


def _why(best: _Weighed | None) -> tuple[Reason, ...]:
    if best is None:
        return (Reason("FIELD_UNKNOWN"),)
    return tuple(scan.reason("FIELD_WORD", hit.start, hit.end, field=best.code) for scan, hit in best.quotes)


def _second(fields: Sequence[_Weighed], nature: Nature) -> Find[str] | None:
    if len(fields) < 2:
        return None
    scan, hit = fields[1].quotes[0]
    field = Field(fields[1].code)
    if nature is Nature.DISPUTE and field not in PRIVATE:
        nature = Nature.COMPLAINT
    return Find(kind_code(nature, field), scan.reason("RUNNER_UP", hit.start, hit.end, field=field.value))


def _unsure(fields: Sequence[_Weighed]) -> bool:
    if not fields or fields[0].score < CLEAR_SCORE:
        return True
    return len(fields) > 1 and fields[1].score > CLEAR_LEAD * fields[0].score


def _nature(scans: Sequence[Scan], field: Field) -> tuple[Nature, Reason]:
    found = {weighed.code: weighed for weighed in _weigh(scans, Sort.NATURE)}
    scores = {code: weighed.score for code, weighed in found.items()}
    if field not in PRIVATE:
        scores.pop(Nature.DISPUTE, None)
    elif (quarrel := _QUARREL.get(field)) is not None:
        scores[Nature.DISPUTE] = scores.get(Nature.DISPUTE, 0.0) + quarrel
    if not scores:
        return Nature.HELP, Reason("NATURE_DEFAULT", {"nature": Nature.HELP.value})
    nature = Nature(min(scores, key=lambda code: (-scores[code], code)))
    if nature not in found:
        return nature, Reason("NATURE_DEFAULT", {"nature": nature.value})
    scan, hit = found[nature].quotes[0]
    return nature, scan.reason("NATURE_WORD", hit.start, hit.end, nature=nature.value)
