"""通报: drawn up from what stands at an instant, lines struck with a reason, approved by a second person; of units."""

from datetime import date, datetime, timedelta

from heyi.accounts.rules import Standing
from heyi.dispatch.codes import BulletinState
from heyi.dispatch.models import Bulletin, BulletinRow
from heyi.dispatch.queries import find_bulletin, shortcomings
from heyi.dispatch.queries.bulletins import BulletinSheet
from heyi.kernel.clock import CHINA
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Refused

LONGEST = timedelta(days=366)


class CannotPublishBulletin(Refused):
    """A bulletin is not drawn up, changed or published so."""


def draw_bulletin(
    unit_id: int, *, starts_on: date, ends_on: date, by: Standing, at: datetime
) -> BulletinSheet:
    """Draw up a bulletin of the units below for a period; its facts are those of this instant and stay so."""
    _let_leader(unit_id, by)
    if ends_on < starts_on or ends_on - starts_on > LONGEST or starts_on > at.astimezone(CHINA).date():
        raise CannotPublishBulletin.because("ends_on", "period_backward", _PERIOD)
    trees = directory()
    line = {each for each in trees.line(unit_id) if trees.unit(each).kind != UnitKind.VILLAGE} - {unit_id}
    since, until = _midnight(starts_on), _midnight(ends_on + timedelta(days=1))
    found = shortcomings(unit_id, line, since=since, until=until, at=at)
    if not found:
        raise CannotPublishBulletin.because("", "nothing_to_tell", _NOTHING)
    bulletin = Bulletin.objects.create(
        unit_id=unit_id,
        starts_on=starts_on,
        ends_on=ends_on,
        state=BulletinState.DRAFT.value,
        drawn_at=at,
        drawn_by=by.person_id,
        drawer=by.name,
    )
    BulletinRow.objects.bulk_create(
        BulletinRow(
            bulletin=bulletin,
            unit_id=unit,
            overdue=each.counts.get("overdue", 0),
            unanswered=each.counts.get("unanswered", 0),
            returned=each.counts.get("returned", 0),
            numbers=each.numbers,
        )
        for unit, each in sorted(found.items())
    )
    return _sheet(bulletin.pk)


def strike_line(bulletin_id: int, line_id: int, *, why: str, by: Standing, at: datetime) -> BulletinSheet:
    """Strike a unit off a draft, with the reason; the line stays to be read by who drew it up."""
    sheet = _draft(bulletin_id, by)
    if not why.strip():
        raise CannotPublishBulletin.because("why", "reason_needed", _WHY)
    rows = BulletinRow.objects.filter(bulletin_id=sheet.id, id=line_id, struck_at=None)
    if not rows.update(struck_at=at, struck_by=by.name, struck_why=why.strip()):
        raise CannotPublishBulletin.because("", "no_line", _NO_LINE)
    return _sheet(sheet.id)


def publish_bulletin(bulletin_id: int, *, by: Standing, at: datetime) -> BulletinSheet:
    """Approve a draft: a second leader of the unit, never who drew it up. From then on it is read below."""
    sheet = _draft(bulletin_id, by)
    if sheet.drawn_by == by.person_id:
        raise CannotPublishBulletin.because("", "own_draft", _SECOND)
    if all(line.struck_at for line in sheet.lines):
        raise CannotPublishBulletin.because("", "nothing_to_tell", _NOTHING)
    state = BulletinState.PUBLISHED.value
    Bulletin.objects.filter(id=sheet.id).update(
        state=state, published_at=at, approved_by=by.person_id, approver=by.name
    )
    return _sheet(sheet.id)


def drop_bulletin(bulletin_id: int, *, by: Standing) -> BulletinSheet:
    """Give a draft up; it stays to be read by its unit."""
    sheet = _draft(bulletin_id, by)
    Bulletin.objects.filter(id=sheet.id).update(state=BulletinState.DROPPED.value)
    return _sheet(sheet.id)


def _draft(bulletin_id: int, by: Standing) -> BulletinSheet:
    """The draft, locked, for a leader of its unit."""
    Bulletin.objects.select_for_update().filter(id=bulletin_id).first()
    sheet = find_bulletin(bulletin_id)
    if sheet is None:
        raise CannotPublishBulletin.because("", "no_bulletin", _GONE)
    _let_leader(sheet.unit_id, by)
    if not sheet.is_draft:
        raise CannotPublishBulletin.because("", "no_draft", _FIXED)
    return sheet


def _let_leader(unit_id: int, by: Standing) -> None:
    if unit_id not in by.leads:
        raise CannotPublishBulletin.because("", "not_leader", _LEADERS)


def _sheet(bulletin_id: int) -> BulletinSheet:
    sheet = find_bulletin(bulletin_id)
    assert sheet is not None  # noqa: S101 - it was written a moment ago
    return sheet


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), CHINA)


_PERIOD = _("起止日期不对：结束不早于开始，开始不晚于今天，最长一年。")
_NOTHING = _("没有可以通报的单位。")
_WHY = _("请写明不通报的理由。")
_NO_LINE = _("这一行已经划去。")
_SECOND = _("通报由另一位领导审批，不能自己审批自己起草的。")
_GONE = _("没有这份通报。")
_FIXED = _("通报已发布或作废，不能再改。")
_LEADERS = _("通报由本单位的领导起草和审批。")
