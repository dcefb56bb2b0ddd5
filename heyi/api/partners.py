"""The signed addresses as OpenAPI has them: shapes and codes are those of the mappings."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from heyi.adapters.city import mapping as city
from heyi.adapters.hotline12345 import mapping as hotline
from heyi.adapters.hotline12345.transferring import NAMES as TO_HOTLINE
from heyi.adapters.partner.transferring import Names
from heyi.adapters.police110 import mapping as police
from heyi.adapters.police110.transferring import NAMES as TO_POLICE

Schema = dict[str, Any]
SCHEME: Schema = {
    "type": "apiKey",
    "in": "header",
    "name": "X-Heyi-Signature",
    "description": "HMAC-SHA256 over the envelope and the body; docs/howto/connect-110.md shows how.",
}
_WORDS: Schema = {"type": "string", "pattern": "^[^\\u0000]*$"}
_UUID: Schema = {"type": "string", "format": "uuid"}
_DEGREES: Schema = {"type": "number"}
_ENVELOPE = ("X-Heyi-Version", "X-Heyi-Partner", "X-Heyi-Event", "X-Heyi-Timestamp", "Idempotency-Key")


def _object(fields: Iterable[str], needed: Iterable[str], **known: Schema) -> Schema:
    """An object of these fields; words unless known otherwise."""
    return {
        "type": "object",
        "required": sorted(needed),
        "additionalProperties": False,
        "properties": {name: known.get(name, _WORDS) for name in fields},
    }


def _one_of(known: Mapping[str, object]) -> Schema:
    return {"type": "string", "enum": list(known)}


def _answer(names: Names) -> Schema:
    """What a partner answers to a transfer."""
    needed = {names.transfer, names.action}
    return _object(names.fields, needed, **{names.action: _one_of(names.actions), names.transfer: _UUID})


SCHEMAS: Mapping[str, Schema] = {
    "PoliceHandover": _object(
        police.HANDOVER,
        {"jjdbh", "bjsj", "fjqlb", "bjnr", "gsqr"},
        fjqlb=_one_of(police.KINDS),
        gsqr=_one_of(police.OWNERS),
        jd=_DEGREES,
        wd=_DEGREES,
    ),
    "PoliceCall": _object(
        police.CALL, police.CALL_NEEDS, sldw=_one_of(police.TAKERS), gsyj=_one_of(police.GROUNDS)
    ),
    "HotlineOrder": _object(
        hotline.ORDER,
        {"orderNo", "orderType", "content", "callTime"},
        orderType=_one_of(hotline.TYPES),
        callBack=_one_of(hotline.CALL_BACK),
        ownership=_one_of(hotline.OWNERS),
    ),
    "HotlineCall": _object(
        hotline.CALL,
        hotline.CALL_NEEDS,
        taker=_one_of(hotline.TAKERS),
        ground=_one_of(hotline.GROUNDS),
    ),
    "PoliceTransferAnswer": _answer(TO_POLICE),
    "HotlineTransferAnswer": _answer(TO_HOTLINE),
    "CityOffer": _object(
        city.OFFERED,
        {"action", "transfer", "number", "unit", "reason", "told", "asked", "urgent", "route"},
        action=_one_of({"OFFER": ""}),
        transfer=_UUID,
        reason=_one_of(city.REASONS),
        urgent=_one_of(city.URGENT),
    ),
    "CityRecall": _object(
        city.RECALLED, {"action", "transfer", "number"}, action=_one_of({"RECALL": ""}), transfer=_UUID
    ),
    "CityAnswer": _answer(city.NAMES),
    "CityMessage": {
        "oneOf": [{"$ref": f"#/components/schemas/City{name}"} for name in ("Offer", "Recall", "Answer")]
    },
    "TransferRecorded": _object(
        ("transfer", "number", "state", "recorded_at"), ("transfer", "number", "state", "recorded_at")
    ),
    "Recorded": _object(
        ("number", "tracking_code", "recorded_at"), ("number", "tracking_code", "recorded_at")
    ),
}
_PATHS = {
    "/api/partners/v1/police110/handovers": (
        "handOver",
        "110 hands a matter over",
        "PoliceHandover",
        "Receipt",
    ),
    "/api/partners/v1/police110/calls": (
        "policeCall",
        "110 records a three-way call",
        "PoliceCall",
        "Recorded",
    ),
    "/api/partners/v1/hotline12345/orders": ("order", "12345 hands an order over", "HotlineOrder", "Receipt"),
    "/api/partners/v1/hotline12345/calls": (
        "hotlineCall",
        "12345 records a three-way call",
        "HotlineCall",
        "Recorded",
    ),
    "/api/partners/v1/city": (
        "city",
        "Another city hands a matter over, recalls it, or answers to one that it was given",
        "CityMessage",
        "TransferRecorded",
    ),
    "/api/partners/v1/police110/transfers": (
        "policeTransfer",
        "110 answers to a matter that it was given",
        "PoliceTransferAnswer",
        "TransferRecorded",
    ),
    "/api/partners/v1/hotline12345/transfers": (
        "hotlineTransfer",
        "12345 answers to a matter that it was given",
        "HotlineTransferAnswer",
        "TransferRecorded",
    ),
}


def paths(problems: Callable[..., Mapping[str, Any]]) -> Mapping[str, Any]:
    """Every signed address; `problems` describes refusals by their statuses."""
    return {path: {"post": _post(*told, problems)} for path, told in _PATHS.items()}


def _post(
    operation: str, summary: str, takes: str, gives: str, problems: Callable[..., Mapping[str, Any]]
) -> Mapping[str, Any]:
    answered = _json(gives)
    return {
        "operationId": operation,
        "summary": summary,
        "security": [{"signed": []}],
        "parameters": [
            {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
            for name in _ENVELOPE
        ],
        "requestBody": {"required": True, "content": _json(takes)},
        "responses": {
            "201": {"description": "Taken; answered after it was committed.", "content": answered},
            "200": {
                "description": "The same key and body were taken before: the same answer.",
                "content": answered,
            },
            **problems("400", "401", "403", "405", "409", "413", "415", "422"),
        },
    }


def _json(name: str) -> Mapping[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
