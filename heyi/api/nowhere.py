"""Everything below /api/ that is no address."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from heyi.api.bodies import drain
from heyi.api.problems import Problem, refuse


@csrf_exempt
def view(request: HttpRequest) -> HttpResponse:
    """404 for every method."""
    drain(request)
    return refuse(Problem("NOT_FOUND"), request)
