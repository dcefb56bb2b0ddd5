"""Lists that a person keeps under a name. Preferences of one person, so not journalled."""

from django.db import transaction
from django.db.models import Max, QuerySet

from heyi.accounts.models import Person, SavedView
from heyi.kernel.words import _
from heyi.orgs.rules import Refused

MOST = 12
LONGEST_NAME = 20
_LONGEST_QUERY = 300


class CannotSaveView(Refused):
    """A list cannot be kept so."""


@transaction.atomic
def save_view(person_id: int, *, name: str, query: str) -> int:
    """Keep a list at the end of the person's; one of the same name is replaced. Answers its id."""
    kept = _name(name)
    if len(query) > _LONGEST_QUERY:
        raise CannotSaveView.because("query", "query_too_long", _("筛选条件太长，无法保存。"))
    views = _locked(person_id)
    found = views.filter(name=kept).first()
    if found is None and views.count() >= MOST:
        raise CannotSaveView.because(
            "", "too_many_views", _("最多保存 %(most)s 个视图，请先删去一个。"), most=str(MOST)
        )
    if found is None:
        last = views.aggregate(last=Max("position"))["last"] or 0
        found = SavedView(person_id=person_id, name=kept, position=last + 1)
    found.query = query
    found.save()
    return int(found.pk)


@transaction.atomic
def rename_view(person_id: int, view_id: int, *, name: str) -> None:
    """Give one of the person's own lists another name."""
    kept, views = _name(name), _locked(person_id)
    if views.filter(name=kept).exclude(pk=view_id).exists():
        raise CannotSaveView.because("name", "name_taken", _("已有同名的视图。"))
    if not views.filter(pk=view_id).update(name=kept):
        raise _unknown()


@transaction.atomic
def delete_view(person_id: int, view_id: int) -> None:
    """Forget one of the person's own lists."""
    if not _locked(person_id).filter(pk=view_id).delete()[0]:
        raise _unknown()


@transaction.atomic
def put_view_first(person_id: int, view_id: int) -> None:
    """Begin with this list from now on; asked of the one that is first already, begin with none."""
    views = _locked(person_id)
    view = views.filter(pk=view_id).first()
    if view is None:
        raise _unknown()
    was_first = view.is_first
    views.filter(is_first=True).update(is_first=False)
    if not was_first:
        least = views.order_by("position").values_list("position", flat=True).first() or 0
        views.filter(pk=view_id).update(is_first=True, position=least - 1)


def _locked(person_id: int) -> QuerySet[SavedView]:
    """The person's views; their changes stand in line behind the person's row."""
    Person.objects.select_for_update().filter(pk=person_id).first()
    return SavedView.objects.filter(person_id=person_id)


def _name(typed: str) -> str:
    name = typed.strip()
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise CannotSaveView.because(
            "name", "name_needed", _("请给视图起个名字，不超过 %(max)s 个字。"), max=str(LONGEST_NAME)
        )
    return name


def _unknown() -> CannotSaveView:
    return CannotSaveView.because("", "unknown_view", _("没有这个视图。"))
