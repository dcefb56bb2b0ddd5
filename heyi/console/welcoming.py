"""What `heyi up` tells whoever has just started it: how to come in."""

from collections.abc import Sequence

from heyi.accounts.codes import ROLE_WORDS
from heyi.accounts.operations import demo_people, make_administrators
from heyi.kernel.clock import now
from heyi.web.scope import scope


def demo_sign_ins() -> Sequence[tuple[str, str]]:
    """One demo person for each role: (who, username and password)."""
    first = {person.role: person for person in reversed(demo_people())}
    shown = sorted(first.values(), key=lambda person: list(ROLE_WORDS).index(person.role))
    return [(person.words, f"{person.username} / {person.password}") for person in shown]


def first_links() -> Sequence[tuple[str, str]]:
    """A one-time link for each administrator who has set no password yet: (who, link below {address})."""
    with scope("admin"):
        links = make_administrators(now())
    return [(f"{ROLE_WORDS[link.role]} {link.username}", f"{{address}}/first/{link.token}") for link in links]
