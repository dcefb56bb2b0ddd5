"""The demo's switch: one click from one demo person to another. There is no such address where there is no demo."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heyi.accounts.operations import demo_people


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo person by the demo's known password; one who has changed it or locked the door stays out."""
    if not settings.HEYI_DEMO:
        raise Http404
    wanted = request.POST.get("who", "")
    demo = next((person for person in demo_people() if person.username == wanted), None)
    if demo is None:
        raise Http404
    person = authenticate(request, username=demo.username, password=demo.password)
    if person is None or is_mfa_enabled(person):
        messages.error(request, _("“%(who)s”改过密码或开了两步验证，请在登录页登录。") % {"who": demo.words})
        return redirect("account_login")
    login(request, person)
    return redirect("desk:home")
