"""From answers to a report: what is sent, what a person confirmed, and what the text was read to mean."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.evidence.operations import Kept
from heyi.intake.rules import Report, read_report
from heyi.journeys.foreseeing import meaning
from heyi.journeys.understanding import NOTHING_SAID, Confirmed, Understood
from heyi.kernel.codes import CITY
from heyi.kernel.point import Point
from heyi.matters.codes import Channel
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.portal.report.keeping import Written
from heyi.triage.codes import Urgency

_SAID = {"yes": True, "no": False}
_NAME_WITH_FIRM = "{name}（{firm}）"


def body_of(written: Written) -> dict[str, object]:
    """The report as any partner would send it; of an enterprise in its own channel."""
    contact, place, when = (written.of(page) or {} for page in ("contact", "place", "when"))
    channel = Channel.ENTERPRISE if contact.get("who") == "firm" else Channel.WEB
    body: dict[str, object] = {"text": text_of(written), "channel": channel.value}
    if address := place.get("address"):
        body["place"] = address
    if day := when.get("on"):
        body["occurred_at"] = day
    if reporter := dict(_reporter(contact)):
        body["reporter"] = reporter
    return body


def text_of(written: Written) -> str:
    """What happened, in the reporter's words."""
    return str((written.of("what") or {}).get("text", ""))


def _reporter(contact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    name, firm, phone = (str(contact.get(part, "")) for part in ("name", "firm", "phone"))
    if contact.get("who") == "firm" and firm:
        name = _NAME_WITH_FIRM.format(name=name, firm=firm) if name else firm
    if name:
        yield "name", name
    if phone:
        yield "phone", phone


def report_of(written: Written, *, at: datetime) -> Report:
    """The report, checked by the rules of every door; raises InvalidReport."""
    report = read_report(body_of(written), at=at, regions=frozenset())
    return replace(report, point=Point.read((written.of("place") or {}).get("point")))


def read_so_far(written: Written, *, at: datetime) -> Understood:
    """What the text alone was read to mean, whatever was confirmed since."""
    return meaning(Report(text=text_of(written), channel=Channel.WEB), at=at, confirmed=NOTHING_SAID)


def confirmed_of(written: Written) -> Confirmed:
    """What the reporter made of the reading."""
    danger = _SAID.get(str((written.of("danger") or {}).get("danger", "")))
    same = written.of("same") or {}
    return Confirmed(
        kind=(written.of("kind") or {}).get("kind"),
        region_code=region_of(written),
        is_finer_welcome=True,
        urgency=Urgency.URGENT.value if danger else None,
        is_danger=danger,
        subjects=_subjects(written, directory()),
        same=_SAID.get(str(same.get("same", ""))),
        same_as=same_as(written),
    )


def region_of(written: Written) -> str | None:
    """The town that was chosen, else the county; None leaves it as it was read."""
    place, where = written.of("place") or {}, written.of("where") or {}
    return place.get("region") or where.get("county") or None


def same_as(written: Written) -> tuple[tuple[str, Any], ...]:
    """The earlier matters that the reporter said are the same thing."""
    same = written.of("same") or {}
    if same.get("same") != "yes":
        return ()
    return tuple((county, UUID(matter)) for county, matter in same.get("as", ()))


def _subjects(written: Written, units: Directory) -> tuple[int, ...] | None:
    about = written.of("about")
    if about is None or "units" not in about:
        return None
    found = (units.unit_by_code(code) for code in about["units"])
    return tuple(unit.id for unit in found if unit is not None)


def kept_files(written: Written) -> list[Kept]:
    """The files of a draft, as they were kept."""
    said = (written.of("photos") or {}).get("files", ())
    return [
        Kept(UUID(file["id"]), file["digest"], file["media"], file["size"], file["name"]) for file in said
    ]


def is_danger_asked(meant: Understood) -> bool:
    """Whether the text leaves room for a life in danger, so that the reporter is asked plainly."""
    return bool(meant.danger) or meant.urgency == Urgency.URGENT.value or bool(meant.stored["unsure"])


def place_read(meant: Understood) -> str:
    """The place that the text names; "" where it names none."""
    return "" if meant.region_code == CITY else meant.region_code
