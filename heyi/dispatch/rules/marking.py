"""What a step marks on the matter's own row beside its state: when it was answered, contested, closed, and how."""

from collections.abc import Callable, Mapping
from datetime import datetime

from heyi.matters.codes import Closing

_Marks = dict[str, object]


def _closed(how: Closing) -> Callable[[datetime], _Marks]:
    return lambda at: {"closed_at": at, "closing": how.value}


def _reopened(at: datetime) -> _Marks:
    return {
        "contested_at": at,
        "closed_at": None,
        "answered_at": None,
        "closing": "",
        "partner": "",
        "partner_ref": "",
    }


MARKS: Mapping[str, Callable[[datetime], _Marks]] = {
    "answer": lambda at: {"answered_at": at},
    "close": _closed(Closing.BY_UNIT),
    "accept": _closed(Closing.ACCEPTED),
    "withdraw": _closed(Closing.WITHDRAWN),
    "contest": _reopened,
    "accept_part": _closed(Closing.BY_HEAD),
    "return_part": _reopened,
    "end_part": _closed(Closing.NOT_NEEDED),
}
"""By verb, the columns at the instant of the step."""
