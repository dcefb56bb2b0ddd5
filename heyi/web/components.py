"""The page of components: every part that pages are made of, in every state, in the theme of whoever looks.

It is for those who build pages and those who check them: a part that is not here is not of this house.
"""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heyi.kernel.clock import now
from heyi.matters.rules import Sentence, sentence_of
from heyi.triage.codes import FIELD_WORDS
from heyi.web.forms import HouseForm
from heyi.web.icons import ICONS
from heyi.web.widgets import PickSelect

COLOURS = (
    ("paper", "card", "sunk", "ink", "ink-2", "ink-3", "line", "line-strong"),
    ("dai", "cinnabar", "gamboge", "bamboo", "wisteria", "seal", "focus", "bar"),
    ("dai-wash", "cinnabar-wash", "gamboge-wash", "bamboo-wash", "wisteria-wash"),
)
SIZES = (
    ("t-8", "2.25"),
    ("t-7", "1.75"),
    ("t-6", "1.375"),
    ("t-5", "1.125"),
    ("t-4", "1"),
    ("t-3", "0.875"),
    ("t-2", "0.8125"),
)
SPACES = ("s-1", "s-2", "s-3", "s-4", "s-5", "s-6", "s-7", "s-8")


class SampleForm(HouseForm):
    """One field of each sort."""

    line = forms.CharField(
        label=_("单行文字"), help_text=_("提示写在标签下面，说清楚要填什么。"), max_length=20
    )
    words = forms.CharField(label=_("多行文字"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    choice = forms.ChoiceField(
        label=_("下拉选择"), choices=[("", _("请选择")), ("a", _("第一项"))], required=False
    )
    kind = forms.ChoiceField(
        label=_("类别"),
        help_text=_("可以输入文字或拼音首字母。"),
        choices=[("", _("请选择")), *((code, _(words)) for code, words in FIELD_WORDS.items())],
        required=False,
        widget=PickSelect,
    )
    radio = forms.ChoiceField(
        label=_("单选"),
        choices=[("a", _("第一项")), ("b", _("第二项")), ("c", _("第三项"))],
        widget=forms.RadioSelect,
        initial="a",
    )
    tick = forms.BooleanField(label=_("勾选"), required=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """What the page shows of the parts that need values."""

    empty: SampleForm
    faulty: SampleForm
    sentences: tuple[Sentence, ...]


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component with its states; no data, no person."""
    context = {
        "parts": _parts(),
        "colours": COLOURS,
        "sizes": SIZES,
        "spaces": SPACES,
        "icons": sorted(ICONS),
        "soon": now() + timedelta(hours=3),
        "late": now() - timedelta(hours=33),
        "later": now() + timedelta(days=6),
    }
    return render(request, "web/components/page.html", context)


def _parts() -> Parts:
    faulty = SampleForm({"line": "", "radio": "z"}, prefix="faulty")
    faulty.is_valid()
    return Parts(SampleForm(prefix="sample"), faulty, tuple(_sentences()))


def _sentences() -> list[Sentence]:
    """The sentence in each state of a matter."""
    due, answer, unit = now() + timedelta(hours=20), now() + timedelta(days=13), str(_("某某镇社会治理中心"))
    return [
        sentence_of(
            unit=unit, state="TO_SIGN", due_at=due, answer_due_at=answer, why=str(_("按地点和类别分派"))
        ),
        sentence_of(unit=unit, state="IN_HAND", due_at=now() - timedelta(hours=2), answer_due_at=answer),
        sentence_of(unit=unit, state="ON_HOLD", due_at=None, answer_due_at=None),
        sentence_of(
            unit=unit,
            state="WITH_PARTNER",
            due_at=None,
            answer_due_at=None,
            partner=str(_("某某热线")),
            partner_ref="H0001",
        ),
        sentence_of(unit=unit, state="ANSWERED", due_at=answer, answer_due_at=None),
        sentence_of(unit=unit, state="CLOSED", due_at=None, answer_due_at=None),
    ]
