"""Everything that writes notices; higher modules import from here."""

from heyi.notices.operations.addresses import (
    CannotOpen,
    CannotSetAddress,
    fared,
    opened,
    remove_address,
    set_mail,
    set_mobile,
    set_robot,
)
from heyi.notices.operations.choosing import choose
from heyi.notices.operations.drilling import begin_drill
from heyi.notices.operations.reading import read_all, read_notice, read_of_matter
from heyi.notices.operations.telling import (
    KEPT,
    NewNotice,
    NewTold,
    Waiting,
    forget_old,
    hold,
    take_held,
    tell,
    write_told,
)

__all__ = [
    "KEPT",
    "CannotOpen",
    "CannotSetAddress",
    "NewNotice",
    "NewTold",
    "Waiting",
    "begin_drill",
    "choose",
    "fared",
    "forget_old",
    "hold",
    "opened",
    "read_all",
    "read_notice",
    "read_of_matter",
    "remove_address",
    "set_mail",
    "set_mobile",
    "set_robot",
    "take_held",
    "tell",
    "write_told",
]
