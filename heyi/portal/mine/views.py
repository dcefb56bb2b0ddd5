"""My matters: a telephone, a code by text message, and all own matters for twenty minutes. No account."""

from datetime import datetime

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heyi.accounts.codes import Door
from heyi.accounts.operations import close_visit, open_visit
from heyi.accounts.ports import NotSent
from heyi.journeys.own_matters import can_send, matters_of, send_code
from heyi.kernel.clock import now
from heyi.portal.mine.forms import CodeForm, PhoneForm
from heyi.portal.mine.visit import drop, keep, token_of, visit_of
from heyi.web.addresses import client_address
from heyi.web.waiting import let_in, tells_to_wait

_UNFIT, _UNAVAILABLE = 422, 503
_log = structlog.get_logger(__name__)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The own matters while a visit is open; else the form that asks for a telephone."""
    visit = visit_of(request, at=now())
    if visit is None:
        return render(request, "portal/mine/phone.html", {"form": PhoneForm(), "can_send": can_send()})
    context = {"matters": matters_of(visit.mark), "until": visit.until}
    return render(request, "portal/mine/matters.html", context)


@require_POST
@tells_to_wait
def send(request: HttpRequest) -> HttpResponse:
    """Send a code, whoever's number it is: what is answered never tells whether it has matters here."""
    form = PhoneForm(request.POST)
    if not can_send() or not form.is_valid():
        context = {"form": form, "can_send": can_send()}
        return render(request, "portal/mine/phone.html", context, status=_UNFIT)
    phone = form.cleaned_data["phone"]
    let_in(Door.CODE_FROM_ADDRESS, client_address(request))
    let_in(Door.CODE_TO_PHONE, phone)
    try:
        token = send_code(phone, _message, at=now())
    except NotSent as failed:
        _log.error("texting.failed", why=str(failed))
        form.add_error(None, _("短信没有发出去，请过一分钟再试，或用查询码查看。"))
        context = {"form": form, "can_send": True}
        return render(request, "portal/mine/phone.html", context, status=_UNAVAILABLE)
    response = HttpResponseRedirect(reverse("portal:mine_code"))
    keep(response, token)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@tells_to_wait
def code(request: HttpRequest) -> HttpResponse:
    """A right code opens the visit; a wrong, used, old or foreign one gets one and the same answer."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        visit = _opened(request, form.cleaned_data["code"], at=now())
        if visit is not None:
            response = HttpResponseRedirect(reverse("portal:mine"))
            keep(response, visit)
            return response
        form.add_error("code", _("验证码不对，或者已经过期、用过。请核对；输错 5 次后要重新获取。"))
    return render(request, "portal/mine/code.html", {"form": form}, status=_UNFIT if form.errors else 200)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the visit at once, here and wherever its cookie may have got to."""
    close_visit(token_of(request))
    response = HttpResponseRedirect(reverse("portal:mine"))
    drop(response)
    messages.success(request, _("已经退出，这台设备上不再显示您的事项。"))
    return response


def _opened(request: HttpRequest, typed: str, *, at: datetime) -> str | None:
    visit = open_visit(token_of(request), typed=typed, at=at)
    if visit is None:
        let_in(Door.CODE_TRIED, client_address(request))
    return visit


def _message(digits: str) -> str:
    words = _("【合一】验证码 %(code)s，5 分钟内有效，用来查看您反映的事项。工作人员不会向您要验证码。")
    return words % {"code": digits}
