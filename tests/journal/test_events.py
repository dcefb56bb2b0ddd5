"""What the journal takes: bodies and actors."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.journal.codes import ActorKind
from heyi.journal.events import REPORTER, SYSTEM, Actor, Head, body_of
from heyi.kernel import chain
from heyi.kernel.codes import uuid7

AT = datetime(2026, 11, 24, 4, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=["Cs"]))


@given(words, words, st.dictionaries(words, st.integers() | words))
def test_body_is_canonical_as_it_is_assembled(name: str, verb: str, facts: Mapping[str, object]) -> None:
    actor = Actor(ActorKind.PERSON, 7, name, 42)
    whole = {
        "actor": {"id": 7, "kind": "PERSON", "name": name, "unit": 42},
        "at": AT,
        "facts": facts,
        "verb": verb,
    }
    assert body_of(actor.json(), chain.written(AT), facts, verb) == chain.canonical(whole)


@pytest.mark.parametrize("named", [{"name": "沈阿姨"}, {"id": 3}])
def test_reporter_is_never_named(named: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="never named"):
        Actor(ActorKind.REPORTER, **named)  # type: ignore[arg-type]


def test_reporter_and_system_act_without_names() -> None:
    assert (REPORTER.name, SYSTEM.name) == ("", "")


def test_head_starts_at_the_streams_genesis() -> None:
    matter = uuid7(AT)
    assert Head.start("330502", matter) == (0, chain.genesis("330502", matter))
