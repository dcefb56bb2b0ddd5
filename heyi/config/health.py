"""For those who watch the machine: is it alive, is it ready, how is it doing."""

import shutil
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

_LEAST_ROOM = 64 * 1024 * 1024  # bytes free below HOME
_UNAVAILABLE = 503


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """200 as long as this process answers at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """200 when reports can be taken: the database answers as the server's role and there is room; else 503."""
    found = {"database": _database(), "disk": _disk()}
    fine = all(words == "ok" for words in found.values())
    return JsonResponse(
        {"status": "ok" if fine else "unready", **found}, status=200 if fine else _UNAVAILABLE
    )


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text for HEYI_METRICS_FROM (this machine alone unless told); nothing there for anybody else."""
    if not _may_watch(request):
        raise Http404
    answer: HttpResponse = ExportToDjangoView(request)
    return answer


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            (read_only,) = cursor.fetchone()
    except DatabaseError as error:
        return type(error).__name__
    return "read only" if read_only else "ok"


def _disk() -> str:
    return "ok" if shutil.disk_usage(settings.HEYI_HOME).free > _LEAST_ROOM else "full"


def _may_watch(request: HttpRequest) -> bool:
    """Whoever comes by a proxy is not the proxy."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        address = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in ip_network(network) for network in settings.HEYI_METRICS_FROM)
