"""The draft of whoever asks: found by a signed cookie, read and changed page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from json import dumps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from heyi.intake.drafts import (
    LIFE,
    SHARED_LIFE,
    SOURCE,
    Answers,
    begin_draft,
    change_draft,
    find_draft,
    find_sent,
    mark_of_draft,
)
from heyi.web.scope import scope

COOKIE = "heyi_report"
PATH = "/report/"
_SALT = "heyi.portal.report"


@dataclass(frozen=True, slots=True)
class Written:
    """What the browser at hand has written so far. Without a token nothing was begun; `is_sent` once it was sent."""

    token: str = ""
    answers: Answers | None = None
    receipt: Mapping[str, Any] | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a draft to go on with."""
        return self.answers is not None

    @property
    def is_lost(self) -> bool:
        """Whether there was a draft that is no more: expired, or thrown away in another window."""
        return bool(self.token) and self.answers is None and self.receipt is None

    @property
    def mark(self) -> str:
        """What pages of this draft carry; "" before it was begun."""
        return mark_of_draft(self.token) if self.is_open else ""

    @property
    def sent_mark(self) -> str:
        """What its pages carried before it was sent."""
        return mark_of_draft(self.token) if self.receipt is not None else ""

    @property
    def is_shared(self) -> bool:
        """Whether it is written on a computer that others use."""
        return bool((self.answers or {}).get("shared"))

    def of(self, page: str) -> Mapping[str, Any] | None:
        """The answer of a page; None where it was not answered yet."""
        answer = (self.answers or {}).get(page)
        return answer if isinstance(answer, Mapping) else None

    def seen(self, page: str) -> str:
        """A mark of the answer as it stands, for a form to carry."""
        return seen_mark(self.of(page))


def seen_mark(answer: Mapping[str, Any] | None) -> str:
    """Tells one answer from another."""
    return sha256(dumps(answer, sort_keys=True).encode()).hexdigest()[:12] if answer else ""


def token_in(request: HttpRequest) -> str:
    """The token of the cookie; "" where there is none, or it is not one that we have signed."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=_SALT) or "")


def written_in(request: HttpRequest, *, at: datetime) -> Written:
    """The draft of this browser, or the receipt of what it has become."""
    token = token_in(request)
    if not token:
        return Written()
    answers = find_draft(token, at=at)
    if answers is not None:
        return Written(token, answers)
    with scope("receive", source=SOURCE):
        return Written(token, None, find_sent(token))


def begin(answers: Answers, *, at: datetime) -> Written:
    """A draft with its first answers."""
    life = SHARED_LIFE if answers.get("shared") else LIFE
    return Written(begin_draft(answers, at=at, life=life), answers)


def answer(written: Written, page: str, said: Mapping[str, Any], *, at: datetime) -> Written:
    """Keep the answer of one page and leave the others as another window may have left them meanwhile."""

    def change(before: Answers) -> Answers:
        return {**before, page: dict(said)}

    return Written(written.token, change_draft(written.token, change, at=at))


def drop(written: Written, pages: frozenset[str], *, at: datetime) -> Written:
    """Answers that no longer fit what was written are asked again."""

    def change(before: Answers) -> Answers:
        return {page: said for page, said in before.items() if page not in pages}

    return Written(written.token, change_draft(written.token, change, at=at))


def hand_over(response: HttpResponse, written: Written, *, secure: bool) -> None:
    """Give the browser the token: for a week, or until it is closed where others use the computer too."""
    response.set_signed_cookie(
        COOKIE,
        written.token,
        salt=_SALT,
        max_age=None if written.is_shared else int(LIFE.total_seconds()),
        path=PATH,
        httponly=True,
        samesite="Lax",
        secure=secure or bool(settings.SESSION_COOKIE_SECURE),
    )


def take_back(response: HttpResponse) -> None:
    """The browser forgets the token."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
