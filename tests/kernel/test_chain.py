"""The chain's arithmetic: one text per value, commitments that tell nothing, links that bind."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel import chain

ALGOS = list(chain.Algo)
MATTER = UUID("0193573a-0000-7000-8000-000000000001")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=timezone(timedelta(hours=8)))

words = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"词": "织里镇\n😀"}, '{"词":"织里镇\\n😀"}'),
        (NOON, '"2026-11-24T04:00:00.000000+00:00"'),
        (date(2026, 11, 24), '"2026-11-24"'),
        (MATTER, f'"{MATTER}"'),
        (Decimal("12.50"), '"12.50"'),
        (b"\x01\xff", '"01ff"'),
        (chain.Algo.SM3, '"SM3"'),
        ("\0", '"\\u0000"'),
    ],
)
def test_canonical_writes_one_text(value: object, text: str) -> None:
    assert chain.canonical(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), datetime(2026, 1, 1)])  # noqa: DTZ001
def test_canonical_refuses_what_has_no_one_meaning(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (json words it as it likes)
        chain.canonical({"x": value})


def test_canonical_refuses_an_object_without_a_form() -> None:
    with pytest.raises(TypeError, match="object has no canonical form"):
        chain.canonical(object())


@given(values)
def test_canonical_is_its_own_canonical_form(value: object) -> None:
    text = chain.canonical(value)
    assert chain.canonical(json.loads(text)) == text


@given(st.dictionaries(words, st.integers()))
def test_canonical_does_not_depend_on_order(value: dict[str, int]) -> None:
    assert chain.canonical(dict(reversed(value.items()))) == chain.canonical(value)


@pytest.mark.parametrize(
    ("algo", "hexed"),
    [
        (
            "SHA256",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),  # FIPS 180-4, example 1
        ("SM3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),  # GB/T 32905-2016, A.1
    ],
)
def test_digest_of_the_standards_own_example(algo: str, hexed: str) -> None:
    assert chain.digest(b"abc", algo).hex() == hexed


def test_sm3_is_the_same_from_both_libraries() -> None:
    assert chain._Sm3OfCryptography(b"abc").digest().hex() == chain.digest(b"abc", "SM3").hex()


def test_digest_of_an_unknown_algorithm_is_refused() -> None:
    with pytest.raises(KeyError):
        chain.digest(b"abc", "MD5")


@given(st.binary(max_size=40), words, st.sampled_from(ALGOS))
def test_commitment_matches_only_its_value(salt: bytes, value: str, algo: str) -> None:
    committed = chain.commitment(salt, value, algo)
    assert chain.matches(committed, salt, value)
    assert not chain.matches(committed, salt, value + "。")
    assert not chain.matches(committed, salt + b"\0", value)


def test_commitment_cannot_shift_letters_between_salt_and_value() -> None:
    assert chain.commitment(b"salt", "ed") != chain.commitment(b"salte", "d")


def test_genesis_differs_by_county_and_stream() -> None:
    other = UUID(int=MATTER.int + 1)
    made = {chain.genesis("330502", MATTER), chain.genesis("330503", MATTER), chain.genesis("330502", other)}
    assert len(made) == 3
    assert {len(start) for start in made} == {chain.HASH_BYTES}


@given(st.lists(words, min_size=2, max_size=6, unique=True), st.sampled_from(ALGOS))
def test_link_depends_on_everything_before(bodies: list[str], algo: str) -> None:
    def head(told: list[str]) -> bytes:
        prev = chain.genesis("330502", MATTER)
        for body in told:
            prev = chain.link(prev, body, algo)
        return prev

    assert head(bodies) == head(list(bodies))
    assert head(bodies) != head([bodies[1], bodies[0], *bodies[2:]])


def test_written_is_the_same_instant_in_utc() -> None:
    assert chain.written(NOON) == chain.written(NOON.astimezone(UTC))
