"""`heyi triage read`: what each text says, with reasons; places and units are those that Heyi ships."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from heyi.console.json_rows import BadLine, Row, add_file, answer_each, text_of, time_of
from heyi.kernel.clock import CHINA, now
from heyi.orgs.rules.shipped import shipped_regions, shipped_units
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.reading import Find, Reading, Reason, Where
from heyi.triage.shipped import topic_model
from heyi.triage.topics import Topics, topics_of
from heyi.triage.whole import Details, Whole, read_whole
from heyi.triage.words import sentence


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `read`."""
    parser = verbs.add_parser(name, help="read texts 研判文字")
    add_file(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """One answer for each line {"text", "title"?, "place"?, "at"?}; without `at` a text is read as of this instant."""
    gazetteer, model = shipped_gazetteer(), topic_model()

    def answer(row: Row) -> Mapping[str, Any]:
        text = text_of(row, ["text"])
        title, place = (text_of(row, [name]) if name in row else "" for name in ("title", "place"))
        whole = read_whole(text, title=title, place=place, gazetteer=gazetteer, at=_instant(row))
        return told(
            whole, topics_of(f"{title}\n{text}" if title else text, model), len(title) + 1 if title else 0
        )

    return answer_each(args.file, answer)


def told(whole: Whole, topics: Topics, before: int) -> Mapping[str, Any]:
    """A reading as JSON. `before` is how many letters stood before the text when topics were read."""
    reading = whole.reading
    return {
        "kind": reading.kind.value,
        "runner_up": reading.runner_up.value if reading.runner_up else None,
        "urgency": reading.urgency.value.value,
        "danger": reading.danger.value.value if reading.danger else None,
        "unsure": reading.unsure,
        "entities": [*_entities(reading), *_details(whole.details)],
        "topic": {
            "label": topics.ranked[0][0],
            "score": round(topics.ranked[0][1], 4),
            "top": [[label, round(chance, 4)] for label, chance in topics.top],
            "unsure": topics.unsure,
        },
        "reasons": [
            *map(_reason, reading.reasons),
            *(_reason(whole.veil.over(_moved(reason, before))) for reason in topics.reasons),
        ],
    }


def _moved(reason: Reason, before: int) -> Reason:
    """A topic's reason with its place counted in the title or in the text, whichever it stands in."""
    if reason.start < before:
        return replace(reason, where=Where.TITLE)
    return replace(reason, start=reason.start - before)


def _entities(reading: Reading) -> Iterator[Mapping[str, Any]]:
    finds: tuple[tuple[str, tuple[Find[Any], ...]], ...] = (
        ("amount", reading.amounts),
        ("date", reading.dates),
        ("place", (reading.place,) if reading.place else ()),
        ("subject", reading.subjects),
    )
    for sort, found in finds:
        for find in found:
            value = format(find.value, "f") if sort == "amount" else str(find.value)
            yield {"type": sort, "value": value, **_span(find.reason)}


def _details(details: Details) -> Iterator[Mapping[str, Any]]:
    """Private numbers are masked, in the quote too; periods are the first and the last day, times in China."""
    for party in details.parties:
        yield _entity("party", party.name, party.reason, role=party.role.value, side=party.side.value)
    for claim in details.claims:
        amount = None if claim.amount is None else format(claim.amount, "f")
        yield _entity("claim", claim.words, claim.reason, role=claim.wish.value, amount=amount)
    for number in details.numbers:
        yield _entity(number.sort.value.lower(), number.find.value, number.find.reason)
    for period in details.periods:
        yield _entity("period", f"{period.first}/{period.last}", period.reason)
    for moment in details.moments:
        ends = dict.fromkeys((f"{moment.first:%Y-%m-%dT%H:%M}", f"{moment.last:%Y-%m-%dT%H:%M}"))
        yield _entity("time", "/".join(ends), moment.reason)
    for site in details.sites:
        yield _entity("site", site.name, site.reason, role=site.sort.value)


def _entity(sort: str, value: str, reason: Reason, **more: str | None) -> Mapping[str, Any]:
    return {"type": sort, "value": value, **more, **_span(reason)}


def _reason(reason: Reason) -> Mapping[str, Any]:
    return {"code": reason.code, "sentence": sentence(reason), **_span(reason)}


def _span(reason: Reason) -> Mapping[str, Any]:
    end = reason.start + len(reason.quote)
    return {"quote": reason.quote, "where": reason.where.value.lower(), "start": reason.start, "end": end}


def _instant(row: Row) -> datetime:
    """When the report came in; without a time zone it is China's."""
    said = row.get("at")
    if said in (None, ""):
        return now()
    at = time_of(said) if isinstance(said, str) else None
    if at is None:
        raise BadLine("NOT_A_TIME", field="at")
    return at if at.tzinfo else at.replace(tzinfo=CHINA)


def shipped_gazetteer() -> Gazetteer:
    """Huzhou's places and units as shipped, without a database."""
    return Gazetteer.of(
        [(row["code"], row["name"], row["parent"]) for row in shipped_regions()],
        [
            (row["code"], row["name"], (row["short_name"], *row["aliases"].split()), row["region"])
            for row in shipped_units()
        ],
    )
