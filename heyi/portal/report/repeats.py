"""Is it one of these already? Looked up seldom, so that a draft is no way to ask what others have reported."""

from datetime import datetime
from hashlib import sha256

from heyi.intake.rules import InvalidReport
from heyi.journeys.already import known_already
from heyi.journeys.foreseeing import meaning
from heyi.portal.report import keeping
from heyi.portal.report.keeping import Written
from heyi.portal.report.meaning import confirmed_of, report_of, text_of

MOST_LOOKS = 3  # for each draft


def look_for_known(written: Written, *, at: datetime) -> Written:
    """Keep what looks alike for this text and place; the same question is not asked twice, and not often anew."""
    known = written.of("known") or {}
    try:
        report = report_of(written, at=at)
    except InvalidReport:
        return written
    meant = meaning(report, at=at, confirmed=confirmed_of(written))
    county, region_code = meant.county, meant.region_code
    asked = sha256(f"{region_code or county}\0{text_of(written)}".encode()).hexdigest()
    looks = int(known.get("looks", 0))
    if known.get("asked") == asked or looks >= MOST_LOOKS:
        return written
    gists = [
        {
            "county": gist.county,
            "id": str(gist.id),
            "kind": gist.kind,
            "region": gist.region_code,
            "day": gist.received_on.isoformat(),
            "state": gist.state,
        }
        for gist in known_already(report, county=county, region_code=region_code, at=at)
    ]
    kept = keeping.answer(written, "known", {"asked": asked, "looks": looks + 1, "gists": gists}, at=at)
    return kept if gists == known.get("gists", []) else keeping.drop(kept, frozenset({"same"}), at=at)
