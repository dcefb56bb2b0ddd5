"""People: added, renamed, shut out and let in by the system administrator; the security administrator issues links."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from heyi.accounts.access import PersonRow, appointment_page, person_page, person_row
from heyi.accounts.codes import Role
from heyi.accounts.operations import (
    add_person,
    deactivate_person,
    issue_link,
    reactivate_person,
    rename_person,
)
from heyi.accounts.rules import Standing
from heyi.desk.accounts.forms import ConfirmForm, NameForm, PersonForm
from heyi.desk.doors import DeskRequest, administers
from heyi.kernel.clock import now
from heyi.orgs.rules import Refused
from heyi.web.forms import HouseForm, page_in, words_in

keeper = administers(Role.SYSTEM_ADMINISTRATOR)
guardian = administers(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@guardian
def people(request: DeskRequest) -> HttpResponse:
    """The list, by words in name or username."""
    words = words_in(request.GET)
    page = person_page(by=request.standing, at=now(), words=words, page=page_in(request.GET))
    return render(request, "desk/accounts/people.html", {"page": page, "words": words})


@require_safe
@guardian
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """One person with every appointment, past ones too."""
    found = _person(request, person_id)
    at = now()
    rows = appointment_page(by=request.standing, at=at, person_id=person_id, page=page_in(request.GET))
    return render(request, "desk/accounts/person.html", {"person": found, "page": rows})


@form_methods
@keeper
def add(request: DeskRequest) -> HttpResponse:
    """A new person, who cannot sign in until a link is issued."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    made: list[int] = []
    if done(form, lambda: made.append(add_person(**form.cleaned_data, by=request.standing, at=now()))):
        messages.success(request, _("已新增人员。下一步：提请任职，并由安全管理员发放登录链接。"))
        return redirect("desk:person", made[0])
    return show(request, form, _("新增人员"), back=reverse("desk:people"))


@form_methods
@keeper
def rename(request: DeskRequest, person_id: int) -> HttpResponse:
    """The name written anew."""
    found = _person(request, person_id)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if done(
        form, lambda: rename_person(person_id, name=form.cleaned_data["name"], by=request.standing, at=now())
    ):
        messages.success(request, _("已修改姓名。"))
        return redirect("desk:person", person_id)
    return show(request, form, _("修改姓名"), back=reverse("desk:person", args=[person_id]), person=found)


@form_methods
@guardian
def act(request: DeskRequest, person_id: int, verb: str) -> HttpResponse:
    """Shut out, let in again, or issue a link; each after a page that says what it does."""
    if verb not in _ACTS:
        raise Http404
    found = _person(request, person_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    given: list[object] = []
    if done(form, lambda: given.append(_ACTS[verb](person_id, request.standing))):
        if verb in ("link", "link_anew"):
            return _link_page(request, found, str(given[0]))
        messages.success(request, _("已办：%(what)s") % {"what": _HEADINGS[verb][0]})
        return redirect("desk:person", person_id)
    heading, words = _HEADINGS[verb]
    back = reverse("desk:person", args=[person_id])
    return show(request, form, str(heading), back=back, person=found, words=str(words))


_ACTS: Mapping[str, Callable[[int, Standing], object]] = {
    "deactivate": lambda person_id, by: deactivate_person(person_id, by=by, at=now()),
    "reactivate": lambda person_id, by: reactivate_person(person_id, by=by, at=now()),
    "link": lambda person_id, by: issue_link(person_id, by=by, at=now()),
    "link_anew": lambda person_id, by: issue_link(person_id, by=by, at=now(), lifts_second_step=True),
}
_HEADINGS = {
    "deactivate": (gettext_lazy("停用账号"), gettext_lazy("立即不能登录，任职仍在；过去的记录不变。")),
    "reactivate": (gettext_lazy("恢复账号"), gettext_lazy("恢复后仍在任期内的任职随即有效。")),
    "link": (
        gettext_lazy("发放登录链接"),
        gettext_lazy("链接只显示一次，72 小时内可用一次；此前发的链接随即作废。请当面交给本人。"),
    ),
    "link_anew": (
        gettext_lazy("发放登录链接并取消两步验证"),
        gettext_lazy(
            "用于手机和备用码都丢了的人：用这个链接设好密码，原来的两步验证随即取消，登录后可以重新开启。"
            "请先当面核实是本人。链接只显示一次，72 小时内可用一次；此前发的链接随即作废。"
        ),
    ),
}


def _link_page(request: DeskRequest, found: PersonRow, token: str) -> HttpResponse:
    """The link, shown this once."""
    link = request.build_absolute_uri(reverse("first", args=[token]))
    return render(request, "desk/accounts/link.html", {"person": found, "link": link})


def _person(request: DeskRequest, person_id: int) -> PersonRow:
    found = person_row(person_id, by=request.standing, at=now())
    if found is None:
        raise Http404
    return found


def done(form: HouseForm, do: Callable[[], object]) -> bool:
    """Whether the form was sent, is whole, and the operation took it; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refused:
        form.blame(refused.faults)
        return False
    return True


def show(
    request: HttpRequest,
    form: HouseForm,
    heading: str,
    *,
    back: str,
    person: PersonRow | None = None,
    words: str = "",
) -> HttpResponse:
    """A form on a page of its own."""
    context = {"form": form, "heading": heading, "back": back, "person": person, "words": words}
    return render(request, "desk/accounts/form.html", context, status=422 if form.is_bound else 200)
