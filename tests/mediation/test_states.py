"""The table itself: no path to an agreement but through every party's own consent and signature."""

from collections.abc import Iterator

import pytest

from heyi.kernel.flow import NotAllowed
from heyi.mediation.codes import MediationState
from heyi.mediation.events import EVENT_OF
from heyi.mediation.states import LIVE, MEDIATION, OF_PARTY

ON_SITE = {"on_site": True, "content_hash": "read-back", "is_mediator": True}


def paths(state: str, seen: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way through the table, no state twice."""
    if state == "AGREED":
        yield seen
        return
    for step in MEDIATION.steps:
        if (
            state in step.of
            and step.to not in ("*", state)
            and step.to not in {s.split(">")[0] for s in seen}
        ):
            yield from paths(step.to, (*seen, f"{state}>{step.verb}"))


def test_every_path_to_an_agreement_begins_and_is_fixed_and_concluded():
    found = list(paths("INVITING"))
    assert found
    for path in found:
        taken = [each.split(">")[1] for each in path]
        assert taken in (["begin", "fix", "conclude"], ["settle"])  # on site, what was read back is confirmed


@pytest.mark.parametrize("verb", ["begin", "fix", "conclude", "settle"])
@pytest.mark.parametrize("missing", ["ASKED", "REFUSED", "STOPPED"])
def test_no_step_on_the_way_is_taken_without_every_consent(verb, missing):
    step = next(step for step in MEDIATION.steps if step.verb == verb)
    facts = {
        "parts": ["APPLICANT", "RESPONDENT"],
        "consents": ["GIVEN", missing],
        "is_declared": True,
        "clauses": 1,
        "unsigned": [],
        **(ON_SITE if verb == "settle" else {}),
    }
    with pytest.raises(NotAllowed) as refused:
        MEDIATION.check(verb, step.of[0], by=step.by, facts=facts)
    assert refused.value.refusal.code == "consent_missing"
    whole = {**facts, "consents": ["GIVEN", "GIVEN"]}
    assert MEDIATION.check(verb, step.of[0], by=step.by, facts=whole) is step


@pytest.mark.parametrize(("verb", "state"), [("conclude", "SIGNING"), ("settle", "INVITING")])
def test_the_last_step_wants_every_signature(verb, state):
    facts = {"consents": ["GIVEN", "GIVEN"], "unsigned": ["B"], **ON_SITE}
    facts |= {"parts": ["APPLICANT", "RESPONDENT"], "is_declared": True}
    with pytest.raises(NotAllowed) as refused:
        MEDIATION.check(verb, state, by=("MEDIATOR",), facts=facts)
    assert refused.value.refusal.code == "signature_missing"


def test_what_is_a_partys_own_is_nobody_elses():
    for step in MEDIATION.steps:
        if step.verb in OF_PARTY:
            assert step.by == ("PARTY",), step.verb


@pytest.mark.parametrize("state", LIVE)
def test_a_party_can_end_it_in_every_live_state(state):
    exits = [
        step for step in MEDIATION.steps if state in step.of and step.to == "ENDED" and "PARTY" in step.by
    ]
    assert exits


def test_every_verb_has_an_event_and_every_state_is_reached():
    assert {step.verb for step in MEDIATION.steps} == set(EVENT_OF)
    reached = {MEDIATION.arrive(step, of) for step in MEDIATION.steps for of in step.of}
    assert reached == {state.value for state in MediationState}
