"""The application as `heyi up` serves it: loaded whole before its first request, gone when its parent was killed."""

from multiprocessing import parent_process

from django.urls import get_resolver

from heyi.config.wsgi import application
from heyi.console.processes import die_with_parent

__all__ = ["application"]

if parent := parent_process():
    die_with_parent(parent.pid or 0)
len(get_resolver().url_patterns)  # imports every view now, not while somebody waits
