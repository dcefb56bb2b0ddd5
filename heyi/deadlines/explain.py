"""A due instant told line by line: templates (Chinese msgids), and the words for their parameters."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from heyi.deadlines.codes import LimitUnit, LineCode
from heyi.deadlines.rules import Limit, Line
from heyi.deadlines.rules.lines import Value
from heyi.kernel.clock import CHINA
from heyi.kernel.hours import OpeningHours
from heyi.kernel.words import _

Gettext = Callable[[str], str]

LINE_WORDS = {
    LineCode.STARTS: _("自 {at} 起算，期限 {limit}"),
    LineCode.EXTENDED: _("延长 {limit}"),
    LineCode.HOURS_RUN: _("按小时连续计时 {length}，不扣除休息日"),
    LineCode.OPENING_HOURS: _("服务时间：{hours}"),
    LineCode.WORKING_HOURS_RUN: _("只在服务时间内计时 {length}，休息日和中间的休息不计"),
    LineCode.FIRST_DAY: _("{day}为开始的当日，不计入（《民法典》第二百零一条）"),
    LineCode.DAYS_COUNTED: _("自 {first}起计入的日数为 {amount}，最后一日为 {last}"),
    LineCode.WORKING_COUNTED: _("计入的工作日数为 {amount}，最后一日为 {last}"),
    LineCode.CORRESPONDING_DAY: _("到期月的对应日为 {day}（《民法典》第二百零二条）"),
    LineCode.LAST_OF_MONTH: _("到期月没有对应日，月末 {day}为最后一日（《民法典》第二百零二条）"),
    LineCode.WEEKENDS: _("不计入的周末日数为 {amount}"),
    LineCode.FESTIVAL: _("{first}至 {last}{name}放假，不计入"),
    LineCode.FESTIVAL_DAY: _("{day}{name}放假，不计入"),
    LineCode.MAKEUP: _("{day}因{name}调休上班，计入"),
    LineCode.MORE_DAYS: _("其余放假和调休上班的日数为 {amount}，同样处理"),
    LineCode.STILL: _("{at} 至 {until} 中止计时"),
    LineCode.STILL_DAYS: _("因中止而不计入的日数为 {amount}"),
    LineCode.STILL_OPEN: _("自 {at} 起中止计时，尚余 {left}，恢复后再算到期时间"),
    LineCode.ROLLED_WEEKEND: _("最后一日 {day}为周末，顺延至 {to}（《民法典》第二百零三条）"),
    LineCode.ROLLED_FESTIVAL: _("最后一日 {day}为{name}假日，顺延至 {to}（《民法典》第二百零三条）"),
    LineCode.WORKED: _("{day}因{name}调休上班，是工作日，不顺延"),
    LineCode.DUE_DAY: _("于 {day}24:00 届满，即 {at}"),
    LineCode.DUE_CLOSING: _("于 {day}停止业务活动时届满，即 {at}（《民法典》第二百零三条）"),
    LineCode.DUE_INSTANT: _("于 {at} 届满"),
    LineCode.CALENDAR: _("放假安排已公布至 {day}，日历版本 {version}"),
    LineCode.EARLY: _("{day}以前的放假安排按史料推算"),
    LineCode.PROVISIONAL: _("{year} 年起的放假安排尚未公布，按周末和法定节日暂计，公布后可能变动"),
}

WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))

_ONE = {
    LimitUnit.HOURS: _("1 小时"),
    LimitUnit.DAYS: _("1 日"),
    LimitUnit.WORKING_DAYS: _("1 个工作日"),
    LimitUnit.WORKING_HOURS: _("1 个工作小时"),
    LimitUnit.MONTHS: _("1 个月"),
    LimitUnit.YEARS: _("1 年"),
}
_MANY = {
    LimitUnit.HOURS: _("{amount} 小时"),
    LimitUnit.DAYS: _("{amount} 日"),
    LimitUnit.WORKING_DAYS: _("{amount} 个工作日"),
    LimitUnit.WORKING_HOURS: _("{amount} 个工作小时"),
    LimitUnit.MONTHS: _("{amount} 个月"),
    LimitUnit.YEARS: _("{amount} 年"),
}


def as_written(words: str) -> str:
    """The msgid itself: Chinese."""
    return words


def sentences(lines: Iterable[Line], gettext: Gettext = as_written) -> list[str]:
    """All lines in words, in the language that `gettext` speaks."""
    return [sentence(line, gettext) for line in lines]


def sentence(line: Line, gettext: Gettext = as_written) -> str:
    """One line in words."""
    params = {name: words_of(value, gettext) for name, value in line.params.items()}
    return gettext(LINE_WORDS[line.code]).format(**params)


def words_of(value: Value, gettext: Gettext = as_written) -> str:
    """A parameter in words: `2026-10-10（周六）`, `5 个工作日`, `2 小时 30 分`; names are looked up."""
    match value:
        case date():
            return _moment(value, gettext)
        case timedelta():
            return _length(value, gettext)
        case Limit():
            words = _ONE if value.amount == 1 else _MANY
            return gettext(words[value.unit]).format(amount=value.amount)
        case OpeningHours():
            return hours_in_words(value, gettext)
        case tuple():
            return gettext(_("，再加 ")).join(words_of(part, gettext) for part in value)
        case int():
            return str(value)
        case str():
            return gettext(value) if value else value


def hours_in_words(hours: OpeningHours, gettext: Gettext = as_written) -> str:
    """`工作日 08:30–12:00、14:00–17:30`."""
    spans = gettext(_("、")).join(str(OpeningHours((span,))).replace("-", "–") for span in hours.spans)
    return gettext(_("每天 {spans}") if hours.daily else _("工作日 {spans}")).format(spans=spans)


def _moment(value: date, gettext: Gettext) -> str:
    """An instant with its time; a day alone with its weekday."""
    if isinstance(value, datetime):
        return _instant(value.astimezone(CHINA), gettext)
    return gettext(_("{day}（{weekday}）")).format(day=value, weekday=gettext(WEEKDAYS[value.weekday()]))


def _instant(at: datetime, gettext: Gettext) -> str:
    written = f"{at:%H:%M:%S}" if at.second or at.microsecond else f"{at:%H:%M}"
    return gettext(_("{day}{time}")).format(day=words_of(at.date(), gettext), time=written)


def _length(length: timedelta, gettext: Gettext) -> str:
    """Hours and minutes, a started minute counted whole."""
    hours, minutes = divmod(-(-length // timedelta(minutes=1)), 60)
    if not minutes:
        return words_of(Limit(hours, LimitUnit.HOURS), gettext)
    return gettext(_("{hours} 小时 {minutes} 分")).format(hours=hours, minutes=minutes)
