"""The front door: a greeting, the tracking box, and the way to the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of all."""
    return render(request, "portal/home.html")
