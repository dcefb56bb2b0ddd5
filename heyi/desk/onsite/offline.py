"""What the page needs without network: an empty form that is anybody's, its worker; and the key of who is signed in.

Nothing personal is kept in the browser's cache: no name, no list, no token. What was typed our script keeps sealed.
"""

import hashlib
import json
from uuid import uuid4

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest
from heyi.desk.onsite.door import settles
from heyi.desk.onsite.keys import name_of, private_half, public_half
from heyi.desk.onsite.saying import sayings
from heyi.desk.onsite.views import Units, form_for

ASSETS = (
    "heyi/tokens.css",
    "heyi/base.css",
    "heyi/components.css",
    "heyi/parts.css",
    "heyi/seal.svg",
    "desk/desk.css",
    "desk/grid.css",
    "desk/onsite.css",
    "desk/onsite-vault.js",
    "desk/onsite.js",
)


@require_safe
@settles
def shell(request: DeskRequest, units: Units) -> HttpResponse:
    """The form alone, as it is opened without network; sealing needs the public half of the key alone."""
    person = request.standing.person_id
    context = {
        "faulty": (),
        "form": form_for(units, initial={"key": uuid4()}),
        "sayings": sayings(),
        "vault": {"name": name_of(person), "key": public_half(person)},
    }
    return render(request, "desk/onsite/shell.html", context)


@require_safe
@settles
def worker(request: DeskRequest, units: Units) -> HttpResponse:  # noqa: ARG001 - the door tells them
    """The service worker, for the addresses below this page alone."""
    assets = [static(name) for name in ASSETS]
    context = {
        "assets": json.dumps(assets),
        "version": hashlib.sha256("".join(assets).encode()).hexdigest()[:12],
        "page": reverse("desk:onsite"),
        "shell": reverse("desk:onsite_shell"),
    }
    return render(request, "desk/onsite/worker.js", context, content_type="text/javascript")


@require_safe
@settles
def key(request: DeskRequest, units: Units) -> JsonResponse:  # noqa: ARG001 - the door tells them
    """Both halves, and a token to send with: for a page of who is signed in, to be held in memory."""
    person = request.standing.person_id
    vault = {"name": name_of(person), "key": public_half(person), "opens": private_half(person)}
    return JsonResponse({**vault, "token": get_token(request)})
