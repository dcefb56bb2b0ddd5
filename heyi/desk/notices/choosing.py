"""By which ways I am told, and when I am not to be disturbed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from heyi.accounts.operations import choose_language
from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.notices.forms import WaysForm
from heyi.journeys.noticing_outside import is_connected, resend_failed, send_trial
from heyi.kernel.clock import now
from heyi.notices.access import AddressRow, addresses_of, choices_of_person
from heyi.notices.codes import NoticeWay
from heyi.notices.operations import CannotSetAddress, choose, set_mail, set_mobile

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@form_methods
@works_on_matters
def ways(request: DeskRequest) -> HttpResponse:
    """My addresses, ticks, quiet hours and language."""
    person_id = request.standing.person_id
    form = WaysForm(
        request.POST if request.method == "POST" else None,
        chosen=choices_of_person(person_id),
        language=request.standing.language,
    )
    if form.is_valid() and _done(form, person_id):
        messages.success(request, _("已保存。"))
        return redirect("desk:notice_ways")
    mine = {address.way.value: address for address in addresses_of([person_id], [])}
    context = {
        "form": form,
        "mail": mine.get(NoticeWay.MAIL.value),
        "sms": mine.get(NoticeWay.SMS.value),
        "has_mail": is_connected(NoticeWay.MAIL),
        "has_sms": is_connected(NoticeWay.SMS),
        "addresses": list(mine.values()),
        "failing": [address for address in mine.values() if address.is_failing],
    }
    return render(request, "desk/notices/ways.html", context, status=422 if form.errors else 200)


def _done(form: WaysForm, person_id: int) -> bool:
    """Keep it all, or say what is wrong."""
    given, at = form.cleaned_data, now()
    try:
        if given["mail"] or given["no_mail"]:
            set_mail(person_id, "" if given["no_mail"] else given["mail"], at=at)
        if given["mobile"] or given["no_mobile"]:
            set_mobile(person_id, "" if given["no_mobile"] else given["mobile"], at=at)
    except CannotSetAddress as refused:
        form.blame(refused.faults)
        return False
    choose(person_id, quiet=form.quiet(), on=form.differing())
    choose_language(person_id, language=given["language"])
    return True


@require_POST
@works_on_matters
def trial(request: DeskRequest) -> HttpResponse:
    """Send me a test by every way that I have."""
    tell_of_trial(request, send_trial(_own(request), at=now()))
    return redirect("desk:notice_ways")


@require_POST
@works_on_matters
def resend(request: DeskRequest) -> HttpResponse:
    """What could not be sent to me goes again."""
    tell_of_resending(request, resend_failed(_own(request), by=actor_of(request.standing), at=now()))
    return redirect("desk:notice_ways")


def _own(request: DeskRequest) -> list[AddressRow]:
    return addresses_of([request.standing.person_id], [])


def tell_of_trial(request: DeskRequest, count: int) -> None:
    """Say what a test did."""
    if count:
        messages.success(request, _("测试通知已排队发送，请留意是否收到。"))
    else:
        messages.info(request, _("一分钟内只发一次测试，请稍候再试。"))


def tell_of_resending(request: DeskRequest, count: int) -> None:
    """Say how much goes again."""
    if count:
        words = ngettext("已排队重新发送 %(n)s 条。", "已排队重新发送 %(n)s 条。", count)
        messages.success(request, words % {"n": count})
    else:
        messages.info(request, _("没有已停止重试的通知。"))
