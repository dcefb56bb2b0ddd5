"""A party signs: the text that it was shown, by hand or by its name, confirmed by a code on its own telephone."""

from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heyi.accounts.codes import Door
from heyi.accounts.operations import CODE_LASTS
from heyi.accounts.ports import NotSent
from heyi.journeys.on_site import confirm_by_party
from heyi.journeys.signing import asks_code, confirms, send_signing_code
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.access import PartyPage
from heyi.mediation.codes import Proven
from heyi.portal.mediation.acting import FOREIGN, TAKEN, UNFIT, back, take
from heyi.portal.mediation.door import Visitor, by_link
from heyi.portal.mediation.forms import SignForm
from heyi.portal.mediation.page import context_of, waits_on_site
from heyi.web.addresses import client_address
from heyi.web.devices import PARTIES
from heyi.web.waiting import let_in

COOKIE = "heyi_sign"
_SALT = "heyi.portal.mediation.signing"
_UNAVAILABLE = 503
_log = structlog.get_logger(__name__)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def sign(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """GET shows the text and the sheet to sign on; POST signs what stood on the page."""
    page = visitor.page(now())
    if request.method != "POST":
        return _show(request, visitor, page, _form(page))
    form = _form(page, request.POST)
    if visitor.at_desk:
        return _show(request, visitor, page, form, status=FOREIGN)
    if not form.is_valid() or not _confirmed(request, page, form, at=now()):
        return _show(request, visitor, page, form, status=UNFIT)
    if not take(visitor, page, form, _sign, at=now()):
        return _show(request, visitor, visitor.page(now()), form, status=TAKEN)
    messages.success(request, _("您已签名。"))
    response = back(visitor)
    response.delete_cookie(COOKIE, path=PARTIES, samesite="Lax")
    return response


@require_POST
@by_link
def send(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """Send a code to the party's own telephone, whose number nobody types here."""
    page = visitor.page(now())
    if visitor.at_desk or not asks_code(page) or "sign" not in context_of(visitor, page, at=now())["may"]:
        return HttpResponseRedirect(_address(visitor))
    # Not by address: a group of workers signs in one room, by one network, each with a link of their own.
    let_in(Door.CODE_TO_PHONE, str(visitor.door.party_id))
    try:
        token = send_signing_code(page, _message, at=now())
    except NotSent as failed:
        _log.error("texting.failed", why=str(failed))
        form = _form(page)
        messages.error(request, _("短信没有发出去，请过一分钟再试；也可以请调解单位安排纸质签名。"))
        return _show(request, visitor, page, form, status=_UNAVAILABLE)
    response = HttpResponseRedirect(_address(visitor) + "#sign")
    _keep(response, token)
    return response


def _sign(visitor: Visitor, page: PartyPage, form: Any, at: datetime) -> object:
    sign = confirm_by_party if waits_on_site(page) else ops.sign
    return sign(
        visitor.matter,
        taking=visitor.taking(page, at),
        how=form.how,
        seen_hash=form.cleaned_data["text"],
        stroke=form.written,
        device=visitor.mark(page),
        proven=Proven.CODE if asks_code(page) else Proven.LINK,
    )


def _confirmed(request: HttpRequest, page: PartyPage, form: SignForm, *, at: datetime) -> bool:
    """Whether the code is right, where one is sent at all; wrong ones are counted by address."""
    if not asks_code(page):
        return True
    if confirms(page, _token(request), form.cleaned_data["code"], at=at):
        return True
    let_in(Door.CODE_TRIED, client_address(request))
    form.add_error("code", _("验证码不对，或者已经过期、用过。请核对；输错 5 次后要重新获取。"))
    return False


def _form(page: PartyPage, sent: Any = None) -> SignForm:
    text = page.agreement.row.content_hash if page.agreement else ""
    return SignForm(sent, signer=page.signer, asks_code=asks_code(page), initial={"text": text})


def _show(
    request: HttpRequest, visitor: Visitor, page: PartyPage, form: SignForm, *, status: int = 200
) -> HttpResponse:
    context = context_of(visitor, page, at=now())
    context |= {
        "form": form,
        "is_open": "sign" in context["may"],
        "asks_code": asks_code(page),
        "was_sent": bool(_token(request)),
    }
    return render(request, "portal/mediation/sign.html", context, status=status)


def _address(visitor: Visitor) -> str:
    return reverse("portal:party_sign", args=[visitor.code])


def _token(request: HttpRequest) -> str:
    """What this browser keeps of a code that was sent; "" where it keeps nothing that we signed."""
    try:
        token = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=CODE_LASTS)
    except signing.BadSignature:
        return ""
    return token if isinstance(token, str) else ""


def _keep(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(token, salt=_SALT),
        max_age=int(CODE_LASTS.total_seconds()),
        path=PARTIES,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _message(digits: str) -> str:
    words = _("【合一】验证码 %(code)s，5 分钟内有效，用来确认您在协议上的签名。工作人员不会向您要验证码。")
    return words % {"code": digits}
