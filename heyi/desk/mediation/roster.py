"""一次增加多位当事人: a list pasted or uploaded, looked at once more, then taken; nothing where a line is wrong."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.mediation.door import Door, door_to
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.codes import PART_WORDS, Part
from heyi.mediation.guards import MOST_PARTIES
from heyi.mediation.operations import NewParty, add_parties
from heyi.mediation.rules.rosters import Roster, read_roster
from heyi.web.forms import HouseForm, Whole, choices

MOST_OCTETS = 100_000
_ENCODINGS = ("utf-8-sig", "gb18030")  # of what people's spreadsheets save


class RosterForm(HouseForm):
    """Who they are here, and their names and telephones."""

    part = forms.ChoiceField(label=_("名单里的人都是"), initial=Part.APPLICANT)
    lines = forms.CharField(
        label=_("名单"),
        help_text=_("一行一位：姓名、电话。从表格里复制两列，直接粘贴就行。没有手机的只写姓名。"),
        max_length=MOST_OCTETS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    sent = forms.FileField(
        label=_("或者上传名单"),
        help_text=_("CSV 或者文本文件，一行一位；Excel 另存为 CSV。"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = Roster((), ())
        self.fields["part"].choices = choices(PART_WORDS)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Each line by itself; a file in place of what is pasted."""
        given = super().clean() or {}
        sheet = self._uploaded() if given.get("sent") else given.get("lines", "")
        self.roster = read_roster(sheet)
        for line, refusal in self.roster.faults:
            why = gettext(refusal.sentence) % dict(refusal.params)
            self.add_error("lines", gettext("第 %(line)s 行：%(why)s") % {"line": line, "why": why})
        if not self.roster.people and not self.errors:
            self.add_error("lines", gettext("名单里还没有人。"))
        given["lines"] = sheet
        return given

    def _uploaded(self) -> str:
        upload: Any = self.files["sent"]
        content: bytes = upload.read(MOST_OCTETS + 1)
        for encoding in _ENCODINGS if len(content) <= MOST_OCTETS and b"\0" not in content else ():
            try:
                return str(content.decode(encoding))
            except UnicodeDecodeError:
                continue
        self.add_error("sent", gettext("这个文件读不出文字：请另存为 CSV，不超过 100 KB。"))
        return ""

    def parties(self) -> list[NewParty]:
        """As the operation takes them."""
        part = Part(self.cleaned_data["part"])
        return [NewParty(part, each.name, each.phone) for each in self.roster.people]


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_matters
def roster(request: DeskRequest, number: str) -> HttpResponse:
    """GET asks for the list; POST shows what was read of it, and with `do=save` takes it."""
    door = door_to(request, number, now())
    if not door.view.may("add_party"):
        return redirect("desk:mediation", number)
    if request.method != "POST":
        return _show(request, door, RosterForm())
    form = RosterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, door, form, status=422)
    if request.POST.get("do") != "save":
        return _show(request, door, form, is_read=True)
    try:
        add_parties(door.key, taking=door.taking(), parties=form.parties())
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
        return _show(request, door, form, status=409)
    messages.success(request, gettext("已增加 %(n)s 位当事人。") % {"n": len(form.roster.people)})
    return redirect("desk:mediation", number)


def _show(
    request: DeskRequest, door: Door, form: RosterForm, *, is_read: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "door": door,
        "form": form,
        "is_read": is_read,
        "sharing": form.roster.sharing() if is_read else (),
        "without": sum(not each.has_mobile for each in form.roster.people),
        "room": MOST_PARTIES - len(door.view.parties),
    }
    return render(request, "desk/mediation/roster.html", context, status=status)
