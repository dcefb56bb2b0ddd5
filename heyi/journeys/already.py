"""Is it one of these already? What may be shown of running matters to somebody who is about to report the same."""

from datetime import datetime

from heyi.intake.codes import Alike
from heyi.intake.drafts import SOURCE
from heyi.intake.operations import likely_repeats, marks_for
from heyi.intake.rules import Report
from heyi.matters.access import Gist, entering, find_gist
from heyi.matters.codes import MatterState
from heyi.orgs.access import directory
from heyi.triage.codes import Nature, nature_of

MOST_SHOWN = 3
_MOST_ASKED = 8  # matters looked at to find those; a text sent a thousand times costs no more
# Who breaks a rule, and who told, are on two sides: a report (举报) or complaint is never hinted at to whoever asks.
_TOLD_TO_NOBODY = frozenset({Nature.REPORT.value, Nature.COMPLAINT.value})
# Never by a telephone: anybody can type another's.
_BY_WORDS = frozenset({Alike.SAME_TEXT, Alike.SIMILAR_TEXT})


def known_already(report: Report, *, county: str, region_code: str, at: datetime) -> tuple[Gist, ...]:
    """Gists of running matters whose words are much like these, none of another region: the newest, three at most."""
    trees = directory()
    with entering("receive", source=SOURCE):
        likely = likely_repeats(marks_for(report), county=county, at=at)
    found: list[Gist] = []
    for repeat in [like for like in likely if like.reason in _BY_WORDS][:_MOST_ASKED]:
        if len(found) < MOST_SHOWN:
            with entering("tracking", matter=repeat.matter_id):
                gist = find_gist(repeat.county, repeat.matter_id)
            if gist and _may_be_told(gist) and not trees.are_apart(region_code, gist.region_code):
                found.append(gist)
    return tuple(found)


def _may_be_told(gist: Gist) -> bool:
    return nature_of(gist.kind) not in _TOLD_TO_NOBODY and gist.state != MatterState.CLOSED.value
