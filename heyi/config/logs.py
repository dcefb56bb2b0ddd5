"""Logs: one JSON object a line on stdout, of our own code and of every library, with the request they belong to.

Never in a log: what people wrote, who they are, tracking codes, keys. A request is named by its route.
"""

import logging
from typing import Any

import structlog
from structlog.typing import Processor

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


class AsMeant(logging.Filter):
    """Keeps back what granian says of the number of threads: they wait for the database most of the time, and at the
    first start it would read like a fault."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is told."""
        return not record.getMessage().startswith("Configuration allows spawning up to")


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """Turns records of the standard library and of structlog into the same JSON."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )


def logging_settings(level: str) -> dict[str, Any]:
    """For logging.config, at a level such as INFO; quiet where libraries repeat what the request's line says."""
    # no line tells them, so no record needs to find them out
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "heyi.config.logs.formatter"}},
        "handlers": {
            "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"},
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            "django.request": {"level": "CRITICAL"},  # heyi.request says it, once
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "procrastinate": {"level": "WARNING"},
            "psycopg.pool": {"level": "ERROR"},
            "axes": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
            "pyhanko": {"level": "CRITICAL"},  # it tells of strangers' files with their traces
            "httpx": {
                "level": "WARNING"
            },  # it would write addresses, in which a partner may have put a secret
        },
    }
