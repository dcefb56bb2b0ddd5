"""Sealing in pieces: what goes in comes out, and whatever is done to the pieces is found."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.kernel.seal import new_key
from heyi.kernel.seal_parts import PIECE, TAG, opened_parts, sealed_parts
from tests.factories.files import parts

KEY = new_key()
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7)


def sealed(plain: bytes, *, context: bytes = b"here") -> bytes:
    return b"".join(sealed_parts(KEY, parts(plain, 70_001), context=context))


def opened(some: bytes, *, key: bytes = KEY, context: bytes = b"here", size: int = 65_537) -> bytes:
    return b"".join(opened_parts(key, parts(some, size), context=context))


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(size: int) -> None:
    plain = bytes(place * 31 % 251 for place in range(1000)) * (size // 1000 + 1)
    assert opened(sealed(plain[:size])) == plain[:size]


@given(size=st.integers(1, 3000))
@settings(max_examples=30, deadline=None)
def test_the_parts_may_be_cut_anywhere(size: int) -> None:
    assert opened(sealed(b"abc" * 1000), size=size) == b"abc" * 1000


def test_no_two_seals_of_the_same_are_alike() -> None:
    assert sealed(b"the same") != sealed(b"the same")


@pytest.mark.parametrize(
    "harm",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[: 7 + PIECE + TAG],  # the last piece is gone: cut off at a seam
        lambda whole: whole[:7] + whole[7 + PIECE + TAG :],  # the first is gone
        lambda whole: (
            whole[:7] + whole[7 + PIECE + TAG :] + whole[7 : 7 + PIECE + TAG]
        ),  # two have changed places
        lambda whole: whole + whole[-40:],
        lambda whole: whole[:100] + bytes([whole[100] ^ 1]) + whole[101:],
        lambda whole: bytes([whole[0] ^ 1]) + whole[1:],
        lambda _whole: b"",
        lambda _whole: b"short",
    ],
)
def test_every_harm_is_found(harm) -> None:
    whole = sealed(b"x" * (2 * PIECE + 100))
    with pytest.raises(InvalidTag):
        opened(harm(whole))


def test_another_key_or_place_opens_nothing() -> None:
    with pytest.raises(InvalidTag):
        opened(sealed(b"secret"), key=new_key())
    with pytest.raises(InvalidTag):
        opened(sealed(b"secret"), context=b"elsewhere")
