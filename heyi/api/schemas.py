"""The shapes that the API takes and gives, as JSON Schema 2020-12. Limits and codes are intake's own."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from heyi.intake import rules
from heyi.intake.codes import FaultCode
from heyi.matters.codes import Closing

Schema = dict[str, Any]
_NO_NUL = "^[^\\u0000]*$"
_LONG_MONTHS, _SHORT_MONTHS, _FEBRUARY = (1, 3, 5, 7, 8, 10, 12), (4, 6, 9, 11), (2,)
_DAYS = {28: "(0[1-9]|1[0-9]|2[0-8])", 30: "(0[1-9]|[12][0-9]|30)", 31: "(0[1-9]|[12][0-9]|3[01])"}


def report(regions: Iterable[str], today: date) -> Schema:
    """What POST /reports takes."""
    properties = {
        "text": {
            "type": "string",
            "minLength": 1,
            "pattern": "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$",
            "description": "What happened, in the reporter's own words.",
        },
        "channel": {"type": "string", "enum": list(rules.CHANNELS), "description": "How the report came in."},
        "title": _line(rules.TITLE_LIMIT, "A short title."),
        "place": _line(rules.PLACE_LIMIT, "Where it happened, as an address or in words."),
        "region": {
            "type": ["string", "null"],
            "enum": [None, "", *regions],
            "description": "Division code of the place (GB/T 2260 and below), if known.",
        },
        "occurred_at": {
            "type": ["string", "null"],
            "pattern": f"^({past_days(today)}{rules.HOUR_PATTERN})?$",
            "description": "When it happened: ISO 8601, Asia/Shanghai where no offset stands, never in the "
            "future. The pattern ends with the present day and moves with it: do not freeze it in a client.",
        },
        "source_ref": _line(rules.SOURCE_REF_LIMIT, "The sender's own number for the report."),
        "reporter": reporter(),
    }
    return {
        "type": "object",
        "required": ["text", "channel"],
        "additionalProperties": False,
        "properties": properties,
    }


def reporter() -> Schema:
    """Who reported."""
    phone = {
        "type": ["string", "null"],
        "pattern": f"^({rules.PHONE_PATTERN})?$",
        "description": "Telephone number.",
    }
    return {
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {"name": _line(rules.NAME_LIMIT, "Name."), "phone": phone},
        "description": "Kept apart from the matter, encrypted; opened only by role and purpose.",
    }


RECEIPT: Schema = {
    "type": "object",
    "required": ["number", "tracking_code", "state", "unit", "due_at", "kind", "reasons"],
    "additionalProperties": False,
    "properties": {
        "number": {"type": "string", "description": "The matter's number."},
        "tracking_code": {"type": "string", "description": "With it the reporter follows the matter."},
        "state": {"type": "string", "description": "Code of the state."},
        "unit": {"type": "string", "description": "Name of the unit that has it."},
        "due_at": {
            "type": "string",
            "format": "date-time",
            "description": "When the next step is due.",
        },
        "kind": {"type": "string", "description": "Code of the kind, NATURE.FIELD."},
        "reasons": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Why so, sentence by sentence.",
        },
    },
}

_INSTANT: Schema = {"type": "string", "format": "date-time"}
_MAYBE: Schema = {"type": ["string", "null"], "format": "date-time"}
_WORDS: Schema = {"type": "string"}


def _closed(properties: Mapping[str, Schema]) -> Schema:
    """An object of exactly these properties."""
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": dict(properties),
    }


STATUS: Schema = _closed(
    {
        "number": _WORDS,
        "tracking_code": _WORDS,
        "kind": _WORDS,
        "state": _WORDS,
        "unit": _WORDS,
        "received_at": _INSTANT,
        "due_at": _MAYBE,
        "answer_due_at": _MAYBE,
        "answered_at": _MAYBE,
        "contested_at": _MAYBE,
        "closed_at": _MAYBE,
        "closing": {"enum": ["", *(how.value for how in Closing)]},
        "partner": _WORDS,
        "partner_ref": _WORDS,
        "sentence": _closed(
            {"unit": _WORDS, "state": _WORDS, "due_at": _MAYBE, "why": _WORDS, "next": _WORDS}
        )
        | {"description": "Who has it, until when, why, and what comes next, in words."},
        "answers": {"type": "array", "items": _closed({"what": _WORDS, "text": _WORDS, "at": _INSTANT})},
    }
)

PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string", "enum": [code.value for code in FaultCode]},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def past_days(today: date) -> str:
    """A pattern of the days from 1900 to today; 29 February is taken too, but left out of the pattern."""
    years = "|".join(_years_before(today.year))
    months = "|".join(f"{month:02d}-{_days_of(month)}" for month in range(1, today.month))
    days = "|".join(f"{day:02d}" for day in range(1, today.day + 1))
    this_year = "|".join(filter(None, [months, f"{today.month:02d}-({days})"]))
    return f"(({years})-({_any_day()})|{today.year}-({this_year}))"


def _years_before(year: int) -> Iterable[str]:
    last = year - 1
    yield from (f"{decade}[0-9]" for decade in range(rules.EARLIEST_YEAR // 10, last // 10))
    yield f"{last // 10}[0-{last % 10}]"


def _any_day() -> str:
    groups: Mapping[int, tuple[int, ...]] = {31: _LONG_MONTHS, 30: _SHORT_MONTHS, 28: _FEBRUARY}
    return "|".join(f"({'|'.join(f'{m:02d}' for m in months)})-{_DAYS[n]}" for n, months in groups.items())


def _days_of(month: int) -> str:
    if month in _FEBRUARY:
        return _DAYS[28]
    return _DAYS[31 if month in _LONG_MONTHS else 30]


def _line(limit: int, description: str) -> Schema:
    return {"type": ["string", "null"], "maxLength": limit, "pattern": _NO_NUL, "description": description}
