"""What people confirmed beside matters teaches the search for articles."""

import structlog

from heyi.laws.operations import relearn

_log = structlog.get_logger()


def learn_of_confirmed_articles() -> None:
    """Learn anew; a shelf that cannot be written stops no other chore of the night."""
    try:
        _log.info("laws_learned", lessons=relearn())
    except OSError as error:
        _log.warning("laws_not_learned", error=str(error))
