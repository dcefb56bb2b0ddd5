"""GET /api/openapi.json: the API as OpenAPI 3.1, built from the same limits and codes that the endpoints use."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from heyi.api import batch, partners, problems, schemas
from heyi.api.door import door
from heyi.api.problems import written
from heyi.kernel.clock import CHINA, now
from heyi.orgs.access import directory

_PROBLEM = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_MEANING = {
    "400": "The body is not JSON, or the key is missing or malformed.",
    "401": "No key, or not a valid one; at a signed address: not signed, signed wrongly, or not of now.",
    "403": "The address belongs to another kind of partner.",
    "404": "No matter has this tracking code.",
    "405": "The method is not allowed here; Allow names those that are.",
    "409": "The key stands for another body, or the transfer does not stand so that this could be answered.",
    "413": "A report is past 256 kB, a batch past 16 MB or 1,000 lines.",
    "415": "The body is of another media type.",
    "422": "A field is bad or unknown; errors names it.",
    "429": "Too many wrong codes from this address; try again after Retry-After seconds.",
    "500": "An error of ours, logged; send again with the same key.",
    "503": "Not available for the moment; send again with the same key.",
}
_CODE_LINK = {
    "status": {"operationId": "status", "parameters": {"tracking_code": "$response.body#/tracking_code"}}
}


def describe(_request: HttpRequest) -> HttpResponse:
    """The description; it names today's regions and ends with today's date, so it is not to be kept."""
    response = HttpResponse(written(document()), content_type="application/json")
    response["Cache-Control"] = "no-cache"
    return response


def document() -> dict[str, Any]:
    """The whole description."""
    regions = [region.code for region in directory().regions]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "合一 Heyi",
            "version": "1",
            "description": "Hand reports in, follow matters. Refusals are application/problem+json (RFC 9457), "
            "in Chinese, or in English when Accept-Language prefers it.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/v1/reports": {"post": _post_report()},
            "/api/v1/reports/batch": {"post": _post_batch()},
            "/api/v1/reports/{tracking_code}": {"get": _get_status()},
            **partners.paths(_problems),
            "/api/openapi.json": {"get": _get_openapi()},
        },
        "components": {
            "securitySchemes": {"partner": {"type": "http", "scheme": "bearer"}, "signed": partners.SCHEME},
            "schemas": {
                "Report": schemas.report(regions, now().astimezone(CHINA).date()),
                "Receipt": schemas.RECEIPT,
                "Status": schemas.STATUS,
                "Problem": schemas.PROBLEM,
                **partners.SCHEMAS,
            },
        },
    }


def _post_report() -> dict[str, Any]:
    receipt = _json("Receipt")
    return {
        "operationId": "receiveReport",
        "summary": "Hand in one report",
        "security": [{"partner": []}],
        "parameters": [_key()],
        "requestBody": {"required": True, "content": _json("Report")},
        "responses": {
            "201": _received("Received; answered after it was committed.", receipt),
            "200": _received("The same key and body were received before: the same answer.", receipt),
            **_problems("400", "401", "405", "409", "413", "415", "422"),
        },
    }


def _post_batch() -> dict[str, Any]:
    lines: dict[str, Any] = {"schema": {"type": "string"}}
    return {
        "operationId": "receiveBatch",
        "summary": "Hand in up to 1,000 reports",
        "description": 'NDJSON of at most 16 MB: on each line a Report with one more field, "key". Each line '
        "is received in a transaction of its own and answered by one line, in order: a Receipt or a Problem, with "
        '"line" (number), "key" and "status" (201, 200 or the refusal\'s). Blank lines are passed over.',
        "security": [{"partner": []}],
        "requestBody": {
            "required": False,
            "content": {batch.MEDIA_TYPE: lines, "text/plain": lines},
        },
        "responses": {
            "200": {"description": "An answer for each line.", "content": {batch.MEDIA_TYPE: lines}},
            **_problems("401", "405", "413", "415"),
        },
    }


def _get_status() -> dict[str, Any]:
    return {
        "operationId": "status",
        "summary": "The public status of a matter",
        "security": [],
        "parameters": [
            {
                "name": "tracking_code",
                "in": "path",
                "required": True,
                "schema": {"type": "string", "minLength": 1},
                "description": "Sixteen letters and digits; spaces and dashes between them do no harm.",
            }
        ],
        "responses": {
            "200": {"description": "Who has it, until when, and why.", "content": _json("Status")},
            **_problems("404", "405", "429"),
        },
    }


def _get_openapi() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "describe",
        "summary": "This description",
        "security": [],
        "responses": {"200": {"description": "OpenAPI 3.1.", "content": content}, **_problems("405")},
    }


def _key() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]([ -~]*[!-~])?$"},
        "description": "One key for each report; when in doubt send again with the same key and body.",
    }


def _received(description: str, content: dict[str, Any]) -> dict[str, Any]:
    location = {"schema": {"type": "string"}, "description": "Address of the public status."}
    return {
        "description": description,
        "headers": {"Location": location},
        "content": content,
        "links": _CODE_LINK,
    }


def _problems(*statuses: str) -> dict[str, Any]:
    return {
        status: {"description": _MEANING[status], "content": _PROBLEM} for status in (*statuses, "500", "503")
    }


def _json(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


view = door(GET=describe)
