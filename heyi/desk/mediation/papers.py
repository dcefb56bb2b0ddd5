"""Signed papers: kept like every file of the house, and hung on the matter where only the mediating unit reads them."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from heyi.desk.matters.buttons import find_button
from heyi.desk.mediation.act_forms import ActForm
from heyi.desk.mediation.door import Door
from heyi.dispatch.access import open_tasks
from heyi.dispatch.operations import Step, attach
from heyi.matters.access import room_for_files
from heyi.matters.codes import Zone
from heyi.mediation.operations.papers import take_scan
from heyi.orgs.access import directory
from heyi.web.uploads import keep_all, told


def keep_paper(door: Door, form: ActForm) -> bool:
    """Keep what was sent with a form and hang it on the matter; False where it was refused, and the form says why.

    Raises NotAllowed where nothing may be hung there.
    """
    sent = form.cleaned_data.get("sent")
    if not sent:
        return True
    kept, refused = keep_all(sent, at=door.at, room=room_for_files(*door.key))
    for line in told(refused):
        form.add_error("sent", line)
    if refused or not kept:
        return False
    if form.is_of_text and not take_scan(door.key, kept, by=door.taking().by.actor, at=door.at):
        form.add_error("sent", gettext("纸上的二维码不是这份协议的：请拿这一稿打印、签名、扫描。"))
        return False
    _hang(door, kept, str(getattr(form, "note", "")))
    form.file = kept[0].id
    return True


def _hang(door: Door, kept: list[Any], note: str) -> None:
    trees, units = directory(), frozenset(door.standing.units)
    button = find_button("attach", open_tasks(*door.key, units=units, trees=trees), units, trees)
    task: UUID | None = button.task_id if button else None
    step = Step(by=door.taking().by, at=door.at, task_id=task)
    attach(door.key, step=step, files=kept, zone=Zone.CONFIDENTIAL, note=gettext(note) if note else "")
